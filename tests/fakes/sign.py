"""LED signs that parse our bytes as strictly as the device would; each can hang on a pseudo-terminal.

`python -m tests.fakes.sign candle --rows 3` prints a path to give to `python -m board --sign candle:PATH?rows=3`
and draws in the terminal what the sign would show.
"""

import asyncio
import contextlib
import os
import pty
import random
import re
import tty
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import click

from board.signs.glyphs import draw, glyphs

SEGMENT_SIGNS = frozenset("0123456789 <>-ABCEFHILOPSUbcdloАБВГЕЗНОПРСУЧос")


class FakeSign(Protocol):
    faults: list[str]
    log: list[list[str]]

    def feed(self, data: bytes) -> bytes:
        """Take bytes in any portions; give what the sign answers."""
        ...

    def power_cut(self) -> None: ...

    @property
    def shown(self) -> list[str]:
        """What people read, one string a row; `*` before a row that blinks."""
        ...


@dataclass
class FakeCandle:
    """Displays with addresses from `address` on. Updates "as many places as it got", from the left."""

    address: int = 0x20
    rows: int = 1
    places: int = 8
    faults: list[str] = field(default_factory=list)
    log: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.power_cut()

    def power_cut(self) -> None:
        self._texts, self._blinks = [" " * self.places] * self.rows, [False] * self.rows
        self._frame: bytearray | None = None
        self.brightness: dict[int, int] = {}

    @property
    def shown(self) -> list[str]:
        return [("*" if b else "") + text.rstrip() for text, b in zip(self._texts, self._blinks, strict=True)]

    def feed(self, data: bytes) -> bytes:
        for byte in data:
            if byte in (1, 2, 3):
                if self._frame is not None:
                    self.faults.append(f"a frame broke off: {self._frame.hex(' ')}")
                self._frame = bytearray([byte])
            elif self._frame is None:
                self.faults.append(f"outside a frame: {byte:02x}")
            elif byte == 7:
                self._take(bytes(self._frame))
                self._frame = None
            else:
                self._frame.append(byte)
        return b""

    def _take(self, frame: bytes) -> None:
        command, row = frame[0], frame[1] - self.address if len(frame) > 1 else -1
        if row not in range(self.rows):
            self.faults.append(f"for somebody else: {frame.hex(' ')}")
        elif command == 2 and len(frame) == 3 and frame[2] in range(0x20, 0x24):
            self.brightness[row] = frame[2] - 0x20
        elif command == 1 and len(frame) >= 3 and 0x20 <= frame[2] < 0x80:
            self._write(row, blinks=frame[2] != 0x20, text=frame[3:].decode("cp1251", "replace"))
        else:
            self.faults.append(f"no such command: {frame.hex(' ')}")

    def _write(self, row: int, blinks: bool, text: str) -> None:
        if wrong := set(text) - SEGMENT_SIGNS:
            self.faults.append(f"cannot draw {sorted(wrong)}")
            return
        if len(text) > self.places:
            self.faults.append(f"too long: {text!r}")
        self._texts[row] = (text + self._texts[row][len(text) :])[: self.places]
        self._blinks[row] = blinks
        self.log.append(self.shown)


@dataclass
class FakeModbus:
    """Panels with units from `unit` on; a frame counts only when its CRC is right."""

    unit: int = 1
    rows: int = 1
    places: int = 6
    faults: list[str] = field(default_factory=list)
    log: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.power_cut()

    def power_cut(self) -> None:
        self._texts = [""] * self.rows
        self._buffer = bytearray()

    @property
    def shown(self) -> list[str]:
        return [text.rstrip() for text in self._texts]

    def feed(self, data: bytes) -> bytes:
        self._buffer += data
        answers = b""
        while len(self._buffer) >= 9:
            size = 9 + self._buffer[6]
            head = self._buffer[0] - self.unit in range(self.rows) and self._buffer[1:4] == b"\x10\x00\x70"
            if not head or self._buffer[6] != 2 * int.from_bytes(self._buffer[4:6], "big"):
                self._skip()
            elif len(self._buffer) < size:
                return answers
            elif _crc(self._buffer[: size - 2]) != int.from_bytes(self._buffer[size - 2 : size], "little"):
                self._skip()
            else:
                answers += self._take(bytes(self._buffer[:size]))
                del self._buffer[:size]
        return answers

    def _skip(self) -> None:
        self.faults.append(f"skipped {self._buffer[0]:02x}")
        del self._buffer[0]

    def _take(self, frame: bytes) -> bytes:
        text = frame[7:-2].decode("ascii", "replace")
        if not re.fullmatch(r"[0-9A-Za-z -]*", text):
            self.faults.append(f"cannot draw {text!r}")
        self._texts[frame[0] - self.unit] = text[: self.places]
        self.log.append(self.shown)
        answer = frame[:6]
        return answer + _crc(answer).to_bytes(2, "little")


def _crc(frame: bytes | bytearray) -> int:
    """By the table-free formula of the Modbus document, bit by bit."""
    value = 0xFFFF
    for byte in frame:
        value ^= byte
        for _ in range(8):
            carry, value = value & 1, value >> 1
            if carry:
                value ^= 0xA001
    return value


PACKET = re.compile(rb"\0{5,}\x01([A-Za-z])([0-9A-F?]{2})(\x02([^\x02\x03\x04]+)\x03)([0-9A-F]{4})\x04", re.DOTALL)


@dataclass
class FakeAlpha:
    """A sign with a clear memory after each power cut: what was not allocated cannot be written."""

    address: int = 1
    memory_max: int = 16_384
    faults: list[str] = field(default_factory=list)
    log: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.power_cut()

    def power_cut(self) -> None:
        self._buffer = b""
        self._sizes: dict[str, tuple[str, int, int]] = {}
        self._pictures: dict[str, tuple[str, ...]] = {}
        self.shown: list[str] = []
        self.positions: list[str] = []

    def feed(self, data: bytes) -> bytes:
        self.faults += [f"not seven bits: {byte:02x}" for byte in data if byte > 0x7F]
        *packets, self._buffer = (self._buffer + bytes(byte for byte in data if byte <= 0x7F)).split(b"\x04")
        for packet in packets:
            self._packet(packet + b"\x04")
        return b""

    def _packet(self, packet: bytes) -> None:
        match = PACKET.search(packet)
        if match is None:
            self.faults.append(f"no packet: {packet!r}")
            return
        kind, address, body, field_, checksum = match.groups()
        if f"{sum(body) & 0xFFFF:04X}".encode() != checksum:
            self.faults.append(f"checksum {checksum!r} is not that of {body!r}")
        elif kind in b"Zz" and address in (b"00", b"%02X" % self.address):
            self._command(field_.decode("ascii"))

    def _command(self, command: str) -> None:
        code, data = command[0], command[1:]
        if code == "E" and data[:1] == "$":
            self._divide(data[1:])
        elif code == "I" and len(data) >= 5:
            self._dots(data[0], data[1:3], data[3:5], data[5:])
        elif code == "A" and data:
            self._text(data[0], data[1:])
        else:
            self.faults.append(f"no such command: {command!r}")

    def _divide(self, entries: str) -> None:
        self._sizes, self._pictures, self.shown = {}, {}, []
        used = 0
        for start in range(0, len(entries), 11):
            entry = re.fullmatch(r"([\x20-\x7e])([ABD])([UL])([0-9A-F]{4})([0-9A-F]{4})", entries[start : start + 11])
            if entry is None or entry[1] in self._sizes or entry[1] in "0?":
                self.faults.append(f"memory: {entries[start : start + 11]!r}")
                return
            size = int(entry[4], 16)
            height, width = divmod(size, 256)
            self._sizes[entry[1]] = (entry[2], height, width) if entry[2] == "D" else (entry[2], size, 0)
            used += height * width if entry[2] == "D" else size
        if used > self.memory_max:
            self.faults.append(f"memory: {used} of {self.memory_max}")

    def _dots(self, label: str, height: str, width: str, rows: str) -> None:
        size = ("D", int(height, 16), int(width, 16))
        lines = tuple(rows.split("\r")[:-1])
        if self._sizes.get(label) != size:
            self.faults.append(f"picture {label!r} is {size}, memory has {self._sizes.get(label)}")
        elif len(lines) != size[1] or any(len(line) != size[2] or set(line) - set("012345678") for line in lines):
            self.faults.append(f"picture {label!r}: {lines}")
        else:
            self._pictures[label] = lines

    def _text(self, label: str, text: str) -> None:
        kind, size, _ = self._sizes.get(label, ("", 0, 0))
        if kind != "A" or len(text) > size:
            self.faults.append(f"text {label!r} of {len(text)}, memory has {kind or 'nothing'} {size}")
            return
        self.shown, self.positions = [], []
        for page in re.split(r"\x1b", text)[1:]:
            self.positions.append(page[:2])
            self.shown += [row for row in (self._row(row) for row in page[2:].split("\r")) if row]
        self.log.append(self.shown)

    def _row(self, row: str) -> str:
        out, blinks, index = "", False, 0
        while index < len(row):
            sign = row[index]
            if sign == "\x14":
                index += 1
                out += self._read(row[index])
            elif sign == "\x07":
                index += 1
                blinks = blinks or row[index] == "1"
            elif sign >= " ":
                out += sign
            elif sign not in "\x15\x16\x17\x18\x19":
                self.faults.append(f"unknown control {sign!r}")
            index += 1
        return ("*" if blinks and out.strip() else "") + out.strip()

    def _read(self, label: str) -> str:
        """What somebody reads in a picture: the letters whose dots it has."""
        lines = self._pictures.get(label)
        if lines is None:
            self.faults.append(f"no picture {label!r}")
            return "▯"
        rows = [line.replace("0", ".").replace("1", "#") for line in lines]
        return "".join(
            next((letter for letter, shape in glyphs().items() if shape == tuple(row[x : x + 5] for row in rows)), "▯")
            for x in range(0, len(rows[0]), 6)
        )


class OnPty:
    """A sign on a pseudo-terminal behind a path of its own, which vanishes when it is unplugged."""

    def __init__(self, sign: FakeSign, path: Path, told: Callable[[], None] = lambda: None, seed: int = 1) -> None:
        self.sign, self.path, self._told = sign, path, told
        self._chance = random.Random(seed)
        self._changed = asyncio.Event()
        self.plug()

    def plug(self) -> None:
        self._device, ours = pty.openpty()
        tty.setraw(ours)
        self._ours = ours
        os.set_blocking(self._device, False)
        if self.path.is_symlink():
            self.path.unlink()
        self.path.symlink_to(os.ttyname(ours))
        asyncio.get_running_loop().add_reader(self._device, self._read)

    def unplug(self) -> None:
        self.path.unlink(missing_ok=True)
        asyncio.get_running_loop().remove_reader(self._device)
        os.close(self._device)
        os.close(self._ours)

    def _read(self) -> None:
        try:
            data = os.read(self._device, self._chance.choice((1, 2, 3, 5, 64, 1024)))
        except OSError:
            return
        if answer := self.sign.feed(data):
            with contextlib.suppress(BlockingIOError):
                os.write(self._device, answer)
        self._changed.set()
        self._told()

    def send(self, data: bytes) -> None:
        """What the device says of its own accord."""
        os.write(self._device, data)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true of the sign."""
        while not true():
            self._changed.clear()
            await self._changed.wait()


def make(kind: str, rows: int, places: int) -> FakeSign:
    match kind:
        case "candle":
            return FakeCandle(rows=rows, places=places)
        case "modbus":
            return FakeModbus(rows=rows, places=places)
        case _:
            return FakeAlpha()


@click.command(help=__doc__)
@click.argument("kind", type=click.Choice(["candle", "alpha", "modbus"]))
@click.option("--rows", default=1, show_default=True)
@click.option("--places", default=8, show_default=True)
@click.option("--path", type=click.Path(path_type=Path), default=Path("sign"), show_default=True)
def main(kind: str, rows: int, places: int, path: Path) -> None:
    async def run() -> None:
        sign = make(kind, rows, places)

        def told() -> None:
            print("\033[2J\033[H", kind, path, *(sign.faults[-3:]), sep="\n")
            for row in sign.shown:
                print("*" if row.startswith("*") else "")
                print("\n".join(line.replace(".", " ").replace("#", "█") for line in draw(row.lstrip("*"))))

        place = OnPty(sign, path, told)
        told()
        try:
            await asyncio.Event().wait()
        finally:
            place.unplug()

    asyncio.run(run())


if __name__ == "__main__":
    main()
