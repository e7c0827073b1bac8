"""Who asks, and what they may do: sessions of people, tokens of devices, one table of rights."""

import asyncio
import logging
import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import apsw

from config.schema import Person, Role, Service, Settings
from core.record import record
from link.tries import Tries
from server.access_book import AccessBook, digest
from server.ledger import NotWritten

IDLE_S = 60 * 60
"""A session nobody used for an hour has ended."""
TEND_S = 10.0

T = TypeVar("T")
log = logging.getLogger(__name__)


class Right(StrEnum):
    """What a route or a picture asks for."""

    PUBLIC = "public"
    METRICS = "metrics"
    CONTENT = "content"
    ISSUE = "issue"
    OWN_SESSION = "own_session"
    SERVE = "serve"
    CALL_OUT_OF_ORDER = "call_out_of_order"
    SEE_DESK = "see_desk"
    SEE_HEAD = "see_head"
    TELL_HALL = "tell_hall"
    HAND_IN_SHEET = "hand_in_sheet"
    REGISTER = "register"
    SEE_JOURNAL = "see_journal"
    EXPORT_JOURNAL = "export_journal"
    KEEP_ENTRY = "keep_entry"
    SEE_ENTRY = "see_entry"
    ANNUL_ENTRY = "annul_entry"
    ADMINISTER = "administer"


@record
class Device:
    kiosk: str


Who = Device | Person | None

_STAFF = {Right.PUBLIC, Right.CONTENT, Right.OWN_SESSION}
_ENTRIES = {Right.KEEP_ENTRY, Right.SEE_ENTRY}
_PAPERS = {*_ENTRIES, Right.REGISTER, Right.SEE_JOURNAL}
RIGHTS: dict[Role | type[Device] | None, frozenset[Right]] = {
    None: frozenset({Right.PUBLIC}),
    Device: frozenset({Right.PUBLIC, Right.METRICS, Right.CONTENT, Right.ISSUE, Right.HAND_IN_SHEET}),
    Role.OPERATOR: frozenset({*_STAFF, *_PAPERS, Right.SERVE, Right.SEE_DESK}),
    Role.HEAD: frozenset(
        {
            *(*_STAFF, *_PAPERS, Right.METRICS, Right.SEE_DESK, Right.SEE_HEAD, Right.TELL_HALL),
            *(Right.HAND_IN_SHEET, Right.EXPORT_JOURNAL, Right.ANNUL_ENTRY, Right.ADMINISTER),
        }
    ),
    Role.REPRESENTATIVE: frozenset({*_STAFF, *_ENTRIES, Right.SERVE, Right.SEE_DESK}),
    Role.OBSERVER: frozenset({*_STAFF, Right.SEE_HEAD}),
}
"""The one table. A person may have a right of their own beside; metrics are also for the hub's own machine.

A representative has SERVE and SEE_DESK at desks of their own body alone (`at_own_desk`), and of the journal its entries
alone: KEEP_ENTRY and SEE_ENTRY are for the routes that keep to this, REGISTER and SEE_JOURNAL for all others.
"""


def may(who: Who, right: Right) -> bool:
    kind = who.role if isinstance(who, Person) else Device if isinstance(who, Device) else None
    return right in RIGHTS[kind] or (isinstance(who, Person) and right in who.rights)


def at_own_desk(who: Who, served: Iterable[str], services: Iterable[Service]) -> bool:
    """Whether they may work at a desk where these services are `served`: a guest where all are of their own body."""
    if not isinstance(who, Person) or who.unit is None:
        return True
    return set(served) <= {service.id for service in services if service.unit == who.unit}


def guest_desks(settings: Settings) -> frozenset[int]:
    """The desks at which a guest of a body may work."""
    guests, content = [person for person in settings.people if person.unit], settings.content
    return frozenset(
        desk.id for desk in content.desks if any(at_own_desk(one, desk.services, content.services) for one in guests)
    )


class TooManyTries(Exception):
    """Wait `seconds` before trying again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


@dataclass(slots=True)
class _Session:
    person: str
    seen_at: float


class Access:
    """Everything a request needs is in memory; one thread does what is slow: the disk and the hashing of PINs."""

    def __init__(self, book: AccessBook, people: Iterable[Person], now: Callable[[], float] = time.time) -> None:
        self._book = book
        self._people = {person.id: person for person in people}
        self._now = now
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="access")
        self._devices: dict[str, Device] = {}
        self._sessions: dict[str, _Session] = {}
        self._version = -1
        self._of_person_here = Tries(free=5, longest_s=900)
        self._of_person = Tries(free=20, longest_s=60)
        self._of_address = Tries(free=40, longest_s=60)
        self._trusted: set[tuple[str, str]] = set()

    def device(self, token: str) -> Device | None:
        return self._devices.get(digest(token))

    def person(self, token: str, *, uses: bool = True) -> Person | None:
        """Whose session this is. Asking keeps it alive where it `uses` it, and is not a page asking by itself."""
        session = self._live(token)
        if session is None:
            return None
        if uses:
            session.seen_at = self._now()
        return self._people.get(session.person)

    def still(self, token: str) -> bool:
        """Whether a session goes on, without keeping it alive."""
        return self._live(token) is not None

    def _live(self, token: str) -> _Session | None:
        """A session that a clock ahead has seen does not live on until then."""
        session = self._sessions.get(digest(token))
        return session if session and abs(self._now() - session.seen_at) <= IDLE_S else None

    async def log_in(self, person: str, pin: str, address: str) -> str | None:
        """A token for the session, or None when person and PIN do not fit. Raises TooManyTries.

        An address from which this person has logged in before is not held up by strangers' guesses elsewhere.
        """
        person = person[:40]
        limits: list[tuple[Tries, Hashable]] = [
            (self._of_person_here, (person, address)),
            (self._of_address, address),
        ]
        if (person, address) not in self._trusted:
            limits.append((self._of_person, person))
        self._begin(limits)
        if not await self._in_thread(lambda: self._book.pin_fits(person, pin)) or person not in self._people:
            return None
        for tries, key in limits:
            tries.undo(key)
        self._of_person_here.forget((person, address))
        self._trusted.add((person, address))
        token = await self._in_thread(lambda: self._book.open_session(person))
        self._sessions[digest(token)] = _Session(person, self._now())
        return token

    async def log_out(self, token: str) -> None:
        """Ended on the disk first: what is loaded from there meanwhile cannot bring it back."""
        await self._in_thread(lambda: self._book.end_session(digest(token)))
        self._sessions.pop(digest(token), None)

    def held_up(self) -> dict[str, float]:
        """{person: seconds}, of everybody who has to wait somewhere after wrong PINs."""
        waits: dict[str, float] = {}
        for person, seconds in self._waits_by_person():
            waits[person] = max(seconds, waits.get(person, 0.0))
        return waits

    def lift(self, person: str) -> None:
        """Wrong PINs of this person are forgotten, wherever they were typed."""
        for key in self._of_person_here.waits():
            if isinstance(key, tuple) and key[0] == person:
                self._of_person_here.forget(key)
        self._of_person.forget(person)

    def _waits_by_person(self) -> Iterable[tuple[str, float]]:
        yield from ((str(person), wait) for person, wait in self._of_person.waits().items())
        yield from ((key[0], wait) for key, wait in self._of_person_here.waits().items() if isinstance(key, tuple))

    async def set_pin(self, person: str, pin: str) -> None:
        """A new PIN ends the person's sessions, and lifts what held them up. Raises NotWritten."""
        await self._in_thread(lambda: self._book.set_pin(person, pin))
        await self._in_thread(self._load)
        self.lift(person)

    async def pairing_code(self, kiosk: str) -> str:
        """Good once, for 15 minutes. Raises NotWritten."""
        return await self._in_thread(lambda: self._book.pairing_code(kiosk))

    async def known(self) -> tuple[frozenset[str], frozenset[str]]:
        """(the people who have a PIN, the kiosks that are paired)."""
        return await self._in_thread(lambda: (self._book.people(), frozenset(self._book.devices().values())))

    async def pair(self, code: str, address: str) -> tuple[str, str] | None:
        """(kiosk, token), or None for a code that is not good or no longer. Raises TooManyTries."""
        self._begin([(self._of_address, address)])
        paired = await self._in_thread(lambda: self._book.pair(code))
        if paired:
            self._of_address.undo(address)
            await self._in_thread(self._load)
        return paired

    @staticmethod
    def _begin(limits: list[tuple[Tries, Hashable]]) -> None:
        wait_s = max(tries.wait_s(key) for tries, key in limits)
        if wait_s > 0:
            raise TooManyTries(wait_s)
        for tries, key in limits:
            tries.count(key)

    async def open(self) -> None:
        await self._in_thread(self._load)

    async def give(self, pins: Mapping[str, str], devices: Mapping[str, str]) -> None:
        """Let these people in who have no PIN yet, and these kiosks by their tokens: the demo's, and nobody's else."""
        await self._in_thread(lambda: self._give(pins, devices))

    def _give(self, pins: Mapping[str, str], devices: Mapping[str, str]) -> None:
        for person, pin in pins.items():
            if not self._book.has_pin(person):
                self._book.set_pin(person, pin)
        for kiosk, token in devices.items():
            self._book.set_device(kiosk, token)
        self._load()

    async def run(self) -> None:
        """Note what was used, forget what has ended, and see what another process has changed; for ever."""
        while True:
            await asyncio.sleep(TEND_S)
            await self.tend()

    async def tend(self) -> None:
        ended = self._now() - IDLE_S
        for token in [token for token, session in self._sessions.items() if session.seen_at < ended]:
            del self._sessions[token]
        seen = {token: session.seen_at for token, session in self._sessions.items()}
        try:
            await self._in_thread(lambda: self._tend(seen, ended))
        except NotWritten:
            log.exception("access could not be written down")

    def _tend(self, seen: dict[str, float], ended: float) -> None:
        self._book.sessions_seen(seen, ended)
        if self._book.version() != self._version:
            self._load()

    def _load(self) -> None:
        self._version = self._book.version()
        self._devices = {token: Device(kiosk) for token, kiosk in self._book.devices().items()}
        known = self._sessions
        self._sessions = {
            token: known.get(token) or _Session(person, seen) for token, (person, seen) in self._book.sessions().items()
        }

    async def close(self) -> None:
        await self.tend()
        await self._in_thread(self._book.close)
        self._thread.shutdown()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except apsw.Error as fault:
            raise NotWritten(str(fault)) from fault
