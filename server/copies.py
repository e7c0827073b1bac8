"""The copies of a running hub: where they may go, one at a time, and how the last one went."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from config.schema import Hub
from server.backup import Copy, NotCopied, back_up, copies

STICKS = ("/media/", "/run/media/")
"""Where a desktop or usbmount puts what is plugged in."""
MOUNTS = Path("/proc/self/mounts")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder for copies. `stick`: on something plugged in; else the folder of the settings."""

    folder: str
    stick: bool
    copies: tuple[Copy, ...]


class Copies:
    def __init__(self, hub: Hub, now: Callable[[], datetime], mounts: Path = MOUNTS) -> None:
        self._hub = hub
        self._now = now
        self._mounts = mounts
        self._one_at_a_time = asyncio.Lock()
        self.failed = ""
        """Why the last copy was not made; empty when it was."""

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
                self.failed = str(fault)
                raise
        self.failed = ""
        log.info("copied to %s/%s", folder, made.name)
        return made

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
