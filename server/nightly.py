"""What the hub does by itself once a day, at its start or soon after midnight: it deletes by rule, and backs up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date

from server import journal
from server.hub import JUMP_AHEAD_MAX, Hub
from server.journal.journal import Journal
from server.journal.rules import Act
from server.ledger import NotWritten

LOOK_S = 60
BY = ""
"""Nobody: in the access log, the hub itself."""

log = logging.getLogger(__name__)

Chore = Callable[[], Awaitable[object]]


class Nightly:
    """Chores that are idempotent: one that fails is tried again at the next look, and the others are done."""

    def __init__(self, hub: Hub, chores: dict[str, Chore]) -> None:
        self._hub = hub
        self._chores = chores
        self._done: dict[str, date] = {}
        self._failed: dict[str, str] = {}

    async def run(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        today = self._hub.now().date()
        for name, chore in self._chores.items():
            if self._done.get(name) == today:
                continue
            try:
                await chore()
            except (NotWritten, OSError) as fault:
                if self._failed.get(name) != str(fault):
                    log.error("%s could not be done, and is tried again: %s", name, fault)
                self._failed[name] = str(fault)
            else:
                self._done[name] = today
                self._failed.pop(name, None)


async def forget_by_rule(hub: Hub, book: Journal) -> None:
    """As late as a clock may be ahead that is still believed: never too early. Raises NotWritten."""
    if not book.kept:
        return
    act = Act(BY, hub.now(), book.rules)
    told = await book.do(lambda c: journal.retention.forget(c, act, act.day - JUMP_AHEAD_MAX))
    if told:
        log.info("deleted by rule: %s", ", ".join(f"{count} {kind}" for kind, count in told.items()))
