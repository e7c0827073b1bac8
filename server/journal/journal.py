"""The journal as the hub uses it: pieces of work in the storage, and the numbers of ready papers for the board."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from server.journal import search
from server.journal.rules import Rules
from server.journal.store import Store

T = TypeVar("T")


class Journal:
    """`tell` is called when `ready` has changed."""

    def __init__(self, store: Store, rules: Rules, tell: Callable[[], None]) -> None:
        self._store = store
        self._tell = tell
        self.rules = rules
        self.ready: tuple[str, ...] = ()

    async def open(self) -> None:
        """Raises NotWritten."""
        await self._store.open()
        self._found_ready(await self._store.do(search.ready))

    async def do(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, once it is on the disk. Raises NotWritten, and then nothing has changed."""

        def and_look(connection: Connection) -> tuple[T, tuple[str, ...]]:
            return work(connection), search.ready(connection)

        done, ready = await self._store.do(and_look)
        self._found_ready(ready)
        return done

    async def close(self) -> None:
        await self._store.close()

    def _found_ready(self, ready: tuple[str, ...]) -> None:
        if ready != self.ready:
            self.ready = ready
            self._tell()
