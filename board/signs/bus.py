"""One line and the signs on it: paints what is newest, rests as the signs need, repaints, clears at the end."""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from board.signs.mount import Mounted, WrongPlace
from board.signs.sign import Frames, Row, rows_of
from core.views import BoardPicture
from link.port import Port, opened
from link.supervise import Well

REPAINT_S = 40.0
CLEAR_S_MAX = 3.0


@dataclass
class Bus:
    """`show()` never blocks and keeps only the newest picture, so nothing can pile up. `run(well)` under supervision.

    Signs answer nothing and forget everything in a power cut. So the whole picture goes out when the port opens and
    again every `repaint_s` seconds, changes in between at once.
    """

    signs: Sequence[Mounted]
    repaint_s: float = REPAINT_S
    _picture: BoardPicture | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def port(self) -> str:
        return self.signs[0].port

    def show(self, picture: BoardPicture | None) -> None:
        """What the signs shall show; None when nobody knows, which clears them: an empty sign is never wrong."""
        self._picture = picture
        self._news.set()

    async def run(self, well: Well) -> None:
        """Until the port is lost (raises PortLost) or it is cancelled; then the signs are cleared."""
        async with opened(self.port, self.signs[0].line) as port:
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._paint(port, well))
                    tasks.create_task(_drain(port))
            except asyncio.CancelledError:
                with contextlib.suppress(OSError):
                    async with asyncio.timeout(CLEAR_S_MAX):
                        await self._clear(port)
                raise

    async def _paint(self, port: Port, well: Well) -> None:
        loop = asyncio.get_running_loop()
        shown: list[list[Row] | None] = [None] * len(self.signs)
        repaint_at = loop.time()
        while True:
            self._news.clear()
            if loop.time() >= repaint_at:
                shown = [None] * len(self.signs)
                repaint_at = loop.time() + self.repaint_s
            for index, mounted in enumerate(self.signs):
                rows = rows_of(self._picture, mounted.sign)
                if rows != shown[index]:
                    frames = mounted.sign.show(rows)
                    await self._send(port, mounted, mounted.sign.prepare() + frames if shown[index] is None else frames)
                    shown[index] = rows
            well()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(repaint_at):
                    await self._news.wait()

    async def _clear(self, port: Port) -> None:
        for mounted in self.signs:
            await self._send(port, mounted, mounted.sign.clear())

    async def _send(self, port: Port, mounted: Mounted, frames: Frames) -> None:
        for frame in frames:
            await port.write(frame)
            await asyncio.sleep(mounted.line.seconds(len(frame)) + mounted.sign.pause_s)


async def _drain(port: Port) -> None:
    """Throw away what signs answer, and notice a pulled plug at once."""
    while True:
        await port.read()


def buses(signs: Sequence[Mounted]) -> list[Bus]:
    """Signs on the same port share its bus. Raises WrongPlace when they want it set differently."""
    by_port: dict[str, list[Mounted]] = {}
    for mounted in signs:
        group = by_port.setdefault(mounted.port, [])
        if group and group[0].line != mounted.line:
            raise WrongPlace(f"{mounted.port}: all signs on one port need the same baud and parity")
        group.append(mounted)
    return [Bus(group) for group in by_port.values()]
