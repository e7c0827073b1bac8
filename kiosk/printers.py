"""The kiosk's printers: one, or a second that prints when the first cannot."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from kiosk.visit import Paper
from link.hub_client import PrinterReport
from link.supervise import Well, supervise
from printer.address import Address
from printer.answers import CAN_PRINT, State
from printer.fonts import MissingFont
from printer.jobs import BookFault, Result
from printer.page import Page
from printer.spool import Spool, print_on_any

PRINT_S_MAX = 8.0
NO_PAPER_S_MAX = 3.0
"""Where no printer can print, the visitor has been told so, and does not wait for a miracle."""
PAPERS = {
    Result.PRINTED: Paper.OUT,
    Result.SENT: Paper.OUT,
    Result.NOT_PRINTED: Paper.NOT_OUT,
    Result.UNKNOWN: Paper.UNKNOWN,
}
log = logging.getLogger(__name__)


class Printers:
    """`told()` is called whenever a printer is in another state."""

    def __init__(self, addresses: Sequence[Address], folder: Path, told: Callable[[], None]) -> None:
        self._addresses, self._folder, self._told = addresses, folder, told
        self._spools: list[Spool | None] = [None] * len(addresses)
        self._asked = [asyncio.Event() for _ in addresses]

    @property
    def states(self) -> tuple[State, ...]:
        """In the order of the addresses. A printer whose book cannot be opened is out of reach."""
        return tuple(spool.state if spool else State.OFFLINE for spool in self._spools)

    @property
    def can_print(self) -> bool:
        return not CAN_PRINT.isdisjoint(self.states)

    @property
    def name(self) -> str:
        """How the first is connected, for the test page."""
        return f"{self._addresses[0].kind}:{self._addresses[0].target}"

    @property
    def width_dots(self) -> int:
        return self._addresses[0].paper.width_dots

    def report(self) -> tuple[PrinterReport, ...]:
        return tuple(
            PrinterReport(state.value, round(spool.paper_left_mm) if spool else None)
            for state, spool in zip(self.states, self._spools, strict=True)
        )

    async def print(self, job: str, page: Page) -> Paper:
        """On the first that can; `job` names this paper for ever."""
        running = [spool for spool in self._spools if spool]
        wait_s = PRINT_S_MAX if self.can_print else NO_PAPER_S_MAX
        try:
            return PAPERS[await print_on_any(running, job, page, wait_s=wait_s)]
        except (MissingFont, ValueError) as error:
            log.error("the ticket cannot be drawn: %s", error)
            return Paper.NOT_OUT

    async def new_roll(self) -> None:
        """Somebody put in a new roll: in the printer with the least paper left by count."""
        running = [spool for spool in self._spools if spool]
        if running:
            try:
                await min(running, key=lambda spool: spool.paper_left_mm).new_roll()
            except BookFault as error:
                log.error("the new roll cannot be written: %s", error)
        self._told()

    async def looked(self) -> None:
        """Wait until each printer has been asked how it is, or cannot be."""
        for asked in self._asked:
            await asked.wait()

    async def run(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as group:
            for at in range(len(self._addresses)):
                group.create_task(supervise(_name(at), partial(self._own, at)))

    async def _own(self, at: int, well: Well) -> None:
        try:
            async with Spool(self._addresses[at], self._folder, name=_name(at)) as spool:
                self._spools[at] = spool
                well()
                state = await spool.looked()
                self._asked[at].set()
                while True:
                    self._told()
                    state = await spool.changed(state)
        finally:
            self._asked[at].set()
            self._spools[at] = None
            self._told()


def _name(at: int) -> str:
    """Also of its book: the first has had this one always."""
    return "printer" if at == 0 else f"printer{at + 1}"
