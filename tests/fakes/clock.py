"""An event loop whose clock jumps: when nobody has anything to do but wait, the wait is over.

Sockets, files and threads are real; only idle time is skipped, so limits of minutes are tested as they are.
"""

import asyncio
import select
import selectors
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

T = TypeVar("T")

GRACE_S = 0.0005
"""Real time given to the kernel, to bring what is on its way through a socket, before the clock jumps; waited for by
`select`, for epoll itself knows whole milliseconds only."""
PTY_SHARE, PTY_GRACE_S = 0.02, 0.03
"""A pty hands bytes on in a thread of the kernel: so much of the time to be skipped is waited for it, up to a limit."""


class _Selector(selectors.BaseSelector):
    """A real selector that, instead of waiting for a timer, moves the loop's clock."""

    def __init__(self, skip: Callable[[float], None], busy: Callable[[], bool], *, with_pty: bool) -> None:
        self._real = selectors.EpollSelector()
        self._skip = skip
        self._busy = busy
        self._with_pty = with_pty

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or self._busy():
            return self._real.select(timeout if timeout is None or timeout <= 0 else None)
        grace_s = max(GRACE_S, min(timeout * PTY_SHARE, PTY_GRACE_S)) if self._with_pty else GRACE_S
        found = self._real.select(0)
        if found or timeout <= 0:
            return found
        if not select.select([self._real.fileno()], [], [], grace_s)[0]:
            self._skip(timeout)
            return []
        return self._real.select(0)

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()

    def close(self) -> None:
        self._real.close()


class JumpingLoop(asyncio.SelectorEventLoop):
    """While a thread works for the loop, the clock stands."""

    def __init__(self, *, with_pty: bool = False) -> None:
        self._now = 0.0
        self._threads = 0
        super().__init__(_Selector(self._skip, lambda: self._threads > 0, with_pty=with_pty))

    def time(self) -> float:
        return self._now

    def _skip(self, seconds: float) -> None:
        self._now += seconds + 1e-6

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:  # type: ignore[override]
        self._threads += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._back)
        return future

    async def shutdown_default_executor(self, *limit: float | None) -> None:
        """The threads' farewell takes real time, too."""
        self._threads += 1
        try:
            await super().shutdown_default_executor(*limit)
        finally:
            self._threads -= 1

    def _back(self, _future: object) -> None:
        self._threads -= 1


def run(main: Coroutine[Any, Any, T], *, with_pty: bool = False) -> T:
    """Like asyncio.run, with the jumping clock."""
    with asyncio.Runner(loop_factory=lambda: JumpingLoop(with_pty=with_pty)) as runner:
        return runner.run(main)
