"""Text signs that speak the Alpha protocol (Alpha, BetaBrite; document 9708-8061): `A012>03` and Kyrgyz as dots.

    00 00 00 00 00 01 <type Z> <address, 2 hex digits> 02 <command> <data> 03 <checksum, 4 hex digits> 04

The checksum is the 16-bit sum of everything from 02 to 03. 9600 bits a second, 7 bits, even parity, so no Cyrillic:
the letter of a code and the word «терезе» are small dot pictures the sign keeps under a label and shows inside a
text. A picture's rows may follow its size only after a rest, so such a packet is two frames.
"""

from collections.abc import Iterator, Sequence

from board.signs.glyphs import HEIGHT, WIDTH, draw
from board.signs.sign import Capabilities, Frames, Row, fit
from core.record import record
from link.port import LineSettings
from voice.words import ALPHABET

WAKE, SOH, STX, ETX, EOT, ESC, CR = b"\0" * 5, b"\x01", b"\x02", b"\x03", b"\x04", b"\x1b", b"\r"
WRITE_TEXT, WRITE_SPECIAL, WRITE_DOTS, MEMORY = b"A", b"E", b"I", b"$"
FILL, HOLD = b"0", b"b"
CALL_DOTS, SLOWEST, FLASH_ON, FLASH_OFF = b"\x14", b"\x15", b"\x071", b"\x070"

TEXT_LABEL, WORD_LABEL = b"A", b"z"
LETTER_LABELS = {letter: bytes([ord("B") + index]) for index, letter in enumerate(ALPHABET)}
WORD = "терезе"
TEXT_SIZE = 512
LINE = LineSettings(baud=9600, bits=7, parity="E")


@record
class Alpha:
    """`rows` calls, `lines` at a time on a sign of so many lines, the rest on pages that follow each other.

    `width` in dots. The word «терезе» is shown where there is room for it.
    """

    address: int = 0
    rows: int = 3
    lines: int = 1
    desk: int | None = None
    width: int = 80
    line: LineSettings = LINE
    pause_s: float = 0.1

    def __post_init__(self) -> None:
        if self.address not in range(256):
            raise ValueError("addresses of Alpha signs are 0 (all) to 255")

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(frozenset(ALPHABET), frozenset("З"), places=self._places)

    def prepare(self) -> Frames:
        """Divide the memory: one text, one small picture for every letter, one for the word."""
        sizes = [TEXT_LABEL + b"AL" + b"%04X" % TEXT_SIZE + b"FF00"]
        pictures = {**LETTER_LABELS, WORD: WORD_LABEL}
        sizes += [label + b"DL" + _size(text) + b"1000" for text, label in pictures.items()]
        memory = self._packet(WRITE_SPECIAL + MEMORY + b"".join(sizes))
        return [memory, *self._dots(WORD_LABEL, WORD)]

    def show(self, rows: Sequence[Row]) -> Frames:
        letters = dict.fromkeys(row.code[0] for row in rows if row.code[0] in LETTER_LABELS)
        pictures = [frame for letter in letters for frame in self._dots(LETTER_LABELS[letter], letter)]
        return [*pictures, self._packet(WRITE_TEXT + TEXT_LABEL + b"".join(self._pages(rows)))]

    def clear(self) -> Frames:
        return self.show([])

    def text(self, rows: Sequence[Row]) -> list[str]:
        return [self._text(row) for row in rows]

    @property
    def _places(self) -> int:
        return (self.width + 1) // (WIDTH + 1)

    def _text(self, row: Row) -> str:
        short = fit(row, self._places, arrow=">", with_desk=self.desk is None).rstrip().replace(">0", ">")
        long = f"{short}-{WORD}"
        return long if ">" in short and len(long) <= self._places else short

    def _pages(self, rows: Sequence[Row]) -> Iterator[bytes]:
        hold = ESC + FILL + HOLD
        if not rows:
            yield hold + b" "
        for start in range(0, len(rows), self.lines):
            page = rows[start : start + self.lines]
            yield hold + SLOWEST + CR.join(self._row(row) for row in page)

    def _row(self, row: Row) -> bytes:
        said = b"".join(self._sign(sign) for sign in self._text(row).removesuffix(WORD))
        if self._text(row).endswith(WORD):
            said += CALL_DOTS + WORD_LABEL
        return FLASH_ON + said + FLASH_OFF if row.blinks else said

    def _sign(self, sign: str) -> bytes:
        if sign in LETTER_LABELS:
            return CALL_DOTS + LETTER_LABELS[sign]
        return sign.encode("ascii") if sign.isascii() else b"-"

    def _dots(self, label: bytes, text: str) -> Frames:
        rows = b"".join(row.replace(".", "0").replace("#", "1").encode() + CR for row in draw(text))
        packet = self._packet(WRITE_DOTS + label + _size(text) + rows)
        split = packet.index(STX) + 3 + len(_size(text))
        return [packet[:split], packet[split:]]

    def _packet(self, field: bytes) -> bytes:
        body = STX + field + ETX
        return WAKE + SOH + b"Z%02X" % self.address + body + b"%04X" % (sum(body) & 0xFFFF) + EOT


def _size(text: str) -> bytes:
    """Height and width of a text in dots, two hex digits each."""
    return b"%02X%02X" % (HEIGHT, len(text) * (WIDTH + 1) - 1)
