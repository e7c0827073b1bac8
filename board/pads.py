"""Call pads on a serial line: a few keys and a lamp at each desk, for those who work without a computer.

Two kinds are understood (bytes in hexadecimal):

    QSystem's pad        01 <address> <key 31..34> 07          lamp: 01 <address> <code 30..3D> 07
    self-made, ASCII     K<address> <key 1..4> CR LF           lamp: L<address> <G|R|0> <blinks> CR LF

Key 1 calls the next visitor, or calls again whoever has not come yet; 2 starts; 3 sets aside; 4 ends: a no-show
before the start, a finished visit after it. `blinks` is 0 for a steady lamp, 9 for one that blinks until told else.
"""

import re
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from core.record import record
from core.views import DeskPicture
from core.words import Stage

START, END = 0x01, 0x07
ADDRESSES, KEYS = range(0x20, 0x80), range(1, 5)
LINE_MAX = 16
ASCII_LINE = re.compile(rb"K(\d{1,2}) ([1-4])\r?\n")
DOUBLE_S = 2.0


class Style(StrEnum):
    QSYSTEM = "qsystem"
    ASCII = "ascii"


class Lamp(Enum):
    """What a lamp tells: code of QSystem's pad, colour and blinks of a self-made one.

    The codes 31 to 34 are never sent. They are the codes of the keys, and a converter that echoes what it sends
    would press them.
    """

    DARK = (0x30, b"0 0")
    CALLED = (0x36, b"G 9")
    SERVING = (0x39, b"G 0")
    REFUSED = (0x38, b"R 0")


class Verb(StrEnum):
    """The hub's words for what a key can ask."""

    NEXT = "next"
    RECALL = "recall"
    START = "start"
    PARK = "park"
    NO_SHOW = "no-show"
    NEXT_SERVICE = "next-service"
    FINISH = "finish"


@record
class Press:
    address: int
    key: int


@record
class Wish:
    """What a press asks for, of the ticket its lamp was showing (architecture: a late press is never a wrong act).

    Of a visit with several services `service` is the one that is done.
    """

    verb: Verb
    ticket: str | None = None
    service: str | None = None


class Parser:
    """Finds presses in a stream of bytes, wherever it is cut and whatever lies between."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._begin, self._end = (START, END) if style is Style.QSYSTEM else (ord("K"), ord("\n"))
        self._frame = bytearray()

    def feed(self, data: bytes) -> list[Press]:
        presses = []
        for byte in data:
            if byte == self._begin:
                self._frame.clear()
            elif not self._frame:
                continue
            self._frame.append(byte)
            if byte == self._end:
                if (press := self._read(bytes(self._frame))) is not None:
                    presses.append(press)
                self._frame.clear()
            elif len(self._frame) > LINE_MAX:
                self._frame.clear()
        return presses

    def _read(self, frame: bytes) -> Press | None:
        if self._style is Style.ASCII:
            line = ASCII_LINE.fullmatch(frame)
            return Press(int(line[1]), int(line[2])) if line else None
        if len(frame) == 4 and frame[1] in ADDRESSES and frame[2] - 0x30 in KEYS:
            return Press(frame[1], frame[2] - 0x30)
        return None


@dataclass
class Patience:
    """Takes a bouncing or doubly pressed key for the one press it was meant to be."""

    _last: dict[int, tuple[int, float]] = field(default_factory=dict)

    def accepts(self, press: Press, at: float) -> bool:
        """`at` in seconds of a clock that only goes forward."""
        key, since = self._last.get(press.address, (0, -DOUBLE_S))
        if key == press.key and at - since < DOUBLE_S:
            return False
        self._last[press.address] = press.key, at
        return True


def wish(key: int, desk: DeskPicture) -> Wish | None:
    """What a key means at a desk as its lamp shows it; None when it means nothing now."""
    ticket = desk.ticket
    if ticket is None:
        return Wish(Verb.NEXT) if key == 1 else None
    match key, ticket.state:
        case 1, Stage.CALLED:
            return Wish(Verb.RECALL, ticket.ticket)
        case 2, Stage.CALLED:
            return Wish(Verb.START, ticket.ticket)
        case 3, Stage.CALLED | Stage.SERVING:
            return Wish(Verb.PARK, ticket.ticket)
        case 4, Stage.CALLED:
            return Wish(Verb.NO_SHOW, ticket.ticket)
        case 4, Stage.SERVING if ticket.left:
            return Wish(Verb.NEXT_SERVICE, ticket.ticket, ticket.service)
        case 4, Stage.SERVING:
            return Wish(Verb.FINISH, ticket.ticket)
        case _:
            return None


def lamp_of(desk: DeskPicture | None) -> Lamp:
    """None: nobody knows, the hub is away."""
    if desk is None:
        return Lamp.REFUSED
    if desk.ticket is None:
        return Lamp.DARK
    return Lamp.CALLED if desk.ticket.state is Stage.CALLED else Lamp.SERVING


def lamp(style: Style, address: int, shows: Lamp) -> bytes:
    code, colour = shows.value
    if style is Style.QSYSTEM:
        return bytes([START, address, code, END])
    return b"L%d %s\r\n" % (address, colour)
