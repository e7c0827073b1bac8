"""What a way to a printer must do. A *wire* carries bytes both ways as they come; a *tray* takes a whole job or none.

Nothing here blocks the event loop, and nothing is buffered in this process: what `write` has not yet handed to the
system is not sent, and what was aborted cannot trickle out later.
"""

from collections.abc import Callable
from typing import Protocol

CHUNK = 2048
READ_MAX = 1024


class Gone(OSError):
    """The printer cannot be reached, or the connection broke."""


class Wire(Protocol):
    """A line to a printer."""

    async def open(self) -> None:
        """Connect. Raises Gone."""

    async def write(self, data: bytes, sent: Callable[[int], None]) -> None:
        """Hand all bytes to the system, telling `sent` how many went, as they go. Raises Gone."""

    async def read(self) -> bytes:
        """The next bytes from the printer, at least one. Raises Gone when the line has ended."""

    def close(self, *, drop: bool) -> None:
        """End the connection; with `drop` what the system still holds for the printer is thrown away.

        Nobody may be reading or writing.
        """


class Tray(Protocol):
    """Somewhere that takes a job as a whole."""

    async def deliver(self, job: bytes, title: str) -> None:
        """Hand over the whole job. Raises Gone when nothing was taken, TimeoutError when nobody can tell."""
