"""The journal's database: SQLite beside the ledger, or PostgreSQL; the same queries and migrations for both.

A further table is three things: its `Table` in `tables.py`, one file in `migrations/versions/`, and a module of plain
functions that take a `Connection`. Whoever needs them calls `await store.do(lambda connection: …)`.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from config.schema import Hub
from server.journal.keys import KEYS, Keys
from server.journal.migrating import UnknownTables, migrate
from server.journal.sealing import check_key
from server.ledger import NotWritten

FILE = "journal.db"
WAIT_S = 5
STATEMENT_S = 30

__all__ = ["Connection", "Store", "url_of"]

ONE: dict[str, Any] = {"pool_size": 1, "max_overflow": 0, "hide_parameters": True}
"""One connection, and no values in what it says went wrong."""

T = TypeVar("T")
log = logging.getLogger(__name__)


def url_of(hub: Hub) -> str:
    """Where the journal of this hub is: the setting, or a file beside the ledger."""
    return hub.journal.replace("postgresql:", "postgresql+psycopg:", 1) or f"sqlite:///{Path(hub.data) / FILE}"


class Store:
    """One worker thread has the one connection. Every piece of work is a transaction: all of it or nothing."""

    def __init__(self, url: str, keys: Keys | None = None) -> None:
        """With `keys`, everything personal stands sealed under the first of them."""
        self._engine = _engine(url)
        setattr(self._engine.dialect, KEYS, keys)
        self._migrated = self._down = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")

    async def open(self) -> None:
        """Bring the tables up to this version of the program. Raises NotWritten, and KeyFault, which is one."""
        await self._in_thread(self._migrate)

    async def do(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, once it is on the disk. Raises NotWritten, and then nothing has changed.

        Whatever `work` itself raises undoes it all too.
        """
        return await self._in_thread(lambda: self._transact(work))

    async def close(self) -> None:
        await self._in_thread(self._engine.dispose)
        self._thread.shutdown()

    def _migrate(self) -> None:
        if self._migrated:
            return
        with self._engine.begin() as connection:
            migrate(connection)
            check_key(connection)
        self._migrated = True

    def _transact(self, work: Callable[[Connection], T]) -> T:
        self._migrate()
        with self._engine.begin() as connection:
            return work(connection)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._guarded, work)

    def _guarded(self, work: Callable[[], T]) -> T:
        """A connection that failed is not trusted again: the next piece of work gets a new one.

        Said when it begins and when it is over; never with the values of a statement, for these are names.
        """
        try:
            done = work()
        except (DBAPIError, UnknownTables) as fault:
            self._engine.dispose()
            if not self._down:
                log.error("the journal's storage refuses: %s", str(fault).partition("\n")[0])
            self._down = True
            raise NotWritten(str(fault)) from fault
        if self._down:
            log.info("the journal's storage works again")
            self._down = False
        return done


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"check_same_thread": False}, **ONE)
        event.listen(engine, "connect", _like_the_ledger)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine
    limits = {"connect_timeout": WAIT_S, "tcp_user_timeout": 2 * WAIT_S * 1000}
    engine = create_engine(url, connect_args=limits, pool_pre_ping=True, **ONE)
    event.listen(engine, "connect", _with_limits)
    return engine


def _like_the_ledger(connection: Any, _record: object) -> None:
    """WAL, told to the disk at each commit; transactions begin where we say and not where the driver guesses."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {WAIT_S * 1000}")
    mode = connection.execute("PRAGMA journal_mode = wal").fetchone()
    connection.execute("PRAGMA synchronous = full")
    connection.execute("PRAGMA foreign_keys = on")
    connection.execute("PRAGMA secure_delete = on")
    told = connection.execute("PRAGMA synchronous").fetchone()
    assert (mode, told) == (("wal",), (2,)), "the disk would not be told"


def _with_limits(connection: Any, _record: object) -> None:
    connection.autocommit = True
    connection.execute(f"SET statement_timeout = '{STATEMENT_S}s'")
    connection.execute(f"SET lock_timeout = '{WAIT_S}s'")
    connection.autocommit = False
