"""A page as the bytes that one printer understands."""

from printer.address import Address, Answers
from printer.draw import draw
from printer.encode import encode
from printer.page import Page
from printer.text import encode_text

CUT_MM = 15
"""Paper a job takes beside its picture: from the head to the knife or the tearing edge."""


def compose(page: Page, address: Address) -> tuple[bytes, float]:
    """The bytes, and the paper they take; as text a page takes about as much as drawn. Raises as `draw` does."""
    paper, slot = address.paper, address.profile.kyrgyz_page
    cuts, watch = address.cuts, address.answers is Answers.YES
    picture = draw(page, paper)
    if address.text and slot is not None:
        data = encode_text(page, paper, slot, cuts=cuts, watch=watch)
    else:
        data = encode(picture, cuts=cuts, watch=watch)
    return data, paper.in_mm(picture.height) + CUT_MM
