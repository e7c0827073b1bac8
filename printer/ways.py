"""One try at a job, over a wire or into a tray: what was done, and what can be said about it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from printer.address import Address, Answers
from printer.answers import CAN_PRINT, State
from printer.device import Device, Limits, Stuck
from printer.jobs import Jobs, Result
from printer.orders import process_id
from printer.transports import CupsQueue, Folder, open_transport
from printer.wire import Gone, Tray, Wire


@dataclass(frozen=True)
class Work:
    """A job ready to go. `begin` is awaited right before its first byte; it gives the job's number or raises."""

    data: bytes
    title: str
    begin: Callable[[], Awaitable[int]]


class Way(Protocol):
    @property
    def state(self) -> State: ...

    async def look(self, jobs: Jobs) -> None:
        """Find out how the printer is, and mend what a broken job left; never raises for one that is not there."""

    async def put(self, work: Work, jobs: Jobs) -> Result:
        """Try once. NOT_PRINTED only when nothing of the job left."""

    async def leave(self) -> None:
        """Let go of the printer."""


def way_to(address: Address, limits: Limits, on_news: Callable[[], None]) -> Way:
    match open_transport(address):
        case (CupsQueue() | Folder()) as tray:
            return IntoTray(tray, State.READY if isinstance(tray, Folder) else State.UNKNOWN, on_news)
        case wire:
            return OverWire(wire, address, limits, on_news)


class IntoTray:
    """A tray never tells more than that it took the job."""

    def __init__(self, tray: Tray, good: State, on_news: Callable[[], None]) -> None:
        self._tray = tray
        self._good = good
        self._on_news = on_news
        self.state = good

    async def look(self, jobs: Jobs) -> None:
        pass

    async def leave(self) -> None:
        pass

    async def put(self, work: Work, jobs: Jobs) -> Result:
        await work.begin()
        try:
            await self._tray.deliver(work.data, work.title)
        except Gone:
            self.state = State.OFFLINE
            return Result.NOT_PRINTED
        except TimeoutError:
            self.state = State.STUCK
            return Result.UNKNOWN
        else:
            self.state = self._good
            return Result.SENT
        finally:
            self._on_news()


class OverWire:
    def __init__(self, wire: Wire, address: Address, limits: Limits, on_news: Callable[[], None]) -> None:
        self._address = address
        self._answers = address.answers
        self._device = Device(wire, limits, on_news)

    @property
    def state(self) -> State:
        return self._device.state

    async def look(self, jobs: Jobs) -> None:
        """Keeps the connection: a printer that is watched tells of an open cover at once."""
        await self._reach(jobs)

    async def leave(self) -> None:
        """What was confirmed is on paper; what nobody can confirm may still be on its way and is left to arrive."""
        await self._device.hang_up(drop=self._answers is Answers.YES)

    async def put(self, work: Work, jobs: Jobs) -> Result:
        if not await self._reach(jobs):
            return Result.NOT_PRINTED
        result = await self._send(work.data, await work.begin())
        if result in (Result.UNKNOWN, Result.NOT_PRINTED):
            await self._device.hang_up(drop=True)
        return result

    async def _reach(self, jobs: Jobs) -> bool:
        """Whether the printer is connected, can print, and stands at the beginning of a job."""
        try:
            if not self._device.connected:
                await self._device.connect()
            if self._answers is not Answers.NO:
                await self._device.look()
            if self.state not in CAN_PRINT:
                return False
            if await asyncio.to_thread(lambda: jobs.broken):
                await self._mend()
                await asyncio.to_thread(jobs.mended)
            if self._answers is Answers.YES and not self._device.watched:
                await self._device.watch()
        except (Gone, Stuck):
            await self._device.hang_up(drop=True)
            return False
        return True

    async def _mend(self) -> None:
        """Before anything else is said: the printer may take our next bytes for the rest of a picture."""
        confirm = self._answers is Answers.YES
        await self._device.resync(self._address.paper.width_dots, cuts=self._address.cuts, confirm=confirm)

    async def _send(self, data: bytes, number: int) -> Result:
        mark = f"{number % 10000:04}" if self._address.profile.process_id else ""
        try:
            await self._device.send(data)
        except (Gone, Stuck):
            return Result.UNKNOWN if self._device.sent else Result.NOT_PRINTED
        try:
            return await self._confirm(mark)
        except (Gone, Stuck):
            return Result.UNKNOWN

    async def _confirm(self, mark: str) -> Result:
        match self._answers:
            case Answers.YES:
                await self._device.send_barrier(process_id(mark) if mark else b"")
                await self._device.passed(mark.encode())
                return Result.PRINTED
            case Answers.STATUS:
                return Result.SENT if (await self._device.look()).state in CAN_PRINT else Result.UNKNOWN
            case Answers.NO:
                return Result.SENT
