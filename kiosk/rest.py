"""Waiting between two looks at the world."""

import asyncio


async def rest(woken: asyncio.Event, seconds: float) -> None:
    """Until somebody wakes us, at most so long."""
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        pass
    woken.clear()
