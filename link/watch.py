"""Hearing the hub: the newest picture, whether the hub is there, and what time it is.

A picture is a level: only the newest counts. The connection repairs itself for ever.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import aiohttp
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from link.hub_client import HubClient
from link.outage import Outage

SILENCE_S_MAX = 15.0
PAUSE_S_MIN, PAUSE_S_MAX = 0.5, 8.0

P = TypeVar("P")
_TICK = TypeAdapter(dict[str, AwareDatetime])
log = logging.getLogger(__name__)


class Watch(Generic[P]):
    """What one view of the hub (`board`, `kiosk:K`) looked like last.

    `told()` is called after each new picture and when the hub falls silent or speaks again; it must not block.
    """

    def __init__(
        self,
        hub: HubClient,
        view: str,
        picture: type[P],
        told: Callable[[], None],
        *,
        silence_s_max: float = SILENCE_S_MAX,
        pause_s_min: float = PAUSE_S_MIN,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub, self._view, self._told = hub, view, told
        self._read: TypeAdapter[P] = TypeAdapter(picture)
        self._silence_s_max, self._pause_s_min, self._monotonic = silence_s_max, pause_s_min, monotonic
        self._outage = Outage(log, f"hub {hub.base}")
        self._unreadable = Outage(log, f"picture {view}")
        self._hub_clock: tuple[datetime, float] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self.here = False
        self.picture: P | None = None

    def time(self) -> datetime | None:
        """The hub's time now, carried on by a clock nobody can set; None before the first tick."""
        if self._hub_clock is None:
            return None
        told, at = self._hub_clock
        return told + timedelta(seconds=self._monotonic() - at)

    async def run(self) -> None:
        """For ever; ends only when cancelled."""
        pause = self._pause_s_min
        try:
            while True:
                heard = await self._listen()
                pause = self._pause_s_min if heard else min(2 * pause, PAUSE_S_MAX)
                await asyncio.sleep(pause)
        finally:
            self._disarm()

    async def _listen(self) -> bool:
        """One connection, until it breaks or says nothing for too long; whether anything was heard."""
        heard = False
        url = f"{self._hub.base}/ws"
        try:
            async with (
                asyncio.timeout(self._silence_s_max) as limit,
                self._hub.http.ws_connect(url, params={"view": self._view}, max_msg_size=0) as socket,
            ):
                async for message in socket:
                    if message.type is aiohttp.WSMsgType.TEXT:
                        heard = True
                        limit.reschedule(asyncio.get_running_loop().time() + self._silence_s_max)
                        self._hear(message.data)
            self._outage.failed(f"closed the connection ({socket.close_code})")
        except TimeoutError:
            self._outage.failed("says nothing")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            self._outage.failed(str(error) or type(error).__name__)
        return heard

    def _hear(self, message: str) -> None:
        self._outage.well()
        was_here, self.here = self.here, True
        self._arm()
        if message.startswith('{"tick"'):
            self._hear_tick(message)
            if not was_here:
                self._told()
            return
        try:
            self.picture = self._read.validate_json(message)
            self._unreadable.well()
        except ValidationError as error:
            self._unreadable.failed(f"unreadable, {error.error_count()} faults")
        self._told()

    def _hear_tick(self, message: str) -> None:
        try:
            self._hub_clock = (_TICK.validate_json(message)["tick"], self._monotonic())
        except ValidationError:
            self._unreadable.failed("a tick without a time")

    def _arm(self) -> None:
        self._disarm()
        self._alarm = asyncio.get_running_loop().call_later(self._silence_s_max, self._fall_silent)

    def _disarm(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()

    def _fall_silent(self) -> None:
        self.here = False
        self._told()
