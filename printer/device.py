"""A conversation with one printer over a wire: ask, send, hear. One task talks; a second only listens."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from core.record import record
from printer.answers import QUESTIONS, Answer, Block, Changed, Ear, Heard, Passed, State, Status, ask, learn
from printer.orders import BARRIER, CUT, WATCH, resync
from printer.wire import Gone, Wire


@record
class Limits:
    """How long to wait, in seconds: short for "is it there", long for "is it done"."""

    connect_s: float = 3
    answer_s: float = 1.2
    stall_s: float = 1
    stuck_s: float = 30
    confirm_s: float = 30
    paper_s: float = 120
    look_s: float = 2
    retry_s: float = 1


class Stuck(Exception):
    """The printer took no bytes, or did not confirm, for too long."""


class _InOrder:
    """Questions whose answers carry no name: they are told apart only by coming in order, none left out."""

    def __init__(self) -> None:
        self._asked = self._answered = 0

    def expect(self) -> None:
        """One more is asked; what came unasked is forgotten."""
        self._answered = min(self._answered, self._asked)
        self._asked += 1

    def came(self) -> None:
        self._answered += 1

    @property
    def all_came(self) -> bool:
        return self._answered >= self._asked


class Device:
    """`on_news` is called whenever `state` may have changed."""

    def __init__(self, wire: Wire, limits: Limits, on_news: Callable[[], None]) -> None:
        self._wire = wire
        self._limits = limits
        self._on_news = on_news
        self._ear = Ear()
        self._listening: asyncio.Task[None] | None = None
        self._lost: Gone | None = None
        self._news = asyncio.Event()
        self._questions = _InOrder()
        self._barriers = _InOrder()
        self._answer = 0
        self._marks: set[bytes] = set()
        self._stalled = False
        self.status: Status | None = None
        self.watched = False
        self.sent = 0

    @property
    def connected(self) -> bool:
        return self._listening is not None and self._lost is None

    @property
    def state(self) -> State:
        if self.status is not None and self._in_trouble():
            return self.status.state
        if not self.connected:
            return State.OFFLINE
        if self._stalled:
            return State.STUCK
        return self.status.state if self.status else State.UNKNOWN

    async def connect(self) -> None:
        """Raises Gone."""
        await self.hang_up(drop=True)
        try:
            await asyncio.wait_for(self._wire.open(), self._limits.connect_s)
        except TimeoutError as fault:
            self.status = None
            raise Gone("the printer does not take the connection") from fault
        except Gone:
            self.status = None
            raise
        self._ear, self._lost, self._stalled, self.watched = Ear(), None, False, False
        self._questions, self._barriers, self._marks = _InOrder(), _InOrder(), set()
        self._listening = asyncio.create_task(self._listen())

    async def hang_up(self, *, drop: bool) -> None:
        """With `drop` nothing more of what was sent may reach the printer.

        A printer that had no paper still has none, as far as we know: `status` stays.
        """
        if self._listening is not None:
            await _end(self._listening)
            self._listening = None
        self._wire.close(drop=drop)
        self._on_news()

    async def look(self) -> Status:
        """Ask the printer how it is. Raises Gone when it does not answer: then the connection is of no use."""
        status = Status()
        for question in QUESTIONS:
            status = learn(status, question, await self._ask(question))
        self.status = status
        self._stalled = False
        self._on_news()
        return status

    async def watch(self) -> None:
        """Have the printer tell by itself what changes. Raises Gone, Stuck."""
        await self.send(WATCH)
        self.watched = True

    async def resync(self, width_dots: int, *, cuts: bool, confirm: bool) -> None:
        """Bring a printer that got part of a job to the beginning of the next: the torn piece is cut off.

        With `confirm` waits until the printer has digested it all. Raises Gone, Stuck.
        """
        await self.send(resync(width_dots) + (CUT if cuts else b""))
        if confirm:
            await self.send_barrier()
            await self.passed()
            await self._quiet()

    async def send_barrier(self, before: bytes = b"") -> None:
        """Ask to be told when all that was sent has been processed. Raises Gone, Stuck."""
        self._barriers.expect()
        await self.send(before + BARRIER)

    async def send(self, data: bytes) -> None:
        """Write it all; waits while the printer says it has no paper. Raises Gone, Stuck."""
        self.sent = 0
        writing = asyncio.ensure_future(self._wire.write(data, self._count))
        try:
            await self._patiently(writing)
        finally:
            await _end(writing)
            self._set_stalled(stalled=False)

    async def passed(self, mark: bytes = b"") -> None:
        """Wait until the printer says it is past the last barrier (or the process id `mark`). Raises Gone, Stuck."""
        loop = asyncio.get_running_loop()
        since = loop.time()
        while not self._barriers.all_came and not (mark and mark in self._marks):
            patience = self._limits.paper_s if self._in_trouble() else self._limits.confirm_s
            left = since + patience - loop.time()
            if left <= 0:
                raise Stuck("the printer does not confirm")
            if not await self._hear(min(left, self._limits.look_s)):
                with suppress(Gone):
                    await self._poke()
            self._check()

    def _in_trouble(self) -> bool:
        return self.status is not None and self.status.state not in (State.READY, State.PAPER_LOW)

    async def _patiently(self, writing: "asyncio.Future[None]") -> None:
        loop = asyncio.get_running_loop()
        moved, sent = loop.time(), self.sent
        while not writing.done():
            news = asyncio.ensure_future(self._news.wait())
            either: set[asyncio.Future[Any]] = {writing, news}
            await asyncio.wait(either, timeout=self._limits.stall_s, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()
            self._news.clear()
            self._check()
            if self.sent != sent:
                moved, sent = loop.time(), self.sent
            standing = loop.time() - moved
            self._set_stalled(stalled=standing >= self._limits.stall_s)
            if standing >= (self._limits.paper_s if self._in_trouble() else self._limits.stuck_s):
                raise Stuck("the printer takes no more bytes")
        await writing

    async def _ask(self, question: int) -> int:
        """One question, one answer, and none of an earlier question: the line keeps their order."""
        self._questions.expect()
        try:
            await asyncio.wait_for(self.send(ask(question)), self._limits.answer_s)
        except TimeoutError as fault:
            raise Gone("the printer takes no questions") from fault
        if await self._hear_until(lambda: self._questions.all_came):
            return self._answer
        self._check()
        raise Gone("the printer does not answer")

    async def _poke(self) -> None:
        """Ask without needing the answer: a printer without automatic status tells of its paper only when asked."""
        for question in QUESTIONS:
            self.status = learn(self.status or Status(), question, await self._ask(question))
        self._on_news()

    async def _hear_until(self, found: Callable[[], bool]) -> bool:
        loop = asyncio.get_running_loop()
        until = loop.time() + self._limits.answer_s
        while not found() and self._lost is None and (left := until - loop.time()) > 0:
            await self._hear(left)
        return found()

    async def _hear(self, limit_s: float) -> bool:
        try:
            await asyncio.wait_for(self._news.wait(), limit_s)
        except TimeoutError:
            return False
        self._news.clear()
        return True

    async def _quiet(self) -> None:
        while await self._hear(self._limits.answer_s):
            self._check()

    async def _listen(self) -> None:
        try:
            while True:
                for heard in self._ear.hear(await self._wire.read()):
                    self._take(heard)
                self._news.set()
        except Gone as fault:
            self._lost, self.status = fault, None
            self._news.set()
            self._on_news()

    def _take(self, heard: Heard) -> None:
        match heard:
            case Answer(byte):
                self._answer = byte
                self._questions.came()
            case Changed(status):
                self.status = status
                self._on_news()
            case Passed():
                self._barriers.came()
            case Block(data) if data.startswith(b'7"'):
                self._marks.add(data[2:])

    def _count(self, n: int) -> None:
        self.sent += n

    def _set_stalled(self, *, stalled: bool) -> None:
        if stalled is not self._stalled:
            self._stalled = stalled
            self._on_news()

    def _check(self) -> None:
        if self._lost is not None:
            raise self._lost


async def _end(task: "asyncio.Future[None]") -> None:
    """Cancel it and wait for its end; a cancellation of the caller meanwhile is not swallowed."""
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()
