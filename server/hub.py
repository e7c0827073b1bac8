"""The one decider: request → decide → write → tell.

It keeps two offices of the day. Requests are decided on the tentative one; pictures and answers come from the
durable one, which holds nothing that is not on the disk (docs/decisions/0002).
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from core import commands as c
from core.events import Event
from core.evolve import evolve
from core.office import Office, twin
from core.rules import decide
from core.views import Notice
from server.ledger import Collision, Ledger, NotWritten

INBOX_MAX = 2000
BATCH_MAX = 256
JUMP_BACK_MIN = timedelta(seconds=2)
"""A clock set back by less is an ordinary correction, and no news for the staff."""
JUMP_AHEAD_MAX = timedelta(days=31)
"""A clock further past the last fact is believed only when the head says so (docs/decisions/0015)."""

Request = Callable[[datetime], c.Command]
"""A command that waits for its `at`."""

log = logging.getLogger(__name__)


class Unavailable(Exception):
    """Nothing was decided, because nothing can be written. Ask again later."""


class Busy(Unavailable):
    """Too many requests are waiting already."""


class Done(NamedTuple):
    """The facts written for a request, none when all it asks was so already; and the durable office after them."""

    events: list[Event]
    office: Office
    at: datetime


@dataclass(slots=True)
class Book:
    """One day of the centre. `ahead` is the tentative office, or None while only the disk knows."""

    day: date
    stream: str
    office: Office = field(default_factory=Office)
    ahead: Office | None = None


class _Asked(NamedTuple):
    request: Request
    day: date | None
    answer: "asyncio.Future[Done]"


@dataclass(slots=True)
class Figures:
    """What the hub has done since it started, for the metrics."""

    commits: int = 0
    events: int = 0
    refused: int = 0
    failed_writes: int = 0
    commit_seconds: float = 0.0


class Hub:
    """`clock` gives the time in the centre's zone. `changed` is set whenever there is a new picture to draw."""

    def __init__(self, ledger: Ledger, centre: str, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._centre = centre
        self._clock = clock
        self._inbox: list[_Asked] = []
        self._wake = asyncio.Event()
        self._last_at = clock()
        self._days: set[date] = set()
        self._today = Book(clock().date(), self._stream(clock().date()), ahead=Office())
        self._earlier: Book | None = None
        self.storage_down = False
        self.changed = asyncio.Event()
        self.figures = Figures()

    @property
    def office(self) -> Office:
        """The durable office of the day."""
        return self._today.office

    @property
    def day(self) -> date:
        return self._today.day

    @property
    def days(self) -> frozenset[date]:
        """The days that have a stream in the ledger."""
        return frozenset(self._days)

    @property
    def zone(self) -> tzinfo | None:
        return self._last_at.tzinfo

    def now(self) -> datetime:
        """What the clock says; the time of the last fact where the clock stands before it, or cannot be right."""
        told = self._clock()
        return told if self._last_at <= told <= self._last_at + JUMP_AHEAD_MAX else self._last_at

    def believe(self, shown: date) -> bool:
        """The head says that it is this day: false when the clock shows another one."""
        told = self._clock()
        if told.date() != shown or told < self._last_at:
            return False
        log.warning("the clock is right, says the head: the time goes on from %s to %s", self._last_at, told)
        self._last_at = told
        self.changed.set()
        return True

    def notices(self) -> tuple[Notice, ...]:
        """What the staff must know about the hub itself."""
        found, told = [], self._clock()
        last = self._last_at.strftime("%d.%m.%Y %H:%M")
        if self._last_at - told > JUMP_BACK_MIN:
            found.append(Notice("clock_back", {"time": last}))
        if told - self._last_at > JUMP_AHEAD_MAX:
            found.append(Notice("clock_ahead", {"time": last, "shown": told.strftime("%d.%m.%Y")}))
        if self.storage_down:
            found.append(Notice("storage", {}))
        return tuple(found)

    async def open(self) -> None:
        """Take up the newest day of the ledger, whatever the clock says. Raises NotWritten, codec.Unreadable."""
        own = f"{self._centre}/"
        streams = [name for name in await self._ledger.streams() if name.startswith(own)]
        self._days = {date.fromisoformat(name.removeprefix(own)) for name in streams}
        if self._days:
            newest = max(self._days)
            self._today = Book(newest, self._stream(newest))
            await self._catch_up(self._today)
            if self.office.last_at is not None:
                self._last_at = self.office.last_at.astimezone(self.zone)

    async def ask(self, request: Request, day: date | None = None) -> Done:
        """Decide a request, and answer once it is on the disk; `day` names an earlier day than the present one.

        Raises Impossible, and Unavailable when nothing could be written.
        """
        if len(self._inbox) >= INBOX_MAX:
            raise Busy
        answer: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        self._inbox.append(_Asked(request, day, answer))
        self._wake.set()
        return await answer

    async def run(self) -> None:
        """Decide what comes in, batch by batch, for ever."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._inbox:
                batch, self._inbox = self._inbox[:BATCH_MAX], self._inbox[BATCH_MAX:]
                await self._work(batch)

    async def _work(self, batch: list[_Asked]) -> None:
        at = self._stamp()
        present: list[tuple[_Asked, c.Command]] = []
        for asked in batch:
            try:
                command = asked.request(at)
                book = self._book_for(command, asked.day)
            except Exception as fault:  # noqa: BLE001 - what nobody foresaw in one request stops no other
                if not asked.answer.done():
                    asked.answer.set_exception(fault)
                continue
            if book is self._today:
                present.append((asked, command))
                continue
            await self._settle(self._today, present, at)
            present = []
            await self._settle(book, [(asked, command)], at)
        await self._settle(self._today, present, at)

    async def _settle(self, book: Book, batch: list[tuple[_Asked, c.Command]], at: datetime) -> None:
        """Decide on the tentative office, write in one commit, evolve the durable one, answer: yes and no alike."""
        if batch and book.ahead is None:
            await self._recover(book)
        if (ahead := book.ahead) is None:
            return self._refuse(batch)
        facts: list[Event] = []
        outcomes: list[tuple[_Asked, list[Event] | Exception]] = []
        for asked, command in batch:
            try:
                own = decide(ahead, command)
            except Exception as no:  # noqa: BLE001 - here too: to decide changes nothing
                outcomes.append((asked, no))
                continue
            for fact in own:
                evolve(ahead, fact)
            facts += own
            outcomes.append((asked, own))
        if facts and not await self._write(book, facts):
            return self._refuse(batch)
        if book.day > self._today.day and book.office.day:
            self._today = book
            self.changed.set()
        for asked, outcome in outcomes:
            if asked.answer.done():
                continue
            if isinstance(outcome, Exception):
                self.figures.refused += 1
                asked.answer.set_exception(outcome)
            else:
                asked.answer.set_result(Done(outcome, book.office, at))

    async def _write(self, book: Book, facts: list[Event]) -> bool:
        started = asyncio.get_running_loop().time()
        try:
            await self._ledger.append(book.stream, book.office.seq, facts)
        except (Collision, NotWritten):
            log.exception("the ledger did not write")
            self.figures.failed_writes += 1
            self.storage_down = True
            await self._recover(book)
            return False
        for fact in facts:
            evolve(book.office, fact)
        self.storage_down = False
        self.figures.commits += 1
        self.figures.events += len(facts)
        self.figures.commit_seconds += asyncio.get_running_loop().time() - started
        self._days.add(book.day)
        self.changed.set()
        return True

    async def _recover(self, book: Book) -> None:
        """Throw the tentative office away and believe the disk: a failed write may have written or not."""
        book.ahead = None
        self.changed.set()
        try:
            await self._ledger.reopen()
            await self._catch_up(book)
        except NotWritten:
            log.exception("the ledger cannot be read")

    async def _catch_up(self, book: Book) -> None:
        while facts := await self._ledger.read(book.stream, book.office.seq):
            for fact in facts:
                evolve(book.office, fact)
        book.ahead = twin(book.office)

    def _refuse(self, batch: list[tuple[_Asked, c.Command]]) -> None:
        for asked, _ in batch:
            if not asked.answer.done():
                asked.answer.set_exception(Unavailable("the storage does not write"))

    def _stamp(self) -> datetime:
        """Now: a clock that jumped stands still.

        With a plain offset instead of the zone: facts are written far more often than the clocks of a zone change.
        """
        self._last_at = self.now()
        return self._last_at.replace(tzinfo=timezone(self._last_at.utcoffset() or timedelta()))

    def _stream(self, day: date) -> str:
        return f"{self._centre}/{day.isoformat()}"

    def _day_of(self, moment: datetime) -> date | None:
        """By the centre's zone; none at an end of the calendar, where a kiosk's clock is not to be believed anyway."""
        try:
            return moment.astimezone(self.zone).date()
        except OverflowError:
            return None

    def _book_for(self, command: c.Command, day: date | None) -> Book:
        """Today's, but for a day to be opened and for what happened on an earlier day."""
        if isinstance(command, c.OpenDay):
            day = command.day.date
            return Book(day, self._stream(day)) if day > self._today.day else self._today
        if isinstance(command, c.TakeTicket) and command.taken_at is not None:
            day = self._day_of(command.taken_at)
        elif isinstance(command, c.ConfirmHanded | c.WithdrawTicket) and day is None:
            day = self._day_knowing(command.ticket)
        if day is None or day >= self._today.day or day not in self._days:
            return self._today
        if self._earlier is None or self._earlier.day != day:
            self._earlier = Book(day, self._stream(day))
        return self._earlier

    def _day_knowing(self, ticket: str) -> date | None:
        """For whoever took a number before midnight and says after it what became of it, and not of which day it is."""
        earlier = self._earlier
        if earlier is None or ticket in self._today.office.tickets or ticket not in earlier.office.tickets:
            return None
        return earlier.day
