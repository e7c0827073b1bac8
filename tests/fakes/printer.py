"""A thermal printer on a socket or a pty: takes ESC/POS as strictly as a device, keeps the paper, can be made to fail.

    python -m tests.fakes.printer --port 9100 --out /some/folder --paper-out-after 400
    python -m tests.fakes.printer --pty

While it runs, lines on its standard input act on it: `paper out`, `paper in`, `low on`, `cover open`, `cover closed`,
`mute on`, `mute off`, `drop`. Each cut sheet becomes a PNG in the folder.

Real-time commands are obeyed on reception, as documented; everything else goes through a buffer of limited size and is
printed at a limited speed, so that a full buffer holds back the sender.
"""

import asyncio
import os
import pty
import re
import socket
import sys
import tty
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

import click
from PIL import Image, ImageChops

REAL_TIME = re.compile(rb"\x10(\x04[\x01-\x08]|\x05[\x00-\x03])", re.DOTALL)
TEXT_ROWS = 30
"""Rows a line of text takes on paper: its letters are kept as text, not as dots."""
ROWS_A_STEP = 100
PAGES = {17: "cp866", 46: "cp1251", 53: "kz1048"}


@dataclass
class Script:
    """What this printer is like and what will go wrong with it. None means never."""

    width_dots: int = 576
    rows_per_s: float = 1600
    buffer: int = 4096
    paper_rows: int | None = None
    refill_after_s: float | None = None
    low: bool = False
    cover_open: bool = False
    mute: bool = False
    disconnect_after: int | None = None
    process_id: bool = True
    in_order_status: bool = True
    automatic_status: bool = True
    answer_late_s: float = 0
    noise: bytes = b""
    jams_on_48: bool = False
    ignores_esc_j: bool = False
    picture_rows_max: int = 2303


@dataclass
class Sheet:
    """Paper up to a cut: rows of dots as bytes, and text where text was printed."""

    rows: list[bytes] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def picture(self, width_dots: int) -> Image.Image:
        data = b"".join(self.rows)
        whole = Image.frombytes("1", (len(self.rows[0]) * 8 if self.rows else 8, len(self.rows)), data)
        return ImageChops.invert(whole).crop((0, 0, width_dots, len(self.rows)))

    @property
    def inked(self) -> bool:
        return any(any(row) for row in self.rows)


class FakePrinter:
    """Use as `async with FakePrinter(Script()) as printer:`; then `printer.url` is its address.

    `sheets` are the papers that were cut off, `sheet` the one still in the printer; `complaints` lists what a strict
    device would not have understood.
    """

    def __init__(self, script: Script | None = None, *, on_pty: bool = False, as_device: bool = False) -> None:
        self.script = script or Script()
        self.on_pty = on_pty
        self._scheme = "device" if as_device else "serial"
        self.sheets: list[Sheet] = []
        self.sheet = Sheet()
        self.complaints: list[str] = []
        self.received = 0
        self.connections = 0
        self._happened = asyncio.Event()
        self._buffer = bytearray()
        self._moved = asyncio.Event()
        self._tail = b""
        self._watched = False
        self._page = "cp437"
        self._line = bytearray()
        self._code = ""
        self._send: Callable[[bytes], None] | None = None
        self._hang_up: Callable[[], None] = lambda: None
        self._port = 0
        self._server: asyncio.Server | None = None
        self._engine_task: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._slave = -1
        self.device = ""

    def listen_at(self, port: int) -> None:
        """Before it is plugged in; otherwise any free port."""
        self._port = port

    @property
    def url(self) -> str:
        return f"{self._scheme}:{self.device}" if self.on_pty else f"tcp://127.0.0.1:{self._port}"

    async def __aenter__(self) -> "FakePrinter":
        self._engine_task = asyncio.create_task(self._engine())
        await self.plug_in()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.unplug()
        for task in [*self._tasks, *filter(None, [self._engine_task])]:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to be so; looked at whenever bytes come, rows are printed or a sheet is cut."""
        while not true():
            await self._happened.wait()

    def _happen(self) -> None:
        happened, self._happened = self._happened, asyncio.Event()
        happened.set()

    async def plug_in(self) -> None:
        """On the network at the same port again; on a pty under a new device name."""
        if self.on_pty:
            self._open_pty()
        else:
            line = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
            line.bind(("127.0.0.1", self._port))
            self._port = line.getsockname()[1]
            self._server = await asyncio.start_server(self._serve, sock=line, limit=1024)

    async def unplug(self) -> None:
        self.drop()
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._slave >= 0:
            os.close(self._slave)
            self._slave = -1

    def drop(self) -> None:
        """Break the connection; what was received stays in the buffer and is printed."""
        self._send = None
        self._hang_up()
        self._hang_up = lambda: None

    def power_cycle(self) -> None:
        """Off and on: buffer and settings are lost, the paper stays."""
        self.drop()
        self._buffer.clear()
        self._watched, self._tail = False, b""
        if self._engine_task is not None:
            self._engine_task.cancel()
        self._engine_task = asyncio.create_task(self._engine())

    def load_paper(self, rows: int | None = None) -> None:
        self.script.paper_rows = rows
        self._tell_status()

    def set_cover(self, *, is_open: bool) -> None:
        self.script.cover_open = is_open
        self._tell_status()

    def set_low(self, *, low: bool) -> None:
        self.script.low = low
        self._tell_status()

    def set_mute(self, *, mute: bool) -> None:
        self.script.mute = mute

    def set_speed(self, rows_per_s: float) -> None:
        self.script.rows_per_s = rows_per_s

    def break_after(self, n: int) -> None:
        """The connection breaks once, after so many more bytes."""
        self.script.disconnect_after = self.received + n

    def chatter(self, noise: bytes) -> None:
        """Say something nobody asked for."""
        self._answer(noise)

    @property
    def paper_out(self) -> bool:
        return self.script.paper_rows is not None and self.script.paper_rows <= 0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.drop()
        self._send, self._hang_up = writer.write, writer.transport.abort
        number, task = self.connections, asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        with suppress(ConnectionError, asyncio.CancelledError):
            while data := await reader.read(await self._room()):
                if number != self.connections or self._send is None or not self._receive(data):
                    break
        if number == self.connections:
            self._send = None
        writer.transport.abort()

    def _open_pty(self) -> None:
        master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(master, False)
        self.device = os.ttyname(self._slave)
        self.connections += 1
        task = asyncio.create_task(self._read_pty(master))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

        def hang_up() -> None:
            task.cancel()
            asyncio.get_running_loop().remove_reader(master)
            with suppress(OSError):
                os.close(master)

        self._send, self._hang_up = partial(_put, master), hang_up

    async def _read_pty(self, master: int) -> None:
        loop = asyncio.get_running_loop()
        while True:
            room = await self._room()
            readable = loop.create_future()
            loop.add_reader(master, lambda ready=readable: ready.done() or ready.set_result(None))  # type: ignore[misc]
            await readable
            loop.remove_reader(master)
            try:
                data = os.read(master, room)
            except OSError:
                return
            if not self._receive(data):
                self.drop()
                return

    async def _room(self) -> int:
        while len(self._buffer) >= self.script.buffer:
            self._moved.clear()
            await self._moved.wait()
        return min(1024, self.script.buffer - len(self._buffer))

    def _receive(self, data: bytes) -> bool:
        """False when the connection breaks now."""
        after = self.script.disconnect_after
        whole = after is None or self.received + len(data) < after
        if not whole and after is not None:
            data = data[: after - self.received]
            self.script.disconnect_after = None
        self.received += len(data)
        self._happen()
        if self.script.noise:
            noise, self.script.noise = self.script.noise, b""
            self._answer(noise)
        self._obey(data)
        self._buffer += data
        self._moved.set()
        return whole

    def _obey(self, data: bytes) -> None:
        """Real-time commands, wherever they are, also inside pictures."""
        seen = self._tail + data
        end = 0
        for found in REAL_TIME.finditer(seen):
            end = found.end()
            if found[1][0] == 0x04:
                self._answer(bytes([self._real_time(found[1][1])]))
        self._tail = seen[max(end, len(seen) - 2) :]

    def _real_time(self, question: int) -> int:
        s = self.script
        match question:
            case 1:
                return 0x16 | (0x08 if s.cover_open or self.paper_out else 0)
            case 2:
                return 0x12 | (0x04 if s.cover_open else 0) | (0x20 if self.paper_out else 0)
            case 4:
                return 0x12 | (0x0C if s.low or self.paper_out else 0) | (0x60 if self.paper_out else 0)
            case _:
                return 0x12

    def _tell_status(self) -> None:
        self._moved.set()
        if self._watched and self.script.automatic_status:
            s = self.script
            first = 0x10 | (0x08 if s.cover_open or self.paper_out else 0) | (0x20 if s.cover_open else 0)
            third = (0x03 if s.low or self.paper_out else 0) | (0x0C if self.paper_out else 0)
            self._answer(bytes((first, 0, third, 0)))

    def _answer(self, data: bytes) -> None:
        if self.script.mute:
            return
        if self.script.answer_late_s:
            asyncio.get_running_loop().call_later(self.script.answer_late_s, self._say, data)
        else:
            self._say(data)

    def _say(self, data: bytes) -> None:
        if self._send is not None:
            with suppress(OSError):
                self._send(data)

    async def _engine(self) -> None:
        while True:
            await self._command()

    async def _take(self, n: int) -> bytes:
        while len(self._buffer) < n:
            self._moved.clear()
            await self._moved.wait()
        taken = bytes(self._buffer[:n])
        del self._buffer[:n]
        self._moved.set()
        return taken

    async def _number(self) -> int:
        return int.from_bytes(await self._take(2), "little")

    async def _command(self) -> None:
        (byte,) = await self._take(1)
        match byte:
            case 0x00 | 0x01 | 0x02 | 0x04:
                pass  # the last two are the tail of a question whose head went into an unfinished picture
            case 0x0A:
                await self._print_line()
            case 0x10:
                await self._take(2)
            case 0x1B:
                await self._esc((await self._take(1))[0])
            case 0x1D:
                await self._gs((await self._take(1))[0])
            case _ if byte >= 0x20:
                self._line.append(byte)
            case _:
                self._complain(bytes([byte]))

    async def _esc(self, command: int) -> None:
        match chr(command):
            case "@":
                self._watched = False
                self._page = "cp437"
                self._line.clear()
            case "t":
                self._page = PAGES.get((await self._take(1))[0], "cp437")
            case "d":
                await self._feed((await self._take(1))[0] * TEXT_ROWS)
            case "J":
                rows = (await self._take(1))[0]
                await self._feed(0 if self.script.ignores_esc_j else rows)
            case "a" | "E" | "3" | "M":
                await self._take(1)
            case _:
                self._complain(bytes((0x1B, command)))

    async def _gs(self, command: int) -> None:
        match chr(command):
            case "v":
                await self._raster()
            case "V":
                await self._cut((await self._take(1))[0])
            case "a":
                self._watched = (await self._take(1)) != b"\0"
                self._tell_status()
            case "r":
                (which,) = await self._take(1)
                await self._can_print()
                if which in (1, 49) and self.script.in_order_status:
                    self._answer(bytes([0x03 if self.script.low else 0x00]))
            case "!" | "B":
                await self._take(1)
            case "(":
                await self._long((await self._take(1))[0])
            case _:
                self._complain(bytes((0x1D, command)))

    async def _long(self, command: int) -> None:
        data = await self._take(await self._number())
        match chr(command), data:
            case "H", _ if data[:2] == b"00" and len(data) == 6:
                await self._can_print()
                if self.script.process_id:
                    self._answer(b'7"' + data[2:] + b"\0")
            case "k", _ if data[:2] == b"1P":
                self._code = data[3:].decode()
            case "k", _ if data[:2] == b"1Q":
                self.sheet.codes.append(self._code)
                await self._feed(8 * TEXT_ROWS)
            case "k", _:
                pass
            case _:
                self._complain(b"\x1d(" + bytes([command]) + data)

    async def _raster(self) -> None:
        kind, scale = await self._take(2)
        width, height = await self._number(), await self._number()
        if (kind, scale) != (0x30, 0) or not 0 < width <= self.script.width_dots // 8 + 1 or height == 0:
            self._complain(b"\x1dv" + bytes((kind, scale)) + f" {width}x{height}".encode())
            return
        if height > self.script.picture_rows_max:
            self._complain(f"a band of {height} rows".encode())
        if self.script.jams_on_48 and height % 48 == 0:
            await self._take(width * height + 1000)
            return
        full = self.script.width_dots // 8
        for row in range(height):
            await self._row((await self._take(width)).ljust(full, b"\0")[:full], wait=row % ROWS_A_STEP == 0)

    async def _row(self, row: bytes, *, wait: bool) -> None:
        await self._can_print()
        self.sheet.rows.append(row)
        if wait:
            self._happen()
        if self.script.paper_rows is not None:
            self.script.paper_rows -= 1
            if self.script.paper_rows == 0:
                self._run_out()
        if wait:
            await asyncio.sleep(ROWS_A_STEP / self.script.rows_per_s)

    def _run_out(self) -> None:
        self._tell_status()
        if self.script.refill_after_s is not None:
            asyncio.get_running_loop().call_later(self.script.refill_after_s, self.load_paper)

    async def _can_print(self) -> None:
        while self.paper_out or self.script.cover_open:
            self._moved.clear()
            await self._moved.wait()

    async def _feed(self, rows: int) -> None:
        for row in range(rows):
            await self._row(bytes(self.script.width_dots // 8), wait=row % ROWS_A_STEP == 0)

    async def _print_line(self) -> None:
        text, self._line = bytes(self._line), bytearray()
        await self._feed(TEXT_ROWS)
        if text:
            self.sheet.texts.append(text.decode(self._page, errors="replace"))

    async def _cut(self, kind: int) -> None:
        if kind in (65, 66, 97, 98):
            await self._take(1)
        elif kind not in (0, 1, 48, 49):
            self._complain(bytes((0x1D, 0x56, kind)))
        await self._can_print()
        if self._line:
            await self._print_line()
        self.sheets.append(self.sheet)
        self.sheet = Sheet()
        self._happen()

    def _complain(self, what: bytes) -> None:
        self.complaints.append(what.hex(" ") if what[:1] < b" " else what.decode())


def _put(fd: int, data: bytes) -> None:
    os.write(fd, data)


async def _act(printer: FakePrinter, line: str) -> None:
    match line.split():
        case ["paper", "out"]:
            printer.load_paper(0)
        case ["paper", "in"]:
            printer.load_paper()
        case ["low", how]:
            printer.set_low(low=how == "on")
        case ["cover", how]:
            printer.set_cover(is_open=how == "open")
        case ["mute", how]:
            printer.set_mute(mute=how == "on")
        case ["drop"]:
            printer.drop()
        case _:
            print("paper out|in, low on|off, cover open|closed, mute on|off, drop", flush=True)


@asynccontextmanager
async def _standard_input() -> AsyncIterator[asyncio.StreamReader]:
    reader = asyncio.StreamReader()
    pipe, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    try:
        yield reader
    finally:
        pipe.close()


async def _keep(printer: FakePrinter, out: Path) -> None:
    for n in count():
        await printer.until(partial(_more_than, printer.sheets, n))
        sheet = printer.sheets[n]
        sheet.picture(printer.script.width_dots).save(out / f"sheet-{n + 1:03}.png", "PNG")
        print(f"sheet {n + 1}: {len(sheet.rows)} rows, {printer.complaints or 'no complaints'}", flush=True)


def _more_than(sheets: list[Sheet], n: int) -> bool:
    return len(sheets) > n


async def _live(printer: FakePrinter, out: Path | None) -> None:
    async with printer, _standard_input() as lines:
        print(printer.url, flush=True)
        keeping = asyncio.create_task(_keep(printer, out)) if out else None
        while line := await lines.readline():
            await _act(printer, line.decode())
        if keeping is None:
            return
        await keeping


@click.command(help=__doc__)
@click.option("--port", default=9100, show_default=True)
@click.option("--pty", "on_pty", is_flag=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--width", default=576, show_default=True, help="dots across")
@click.option("--rows-per-s", default=1600.0, show_default=True)
@click.option("--paper-out-after", "paper_rows", type=int, help="rows")
@click.option("--refill-after", "refill_after_s", type=float, help="seconds")
@click.option("--disconnect-after", type=int, help="bytes")
@click.option("--low", is_flag=True)
@click.option("--mute", is_flag=True)
@click.option("--no-process-id", "process_id", is_flag=True, flag_value=False, default=True)
def main(port: int, on_pty: bool, out: Path | None, width: int, **faults: object) -> None:
    printer = FakePrinter(Script(width_dots=width, **faults), on_pty=on_pty)  # type: ignore[arg-type]
    printer.listen_at(port)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    with suppress(KeyboardInterrupt):
        asyncio.run(_live(printer, out))


if __name__ == "__main__":
    main()
