"""Call pads that read our lamp frames strictly and press keys as the device would, bounces and noise included."""

import re
from dataclasses import dataclass, field

LAMPS = {
    **{0x30: "dark", 0x31: "red", 0x32: "green", 0x33: "red blinking", 0x34: "green blinking", 0x35: "red blinking"},
    **{0x36: "green blinking", 0x37: "dark", 0x38: "red", 0x39: "green", 0x3A: "red blinking"},
    **{0x3B: "green blinking", 0x3C: "red blinking", 0x3D: "green blinking"},
}
BEEPS = range(0x37, 0x3E)


@dataclass
class FakeQSystemPads:
    """`echo` makes the converter send back whatever it is told to send, as cheap ones do."""

    addresses: tuple[int, ...] = (0x21,)
    echo: bool = False
    lamps: dict[int, str] = field(default_factory=dict)
    log: list[list[str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    beeps: int = 0

    def __post_init__(self) -> None:
        self.power_cut()

    def power_cut(self) -> None:
        self.lamps = dict.fromkeys(self.addresses, "dark")
        self._frame = bytearray()

    @property
    def shown(self) -> list[str]:
        return list(self.lamps.values())

    def press(self, address: int, key: int) -> bytes:
        return bytes([1, address, 0x30 + key, 7])

    def feed(self, data: bytes) -> bytes:
        for byte in data:
            if byte == 1:
                self._frame.clear()
            self._frame.append(byte)
            if byte == 7:
                self._take(bytes(self._frame))
                self._frame.clear()
        return data if self.echo else b""

    def _take(self, frame: bytes) -> None:
        if len(frame) != 4 or frame[0] != 1 or frame[1] not in self.addresses or frame[2] not in LAMPS:
            self.faults.append(frame.hex(" "))
            return
        self.lamps[frame[1]] = LAMPS[frame[2]]
        self.beeps += frame[2] in BEEPS
        self.log.append(self.shown)


@dataclass
class FakeAsciiPads:
    """The pad somebody soldered: lines of text both ways."""

    addresses: tuple[int, ...] = (1,)
    lamps: dict[int, str] = field(default_factory=dict)
    log: list[list[str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _line: bytes = b""

    def __post_init__(self) -> None:
        self.power_cut()

    def power_cut(self) -> None:
        self.lamps, self._line = dict.fromkeys(self.addresses, "dark"), b""

    @property
    def shown(self) -> list[str]:
        return list(self.lamps.values())

    def press(self, address: int, key: int) -> bytes:
        return b"K%d %d\r\n" % (address, key)

    def feed(self, data: bytes) -> bytes:
        self._line += data
        *lines, self._line = self._line.split(b"\r\n")
        for line in lines:
            match = re.fullmatch(rb"L(\d{1,2}) ([GR0]) (\d)", line)
            if match is None or int(match[1]) not in self.addresses:
                self.faults.append(repr(line))
                continue
            colour = {b"G": "green", b"R": "red", b"0": "dark"}[match[2]]
            self.lamps[int(match[1])] = colour + (" blinking" if match[3] != b"0" else "")
            self.log.append(self.shown)
        return b""
