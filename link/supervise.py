"""Keeping a device's task alive: start it again for ever, with growing pauses, and say so once."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Never

from link.outage import Outage

PAUSE_S_MIN, PAUSE_S_MAX = 0.5, 30.0

log = logging.getLogger(__name__)

Well = Callable[[], None]
"""A life calls this when its device works, so that a recovery can be told."""


async def supervise(
    what: str,
    life: Callable[[Well], Awaitable[None]],
    *,
    pause_s_min: float = PAUSE_S_MIN,
    pause_s_max: float = PAUSE_S_MAX,
) -> Never:
    """Run `life(well)` again whenever it ends or fails; ends only when cancelled.

    The first failure and the recovery are logged, nothing between. The pause doubles up to `pause_s_max` and
    begins anew after a life that lasted longer than that, so a device that flaps cannot fill the log.
    """
    outage = Outage(log, what)
    pause, told = pause_s_min, ""
    while True:
        started = time.monotonic()
        try:
            await life(outage.well)
            why = "ended"
        except Exception as failure:
            error = _innermost(failure)
            why = str(error) or type(error).__name__
            if not isinstance(error, OSError) and told != why:
                told = why
                log.exception("%s: a fault of the program", what)
        outage.failed(why)
        if time.monotonic() - started > pause_s_max:
            pause = pause_s_min
        await asyncio.sleep(pause)
        pause = min(2 * pause, pause_s_max)


def _innermost(error: BaseException) -> BaseException:
    """The first cause inside the groups that task groups make."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
