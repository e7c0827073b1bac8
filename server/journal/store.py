"""The journal's database: SQLite beside the ledger, or PostgreSQL; the same queries and migrations for both.

A further table is three things: its `Table` in `tables.py`, one file in `migrations/versions/`, and a module of plain
functions that take a `Connection`. Whoever needs them calls `await store.do(lambda connection: …)`.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from server.journal.keys import Keys
from server.ledger import NotWritten

if TYPE_CHECKING:
    from server.journal.engine import Connection, Engine

T = TypeVar("T")
log = logging.getLogger(__name__)


class Store:
    """One worker thread has the one connection. Every piece of work is a transaction: all of it or nothing."""

    def __init__(self, url: str, keys: Keys | None = None) -> None:
        """With `keys`, everything personal stands sealed under the first of them."""
        self._url, self._keys = url, keys
        self._engine: Engine | None = None
        self._prepared = self._down = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")

    async def open(self) -> None:
        """Bring the tables up to this version of the program. Raises NotWritten, and KeyFault, which is one."""
        await self._in_thread(lambda engine: None)

    async def do(self, work: Callable[["Connection"], T]) -> T:
        """What `work` returns, once it is on the disk. Raises NotWritten, and then nothing has changed.

        Whatever `work` itself raises undoes it all too.
        """

        def transact(engine: "Engine") -> T:
            with engine.begin() as connection:
                return work(connection)

        return await self._in_thread(transact)

    async def close(self) -> None:
        if self._engine is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.dispose)
        self._thread.shutdown()

    async def _in_thread(self, work: Callable[["Engine"], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._guarded, work)

    def _guarded(self, work: Callable[["Engine"], T]) -> T:
        """A connection that failed is not trusted again: the next piece of work gets a new one.

        Said when it begins and when it is over; never with the values of a statement, for these are names.
        """
        from server.journal import engine as database  # noqa: PLC0415 - with the first work: see server/journal

        if self._engine is None:
            self._engine = database.engine_of(self._url, self._keys)
        try:
            if not self._prepared:
                database.prepare(self._engine)
                self._prepared = True
            done = work(self._engine)
        except database.FAULTS as fault:
            self._engine.dispose()
            said = str(fault).partition("\n")[0]
            if not self._down:
                log.error("the journal's storage refuses: %s", said)
            self._down = True
            raise NotWritten(said) from fault
        if self._down:
            log.info("the journal's storage works again")
            self._down = False
        return done
