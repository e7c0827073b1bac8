"""A full disk: a clear 503, nothing half written, and everything works again when there is space."""

import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
import apsw
import pytest

from server.ledger import SqliteLedger
from tests.server.hubs import KIOSK, centre, demo, service_of

SERVICE = service_of(1)


class SmallLedger(SqliteLedger):
    """A book with a fixed number of pages, as on a disk that is full."""

    pages = 12

    def _open(self) -> apsw.Connection:
        book = super()._open()
        book.pragma("max_page_count", self.pages)
        return book


@pytest.mark.asyncio
async def test_a_full_book_refuses_with_words_and_goes_on_when_there_is_space(tmp_path: Path) -> None:
    ledger = SmallLedger(tmp_path / "ledger.sqlite")
    async with centre(tmp_path, ledger) as hall:
        kiosk = hall.client({**KIOSK, "Accept-Language": "en"})
        number, status = 0, 201
        while status == 201:
            number += 1
            assert number < 1000, "the book never filled"
            answer = await kiosk.post("/api/tickets", json={"number": number, "service": SERVICE})
            status = answer.status
        error = (await answer.json())["error"]
        assert (status, error["code"]) == (503, "storage")
        assert "disk is full" in error["text"]
        assert list(hall.hub.office.tickets) == [f"K-{n}" for n in range(1, number)]
        assert (await (await kiosk.get("/healthz")).json())["status"] == "storage"
        assert (await kiosk.get("/api/board")).status == 200
        ledger.pages = 1000
        answer = await kiosk.post("/api/tickets", json={"number": number, "service": SERVICE})
        assert answer.status == 201
        assert (await (await kiosk.get("/healthz")).json())["status"] == "ok"
    await ledger.close()


@pytest.mark.asyncio
async def test_a_hub_that_may_not_write_any_more_says_so_and_recovers(tmp_path: Path) -> None:
    """A real process whose files may not grow: the system refuses in the middle of SQLite's writing."""
    with demo("--data", str(tmp_path)) as hub:
        async with aiohttp.ClientSession(hub.url, headers=KIOSK) as kiosk:

            async def take(number: int) -> int:
                async with kiosk.post("/api/tickets", json={"number": number, "service": SERVICE}) as answer:
                    return answer.status

            assert await take(1) == 201
            journal = tmp_path / "ledger.sqlite-wal"
            _, hard = resource.prlimit(hub.process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(hub.process.pid, resource.RLIMIT_FSIZE, (journal.stat().st_size + 1000, hard))
            assert [await take(number) for number in (2, 3, 2)] == [503, 503, 503]
            resource.prlimit(hub.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
            assert await take(2) == 201
            assert await take(3) == 201
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as book:
        assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        taken = book.execute("SELECT json_extract(body, '$.ticket') FROM event WHERE kind = 'TicketTaken'").fetchall()
    assert taken == [("K-1",), ("K-2",), ("K-3",)]
