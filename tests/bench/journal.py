"""100,000 entries in the journal: finding, listing, exporting, what is late; beside the same statements bare.

The baseline replays every statement of a piece of work on the driver's own cursor: no SQLAlchemy, no types, no records.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, event, insert

from config.order import fold
from server.journal import export, read, search
from server.journal.forms import Wanted
from server.journal.records import PAGE
from server.journal.rules import Act, rules_of
from server.journal.store import Store
from server.journal.tables import applicant, document, entry, move, register
from server.journal.words import EntryState
from server.shapes import to_json
from tests.bench.rows import heading, percentile, row
from tests.server.hubs import ZONE, starter
from tests.server.postgres import cluster

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "100000"))
SEARCHES = 200
SURNAMES = ("Асанов", "Токтогулов", "Өмүрбеков", "Жээнбеков", "Сыдыков", "Мамбетов", "Үсөнов", "Бөкөев", "Ормонов")
NAMES = ("Гүлнара", "Эрлан", "Айбек", "Жылдыз", "Нурбек", "Чолпон", "Бакыт", "Мээрим", "Таалай", "Өмүр", "Азамат")
STATES = (*(EntryState.ISSUED,) * 90, *(EntryState.READY,) * 5, *(EntryState.RECEIVED,) * 3, EntryState.REFUSED)
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)
Statement = tuple[str, Any]


def run() -> None:
    heading(f"The journal with {ENTRIES:,} entries")
    for name, url in storages():
        asyncio.run(measure(name, Store(url)))


@contextmanager
def a_server() -> Iterator[str]:
    with cluster() as socket:
        with psycopg.connect(host=str(socket), user="postgres", autocommit=True) as server:
            server.execute("CREATE DATABASE bench")
        yield f"postgresql+psycopg://postgres@/bench?host={socket}"


def storages() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'journal.db'}"
    with a_server() as url:
        yield "PostgreSQL", url


async def measure(storage: str, store: Store) -> None:
    await store.do(fill)
    await store.do(lambda c: c.exec_driver_sql("ANALYZE"))
    act, chance = Act("aigul", NOW, rules_of(starter())), random.Random(3)
    wanted = [search_of(chance) for _ in range(SEARCHES)]
    last = Wanted(page=ENTRIES // PAGE)
    works: dict[str, list[Callable[[Connection], object]]] = {
        "search, 95 %": [lambda c, one=one: search.find(c, one, act) for one in wanted],  # type: ignore[misc]
        "newest page of the list": [lambda c: search.find(c, Wanted(), act)] * 20,
        "oldest page of the list": [lambda c: search.find(c, last, act)] * 5,
        "what is late": [lambda c: search.overdue(c, act)] * 5,
        "one entry": [
            lambda c, n=n: read.whole(c, f"2026/{n}", act)  # type: ignore[misc]
            for n in chance.sample(range(1, ENTRIES + 1), 50)
        ],
    }
    for what, work in works.items():
        ours, bare = await store.do(lambda c, work=work: timed(c, work))  # type: ignore[misc]
        tell(storage, what, percentile(ours, 0.95), percentile(bare, 0.95))
    ours_s, bare_s = await store.do(lambda c: whole_export(c, act))
    tell(storage, "whole export as JSON", ours_s, bare_s)
    await store.close()


def tell(storage: str, what: str, ours_s: float, bare_s: float) -> None:
    row(f"{storage}: {what}", f"{ours_s * 1000:.1f} ms", f"{bare_s * 1000:.1f} ms", f"{ours_s / bare_s:.1f} ×")


def timed(c: Connection, works: list[Callable[[Connection], object]]) -> tuple[list[float], list[float]]:
    """Seconds of each piece of work, and of its statements bare."""
    ours, bare = [], []
    for work in works:
        with statements(c) as said:
            started = time.perf_counter()
            work(c)
            ours.append(time.perf_counter() - started)
        bare.append(replay(c, said))
    return ours, bare


def whole_export(c: Connection, act: Act) -> tuple[float, float]:
    with statements(c) as said:
        started = time.perf_counter()
        after: int | None = 0
        while after is not None:
            after, some = export.entries_after(c, after, act)
            to_json(some)
        ours = time.perf_counter() - started
    return ours, replay(c, said)


@contextmanager
def statements(c: Connection) -> Iterator[list[Statement]]:
    said: list[Statement] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        said.append((statement, parameters))

    event.listen(c, "before_cursor_execute", note)
    yield said
    event.remove(c, "before_cursor_execute", note)


def replay(c: Connection, said: list[Statement]) -> float:
    cursor = c.connection.cursor()
    started = time.perf_counter()
    for statement, parameters in said:
        cursor.execute(statement, parameters)
        cursor.fetchall()
    return time.perf_counter() - started


def search_of(chance: random.Random) -> Wanted:
    """What people look for: mostly a name, a number, a receipt; now and then a service in a month."""
    n = chance.randint(1, ENTRIES)
    month = NOW.date() - timedelta(days=chance.randint(30, 300))
    return chance.choice(
        (
            Wanted(text=f"{chance.choice(SURNAMES)} {chance.choice(NAMES)[:4]}"),
            Wanted(text=chance.choice(SURNAMES)[:5]),
            Wanted(text=f"2026/{n}"),
            Wanted(text=code_of(n)),
            Wanted(service="residence", since=month, until=month + timedelta(days=30)),
            Wanted(state=EntryState.RECEIVED),
        )
    )


def code_of(n: int) -> str:
    return f"26-{n:05d}-{n * 7919 % 10_000:04d}"


def fill(c: Connection) -> None:
    """A year's worth of entries with an applicant and two papers each, in pieces of 5,000."""
    chance = random.Random(1)
    services = starter().content.services
    for first in range(1, ENTRIES + 1, 5000):
        numbers = range(first, min(first + 5000, ENTRIES + 1))
        people = [f"{chance.choice(SURNAMES)} {chance.choice(NAMES)}" for _ in numbers]
        c.execute(insert(entry), [an_entry(n, chance.choice(services), chance.choice(STATES)) for n in numbers])
        c.execute(
            insert(applicant),
            [
                {"entry": n, "name": name, "organisation": False, "folded": fold(name)}
                for n, name in zip(numbers, people, strict=True)
            ],
        )
        papers = [2 * n - 1 + side for n in numbers for side in (0, 1)]
        c.execute(insert(document), [a_paper(number) for number in papers])
        c.execute(insert(move), [{"document": n, "at": NOW, "by": "aigul", "place": "centre"} for n in papers])
    c.execute(insert(register), [{"year": 2026, "last": ENTRIES}])


def an_entry(n: int, service: Any, state: EntryState) -> dict[str, Any]:
    at = NOW - timedelta(minutes=(ENTRIES - n) * 5)
    return {
        "id": n,
        "year": 2026,
        "n": n,
        "at": at,
        "day": at.date(),
        "kind": "service",
        "activity": "municipal",
        "state": state,
        "service": service.id,
        "unit": service.unit,
        "language": "ky",
        "official": "aigul",
        "code": code_of(n),
        "checklist": [],
        "due": at.date() + timedelta(days=7),
        "hand_over_by": at.date() + timedelta(days=1),
        "handed_over_at": at if state is not EntryState.RECEIVED else None,
    }


def a_paper(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "entry": (number + 1) // 2,
        "name": "Паспорт",
        "form": "copy",
        "pieces": 1,
        "kept": "",
        "result": False,
        "place": "centre",
    }
