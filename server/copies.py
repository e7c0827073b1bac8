"""The copies of a running hub: where they may go, one at a time, and how the last one went."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from config.schema import Hub
from core.record import record
from core.views import Notice
from server.backup import Copy, NotCopied, back_up, check, copies, newer
from server.restoring import Order, Restored, last_outcome, leave_order

STICKS = ("/media/", "/run/media/")
"""Where a desktop or usbmount puts what is plugged in."""
MOUNTS = Path("/proc/self/mounts")

log = logging.getLogger(__name__)


@record
class Place:
    """A folder for copies. `stick`: on something plugged in; else the folder of the settings."""

    folder: str
    stick: bool
    copies: tuple[Copy, ...]


class Copies:
    """`tell` is called when `notices` has changed; `ordered` is set when the hub is to put a copy back."""

    def __init__(self, hub: Hub, now: Callable[[], datetime], tell: Callable[[], None], mounts: Path = MOUNTS) -> None:
        self._hub = hub
        self._now = now
        self._tell = tell
        self.ordered = asyncio.Event()
        self._mounts = mounts
        self._one_at_a_time = asyncio.Lock()
        self.failed = ""
        """Why the last copy into the folder of the settings was not made; empty when it was."""

    async def places(self) -> list[Place]:
        return await asyncio.to_thread(self._places)

    async def make(self, folder: str) -> Copy:
        """Into one of `places`. Raises NotCopied, and KeyError for a folder that is none of them."""
        if folder not in {place.folder for place in await self.places()}:
            raise KeyError(folder)
        async with self._one_at_a_time:
            try:
                made = await asyncio.to_thread(back_up, self._hub, Path(folder), self._now())
            except NotCopied as fault:
                self._found(folder, str(fault))
                raise
        self._found(folder, "")
        log.info("copied to %s/%s", folder, made.name)
        return made

    def _found(self, folder: str, failed: str) -> None:
        if folder == self._hub.backup and failed != self.failed:
            self.failed = failed
            self._tell()

    def notices(self) -> tuple[Notice, ...]:
        """For the head: that there is no copy of the night."""
        return (Notice("copy_failed", {}),) if self.failed else ()

    async def look(self, folder: str, name: str) -> tuple[Copy, dict[str, int]]:
        """A copy, checked, and how many rows of each book it has not. Raises NotCopied, and KeyError for none."""
        if not any(place.folder == folder and name in {c.name for c in place.copies} for place in await self.places()):
            raise KeyError(name)
        copy = await asyncio.to_thread(check, Path(folder) / name)
        fuller = await asyncio.to_thread(newer, self._hub, copy)
        return copy, {book: here - there for book, (here, there) in fuller.items()}

    async def order(self, folder: str, name: str, by: str) -> Copy:
        """The hub ends soon, and begins again with this copy. Raises as `look` does, and OSError."""
        copy, _ = await self.look(folder, name)
        await asyncio.to_thread(leave_order, Path(self._hub.data), Order(str(Path(folder) / name), by))
        self.ordered.set()
        return copy

    async def restored(self) -> Restored | None:
        """How it went the last time a copy was put back from here."""
        return await asyncio.to_thread(last_outcome, Path(self._hub.data))

    async def nightly(self) -> None:
        """Once a day into the folder of the settings, when one is set. Raises NotCopied."""
        folder = self._hub.backup
        if not folder:
            return
        newest = await asyncio.to_thread(lambda: copies(Path(folder))[:1])
        now = self._now()
        if not newest or newest[0].made_at.astimezone(now.tzinfo).date() < now.date():
            await self.make(folder)

    def _places(self) -> list[Place]:
        own = [self._hub.backup] if self._hub.backup else []
        sticks = [f"{stick}/kezek" for stick in self._sticks()]
        return [
            Place(folder, folder in sticks, tuple(replace(copy, digests={}) for copy in copies(Path(folder))))
            for folder in (*own, *sticks)
        ]

    def _sticks(self) -> Iterable[str]:
        """What is mounted there now; a blank in a name is written \\040."""
        try:
            lines = self._mounts.read_text(encoding="utf-8").splitlines()
        except OSError:
            return []
        mounted = (line.split(" ")[1].replace("\\040", " ") for line in lines)
        return sorted({point for point in mounted if point.startswith(STICKS)})
