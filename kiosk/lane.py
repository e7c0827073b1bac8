"""The kiosk's own numbers of the day and what the hub has yet to hear, in one SQLite file.

A number is on the disk before anything of it is shown or printed, belongs to one local day and is never given twice.
Reports to the hub wait here, in order, until the hub has acknowledged them. Calls block for one commit
(`synchronous=FULL`); the app makes them in a thread. Whoever may have seen their number stays callable: after a crash
a number that was shown counts as handed, one that nobody saw is withdrawn.
"""

import logging
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from core.record import record
from core.words import How, Language
from kiosk.ticket import Fault, LaneTicket, Order
from link.hub_client import LaneAnswer

FILE = "lane.db"
KEPT_DAYS = 31
ASIDE_SHOWN = 20

_TABLES = """
CREATE TABLE IF NOT EXISTS lane (
    id INTEGER PRIMARY KEY CHECK (id = 1), kiosk TEXT NOT NULL, letter TEXT NOT NULL,
    day TEXT NOT NULL, number INTEGER NOT NULL, unsure INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS ticket (
    day TEXT NOT NULL, number INTEGER NOT NULL, kiosk TEXT NOT NULL, letter TEXT NOT NULL, key TEXT NOT NULL,
    service TEXT NOT NULL, village TEXT, language TEXT NOT NULL, taken_at TEXT, stage TEXT NOT NULL,
    also TEXT NOT NULL DEFAULT '', PRIMARY KEY (day, number));
CREATE TABLE IF NOT EXISTS report (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, day TEXT NOT NULL, number INTEGER NOT NULL,
    what TEXT NOT NULL, how TEXT, aside TEXT);
"""
_ALSO = "ALTER TABLE ticket ADD COLUMN also TEXT NOT NULL DEFAULT ''"
"""For the file of a kiosk that has numbered before a visit could have several services."""
_TICKET = "day, number, kiosk, letter, key, service, village, language, taken_at, also"
log = logging.getLogger(__name__)


class LaneFault(Exception):
    """No number can be given now; none was."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class What(StrEnum):
    TAKE = "take"
    HANDED = "handed"
    WITHDRAWN = "withdrawn"


@record
class Standing:
    kiosk: str
    letter: str


@record
class HubClock:
    """The hub's word on the time and on the highest number it has seen of this kiosk on `day` (ISO date)."""

    at: datetime
    day: str
    highest: int


@record
class Report:
    """One thing the hub has yet to hear. `aside` says why the hub refused it; then it is for the staff."""

    seq: int
    what: What
    ticket: LaneTicket
    how: How | None = None
    aside: str | None = None


class Lane:
    """`folder` holds the file. Nothing is opened before the first call: a full disk is shown, not died of."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._db: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        with self._lock:
            self._close()

    def standing(self) -> Standing | None:
        """Which lane this is; None when the disk is new or lost and the hub must be asked first."""
        with self._writing() as db:
            row = db.execute("SELECT kiosk, letter FROM lane").fetchone()
        return Standing(*row) if row else None

    def probe(self) -> None:
        """Write something that changes nothing. Raises LaneFault while no number could be written."""
        with self._writing() as db:
            db.execute("UPDATE lane SET unsure = unsure")

    def join(self, kiosk: str, answer: LaneAnswer) -> None:
        """Take up after the highest number the hub has seen; after this, numbers may be given."""
        with self._writing() as db:
            own = db.execute("SELECT kiosk, letter, day, number FROM lane").fetchone()
            day, number = answer.day, answer.highest
            if own and (own[0], own[1]) == (kiosk, answer.letter) and own[2] >= day:
                day, number = own[2], max(own[3], number if own[2] == day else 0)
            db.execute("INSERT OR REPLACE INTO lane VALUES (1, ?, ?, ?, ?, 0)", (kiosk, answer.letter, day, number))

    def take(self, order: Order, own_clock: datetime, hub: HubClock | None = None) -> LaneTicket:
        """The next number of the day, on the disk when this returns, with its report to the hub.

        `own_clock` is an aware local time. The hub's clock goes before it. A clock that went back while the hub is
        away never re-opens an old day: the numbers go on, and the hub is not told a time. Raises LaneFault.
        """
        with self._writing() as db:
            row = db.execute("SELECT kiosk, letter, day, number, unsure FROM lane").fetchone()
            if row is None:
                raise LaneFault(Fault.NOT_JOINED)
            kiosk, letter, day, number, unsure = row
            at = hub.at if hub else own_clock
            today = at.date().isoformat()
            if today > day:
                day, number, unsure = today, number if unsure else 0, 0
            elif today < day and hub:
                day = today
            elif today < day:
                unsure = 1
            used = db.execute("SELECT coalesce(max(number), 0) FROM ticket WHERE day = ?", (day,)).fetchone()[0]
            number = max(number, used, hub.highest if hub and hub.day == day else 0) + 1
            taken_at = None if unsure else at.replace(microsecond=0)
            ticket = LaneTicket(day, number, kiosk, letter, secrets.token_urlsafe(12), order, taken_at)
            db.execute("UPDATE lane SET day = ?, number = ?, unsure = ?", (day, number, unsure))
            _insert(db, ticket)
            _add_report(db, ticket, What.TAKE)
        return ticket

    def shown(self, ticket: LaneTicket) -> None:
        """The visitor is about to see the number, on the screen or on paper. On the disk when this returns.

        Raises LaneFault also for a number that was withdrawn when the file had to be opened anew: nobody may see it.
        """
        with self._writing() as db:
            if not _move(db, ticket, "shown", ("taken",)):
                raise LaneFault(Fault.UNWRITABLE)

    def handed(self, ticket: LaneTicket, how: How) -> None:
        """The visitor holds the number; the hub will be told. Repeating it changes nothing."""
        with self._writing() as db:
            if _move(db, ticket, "handed", ("taken", "shown")):
                _add_report(db, ticket, What.HANDED, how)

    def withdrawn(self, ticket: LaneTicket) -> None:
        """Nobody holds the number; the hub will be told. Repeating it changes nothing."""
        with self._writing() as db:
            if _move(db, ticket, "withdrawn", ("taken", "shown")):
                _add_report(db, ticket, What.WITHDRAWN)

    def next_report(self) -> Report | None:
        """The oldest thing the hub has yet to hear."""
        with self._writing() as db:
            return next(_reports(db, "aside IS NULL ORDER BY seq LIMIT 1"), None)

    def waiting(self) -> int:
        """How much the hub has yet to hear."""
        with self._writing() as db:
            return int(db.execute("SELECT count(*) FROM report WHERE aside IS NULL").fetchone()[0])

    def acknowledged(self, report: Report) -> None:
        with self._writing() as db:
            db.execute("DELETE FROM report WHERE seq = ?", (report.seq,))

    def put_aside(self, report: Report, why: str) -> None:
        """Keep a report the hub refuses, and what else waits for the same ticket: the staff must look at it."""
        with self._writing() as db:
            db.execute(
                "UPDATE report SET aside = ? WHERE day = ? AND number = ? AND seq >= ? AND aside IS NULL",
                (why, report.ticket.day, report.ticket.number, report.seq),
            )

    def aside(self) -> tuple[Report, ...]:
        """What the hub refused of tickets somebody holds, one report a ticket, the newest first, at most 20."""
        with self._writing() as db:
            first = "SELECT min(seq) FROM report WHERE aside IS NOT NULL GROUP BY day, number"
            return tuple(_reports(db, f"stage = 'handed' AND seq IN ({first}) ORDER BY seq DESC LIMIT {ASIDE_SHOWN}"))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; on the disk when the block ends. After a failed write the file is opened anew."""
        with self._lock:
            try:
                db = self._db or self._open()
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")
            except (sqlite3.Error, OSError) as error:
                self._close()
                raise LaneFault(_fault(error)) from error
            except BaseException:
                if self._db is not None and self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = self._connect()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise
            self._lay_aside_damaged()
            self._db = self._connect()
        return self._db

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False, timeout=1.0)
        try:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise _damaged()
            db.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
            if "also" not in [column[1] for column in db.execute("PRAGMA table_info(ticket)")]:
                db.execute(_ALSO)
            _resolve(db)
        except BaseException:
            db.close()
            raise
        return db

    def _lay_aside_damaged(self) -> None:
        """A damaged file is a lost disk: kept for whoever can read it, and the hub is asked where to take up."""
        for tail in ("", "-wal", "-shm"):
            part = self._file.with_name(self._file.name + tail)
            if part.exists():
                part.replace(part.with_name(f"damaged-{part.name}"))
        log.error("the lane's file was damaged and is laid aside; asking the hub where to take up")

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None


def _resolve(db: sqlite3.Connection) -> None:
    """Settle what a crash left between number and paper, and forget old days."""
    db.execute("BEGIN IMMEDIATE")
    for row in db.execute(f"SELECT {_TICKET}, stage FROM ticket WHERE stage IN ('taken', 'shown')").fetchall():
        ticket = _ticket(row)
        if row[-1] == "shown":
            _move(db, ticket, "handed", ("shown",))
            _add_report(db, ticket, What.HANDED, How.SCREEN)
        else:
            _move(db, ticket, "withdrawn", ("taken",))
            _add_report(db, ticket, What.WITHDRAWN)
    newest = db.execute("SELECT max(day) FROM ticket").fetchone()[0]
    if newest:
        oldest = (date.fromisoformat(newest) - timedelta(days=KEPT_DAYS)).isoformat()
        db.execute("DELETE FROM report WHERE aside IS NOT NULL AND day < ?", (oldest,))
        db.execute(
            "DELETE FROM ticket WHERE day < ? AND (day, number) NOT IN (SELECT day, number FROM report)", (oldest,)
        )
    db.execute("COMMIT")


def _insert(db: sqlite3.Connection, ticket: LaneTicket) -> None:
    order, taken_at = ticket.order, ticket.taken_at
    db.execute(
        f"INSERT INTO ticket ({_TICKET}, stage) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'taken')",
        (
            *(ticket.day, ticket.number, ticket.kiosk, ticket.letter, ticket.key),
            *(order.service, order.village, order.language.value, taken_at.isoformat() if taken_at else None),
            " ".join(order.also),
        ),
    )


def _add_report(db: sqlite3.Connection, ticket: LaneTicket, what: What, how: How | None = None) -> None:
    """Behind the others; a report about a ticket the hub refused joins it aside."""
    db.execute(
        "INSERT INTO report (day, number, what, how, aside) VALUES (?, ?, ?, ?, (SELECT aside FROM report "
        "WHERE day = ? AND number = ? AND aside IS NOT NULL LIMIT 1))",
        (ticket.day, ticket.number, what.value, how.value if how else None, ticket.day, ticket.number),
    )


def _move(db: sqlite3.Connection, ticket: LaneTicket, stage: str, before: tuple[str, ...]) -> bool:
    """Whether the ticket stood at one of the stages `before`, and so has moved."""
    marks = ", ".join("?" * len(before))
    change = f"UPDATE ticket SET stage = ? WHERE day = ? AND number = ? AND stage IN ({marks})"
    return db.execute(change, (stage, ticket.day, ticket.number, *before)).rowcount == 1


def _reports(db: sqlite3.Connection, where: str) -> Iterator[Report]:
    columns = ", ".join(f"ticket.{name.strip()}" for name in _TICKET.split(","))
    query = f"SELECT {columns}, seq, what, how, aside FROM report JOIN ticket USING (day, number) WHERE {where}"
    for row in db.execute(query).fetchall():
        seq, what, how, aside = row[-4:]
        yield Report(seq, What(what), _ticket(row), How(how) if how else None, aside)


def _ticket(row: tuple[object, ...]) -> LaneTicket:
    day, number, kiosk, letter, key, service, village, language, taken_at, also = row[:10]
    home = str(village) if village is not None else None
    order = Order(str(service), home, Language(str(language)), tuple(str(also).split()))
    at = datetime.fromisoformat(str(taken_at)) if taken_at else None
    return LaneTicket(str(day), int(str(number)), str(kiosk), str(letter), str(key), order, at)


def _damaged() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("quick_check found damage")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _fault(error: Exception) -> Fault:
    code = (
        error.sqlite_errorcode & 0xFF if isinstance(error, sqlite3.Error) and hasattr(error, "sqlite_errorcode") else 0
    )
    if code == sqlite3.SQLITE_FULL:
        return Fault.DISK_FULL
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Fault.IN_USE
    log.error("the lane cannot be written: %s", error)
    return Fault.UNWRITABLE
