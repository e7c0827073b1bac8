"""From a page to text in the code page KZ-1048, for printers that have it on a slow line: 1 KB instead of 50.

Letters outside the code page, and what is no text, go as pictures. Sizes are the printer's own: nothing is smaller than
double height (48 dots, about 12 pt capitals).
"""

import unicodedata
from typing import assert_never

from printer.draw import draw
from printer.encode import bands
from printer.orders import CUT, RESET, WATCH
from printer.page import (
    HEAD_PT,
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

CODEC = "kz1048"
CELL_DOTS = 12
"""Width of a letter of font A."""
TALL, DOUBLE = (1, 2), (2, 2)
NUMBER_TIMES_MAX = 8
TEAR_LINES = 5


def encode_text(page: Page, paper: Paper, slot: int, *, cuts: bool = True, watch: bool = False) -> bytes:
    """A whole job. `slot` is the printer's number for KZ-1048."""
    start = RESET + (WATCH if watch else b"") + b"\x1bt" + bytes([slot])
    end = CUT if cuts else b"\x1bd" + bytes([TEAR_LINES])
    return start + b"".join(_block(block, page, paper) for block in page.blocks) + end


def _block(block: Block, page: Page, paper: Paper) -> bytes:
    try:
        return _as_text(block, paper)
    except UnicodeEncodeError:
        return _as_picture(block, page, paper)


def _as_text(block: Block, paper: Paper) -> bytes:
    match block:
        case Text(text, size, bold, centred):
            return _lines(text, paper, DOUBLE if size >= HEAD_PT else TALL, bold=bold, centred=centred)
        case Number(code):
            times = min(NUMBER_TIMES_MAX, paper.width_dots // (CELL_DOTS * len(code)))
            return _lines(code, paper, (times, times), bold=True, centred=True)
        case Bar(text):
            return b"\x1dB\x01" + _lines(text, paper, DOUBLE, bold=True, centred=True) + b"\x1dB\x00"
        case Item(text, mark, note):
            first = "[ ]" if mark == "box" else f"{mark}."
            lines = _lines(f"{first} {text}", paper, TALL)
            return lines + (_lines(f"    {note}", paper, TALL) if note else b"")
        case Qr(data, caption):
            return _centred(_qr(data.encode("ascii"))) + _lines(caption, paper, TALL, centred=True)
        case Rule():
            return _lines("-" * (paper.width_dots // CELL_DOTS), paper, (1, 1))
        case Blank(label):
            return _lines(f"{label} ".ljust(paper.width_dots // CELL_DOTS, "_"), paper, TALL)
        case Space():
            return b"\n"
        case Ruler() | Picture():
            return _as_picture(block, Page("", ()), paper)
    assert_never(block)


def _as_picture(block: Block, page: Page, paper: Paper) -> bytes:
    return b"".join(bands(draw(Page(page.title, (block,), page.letters), paper)))


def _lines(text: str, paper: Paper, times: tuple[int, int], *, bold: bool = False, centred: bool = False) -> bytes:
    across, down = times
    columns = paper.width_dots // (CELL_DOTS * across)
    data = b"".join(line.encode(CODEC) + b"\n" for line in _wrap(unicodedata.normalize("NFC", text), columns))
    size = b"\x1d!" + bytes([(across - 1) << 4 | (down - 1)])
    styled = size + (b"\x1bE\x01" + data + b"\x1bE\x00" if bold else data)
    return _centred(styled) if centred else styled


def _centred(data: bytes) -> bytes:
    return b"\x1ba\x01" + data + b"\x1ba\x00"


def _wrap(text: str, columns: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if len(longer) <= columns:
            lines[-1] = longer
        else:
            pieces = [word[i : i + columns] for i in range(0, len(word), columns)]
            lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces
    return lines


def _qr(data: bytes) -> bytes:
    """The printer's own QR code: model 2, modules of 6 dots, error correction M."""
    return b"".join(
        b"\x1d(k" + len(body).to_bytes(2, "little") + body
        for body in (b"1A2\x00", b"1C\x06", b"1E1", b"1P0" + data, b"1Q0")
    )
