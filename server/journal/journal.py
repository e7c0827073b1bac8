"""The journal as the hub uses it: pieces of work in the storage, and the numbers of ready papers for the board."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from config.schema import Hub
from server import journal
from server.journal.keys import Keys
from server.journal.rules import Rules
from server.journal.store import Store

if TYPE_CHECKING:
    from server.journal.engine import Connection

FILE = "journal.db"

T = TypeVar("T")


def url_of(hub: Hub) -> str:
    """Where the journal of this hub is: the setting, or a file beside the ledger."""
    return hub.journal.replace("postgresql:", "postgresql+psycopg:", 1) or f"sqlite:///{Path(hub.data) / FILE}"


class Journal:
    """`tell` is called when `ready` has changed."""

    def __init__(self, hub: Hub, keys: Keys | None, rules: Rules, tell: Callable[[], None]) -> None:
        self._hub = hub
        self._store = Store(url_of(hub), keys)
        self._tell = tell
        self.rules = rules
        self.ready: tuple[str, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether there is one: a centre that has not asked for it yet has nothing in it, and need not open it."""
        return bool(self._hub.journal) or (Path(self._hub.data) / FILE).exists()

    async def open(self) -> None:
        """Raises NotWritten."""
        if self.kept:
            await self.do(lambda connection: None)

    async def do(self, work: Callable[["Connection"], T]) -> T:
        """What `work` returns, once it is on the disk. Raises NotWritten, and then nothing has changed."""

        def and_look(connection: "Connection") -> tuple[T, tuple[str, ...]]:
            return work(connection), journal.search.ready(connection)

        done, ready = await self._store.do(and_look)
        if ready != self.ready:
            self.ready = ready
            self._tell()
        return done

    async def close(self) -> None:
        await self._store.close()
