"""Time is a command: the day opens at the start and after midnight, and the day before it closes."""

import asyncio
import logging
from datetime import date, datetime, time, timedelta

from config.day import day_opened
from config.schema import Content
from core import commands as c
from server.hub import Hub, Unavailable

LOOK_S = 20
"""At most this long between two looks at the clock: somebody may set it."""
SLEPT_DAYS_MAX = 31
"""A kiosk does not keep for longer what the hub has not heard."""

log = logging.getLogger(__name__)


class Clock:
    """Everything it asks for is idempotent: it may be started, stopped and repeated at any time.

    Every calendar day is opened, closed days too, because a visitor who holds a number is never refused; those
    who still wait at midnight are left over, with a priority. So is a day through which the hub was off: what a
    kiosk gave out on it belongs in a book of its own, not among today's visitors.
    """

    def __init__(self, hub: Hub, content: Content) -> None:
        self._hub = hub
        self._content = content
        self._turned: date | None = None

    async def turn(self) -> None:
        """Open the days up to today and close those before it. Raises Unavailable when the storage does not write."""
        slept = self._slept()
        for midnight in slept:
            await self._open(midnight)
        await self._hub.ask(lambda at: c.OpenDay(day_opened(self._content, at)))
        if self._turned == self._hub.day:
            return
        opened = self._hub.office.day
        if opened is not None and opened != day_opened(self._content, opened.at):
            log.warning("the centre's content has changed since the day was opened: the queue goes by it tomorrow")
        earlier = sorted(day for day in self._hub.days if day < self._hub.day)
        for day in earlier[-1 - len(slept) :]:
            await self._hub.ask(c.CloseDay, day=day)
        self._turned = self._hub.day

    async def _open(self, midnight: datetime) -> None:
        await self._hub.ask(lambda _: c.OpenDay(day_opened(self._content, midnight)))

    def _slept(self) -> list[datetime]:
        """The midnights of the days between the newest book and today."""
        if not self._hub.days:
            return []
        now = self._hub.now()
        count = min((now.date() - max(self._hub.days)).days - 1, SLEPT_DAYS_MAX)
        days = (now.date() - timedelta(days=ago) for ago in range(count, 0, -1))
        return [datetime.combine(day, time(), now.tzinfo) for day in days]

    async def run(self) -> None:
        while True:
            await asyncio.sleep(min(LOOK_S, _until_midnight(self._hub.now())))
            try:
                await self.turn()
            except Unavailable:
                log.warning("the day could not be turned; trying again")


def _until_midnight(now: datetime) -> float:
    """Seconds; a little more, so as not to wake just before."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return (midnight - now).total_seconds() + 0.05
