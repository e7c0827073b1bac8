"""What stands on a paper, before anybody knows how wide the paper is: blocks from top to bottom."""

from typing import TYPE_CHECKING, Literal

from core.record import record

if TYPE_CHECKING:
    from PIL import Image

SMALL_PT, BODY_PT, HEAD_PT = 12, 14, 17
"""Nothing on a paper is smaller than SMALL_PT: at 203 dots an inch that is 34 dots."""


@record
class Paper:
    """The printable part of a roll: `width_dots` across, `dpi` dots an inch both ways."""

    width_dots: int
    dpi: int = 203

    def points(self, size: float) -> int:
        """A size in typographic points as dots."""
        return round(size * self.dpi / 72)

    def mm(self, length: float) -> int:
        """A length in millimetres as dots."""
        return round(length * self.dpi / 25.4)

    def in_mm(self, dots: int) -> float:
        return dots * 25.4 / self.dpi


PAPER_80 = Paper(576)
PAPER_58 = Paper(384)


@record
class Text:
    """A paragraph, broken into lines at plain spaces; a no-break space holds."""

    text: str
    size: float = BODY_PT
    bold: bool = False
    centred: bool = False


@record
class Number:
    """The code people wait for, as large as the paper allows up to 22 mm."""

    code: str


@record
class Bar:
    """White letters on a black bar across the paper: what must not be overlooked."""

    text: str


@record
class Item:
    """One entry of a list: an empty box to tick, or a number."""

    text: str
    mark: Literal["box"] | int = "box"
    note: str = ""


@record
class Qr:
    """A QR code with words that say what it is for."""

    data: str
    caption: str


@record
class Rule:
    """A line across the paper."""


@record
class Space:
    mm: float


@record
class Blank:
    """A line to write on, with a word before it."""

    label: str


@record
class Ruler:
    """Bars of the usual printing widths, each with its number of dots, to see how wide a printer prints."""

    widths_dots: tuple[int, ...]


@record
class Picture:
    """A 1-bit picture as it is; raises ValueError when drawn on a paper narrower than it."""

    image: "Image.Image"


Block = Text | Number | Bar | Item | Qr | Rule | Space | Blank | Ruler | Picture


@record
class Page:
    """One paper. `title` names it in file names and logs (a code, never a person); `letters` scales all text."""

    title: str
    blocks: tuple[Block, ...]
    letters: float = 1.0
