"""The printers at the desks. The hub owns each of them; one that is broken or missing stops nothing but its papers."""

import asyncio
import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from config.schema import Printer
from config.texts import speaker
from core.record import record
from core.views import Notice
from link.supervise import Well, supervise
from printer import layout
from printer.address import parse
from printer.answers import CAN_PRINT, State
from printer.faces import DocumentsFace, Face, LeftOverFace, RouteFace, SelfTestFace
from printer.fonts import MissingFont
from printer.jobs import BookFault, Result
from printer.page import Page
from printer.spool import Spool
from server.devices import since_words
from server.hub import Hub

BEGIN_S_MAX = 8.0
NO_PAPER_S_MAX = 3.0
"""Where the printer cannot print, the operator has been told so, and does not wait for a miracle."""
ANSWER_S_MAX = 60.0
"""Whoever waits longer goes and looks: what became of the paper is unknown to them."""
OUT = frozenset({Result.PRINTED, Result.SENT})
KNOWN = frozenset(Result) - {Result.NOT_PRINTED}
log = logging.getLogger(__name__)


@record
class Ended:
    """What became of a paper. `copy` 0 is the original; every further one has the mark of a copy."""

    outcome: Result
    copy: int


class DeskPrinter:
    """One printer, for one desk or several."""

    def __init__(self, named: Printer, folder: Path, hub: Hub) -> None:
        self.desks, self._address = named.desks, parse(named.address)
        self._folder, self._hub = folder, hub
        self._spool: Spool | None = None
        self._state: State | None = None
        self._since = hub.now()

    @property
    def name(self) -> str:
        """Also of its book."""
        return f"printer-of-desk-{self.desks[0]}"

    @property
    def state(self) -> State:
        """UNKNOWN until it has been asked once."""
        return self._state or State.UNKNOWN

    def notice(self) -> Notice | None:
        """What the staff must know of it."""
        if self._state in (None, State.READY):
            return None
        desks, time = ", ".join(map(str, self.desks)), since_words(self._since, self._hub.now())
        return Notice(f"desk_printer_{self.state.value}", {"desk": desks, "time": time})

    async def outcome(self, job: str) -> Result:
        return await self._spool.outcome(job) if self._spool else Result.NOT_PRINTED

    async def print(self, job: str, page: Page) -> Result:
        """`job` names this paper for ever."""
        if self._spool is None:
            return Result.NOT_PRINTED
        wait_s = BEGIN_S_MAX if self.state in CAN_PRINT else NO_PAPER_S_MAX
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_S_MAX):
                return await self._spool.print(job, page, wait_s=wait_s)
        return Result.UNKNOWN

    async def own(self, well: Well) -> None:
        """For ever, or until its book cannot be opened."""
        try:
            async with Spool(self._address, self._folder, name=self.name) as spool:
                self._spool = spool
                well()
                state = await spool.looked()
                while True:
                    self._tell(state)
                    state = await spool.changed(state)
        finally:
            self._spool = None
            self._tell(State.OFFLINE)

    def _tell(self, state: State) -> None:
        if state is not self._state:
            self._state, self._since = state, self._hub.now()
            self._hub.changed.set()


class Printers:
    """`folder` keeps their books."""

    def __init__(self, printers: Sequence[Printer], folder: Path, hub: Hub) -> None:
        self._all = tuple(DeskPrinter(one, folder, hub) for one in printers)

    def at(self, desk: int) -> DeskPrinter | None:
        return next((printer for printer in self._all if desk in printer.desks), None)

    def notices(self, desk: int | None = None) -> Iterator[Notice]:
        """Of the printer of one desk, or of all."""
        for printer in self._all:
            if (desk is None or desk in printer.desks) and (notice := printer.notice()):
                yield notice

    async def print(
        self, printer: DeskPrinter, paper: str, face: Face, language: str, at: datetime, *, again: bool = True
    ) -> Ended:
        """Print once. `paper` names it for ever: what any printer has, or may have, on paper comes as a marked copy.

        Not `again`, an original that is out already is the answer. Papers that say nothing of anybody are not counted.
        Whoever asks again while a paper waits for its printer gets that one's answer.
        """
        copy = 0
        try:
            if isinstance(face, RouteFace | DocumentsFace | LeftOverFace | SelfTestFace):
                paper = f"{paper}/{secrets.token_hex(8)}"
            elif not again and await self._any(f"{paper}/0", OUT):
                return Ended(Result.PRINTED, 0)
            else:
                while await self._any(f"{paper}/{copy}", KNOWN):
                    copy += 1
                face = replace(face, copy=copy, copied_at=at) if copy else face
            page = layout.page(face, speaker("ticket", language))
            return Ended(await printer.print(f"{paper}/{copy}", page), copy)
        except (MissingFont, ValueError, BookFault) as error:
            log.error("%s cannot be printed: %s", paper, error)
            return Ended(Result.NOT_PRINTED, copy)

    async def _any(self, job: str, outcomes: frozenset[Result]) -> bool:
        return any([await printer.outcome(job) in outcomes for printer in self._all])

    async def run(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as group:
            for printer in self._all:
                group.create_task(supervise(printer.name, printer.own))
