"""The printers at the desks: the hub owns them, prints each paper once, and says honestly what became of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from config.schema import Printer
from core.commands import IssueTicket
from core.words import How, Language, Stage
from server import printers as printers_module
from tests.fakes.printer import FakePrinter, Script, Sheet
from tests.server.hubs import Centre, centre, service_of, starter
from tests.server.journals import LAND, PASSPORT, Desk
from tests.server.test_socket import picture

pytestmark = pytest.mark.asyncio
WIDTH, BAR_ROWS = 576, 30
PATIENCE_S = 60
RECEIPT = {"paper": "receipt", "of": "2026/1"}
PRINTED = {"outcome": "printed", "copy": 0, "notice": None}


@asynccontextmanager
async def desk_one(folder: Path, *urls: str) -> AsyncIterator[Desk]:
    """With the printers of desk 1, desk 2, …; whoever comes in finds them looked at."""
    named = tuple(Printer((number,), url) for number, url in enumerate(urls, 1))
    async with centre(folder, settings=replace(starter(), printers=named)) as hall:
        operator = await hall.person("aigul", desk=1)
        desk = Desk(hall, operator)
        async with asyncio.timeout(PATIENCE_S):
            for number in range(1, len(urls) + 1):
                while (await desk.ask("GET", f"/api/desks/{number}/printer"))["state"] == "unknown":
                    await hall.hub.changed.wait()
        yield desk


async def prints(desk: Desk, number: int = 1, **body: Any) -> Any:
    return await desk.ask("POST", f"/api/desks/{number}/prints", {**RECEIPT, **body})


def fast(paper_rows: int | None = None) -> Script:
    return Script(rows_per_s=1_000_000, paper_rows=paper_rows)


def has_bar(sheet: Sheet) -> bool:
    """Whether a black bar of some height goes across the paper, as for the mark of a copy."""
    dark = [sum(byte.bit_count() for byte in row) > WIDTH / 2 for row in sheet.rows]
    return any(all(dark[at : at + BAR_ROWS]) for at in range(len(dark) - BAR_ROWS))


async def until_told(view: "aiohttp.ClientWebSocketResponse[bool]", *codes: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while [notice["code"] for notice in (await picture(view))["notices"]] != [*codes]:
            pass


async def test_a_receipt_is_printed_once_and_then_as_a_marked_copy(tmp_path: Path) -> None:
    async with FakePrinter(fast()) as printer, desk_one(tmp_path, printer.url) as desk:
        await desk.register(documents=[PASSPORT])
        assert await prints(desk) == PRINTED
        assert await prints(desk, language="ru") == {**PRINTED, "copy": 1}
    assert printer.complaints == []
    assert [has_bar(sheet) for sheet in printer.sheets] == [False, True]


async def test_a_copy_is_a_copy_at_another_desk_and_after_a_restart_too(tmp_path: Path) -> None:
    async with FakePrinter(fast()) as first, FakePrinter(fast()) as second:
        async with desk_one(tmp_path, first.url, second.url) as desk:
            await desk.register(documents=[PASSPORT])
            assert (await prints(desk))["copy"] == 0
            assert (await prints(desk, 2))["copy"] == 1
        async with desk_one(tmp_path, first.url) as desk:
            assert (await prints(desk))["copy"] == 1


async def test_without_paper_it_says_so_and_prints_nothing_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printers_module, "NO_PAPER_S_MAX", 0.05)
    async with FakePrinter(fast(0)) as printer, desk_one(tmp_path, printer.url) as desk:
        await desk.register(documents=[PASSPORT])
        ended = await prints(desk)
        notice = {"code": "desk_printer_paper_out", "values": {"desk": "1", "time": "09:00"}}
        assert ended == {"outcome": "not_printed", "copy": 0, "notice": notice}
        printer.load_paper()
        async with desk.session.ws_connect("/ws?view=desk:1") as view:
            await until_told(view)
        assert await prints(desk) == PRINTED
    assert len(printer.sheets) == 1


async def test_what_nobody_knows_is_never_printed_again_by_itself(tmp_path: Path) -> None:
    async with FakePrinter(fast()) as printer, desk_one(tmp_path, printer.url) as desk:
        await desk.register(documents=[PASSPORT])
        printer.break_after(500)
        assert (await prints(desk))["outcome"] == "unknown"
        again = await prints(desk)
        assert (again["outcome"], again["copy"]) == ("printed", 1)


async def test_every_paper_can_be_printed_and_each_asks_for_its_own_right(tmp_path: Path) -> None:
    async with FakePrinter(fast()) as printer, desk_one(tmp_path, printer.url) as desk:
        entry = await desk.register(documents=[PASSPORT])
        body = {"unit": "aiyl-okmotu", "taken_by": "М. Токоева", "entries": [{"number": entry["number"]}]}
        given = (await desk.ask("POST", "/api/handovers", body, 201))["id"]
        await desk.ask("POST", "/api/journal", {"kind": "appeal", "statement": {"text": "Жол"}}, 201)
        for paper, of in (("list", str(given)), ("statement", "2026/2"), ("route", LAND), ("route", LAND)):
            assert await prints(desk, paper=paper, of=of) == PRINTED, paper
        for paper, of in (
            ("refusal", "2026/1"),
            ("receipt", "2026/9"),
            ("receipt", "x"),
            ("list", "x"),
            ("route", "x"),
        ):
            await desk.ask("POST", "/api/desks/1/prints", {"paper": paper, "of": of}, 404)
        await desk.ask("POST", "/api/desks/1/prints", {"paper": "money", "of": "1"}, 422)
        refused = await desk.ask("POST", "/api/desks/2/prints", RECEIPT, 404)
        assert refused["error"]["code"] == "no_printer"
        log = await desk.hall.person("cholpon")
        lines = (await (await log.get("/api/access-log?number=2026/2")).json())["lines"]
        assert [line["what"] for line in lines] == ["print", "register"]
        assert (await log.post("/api/desks/1/prints", json=RECEIPT)).status == 403


async def test_a_guest_prints_no_list_and_no_entry_of_another_body(tmp_path: Path) -> None:
    content = starter().content
    own = tuple(service.id for service in content.services if service.unit == "zags")
    desks = tuple(replace(desk, services=own) if desk.id == 3 else desk for desk in content.desks)
    async with FakePrinter(fast()) as printer:
        settings = replace(starter(), content=replace(content, desks=desks), printers=(Printer((3,), printer.url),))
        async with centre(tmp_path, settings=settings) as hall:
            guest, operator = Desk(hall, await hall.person("dinara")), Desk(hall, await hall.person("aigul"))
            await operator.register()
            await operator.register(service=own[0])
            await guest.ask("POST", "/api/desks/3/prints", RECEIPT, 404)
            await guest.ask("POST", "/api/desks/3/prints", {"paper": "list", "of": "1"}, 403)
            await guest.ask("POST", "/api/desks/1/prints", RECEIPT, 403)
            assert await prints(guest, 3, of="2026/2") == PRINTED


async def issues(hall: Centre, session: aiohttp.ClientSession, status: int = 201, **more: Any) -> Any:
    body = {"service": service_of(1), "key": "k1", **more}
    answer = await session.post("/api/desks/1/tickets", json=body)
    assert answer.status == status, await answer.text()
    said = await answer.json()
    return said, hall.hub.office.tickets[said["ticket"]]


async def test_a_ticket_of_the_desk_is_printed_and_held_then(tmp_path: Path) -> None:
    async with FakePrinter(fast()) as printer, desk_one(tmp_path, printer.url) as desk:
        said, ticket = await issues(desk.hall, desk.session)
        assert said["paper"] == PRINTED
        assert (ticket.how, ticket.stage) == (How.PRINTED, Stage.HANDED)
        assert (await issues(desk.hall, desk.session, 200))[0]["paper"] is None
        copy = await prints(desk, paper="ticket", of=said["ticket"])
        assert (copy["outcome"], copy["copy"]) == ("printed", 1)
        await desk.hall.visitor(1)
        await desk.ask("POST", "/api/desks/1/prints", {"paper": "ticket", "of": "K-1"}, 404)
    assert len(printer.sheets) == 2


async def test_a_paper_that_is_out_and_was_not_recorded_is_recorded_by_pressing_again(tmp_path: Path) -> None:
    async with FakePrinter(fast()) as printer, desk_one(tmp_path, printer.url) as desk:
        hub = desk.hall.hub
        done = await hub.ask(
            lambda at: IssueTicket(at, 1, "aigul", service_of(1), None, Language.KY, "k1", (), paper=True)
        )
        ticket = done.office.by_key["k1"]
        await prints(desk, paper="ticket", of=ticket)
        assert hub.office.tickets[ticket].stage is Stage.TAKEN, "as a full disk leaves it"
        said, held = await issues(desk.hall, desk.session, 200)
        assert (said["ticket"], said["paper"], held.stage) == (ticket, PRINTED, Stage.HANDED)
    assert len(printer.sheets) == 1


@pytest.mark.parametrize("broken", ["no paper", "torn", "missing"])
async def test_a_ticket_that_did_not_come_out_is_told_and_held_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(printers_module, "NO_PAPER_S_MAX", 0.05)
    async with FakePrinter(fast(0 if broken == "no paper" else None)) as printer:
        url = f"device:{tmp_path}/none" if broken == "missing" else printer.url
        async with desk_one(tmp_path, url) as desk:
            if broken == "torn":
                printer.break_after(500)
            said, ticket = await issues(desk.hall, desk.session)
            assert said["paper"]["outcome"] == ("unknown" if broken == "torn" else "not_printed")
            assert (ticket.how, ticket.stage) == (How.SCREEN, Stage.HANDED)


async def test_how_the_printer_is_stands_at_its_desk_and_with_the_head_within_five_seconds(tmp_path: Path) -> None:
    async with (
        FakePrinter(fast()) as printer,
        FakePrinter(fast()) as other,
        desk_one(tmp_path, printer.url, other.url) as desk,
    ):
        head = await desk.hall.person("cholpon")
        async with (
            desk.session.ws_connect("/ws?view=desk:1") as mine,
            desk.session.ws_connect("/ws?view=desk:2") as neighbour,
            head.ws_connect("/ws?view=head") as heads,
        ):
            printer.set_low(low=True)
            await until_told(mine, "desk_printer_paper_low")
            printer.set_cover(is_open=True)
            await until_told(mine, "desk_printer_cover_open")
            await until_told(heads, "desk_printer_cover_open")
            await printer.unplug()
            await until_told(mine, "desk_printer_offline")
            assert (await picture(neighbour))["notices"] == []


async def test_a_printer_whose_book_cannot_be_opened_stops_only_itself(tmp_path: Path) -> None:
    (tmp_path / "printer-of-desk-1.db").mkdir()
    async with FakePrinter(fast()) as printer, desk_one(tmp_path, printer.url) as desk:
        await desk.register()
        assert await desk.ask("GET", "/api/desks/1/printer") == {"state": "offline"}
        assert (await prints(desk))["outcome"] == "not_printed"
        assert await desk.ask("GET", "/api/desks/2/printer") == {"state": None}
