"""From a page to a picture of black and white dots, one dot of the printer each.

Letters are drawn without grey (FreeType's monochrome hinting): nothing is dithered afterwards.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import assert_never

import segno
from PIL import Image, ImageDraw, ImageFont

from printer.fonts import BOLD, NARROW, REGULAR, find, folders
from printer.page import (
    HEAD_PT,
    SMALL_PT,
    Bar,
    Blank,
    Block,
    Item,
    Number,
    Page,
    Paper,
    Picture,
    Qr,
    Rule,
    Ruler,
    Space,
    Text,
)

WHITE, BLACK = 255, 0
NUMBER_MM_MIN, NUMBER_MM_MAX = 20, 22
QR_BORDER, QR_MODULE_MIN, QR_MM = 4, 4, 26
VOWELS = frozenset("аеёиоөуүыэюяaeiouy")


def draw(page: Page, paper: Paper) -> Image.Image:
    """The page as a picture of mode "1", exactly as wide as the paper. Takes some 20 ms: not for an event loop.

    Raises MissingFont, and ValueError for a picture that is wider than the paper.
    """
    strips = [_strip(block, paper, page.letters) for block in page.blocks]
    whole = _blank(paper.width_dots, sum(strip.height for strip in strips))
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole


def _strip(block: Block, paper: Paper, letters: float) -> Image.Image:
    match block:
        case Text(text, size, bold, centred):
            face = font(BOLD if bold else REGULAR, paper.points(size * letters))
            return _lines(_wrap(text, face, _column(paper)), face, paper, centred=centred)
        case Number(code):
            return _number(code, paper)
        case Bar(text):
            return _bar(text, paper, letters)
        case Item(text, mark, note):
            return _item(text, mark, note, paper, letters)
        case Qr(data, caption):
            return _qr(data, caption, paper, letters)
        case Rule():
            return _rule(paper)
        case Space(mm):
            return _blank(paper.width_dots, paper.mm(mm))
        case Blank(label):
            return _to_write_on(label, paper, letters)
        case Ruler(widths):
            return _ruler(widths, paper)
        case Picture(image):
            if image.width > paper.width_dots:
                raise ValueError(f"a picture of {image.width} dots does not fit on {paper.width_dots}")
            strip = _blank(paper.width_dots, image.height)
            strip.paste(image, (0, 0))
            return strip
    assert_never(block)


def _blank(width: int, height: int) -> Image.Image:
    return Image.new("1", (width, height), WHITE)


def _pen(picture: Image.Image) -> ImageDraw.ImageDraw:
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"
    return pen


def _margin(paper: Paper) -> int:
    return paper.mm(1)


def _column(paper: Paper) -> int:
    return paper.width_dots - 2 * _margin(paper)


def _line_height(face: ImageFont.FreeTypeFont) -> int:
    return round(face.size * 1.24)


def _lines(
    lines: list[str], face: ImageFont.FreeTypeFont, paper: Paper, *, centred: bool = False, left: int = 0
) -> Image.Image:
    strip = _blank(paper.width_dots, _line_height(face) * len(lines))
    _write(strip, lines, face, left=_margin(paper) + left, centre=paper.width_dots // 2 if centred else None)
    return strip


def _write(
    picture: Image.Image,
    lines: list[str],
    face: ImageFont.FreeTypeFont,
    *,
    left: int,
    top: int = 0,
    centre: int | None = None,
    ink: int = BLACK,
) -> None:
    pen, step = _pen(picture), _line_height(face)
    for row, line in enumerate(lines):
        x = left if centre is None else centre - round(face.getlength(line) / 2)
        pen.text((x, top + row * step + round(step * 0.8)), line, font=face, fill=ink, anchor="ls")


def _wrap(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in unicodedata.normalize("NFC", text).split(" "):
        longer = f"{line} {word}" if line else word
        if face.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, face, width)
        lines += full
    return [*lines, line]


def _pieces(word: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """A word wider than the paper, broken at its own hyphens and spaces, else before a consonant and a vowel."""
    pieces = []
    while face.getlength(word) > width:
        fits = max(n for n in range(1, len(word)) if n == 1 or face.getlength(word[:n] + "-") <= width)
        cut = next((n for n in range(fits, 1, -1) if word[n - 1] in "-\u00a0"), 0)
        cut = cut or next((n for n in range(fits, 1, -1) if _syllable(word[n:])), fits)
        pieces.append(word[:cut] + ("-" if word[cut - 1].isalpha() and word[cut].isalpha() else ""))
        word = word[cut:]
    return [*pieces, word]


def _syllable(rest: str) -> bool:
    first, second = rest[:1].lower(), rest[1:2].lower()
    return first.isalpha() and first not in VOWELS and second in VOWELS


def _number(code: str, paper: Paper) -> Image.Image:
    """As high as fits, up to NUMBER_MM_MAX; below NUMBER_MM_MIN the narrow cut of the font is higher."""
    for name in (BOLD, NARROW):
        left, top, right, bottom = _ink(code, font(name, 200))
        size = 200 * min(paper.mm(NUMBER_MM_MAX) / (bottom - top), _column(paper) / (right - left))
        if (bottom - top) * size / 200 >= paper.mm(NUMBER_MM_MIN):
            break
    face = font(name, int(size))
    left, top, right, bottom = _ink(code, face)
    strip = _blank(paper.width_dots, bottom - top + 2 * paper.mm(2))
    x = (paper.width_dots - (right - left)) // 2 - left
    _pen(strip).text((x, paper.mm(2) - top), code, font=face, fill=BLACK, anchor="ls")
    return strip


def _ink(text: str, face: ImageFont.FreeTypeFont) -> tuple[int, int, int, int]:
    """The box around the letters, on a base line at 0."""
    left, top, right, bottom = face.getbbox(text, mode="1", anchor="ls")
    return int(left), int(top), int(right), int(bottom)


def _bar(text: str, paper: Paper, letters: float) -> Image.Image:
    face, pad = font(BOLD, paper.points(HEAD_PT * letters)), paper.mm(1)
    lines = _wrap(text, face, _column(paper) - 2 * pad)
    strip = _blank(paper.width_dots, _line_height(face) * len(lines) + 2 * pad)
    _pen(strip).rectangle((0, 0, strip.width, strip.height), fill=BLACK)
    _write(strip, lines, face, left=0, top=pad, centre=paper.width_dots // 2, ink=WHITE)
    return strip


def _item(text: str, mark: str | int, note: str, paper: Paper, letters: float) -> Image.Image:
    face, small = font(REGULAR, paper.points(13 * letters)), font(REGULAR, paper.points(SMALL_PT * letters))
    indent = round(face.size * 1.35)
    lines = _wrap(text, face, _column(paper) - indent)
    notes = _wrap(note, small, _column(paper) - indent) if note else []
    step = _line_height(face)
    strip = _blank(paper.width_dots, step * len(lines) + _line_height(small) * len(notes) + paper.mm(1))
    _write(strip, lines, face, left=_margin(paper) + indent)
    _write(strip, notes, small, left=_margin(paper) + indent, top=step * len(lines))
    if mark == "box":
        side = round(face.size * 0.72)
        top = round(step * 0.8) - side
        box = (_margin(paper), top, _margin(paper) + side, top + side)
        _pen(strip).rectangle(box, outline=BLACK, width=max(2, paper.mm(0.35)))
    else:
        _write(strip, [f"{mark}."], font(BOLD, round(face.size)), left=_margin(paper))
    return strip


def _qr(data: str, caption: str, paper: Paper, letters: float) -> Image.Image:
    """The code beside its caption, or above it where too little width is left; quiet zone 4 as the standard wants."""
    matrix = list(segno.make(data, error="m", micro=False).matrix_iter(border=QR_BORDER))
    side = len(matrix)
    module = max(QR_MODULE_MIN, min(paper.mm(QR_MM) // side, paper.width_dots // side))
    if side * module > paper.width_dots:
        raise ValueError(f"a QR code of {side} modules does not fit on {paper.width_dots} dots")
    code = _blank(side, side)
    code.putdata([BLACK if dark else WHITE for row in matrix for dark in row])
    code = code.resize((side * module, side * module), Image.Resampling.NEAREST)
    face = font(REGULAR, paper.points(SMALL_PT * letters))
    beside = paper.width_dots - code.width - _margin(paper)
    if beside >= paper.mm(30 * letters):
        lines = _wrap(caption, face, beside)
        height = max(code.height, _line_height(face) * len(lines))
        strip = _blank(paper.width_dots, height)
        strip.paste(code, (0, (height - code.height) // 2))
        _write(strip, lines, face, left=code.width, top=(height - _line_height(face) * len(lines)) // 2)
        return strip
    below = _lines(_wrap(caption, face, _column(paper)), face, paper, centred=True)
    strip = _blank(paper.width_dots, code.height + below.height)
    strip.paste(code, ((paper.width_dots - code.width) // 2, 0))
    strip.paste(below, (0, code.height))
    return strip


def _rule(paper: Paper) -> Image.Image:
    strip = _blank(paper.width_dots, paper.mm(3))
    middle, thick = strip.height // 2, max(2, paper.mm(0.35))
    _pen(strip).rectangle((_margin(paper), middle, paper.width_dots - _margin(paper), middle + thick - 1), fill=BLACK)
    return strip


def _to_write_on(label: str, paper: Paper, letters: float) -> Image.Image:
    face = font(REGULAR, paper.points(SMALL_PT * letters))
    strip = _blank(paper.width_dots, _line_height(face) + paper.mm(5))
    base = strip.height - paper.mm(1)
    pen = _pen(strip)
    pen.text((_margin(paper), base), label, font=face, fill=BLACK, anchor="ls")
    start = _margin(paper) + round(face.getlength(label + " "))
    pen.rectangle((start, base, paper.width_dots - _margin(paper), base + 1), fill=BLACK)
    return strip


def _ruler(widths_dots: tuple[int, ...], paper: Paper) -> Image.Image:
    face = font(BOLD, paper.points(SMALL_PT))
    step = _line_height(face) + paper.mm(2)
    shown = [width for width in widths_dots if width <= paper.width_dots]
    strip = _blank(paper.width_dots, step * len(shown))
    pen = _pen(strip)
    for row, width in enumerate(shown):
        top = row * step
        pen.rectangle((0, top, width - 1, top + paper.mm(1) - 1), fill=BLACK)
        pen.rectangle((width - 3, top, width - 1, top + step - paper.mm(1)), fill=BLACK)
        end = width - paper.mm(2)
        pen.text((end, top + paper.mm(1.5)), str(width), font=face, fill=BLACK, anchor="rt")
    return strip


def font(name: str, size_px: int) -> ImageFont.FreeTypeFont:
    """A font at a size in dots. Raises MissingFont."""
    return _load(find(name, tuple(folders())), size_px)


@lru_cache(maxsize=64)
def _load(path: Path, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size_px, layout_engine=ImageFont.Layout.BASIC)
