"""The RS-485 queue display "Candle", as used with QSystem (protocol of candle.in.ua, 2012).

    01 <address 20..7F> <blinking: 20 no, 21 for ever> <text> 07      shows text from the left
    02 <address> <brightness: 20 full .. 23 least> 07                 kept by the display itself

57600 bits a second (19200 by a jumper), 8N1. No checksum and no answer, hence the repainting. Seven-segment signs:
digits, some Latin letters, and the Russian letters that seven segments can draw, as Windows code page 1251.
"""

from collections.abc import Sequence
from typing import Literal

from board.signs.sign import Capabilities, Frames, Row, fit
from core.record import record
from link.port import LineSettings

START, BRIGHTNESS, END = 0x01, 0x02, 0x07
STEADY, BLINKING = 0x20, 0x21
ADDRESSES = range(0x20, 0x80)

CYRILLIC = frozenset("АБВГЕЗНОПРСУЧ")
OTHERS = frozenset("0123456789 <>-ABCEFHILOPSUbcdlo")
LIKE_A_DIGIT = frozenset("БВЗОЧ")
"""Read as 6, 8, 3, 0 and 4 on seven segments."""
LINE = LineSettings(baud=57600)


@record
class Candle:
    """`rows` displays with addresses from `address` on, each `places` wide; or one over a `desk`."""

    address: int = 0x20
    rows: int = 1
    places: int = 8
    desk: int | None = None
    arrow: Literal["<", ">", "-"] = ">"
    line: LineSettings = LINE
    pause_s: float = 0.2

    def __post_init__(self) -> None:
        if self.address not in ADDRESSES or self.address + self.rows - 1 not in ADDRESSES:
            raise ValueError("addresses of these displays are 0x20 to 0x7F")

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(CYRILLIC, LIKE_A_DIGIT, self.places)

    def prepare(self) -> Frames:
        return []

    def show(self, rows: Sequence[Row]) -> Frames:
        texts = self.text(rows)
        blinking = [row.blinks for row in rows] + [False] * (self.rows - len(rows))
        return [
            bytes([START, self.address + index, BLINKING if blinks else STEADY]) + encoded(text) + bytes([END])
            for index, (text, blinks) in enumerate(zip(texts, blinking, strict=True))
        ]

    def clear(self) -> Frames:
        return self.show([])

    def text(self, rows: Sequence[Row]) -> list[str]:
        texts = [fit(row, self.places, arrow=self.arrow, with_desk=self.desk is None) for row in rows]
        shown = ["".join(sign if sign in CYRILLIC | OTHERS else "-" for sign in text) for text in texts]
        return shown + [" " * self.places] * (self.rows - len(rows))


def encoded(text: str) -> bytes:
    return text.encode("cp1251")


def brightness(address: int, level: int) -> bytes:
    """`level` 0 is full, 3 the least. The display keeps it, so it is set once, by hand, and never repainted."""
    if level not in range(4):
        raise ValueError("brightness is 0 (full) to 3 (least)")
    return bytes([BRIGHTNESS, address, 0x20 + level, END])
