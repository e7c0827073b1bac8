"""What comes back from a printer, byte by byte: every byte is one of these and none is taken for another.

Bit patterns from Epson's command reference: real-time status 0xx1xx10, automatic status 0xx1xx00 and three bytes
0xx0xxxx, in-order status 0xx0xxxx, blocks from 0x37 or 0x5F to NUL, XON 0x11, XOFF 0x13.
"""

from dataclasses import replace
from enum import StrEnum

from core.record import record

XON, XOFF = 0x11, 0x13
BLOCK_STARTS = (0x37, 0x5F)
BLOCK_MAX = 80
IN_ORDER = (0x00, 0x03, 0x0C, 0x0F)
"""GS r 1: the two bits of each paper sensor are equal, so other values are noise on the line (bits 5, 6 undefined)."""


class State(StrEnum):
    """What staff must know about a printer. UNKNOWN: it cannot tell, or has not been asked yet."""

    READY = "ready"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAULT = "fault"
    STUCK = "stuck"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


CAN_PRINT = frozenset({State.READY, State.PAPER_LOW, State.UNKNOWN})


@record
class Status:
    """What the sensors say."""

    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    paper_low: bool = False
    error: bool = False

    @property
    def state(self) -> State:
        if self.cover_open:
            return State.COVER_OPEN
        if self.paper_out:
            return State.PAPER_OUT
        if self.error:
            return State.FAULT
        if self.offline:
            return State.OFFLINE
        return State.PAPER_LOW if self.paper_low else State.READY


@record
class Answer:
    """To a DLE EOT: which question it answers only the order tells."""

    byte: int


@record
class Changed:
    """Automatic status back: the printer tells by itself."""

    status: Status


@record
class Passed:
    """To GS r 1: everything before it has been processed."""

    paper_low: bool


@record
class Block:
    """A block with its header: 7"…: the process id of GS ( H; _…: a name asked for with GS I."""

    data: bytes


@record
class Flow:
    go: bool


@record
class Noise:
    byte: int


Heard = Answer | Changed | Passed | Block | Flow | Noise


class Ear:
    """Takes bytes as they come, in any pieces, and tells what they were."""

    def __init__(self) -> None:
        self._asb: list[int] = []
        self._block: bytearray | None = None

    def hear(self, data: bytes) -> list[Heard]:
        return [heard for byte in data if (heard := self._hear(byte)) is not None]

    def _hear(self, byte: int) -> Heard | None:
        if self._block is not None:
            return self._in_block(self._block, byte)
        if byte in (XON, XOFF):
            return Flow(byte == XON)
        if byte in BLOCK_STARTS and not self._asb:
            self._block = bytearray([byte])
            return None
        if byte & 0x93 == 0x12:
            return Answer(byte)
        if byte & 0x93 == 0x10:
            self._asb = [byte]
            return None
        if byte & 0x90 == 0:
            return self._after_asb(byte) if self._asb else _in_order(byte)
        return Noise(byte)

    def _in_block(self, block: bytearray, byte: int) -> Heard | None:
        if byte == 0 or len(block) == BLOCK_MAX:
            self._block = None
            return Block(bytes(block)) if byte == 0 else Noise(block[0])
        block.append(byte)
        return None

    def _after_asb(self, byte: int) -> Heard | None:
        self._asb.append(byte)
        if len(self._asb) < 4:
            return None
        first, second, third, _ = self._asb
        self._asb = []
        return Changed(
            Status(
                offline=bool(first & 0x08),
                cover_open=bool(first & 0x20),
                error=bool(second & 0x2C),
                paper_low=bool(third & 0x03),
                paper_out=bool(third & 0x0C),
            )
        )


def _in_order(byte: int) -> Heard:
    return Passed(bool(byte & 0x03)) if byte & 0x1F in IN_ORDER else Noise(byte)


QUESTIONS = (1, 2, 4)
"""DLE EOT 1: online; 2: why not; 4: the paper sensors."""


def ask(question: int) -> bytes:
    return bytes((0x10, 0x04, question))


def learn(status: Status, question: int, byte: int) -> Status:
    """The status after the answer to one question."""
    match question:
        case 1:
            return replace(status, offline=bool(byte & 0x08))
        case 2:
            return replace(status, cover_open=bool(byte & 0x04), error=bool(byte & 0x40))
        case 4:
            return replace(status, paper_low=bool(byte & 0x0C), paper_out=bool(byte & 0x60))
    raise ValueError(f"no question {question}")
