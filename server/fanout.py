"""Everybody sees the newest picture: each viewer has a slot of one, and draws at its own speed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from config.reviews import due, last_day
from config.schema import Question
from core import figures, views
from server.copies import Copies
from server.devices import Devices
from server.hall import Hall
from server.hub import Hub
from server.journal.journal import Journal
from server.printers import Printers
from server.shapes import to_json

HOLD_S = 0.02
"""After a picture the next one waits this long, so that a burst of changes is one picture."""
TICK_S = 5.0

Send = Callable[[bytes], Awaitable[None]]


class Fanout:
    """Pictures of the durable office as JSON, each drawn once for all who look at it."""

    def __init__(
        self,
        hub: Hub,
        devices: Devices,
        hall: Hall,
        journal: Journal,
        copies: Copies,
        *,
        printers: Printers,
        faq: Sequence[Question] = (),
        guests: frozenset[int] = frozenset(),
    ) -> None:
        """`guests` are the desks of the guests of bodies: who is away from another body is not their business."""
        self._guests = guests
        self._copies = copies
        self._hub = hub
        self._printers = printers
        self._faq = faq
        self._devices = devices
        self._hall = hall
        self._journal = journal
        self._drawn: dict[str, bytes] = {}
        self._wakes: set[asyncio.Event] = set()
        self._ticks = 0

    @property
    def viewers(self) -> int:
        return len(self._wakes)

    def picture(self, view: str) -> bytes:
        """`board`, `board:hall`, `head`, `desk:3` or `kiosk:K`, of a board, a desk and a kiosk that exist."""
        if (drawn := self._drawn.get(view)) is None:
            drawn = self._drawn[view] = self._draw(view)
        return drawn

    async def feed(self, view: str, send: Send, alive: Callable[[], bool]) -> None:
        """Send the newest picture and a tick at once, and each new one, until the viewer may not look any more.

        The first tick does not wait: a page is drawn by the hub's clock, whatever the viewer's own shows.
        A slow `send` delays nobody else: pictures it missed are never sent.
        """
        wake = asyncio.Event()
        self._wakes.add(wake)
        sent, ticks = b"", -1
        try:
            while alive():
                if (newest := self.picture(view)) != sent:
                    await send(newest)
                    sent = newest
                if ticks != self._ticks:
                    ticks = self._ticks
                    await send(to_json({"tick": self._hub.now()}))
                await wake.wait()
                wake.clear()
        finally:
            self._wakes.discard(wake)

    async def run(self) -> None:
        """Wake the viewers after each change and on each tick, for ever."""
        loop = asyncio.get_running_loop()
        next_tick = loop.time() + TICK_S
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(next_tick):
                    await self._hub.changed.wait()
            if loop.time() >= next_tick:
                next_tick = loop.time() + TICK_S
                self._ticks += 1
            self._hub.changed.clear()
            self._drawn.clear()
            for wake in self._wakes:
                wake.set()
            await asyncio.sleep(HOLD_S)

    def _draw(self, view: str) -> bytes:
        kind, _, which = view.partition(":")
        office, at = self._hub.office, self._hub.now()
        picture: Any
        match kind:
            case "board":
                picture = views.board(office, at, self._hall.desks(which))
                picture = replace(picture, notices=self._hall.notices(), ready=self._journal.ready)
            case "desk":
                picture = replace(views.desk(office, int(which), at), notices=self._notices(int(which)))
                if picture.desk in self._guests:
                    own = tuple(ticket for ticket in picture.away if ticket.service in picture.services)
                    picture = replace(picture, away=own)
            case "kiosk":
                picture = replace(views.kiosk(office, which, at), helped=self._devices.helped(which))
            case _:
                picture = replace(
                    figures.of_day(office, at),
                    notices=self._notices() + self._copies.notices() + self._reviews(at.date()),
                )
        return to_json(picture)

    def _reviews(self, today: date) -> tuple[views.Notice, ...]:
        """For the head: which frequent questions must be looked through again (R022)."""
        late = due(self._faq, today)
        if not late:
            return ()
        until = f"{last_day(late[0].reviewed):%d.%m.%Y}"
        return (views.Notice("faq_review", {"n": str(len(late)), "date": until}),)

    def _notices(self, desk: int | None = None) -> tuple[views.Notice, ...]:
        """For a desk, or for the head."""
        printers = tuple(self._printers.notices(desk))
        return self._hub.notices() + printers + self._devices.notices() + self._hall.troubles() + self._hall.notices()
