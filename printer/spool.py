"""One owner of one printer: every byte to it goes through here, one job at a time, each with an honest outcome."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from printer.address import Address, parse
from printer.answers import CAN_PRINT, State
from printer.device import Limits
from printer.jobs import BookFault, Jobs, Result
from printer.page import Page
from printer.ways import Work, way_to

log = logging.getLogger(__name__)
S = TypeVar("S", bound="Spool")

QUEUE_MAX = 20
PAPER_LOW_MM = 3000
SETTLED = frozenset({Result.PRINTED, Result.SENT, Result.UNKNOWN})


class GivenUp(Exception):
    """Nobody waits for this job any more, and nothing of it has left."""


class CannotDraw(Exception):
    """The page is its sender's fault, not the printer's."""

    def __init__(self, fault: Exception) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(eq=False)
class Job:
    id: str
    page: Page
    done: asyncio.Future[Result]
    expires: float
    begun: bool = False
    given_up: bool = False

    def answer(self, result: Result) -> None:
        if not self.done.done():
            self.done.set_result(result)


class Spool:
    """`async with Spool(url, folder) as spool:` owns the printer; `folder` keeps its book between runs.

    Raises BadUrl; entering raises printer.jobs.Busy when another program owns the book.
    """

    def __init__(
        self, url: str | Address, folder: Path, *, name: str = "printer", limits: Limits | None = None
    ) -> None:
        self.address = parse(url) if isinstance(url, str) else url
        self._limits = limits or Limits()
        self._file = folder / f"{name}.db"
        self._queue: asyncio.Queue[Job] = asyncio.Queue(QUEUE_MAX)
        self._news = asyncio.Event()
        self._first_look = asyncio.Event()
        self._way = way_to(self.address, self._limits, self._tell)
        self._used_mm = 0.0
        self._book: Jobs | None = None
        self._owner: asyncio.Task[None] | None = None

    async def __aenter__(self: S) -> S:
        self._book = await asyncio.to_thread(Jobs, self._file)
        self._used_mm = self._book.used_mm
        self._owner = asyncio.create_task(self._run(self._book), name=f"printer {self.address.target}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._owner is not None and not self._owner.done():
            self._owner.cancel()  # again, should a wait that ended in the same instant have swallowed it
            await asyncio.wait({self._owner}, timeout=self._limits.stall_s)
        if self._owner is not None and not self._owner.cancelled():
            self._owner.result()
        if self._book is not None:
            await asyncio.to_thread(self._book.close)

    @property
    def state(self) -> State:
        """How the printer is, as last heard; never waits. Paper counted in millimetres speaks where no sensor does."""
        state = self._way.state
        counted_out = self.paper_left_mm < PAPER_LOW_MM
        return State.PAPER_LOW if counted_out and state is State.UNKNOWN else state

    @property
    def paper_left_mm(self) -> float:
        """By count since the last new roll; may be below zero when nobody told of a new one."""
        return self.address.roll_mm - self._used_mm

    async def changed(self, seen: State) -> State:
        """Wait until the state is another than `seen`; gives it."""
        while self.state is seen:
            await self._news.wait()
        return self.state

    async def looked(self) -> State:
        """Wait until the printer has been asked once since the start; gives the state."""
        await self._first_look.wait()
        return self.state

    async def print(self, job: str, page: Page, *, wait_s: float = 8) -> Result:
        """Print a page once. `job` names this paper for ever, such as "K-42/0" (ticket and copy number).

        NOT_PRINTED when the printer could not begin within `wait_s`: nothing of the page will come out later either.
        Once begun, waits until it is done or given up, at most some minutes. A job that was printed, sent, or has an
        unknown outcome is never printed again: the same answer comes back; print a marked copy under its own name.
        Cancelling the caller does not break off a job that has begun; leaving the spool does. Raises MissingFont, and
        ValueError for a page that cannot be drawn on this paper.
        """
        loop = asyncio.get_running_loop()
        entry = Job(job, page, loop.create_future(), loop.time() + wait_s)
        try:
            self._queue.put_nowait(entry)
        except asyncio.QueueFull:
            return Result.NOT_PRINTED
        try:
            await asyncio.wait({entry.done}, timeout=wait_s)
            if not entry.begun and not entry.done.done():
                entry.given_up = True
                return Result.NOT_PRINTED
            return await asyncio.shield(entry.done)
        except asyncio.CancelledError:
            entry.given_up = True
            raise

    async def outcome(self, job: str) -> Result:
        """What became of a job, also in an earlier run. NOT_PRINTED for one that never began."""
        return await asyncio.to_thread(self._open_book().outcome, job)

    async def new_roll(self) -> None:
        """Somebody put in a new roll: count from there."""
        await asyncio.to_thread(self._open_book().new_roll)
        self._used_mm = 0.0
        self._tell()

    def _open_book(self) -> Jobs:
        if self._book is None:
            raise RuntimeError("the spool is not running: use `async with`")
        return self._book

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _run(self, book: Jobs) -> None:
        try:
            await self._look(book)
            self._first_look.set()
            self._tell()
            while True:
                try:
                    job = await asyncio.wait_for(self._queue.get(), self._limits.look_s)
                except TimeoutError:
                    await self._look(book)
                    continue
                await self._do(job, book)
        finally:
            while not self._queue.empty():
                self._queue.get_nowait().answer(Result.NOT_PRINTED)
            await self._way.leave()

    async def _look(self, book: Jobs) -> None:
        try:
            await self._way.look(book)
        except BookFault:
            log.exception("the book of the printer cannot be read")

    async def _do(self, job: Job, book: Jobs) -> None:
        try:
            job.answer(await self._settle(job, book))
        except CannotDraw as refused:
            job.done.set_exception(refused.fault)
            job.done.exception()
        except GivenUp:
            job.answer(Result.NOT_PRINTED)
        except BookFault:
            log.exception("the book of the printer cannot be written: job %s is not printed", job.id)
            job.answer(Result.NOT_PRINTED)
        except Exception:
            log.exception("job %s failed", job.id)
            job.answer(Result.UNKNOWN if job.begun else Result.NOT_PRINTED)
            await self._way.leave()
        except asyncio.CancelledError:
            job.answer(Result.UNKNOWN if job.begun else Result.NOT_PRINTED)
            raise

    async def _settle(self, job: Job, book: Jobs) -> Result:
        known = await asyncio.to_thread(book.outcome, job.id)
        if known in SETTLED:
            return known
        try:
            data, length_mm = await asyncio.to_thread(_compose, job.page, self.address)
        except Exception as fault:
            raise CannotDraw(fault) from fault
        while True:
            work = Work(data, job.page.title, lambda: self._begin(job, book))
            result = await self._way.put(work, book)
            if job.begun:
                await self._end(job, result, 0 if result is Result.NOT_PRINTED else length_mm, book)
            if result is not Result.NOT_PRINTED or asyncio.get_running_loop().time() >= job.expires:
                return result
            job.begun = False
            with suppress(TimeoutError):
                await asyncio.wait_for(self.changed(self.state), self._limits.retry_s)

    async def _begin(self, job: Job, book: Jobs) -> int:
        if job.given_up:
            raise GivenUp
        job.begun = True
        return await asyncio.to_thread(book.begin, job.id, job.page.title)

    async def _end(self, job: Job, result: Result, used_mm: float, book: Jobs) -> None:
        """What is known is answered even if it cannot be written: after a restart it is UNKNOWN, which is honest."""
        self._used_mm += used_mm
        try:
            await asyncio.to_thread(book.end, job.id, result, used_mm)
        except BookFault:
            log.exception("the book of the printer cannot be written: job %s was %s", job.id, result)
        self._tell()


async def print_on_any(spools: Sequence[Spool], job: str, page: Page, *, wait_s: float = 8) -> Result:
    """Print once, on the first of several printers that can: the next is tried only after NOT_PRINTED.

    Printers that say they are ready come first. A job one of them knows is not printed again.
    """
    for spool in spools:
        known = await spool.outcome(job)
        if known is not Result.NOT_PRINTED:
            return known
    for spool in sorted(spools, key=lambda spool: spool.state not in CAN_PRINT):
        result = await spool.print(job, page, wait_s=wait_s)
        if result is not Result.NOT_PRINTED:
            return result
    return Result.NOT_PRINTED


def _compose(page: Page, address: Address) -> tuple[bytes, float]:
    from printer.compose import compose  # noqa: PLC0415 - the library of pictures, four megabytes, for the first paper

    return compose(page, address)
