"""The printer's own book: each job on disk before its first byte, its outcome after, and the paper it used.

One file, one owner: a second program that opens the same book is refused.
"""

import logging
import sqlite3
import time
from enum import StrEnum
from pathlib import Path

KEPT_DAYS = 30
log = logging.getLogger(__name__)


class Result(StrEnum):
    """What became of a job. SENT: handed to a way that never tells. NOT_PRINTED: not a dot of it is on paper."""

    PRINTED = "printed"
    SENT = "sent"
    NOT_PRINTED = "not_printed"
    UNKNOWN = "unknown"


class Busy(Exception):
    """Another program owns this printer's book."""


BookFault = sqlite3.Error
"""The book cannot be read or written."""


SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, title TEXT NOT NULL,
    begun REAL NOT NULL, outcome TEXT);
CREATE TABLE IF NOT EXISTS printer (
    one INTEGER PRIMARY KEY CHECK (one = 1), broken INTEGER NOT NULL, used_mm REAL NOT NULL, roll_at REAL);
INSERT OR IGNORE INTO printer VALUES (1, 0, 0, NULL);
"""


class Jobs:
    """Calls take as long as the disk does: make them from a thread, one at a time."""

    def __init__(self, file: Path) -> None:
        """Open the book; a job that was under way when the power went is UNKNOWN from now on. Raises Busy.

        A damaged book is laid aside and a new one begun: what it knew is lost,
        the printer is brought to the beginning of a job, and paper comes out.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = _opened(file)
        except sqlite3.DatabaseError as fault:
            if fault.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise
            _lay_aside(file)
            self._db = _opened(file)
            self._db.execute("UPDATE printer SET broken = 1")

    def outcome(self, job: str) -> Result:
        """NOT_PRINTED for a job that never began; UNKNOWN while it is under way."""
        row = self._db.execute("SELECT outcome FROM jobs WHERE id = ?", (job,)).fetchone()
        return Result.NOT_PRINTED if row is None else Result(row[0] or Result.UNKNOWN)

    def begin(self, job: str, title: str) -> int:
        """On disk when this returns: the next byte may leave. Gives the job's number in this book."""
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute(
                "INSERT INTO jobs (id, title, begun) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET begun = excluded.begun, outcome = NULL",
                (job, title, time.time()),
            )
            self._db.execute("UPDATE printer SET broken = 1")
            (number,) = self._db.execute("SELECT number FROM jobs WHERE id = ?", (job,)).fetchone()
        return int(number)

    def end(self, job: str, result: Result, used_mm: float) -> None:
        """The outcome. After UNKNOWN the printer may still wait for the rest of a picture: it stays broken."""
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute("UPDATE jobs SET outcome = ? WHERE id = ?", (result, job))
            self._db.execute(
                "UPDATE printer SET broken = ?, used_mm = used_mm + ?", (result is Result.UNKNOWN, used_mm)
            )

    def mended(self) -> None:
        """The printer has been brought to the beginning of a job again."""
        self._db.execute("UPDATE printer SET broken = 0")

    @property
    def broken(self) -> bool:
        return bool(self._db.execute("SELECT broken FROM printer").fetchone()[0])

    @property
    def used_mm(self) -> float:
        """Paper since the last new roll."""
        return float(self._db.execute("SELECT used_mm FROM printer").fetchone()[0])

    def new_roll(self) -> None:
        self._db.execute("UPDATE printer SET used_mm = 0, roll_at = ?", (time.time(),))

    def close(self) -> None:
        self._db.close()


def _opened(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, timeout=0.2, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            damage = sqlite3.DatabaseError("quick_check found damage")
            damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise damage
        db.executescript(SCHEMA)
        db.execute("UPDATE jobs SET outcome = ? WHERE outcome IS NULL", (Result.UNKNOWN,))
        db.execute("DELETE FROM jobs WHERE begun < ?", (time.time() - KEPT_DAYS * 86400,))
    except sqlite3.DatabaseError as fault:
        db.close()
        if fault.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Busy(f"another program is using this printer ({file})") from fault
        raise
    return db


def _lay_aside(file: Path) -> None:
    """Kept for whoever can read it."""
    for tail in ("", "-wal", "-shm"):
        part = file.with_name(file.name + tail)
        if part.exists():
            part.replace(part.with_name(f"damaged-{part.name}"))
    log.error("the book of the printer was damaged and is laid aside: %s", file)
