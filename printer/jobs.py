"""The printer's own book: each job on disk before its first byte, its outcome after, and the paper it used.

One file, one owner: a second program that opens the same book is refused.
"""

import sqlite3
import time
from enum import StrEnum
from pathlib import Path

KEPT_DAYS = 30


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
        """Open the book; a job that was under way when the power went is UNKNOWN from now on. Raises Busy."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, timeout=0.2, isolation_level=None, check_same_thread=False)
        try:
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript(SCHEMA)
            self._db.execute("UPDATE jobs SET outcome = ? WHERE outcome IS NULL", (Result.UNKNOWN,))
            self._db.execute("DELETE FROM jobs WHERE begun < ?", (time.time() - KEPT_DAYS * 86400,))
        except sqlite3.OperationalError as fault:
            self._db.close()
            if "locked" in str(fault):
                raise Busy(f"another program is using this printer ({file})") from fault
            raise

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
