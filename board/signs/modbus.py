"""Seven-segment panels "LED-485-xxx": Modbus RTU, the text as ASCII from register 0x70 on.

    <unit> 10 00 70 <registers, 2 bytes> <bytes> <text> <CRC, low byte first>

9600 8N1, unit 1 from the factory. A panel answers with the first six bytes and a CRC; nobody needs the answer, for
the picture is repeated anyway.
"""

from collections.abc import Sequence

from board.signs.sign import Capabilities, Frames, Row, fit
from core.record import record
from link.port import LineSettings

WRITE_REGISTERS, TEXT_REGISTER = 0x10, 0x0070
UNITS = range(1, 248)

SEGMENTS = {"А": "A", "Е": "E", "Н": "H", "Р": "P", "С": "C"}
"""The letters that look the same in ASCII and nothing like a digit."""
LINE = LineSettings(baud=9600)


@record
class Modbus:
    """`rows` panels with units from `unit` on, each `places` wide; or one over a `desk`."""

    unit: int = 1
    rows: int = 1
    places: int = 6
    desk: int | None = None
    line: LineSettings = LINE
    pause_s: float = 0.1

    def __post_init__(self) -> None:
        if self.unit not in UNITS or self.unit + self.rows - 1 not in UNITS:
            raise ValueError("units of Modbus are 1 to 247")

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(frozenset(SEGMENTS), places=self.places)

    def prepare(self) -> Frames:
        return []

    def show(self, rows: Sequence[Row]) -> Frames:
        return [write_text(self.unit + index, text) for index, text in enumerate(self.text(rows))]

    def clear(self) -> Frames:
        return self.show([])

    def text(self, rows: Sequence[Row]) -> list[str]:
        texts = [fit(row, self.places, arrow="-", with_desk=self.desk is None) for row in rows]
        shown = ["".join(SEGMENTS.get(sign, sign if sign.isascii() else "-") for sign in text) for text in texts]
        return shown + [" " * self.places] * (self.rows - len(rows))


def write_text(unit: int, text: str) -> bytes:
    data = text.encode("ascii").ljust(len(text) + len(text) % 2)
    head = bytes([unit, WRITE_REGISTERS]) + TEXT_REGISTER.to_bytes(2, "big") + (len(data) // 2).to_bytes(2, "big")
    frame = head + bytes([len(data)]) + data
    return frame + crc(frame).to_bytes(2, "little")


def crc(frame: bytes) -> int:
    """CRC-16 of Modbus: polynomial A001 reflected, from FFFF."""
    value = 0xFFFF
    for byte in frame:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value
