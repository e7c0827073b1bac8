"""The book of the queue: one stream of events for each centre and day, append-only, no names in it."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeVar

import apsw

from core.events import Event
from server import codec

ROWS_MAX = 8000
"""Rows of one INSERT: four values each, below SQLite's limit of 32,766 variables."""
READ_MAX = 1000
"""A whole day at once would be so many megabytes for a moment, of which the system gets none back."""

T = TypeVar("T")


class Collision(Exception):
    """Somebody else has written to this stream: read again before deciding anything."""


class NotWritten(Exception):
    """The storage refused, or nobody can tell whether it wrote: open and read again."""


class Ledger(Protocol):
    async def append(self, stream: str, after_seq: int, events: Sequence[Event]) -> None:
        """Write events as after_seq+1, after_seq+2, … all or none, on the disk when this returns.

        Raises Collision when one of these numbers is taken, NotWritten when the storage fails.
        """

    async def read(self, stream: str, after_seq: int = 0) -> list[Event]:
        """The next events of a stream behind `after_seq`, in order, READ_MAX at most; none behind its end."""

    async def streams(self) -> list[str]:
        """The names of all streams, sorted."""

    async def reopen(self) -> None:
        """Trust nothing remembered: after a failed write the disk alone knows. Raises NotWritten."""

    async def close(self) -> None: ...


class MemoryLedger:
    """For tests, and forgotten at the end."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], tuple[str, bytes]] = {}

    async def append(self, stream: str, after_seq: int, events: Sequence[Event]) -> None:
        rows = {(stream, seq): (codec.kind_of(e), codec.write(e)) for seq, e in enumerate(events, after_seq + 1)}
        if rows.keys() & self._rows.keys():
            raise Collision(stream)
        self._rows.update(rows)

    async def read(self, stream: str, after_seq: int = 0) -> list[Event]:
        mine = sorted(key for key in self._rows if key[0] == stream and key[1] > after_seq)[:READ_MAX]
        return [codec.read(*self._rows[key]) for key in mine]

    async def streams(self) -> list[str]:
        return sorted({stream for stream, _ in self._rows})

    async def reopen(self) -> None:
        pass

    async def close(self) -> None:
        pass


SCHEMA = """
CREATE TABLE IF NOT EXISTS event (
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT GENERATED ALWAYS AS (body ->> 'at') VIRTUAL,
    PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID
"""

STREAMS = """
WITH RECURSIVE known(name) AS (
    SELECT min(stream) FROM event
    UNION ALL
    SELECT (SELECT min(stream) FROM event WHERE stream > known.name) FROM known WHERE known.name IS NOT NULL
)
SELECT name FROM known WHERE name IS NOT NULL
"""
"""One step of the index for each stream instead of a walk through all its events."""


class SqliteLedger:
    """One file in WAL mode, synchronous=FULL; one connection, used by one thread, writes and checkpoints."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._book: apsw.Connection | None = None

    async def append(self, stream: str, after_seq: int, events: Sequence[Event]) -> None:
        rows = [
            (stream, seq, codec.kind_of(event), codec.write(event).decode())
            for seq, event in enumerate(events, after_seq + 1)
        ]
        await self._in_thread(lambda: self._write(rows))

    async def read(self, stream: str, after_seq: int = 0) -> list[Event]:
        return await self._in_thread(lambda: self._read(stream, after_seq))

    async def streams(self) -> list[str]:
        return await self._in_thread(lambda: [name for (name,) in self._open().execute(STREAMS)])

    async def reopen(self) -> None:
        await self._in_thread(self._reopen)

    async def close(self) -> None:
        await self._in_thread(self._close)
        self._thread.shutdown()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except apsw.ConstraintError as taken:
            raise Collision(str(taken)) from taken
        except apsw.Error as fault:
            raise NotWritten(str(fault)) from fault

    def _open(self) -> apsw.Connection:
        if self._book is None:
            book = apsw.Connection(str(self._path))
            book.set_busy_timeout(5000)
            book.pragma("journal_mode", "wal")
            book.pragma("synchronous", "full")
            assert book.pragma("journal_mode") == "wal" and book.pragma("synchronous") == 2, (
                "the disk would not be told"
            )
            book.execute(SCHEMA)
            self._book = book
        return self._book

    def _write(self, rows: list[tuple[str, int, str, str]]) -> None:
        """One statement is one transaction; only the end of a very long day takes several."""
        book = self._open()
        if len(rows) <= ROWS_MAX:
            return self._insert(book, rows)
        with book:
            for start in range(0, len(rows), ROWS_MAX):
                self._insert(book, rows[start : start + ROWS_MAX])

    @staticmethod
    def _insert(book: apsw.Connection, rows: list[tuple[str, int, str, str]]) -> None:
        places = ",".join(["(?,?,?,?)"] * len(rows))
        book.execute("INSERT INTO event (stream, seq, kind, body) VALUES " + places, list(chain.from_iterable(rows)))

    def _read(self, stream: str, after_seq: int) -> list[Event]:
        rows = self._open().execute(
            "SELECT kind, body FROM event WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?",
            (stream, after_seq, READ_MAX),
        )
        return [codec.read(kind, body) for kind, body in rows]

    def _reopen(self) -> None:
        self._close()
        self._open()

    def _close(self) -> None:
        if self._book is not None:
            book, self._book = self._book, None
            book.close()
