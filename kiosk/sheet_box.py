"""Evaluation sheets on their way to the hub: each a file on the disk until the hub has it, and no longer."""

import asyncio
import logging
import os
import secrets
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from core.sheets import Sheet
from core.words import Language
from link.hub_client import Done, HubClient, Refused, SheetReport

FOLDER, ASIDE = "sheets", "refused"
PAUSE_S_MIN, PAUSE_S_MAX = 0.5, 60.0
NOT_KNOWN = (401, 403)
_REPORT = TypeAdapter(SheetReport)
log = logging.getLogger(__name__)


class SheetBox:
    """`folder` is the kiosk's own. A sheet the hub refuses is laid aside for the staff and holds up no other."""

    def __init__(self, folder: Path, hub: HubClient, *, pause_s_min: float = PAUSE_S_MIN) -> None:
        self._folder, self._hub, self._pause_s_min = folder / FOLDER, hub, pause_s_min
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """The hub is back: do not sit out the pause."""
        self._wake.set()

    async def keep(self, sheet: Sheet, language: Language, visited: date) -> bool:
        """Whether it is on the disk, from where it goes to the hub by itself."""
        report = SheetReport(secrets.token_urlsafe(16), visited, language, sheet)
        try:
            await asyncio.to_thread(self._write, report)
        except OSError as error:
            log.error("an evaluation sheet cannot be kept: %s", error)
            return False
        self._wake.set()
        return True

    async def run(self) -> None:
        """For ever: hand in what waits, one after another."""
        pause = self._pause_s_min
        while True:
            self._wake.clear()
            if await self._hand_in_all():
                pause = self._pause_s_min
                await self._wake.wait()
            else:
                await self._rest(pause)
                pause = min(2 * pause, PAUSE_S_MAX)

    async def _hand_in_all(self) -> bool:
        """Whether none waits any more."""
        try:
            for file in await asyncio.to_thread(self._waiting):
                if not await self._hand_in(file):
                    return False
        except OSError as error:
            log.error("the evaluation sheets cannot be read: %s", error)
            return False
        return True

    async def _hand_in(self, file: Path) -> bool:
        """Whether this one is out of the way: with the hub, or laid aside."""
        try:
            answer = await self._hub.hand_in(_REPORT.validate_json(await asyncio.to_thread(file.read_bytes)))
        except ValidationError:
            answer = Refused(0, "damaged", "")
        match answer:
            case Done():
                await asyncio.to_thread(file.unlink)
            case Refused(status, code) if status not in NOT_KNOWN:
                log.error("an evaluation sheet is laid aside: %s %s", status, code)
                await asyncio.to_thread(self._lay_aside, file)
            case _:
                return False
        return True

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass

    def _write(self, report: SheetReport) -> None:
        """Whole and on the disk under its name, or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._folder / f"{report.key}.new"
        with new.open("wb") as file:
            file.write(_REPORT.dump_json(report))
            file.flush()
            os.fsync(file.fileno())
        new.rename(self._folder / f"{report.key}.json")
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _waiting(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"))

    def _lay_aside(self, file: Path) -> None:
        aside = self._folder / ASIDE
        aside.mkdir(exist_ok=True)
        file.rename(aside / file.name)
