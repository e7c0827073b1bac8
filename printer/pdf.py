"""A page as PDF, for an office printer or for keeping: the same blocks as on the roll, on a sheet of A5 or A4."""

from collections.abc import Iterable
from functools import cache
from html import escape
from io import BytesIO
from typing import Any, Literal, assert_never

import segno
from reportlab.lib.colors import black, white
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, HRFlowable, Image, Paragraph, SimpleDocTemplate, Spacer, Table

from printer.fonts import BOLD, REGULAR, find, folders
from printer.page import (
    BODY_PT,
    HEAD_PT,
    SMALL_PT,
    Bar,
    Blank,
    Block,
    Item,
    Number,
    Page,
    Picture,
    Qr,
    Rule,
    Ruler,
    Space,
    Text,
)

SIZES = {"a5": A5, "a4": A4}
MARGIN = 12 * mm
SMALLER = 0.8
"""A sheet is read at a table and not under a counter: 12 pt of the roll become 9.6."""
NUMBER_PT = 48
TIGHT = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
]
"""Of every table; the font too, or it would ask for one that is not inside."""
SHORT = 24
"""A note of so many letters stands on the line of its item: a sheet is wide."""
QR_SIDE = 22 * mm


def pdf(page: Page, size: Literal["a5", "a4"] = "a5") -> bytes:
    """The same page gives the same bytes. Some 30 ms: not for an event loop. Raises MissingFont."""
    _fonts()
    made = BytesIO()
    paper = SimpleDocTemplate(
        made,
        pagesize=SIZES[size],
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=page.title,
        author="",
        creator="Kezek",
        initialFontName=REGULAR,
        invariant=1,
    )
    story = [flowable for block in page.blocks for flowable in _flowables(block, page.letters * SMALLER)]
    paper.build(story, onFirstPage=_foot, onLaterPages=_foot)
    return made.getvalue()


@cache
def _fonts() -> None:
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, find(name, tuple(folders()))))


def _foot(canvas: Any, paper: SimpleDocTemplate) -> None:
    """Which paper it is and which of its sheets, so that none is mislaid unnoticed."""
    canvas.setFont(REGULAR, 7)
    canvas.drawRightString(paper.pagesize[0] - MARGIN, MARGIN / 2, f"{paper.title} · {canvas.getPageNumber()}")


def _flowables(block: Block, letters: float) -> Iterable[Flowable]:
    match block:
        case Text(text, size, bold, centred):
            yield Paragraph(escape(text), _style(size * letters, bold=bold, centred=centred))
        case Number(code):
            yield Paragraph(escape(code), _style(NUMBER_PT, bold=True, centred=True))
        case Bar(text):
            yield _bar(text, letters)
        case Item(text, mark, note):
            yield _item(text, mark, note, letters)
        case Qr(data, caption):
            yield Table(
                [[_Code(data), Paragraph(escape(caption), _style(SMALL_PT * letters))]],
                colWidths=[QR_SIDE + 4 * mm, None],
                style=[*TIGHT, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
            )
        case Rule():
            yield HRFlowable(width="100%", thickness=0.7, color=black, spaceBefore=1.2 * mm, spaceAfter=1.2 * mm)
        case Space(high):
            yield Spacer(1, high * mm)
        case Blank(label):
            yield _to_write_on(label, letters)
        case Picture(image):
            scale = 72 / 203
            png = BytesIO()
            image.save(png, "PNG")
            yield Image(png, image.width * scale, image.height * scale)
        case Ruler():
            return
        case _:
            assert_never(block)


def _style(size: float, *, bold: bool = False, centred: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        "block",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.3,
        alignment=1 if centred else 0,
        spaceAfter=0.6 * mm,
        keepWithNext=bold,
    )


def _bar(text: str, letters: float) -> Table:
    style = _style(HEAD_PT * letters, bold=True, centred=True)
    style.textColor = white
    return Table(
        [[Paragraph(escape(text), style)]],
        colWidths="100%",
        style=[*TIGHT, ("BOTTOMPADDING", (0, 0), (-1, -1), 4), ("BACKGROUND", (0, 0), (-1, -1), black)],
    )


def _item(text: str, mark: str | int, note: str, letters: float) -> Table:
    size = (BODY_PT - 1) * letters
    small = SMALL_PT * letters
    if note and len(note) <= SHORT:
        words = [Paragraph(f'{escape(text)} · <font size="{small}">{escape(note)}</font>', _style(size))]
    else:
        words = [Paragraph(escape(text), _style(size)), *([Paragraph(escape(note), _style(small))] if note else [])]
    first = _Box(0.72 * size) if mark == "box" else Paragraph(f"{mark}.", _style(size, bold=True))
    return Table([[first, words]], colWidths=[2.2 * size, None], style=[*TIGHT, ("VALIGN", (0, 0), (-1, -1), "TOP")])


def _to_write_on(label: str, letters: float) -> Table:
    words = Paragraph(escape(label), _style(SMALL_PT * letters))
    width = pdfmetrics.stringWidth(label, REGULAR, SMALL_PT * letters) + 5 * mm
    line = [("LINEBELOW", (1, 0), (1, 0), 0.6, black), ("VALIGN", (0, 0), (-1, -1), "BOTTOM")]
    return Table([[words, ""]], colWidths=[width, None], rowHeights=[8 * mm], style=[*TIGHT, *line])


class _Box(Flowable):  # type: ignore[misc]  # reportlab has no types
    """An empty box to tick; the font has no such letter."""

    def __init__(self, side: float) -> None:
        super().__init__()
        self.width, self.height = side, 1.5 * side

    def draw(self) -> None:
        self.canv.rect(0.5, 0, self.width, self.width)


class _Code(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A QR code as squares, with the quiet zone the standard wants."""

    def __init__(self, data: str) -> None:
        super().__init__()
        self.width = self.height = QR_SIDE
        self._rows = list(segno.make(data, error="m", micro=False).matrix_iter(border=4))

    def draw(self) -> None:
        side = QR_SIDE / len(self._rows)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    self.canv.rect(x * side, QR_SIDE - (y + 1) * side, side, side, stroke=0, fill=1)
