"""Calling an employee to the kiosk: the hub is told, and told again when it comes back before a desk has answered."""

import time
from collections.abc import Callable

from core.views import KioskPicture
from kiosk.effects import HelpAnswered
from link.hub_client import Called, HubClient

AGAIN_S_MAX = 600.0
"""Whoever called longer ago has gone to a desk."""


class Calling:
    def __init__(self, hub: HubClient, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._hub, self._monotonic = hub, monotonic
        self._call: int | None = None
        self._called_at = 0.0
        self._answered = False

    async def call(self) -> HelpAnswered:
        """One that the hub has not heard has not happened: the visitor is sent to a desk."""
        self._call, self._answered = None, False
        if isinstance(answer := await self._hub.call_help(), Called):
            self._call, self._called_at = answer.call, self._monotonic()
        return HelpAnswered(self._call is not None)

    def coming(self, picture: KioskPicture | None) -> bool:
        """Whether a desk has said that somebody comes; it stays so, whatever becomes of the hub."""
        if picture is not None and self._call is not None and picture.helped >= self._call:
            self._answered = True
        return self._answered

    async def hub_is_back(self) -> None:
        """It may have been started anew, and then knows of no call."""
        if self._call is None or self._answered or self._monotonic() - self._called_at > AGAIN_S_MAX:
            return
        if isinstance(answer := await self._hub.call_help(), Called):
            self._call = answer.call
