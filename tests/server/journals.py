"""A desk that speaks to the journal, for the tests of it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from config import STARTER
from tests.server.hubs import Centre, Process, centre, running

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


@contextmanager
def hub_of(folder: Path, journal_url: str) -> Iterator[Process]:
    """A real hub whose journal is there, in a process of its own."""
    content = folder / "content"
    if not content.exists():
        shutil.copytree(STARTER, content)
        journal = "" if journal_url.startswith("sqlite") else journal_url.replace("+psycopg", "")
        centre = (content / "centre.toml").read_text(encoding="utf-8")
        (content / "centre.toml").write_text(centre.replace("[hub]", f'[hub]\njournal = "{journal}"'), encoding="utf-8")
    with running("--demo", "--config", str(content), "--data", str(folder)) as hub:
        yield hub
