"""A desk that speaks to the journal, for the tests of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.server.hubs import Centre, centre

LAND = "land-plot"
AIYL = "aiyl-okmotu"
PASSPORT = {"needed": 0, "form": "copy", "count": 2, "kept": "Папка 3"}


@dataclass
class Desk:
    """Somebody with a session, who speaks to the journal."""

    hall: Centre
    session: aiohttp.ClientSession

    async def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        answer = await self.session.request(method, path, json=body)
        assert answer.status == status, await answer.text()
        return await answer.json()

    async def register(self, **new: Any) -> Any:
        body = {"kind": "service", "service": LAND, "applicant": {"name": "Асанова Гүлнара"}, **new}
        return await self.ask("POST", "/api/journal", body, 201)

    async def act(self, entry: Any, act: str, body: Any, status: int = 200) -> Any:
        return await self.ask("POST", f"/api/journal/{entry['number']}/{act}", body, status)


@asynccontextmanager
async def at_work(folder: Path, journal_url: str = "") -> AsyncIterator[Desk]:
    async with centre(folder, journal_url=journal_url) as hall:
        yield Desk(hall, await hall.person("aigul"))
