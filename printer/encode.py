"""From a picture to ESC/POS bytes: raster bands (GS v 0) that every known printer takes.

Bands are at most 100 rows and never a multiple of 48 high (POS-5890K jams on those), cut to their ink on the right;
empty stretches go as bands one byte wide, because clones ignore ESC J.
"""

from collections.abc import Iterator

from PIL import Image, ImageChops

from printer.orders import CUT, RESET, ROWS_MAX, WATCH

JAMS = 48
BLANK_ROWS_MIN = 4
"""Shorter empty stretches stay inside a band of ink: a header would cost as much."""

TEAR_ROWS = 120
"""Rows fed instead of a cut, so that the last line passes the tearing edge."""


def encode(picture: Image.Image, *, cuts: bool = True, watch: bool = False) -> bytes:
    """A whole job: reset, the picture, feed and cut. `picture` is of mode "1" and at most 2040 dots wide.

    With `watch` the printer is asked to report its changes while it prints. Where the picture happens to hold a
    real-time command, which a printer would obey, one dot is added to it.
    """
    end = CUT if cuts else b"".join(_empty(TEAR_ROWS))
    return RESET + (WATCH if watch else b"") + b"".join(bands(picture)) + end


def bands(picture: Image.Image) -> Iterator[bytes]:
    """The picture alone, as raster commands."""
    ink = ImageChops.invert(picture)
    stride = (picture.width + 7) // 8
    rows = ink.tobytes()
    for top, bottom, inked in _stretches(rows, stride, picture.height):
        if inked:
            yield from _inked(rows[top * stride : bottom * stride], stride)
        else:
            yield from _empty(bottom - top)


def _stretches(rows: bytes, stride: int, height: int) -> Iterator[tuple[int, int, bool]]:
    """The picture cut into (top, bottom, has ink); empty stretches are at least BLANK_ROWS_MIN rows."""
    white = bytes(stride)
    start = blank = 0
    for row in range(height):
        if rows[row * stride : (row + 1) * stride] == white:
            blank += 1
            continue
        if blank >= BLANK_ROWS_MIN or blank == row - start > 0:
            if row - blank > start:
                yield start, row - blank, True
            yield row - blank, row, False
            start = row
        blank = 0
    if height - blank > start:
        yield start, height - blank, True
    if blank:
        yield height - blank, height, False


def _inked(rows: bytes, stride: int) -> Iterator[bytes]:
    top = 0
    for height in heights(len(rows) // stride):
        band = rows[top * stride : (top + height) * stride]
        width = max(len(band[i : i + stride].rstrip(b"\0")) for i in range(0, len(band), stride)) or 1
        cut = b"".join(band[i : i + width] for i in range(0, len(band), stride))
        yield _header(width, height) + harmless(cut)
        top += height


def _empty(rows: int) -> Iterator[bytes]:
    for height in heights(rows):
        yield _header(1, height) + bytes(height)


def heights(rows: int) -> list[int]:
    """Heights of bands that add up to `rows`, none above ROWS_MAX or a multiple of JAMS."""
    full, rest = divmod(rows, ROWS_MAX)
    found = [ROWS_MAX] * full + ([rest] if rest else [])
    if rest and rest % JAMS == 0:
        found[-1:] = [rest - 1, 1]
    return found


def _header(width_bytes: int, height: int) -> bytes:
    return b"\x1dv0\x00" + width_bytes.to_bytes(2, "little") + height.to_bytes(2, "little")


def harmless(data: bytes) -> bytes:
    """The data without real-time commands (DLE EOT, DLE ENQ, DLE DC4): each found one gets a dot more."""
    if b"\x10" not in data:
        return data
    safe = bytearray(data)
    for at in range(len(safe) - 1):
        if safe[at] == 0x10 and safe[at + 1] in (0x04, 0x05, 0x14):
            safe[at + 1] |= 0x08
    return bytes(safe)
