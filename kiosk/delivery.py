"""New content and its pictures, from the hub onto the shelf."""

import asyncio
from collections.abc import Callable

from kiosk.content import Shelf
from kiosk.rest import rest
from link.hub_client import HubClient, Published

LOOK_S, LOOK_S_EMPTY = 60.0, 1.0
"""Between two questions for something newer; a kiosk without services shows nothing until it has some."""


class Delivery:
    """`came()` is called whenever the shelf holds something new."""

    def __init__(self, hub: HubClient, shelf: Shelf, came: Callable[[], None]) -> None:
        self._hub, self._shelf, self._came = hub, shelf, came
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look at once: the hub is back, or knows something else than we do."""
        self._woken.set()

    async def run(self) -> None:
        """For ever."""
        while True:
            answer = await self._hub.content(self._shelf.etag)
            if isinstance(answer, Published) and await asyncio.to_thread(self._shelf.put, answer):
                self._came()
            if await self._fetch_pictures():
                self._came()
            await rest(self._woken, LOOK_S if self._shelf.content.services else LOOK_S_EMPTY)

    async def _fetch_pictures(self) -> bool:
        """Those the content names and the disk has not; whether one came."""
        came = False
        for name in self._shelf.missing():
            answer = await self._hub.picture(name)
            if isinstance(answer, Published):
                came = await asyncio.to_thread(self._shelf.put_picture, name, answer.body) or came
        return came
