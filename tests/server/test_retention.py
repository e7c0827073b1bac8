"""Some years after its end nothing personal is left of an entry; before that, everything is told to the person."""

import logging
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from server.hub import JUMP_AHEAD_MAX
from server.journal.retention import before
from server.journal.words import Touch
from server.nightly import Nightly, forget_by_rule
from tests.server.hubs import Centre, centre

pytestmark = pytest.mark.asyncio
PASSPORT = {"name": "Паспорт, Асанова Гүлнара", "form": "copy", "kept": "Папка 3"}
PAPERS = {
    "kind": "service",
    "service": "copying",
    "applicant": {"name": "Асанова Гүлнара", "phone": "+996700123456"},
    "documents": [PASSPORT],
    "ticket": "K-1",
}
COMPLAINT = {"kind": "complaint", "about": "2026/1", "statement": {"text": "Гүлнара даттанат"}}
NEED = {"category": "roads", "text": "Гүлнара: көпүрө керек"}


async def asked(hall: Centre, method: str, path: str, body: object = None) -> Any:
    head = await hall.person("cholpon")
    answer = await head.request(method, path, json=body)
    assert answer.ok, await answer.text()
    return await answer.json()


def reopened_after(hall: Centre, days: int) -> None:
    """So many days later, with the head's word for the date: the hub believes no such jump by itself."""
    hall.watch.after(days=days)
    assert hall.hub.believe(hall.watch().date())


async def filled(hall: Centre) -> None:
    """An entry that ended, one that goes on, a complaint that was answered, a consultation, a need."""
    code = (await asked(hall, "POST", "/api/journal", PAPERS))["code"]
    await asked(hall, "POST", "/api/journal", PAPERS)
    await asked(hall, "POST", "/api/journal", COMPLAINT)
    await asked(hall, "POST", "/api/journal", {"kind": "consultation", "applicant": {"name": "Асанова Гүл"}})
    await asked(hall, "POST", "/api/needs", NEED)
    await asked(hall, "POST", "/api/journal/2026/1/ready", {"results": [{"name": "Көчүрмө"}]})
    await asked(hall, "POST", "/api/journal/2026/1/issue", {"receipt": code, "to": "Асанов Бек"})
    await asked(hall, "POST", "/api/journal/2026/3/answer", {"text": "Гүлнарага жооп"})


async def test_what_is_old_is_forgotten_and_told_in_figures_alone(
    tmp_path: Path, journal_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with centre(tmp_path, journal_url=journal_url) as hall:
        await filled(hall)
        reopened_after(hall, 360 + JUMP_AHEAD_MAX.days)
        await forget_by_rule(hall.hub, hall.journal)
        assert [record.message for record in caplog.records if record.name == "server.nightly"] == []
        hall.watch.after(days=10)
        await forget_by_rule(hall.hub, hall.journal)
        assert (await asked(hall, "GET", "/api/journal/2026/4"))["applicant"] is None
        reopened_after(hall, 5 * 366)
        for _ in range(2):
            await forget_by_rule(hall.hub, hall.journal)
        told = [record.message for record in caplog.records if record.name == "server.nightly"]
        assert told[0] == "deleted by rule: 1 consultation"
        assert told[1].startswith("deleted by rule: 1 service, 1 complaint, 1 need, ") and len(told) == 2
        entry = await asked(hall, "GET", "/api/journal/2026/1")
        assert (entry["number"], entry["state"], entry["service"]) == ("2026/1", "issued", "copying")
        assert (entry["applicant"], entry["documents"], entry["code"], entry["ticket"]) == (None, [], None, None)
        complaint = await asked(hall, "GET", "/api/journal/2026/3")
        assert (complaint["statement"], complaint["state"]) == (None, "answered")
        assert (await asked(hall, "GET", "/api/journal/2026/2"))["applicant"]["name"] == "Асанова Гүлнара"
        assert (await asked(hall, "GET", "/api/needs"))["total"] == 0
        lines = (await asked(hall, "GET", "/api/access-log"))["lines"]
        assert [(line["by"], line["number"]) for line in lines if line["what"] == Touch.FORGET] == [("", None)]
        assert lines[-1]["at"] >= "2031"


async def test_a_clock_years_ahead_deletes_nothing_until_the_head_says_it_is_right(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await filled(hall)
        day, taken = hall.hub.day, await hall.visitor(1)
        hall.watch.after(days=5 * 366)
        await hall.clock.turn()
        await forget_by_rule(hall.hub, hall.journal)
        assert (await asked(hall, "GET", "/api/journal/2026/1"))["applicant"]
        assert (hall.hub.day, taken in hall.hub.office.tickets) == (day, True)
        assert await hall.visitor(2) in hall.hub.office.tickets, "the queue goes on"
        head = await hall.person("cholpon")
        async with head.ws_connect("/ws?view=head") as seen:
            (notice,) = (await seen.receive_json())["notices"]
        assert notice == {"code": "clock_ahead", "values": {"time": "23.11.2026 09:00", "shown": "27.11.2031"}}
        for shown, status in (("2031-11-26", 422), ("2031-11-27", 204)):
            assert (await head.post("/api/clock", json={"shown": shown})).status == status
        await hall.clock.turn()
        await forget_by_rule(hall.hub, hall.journal)
        assert hall.hub.day == date(2031, 11, 27) and hall.hub.notices() == ()
        assert (await asked(hall, "GET", "/api/journal/2026/4"))["applicant"] is None


def readable(folder: Path) -> bool:
    """Whether anything of the person is left in the files of the database."""
    kept = b"".join(file.read_bytes() for file in folder.glob("journal.db*"))
    return "үлнар".encode() in kept or b"700123456" in kept


async def test_what_was_forgotten_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await filled(hall)
        await asked(hall, "PUT", "/api/journal/2026/2/applicant", {"name": "Башка Бирөө"})
        await asked(hall, "POST", "/api/journal/2026/2/refuse", {"reason": "expired", "text": "Гүлнара"})
        reopened_after(hall, 6 * 366)
        await forget_by_rule(hall.hub, hall.journal)
    assert not readable(tmp_path)


async def test_a_person_is_told_everything_that_is_kept_and_who_looked(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await filled(hall)
        told = await asked(hall, "GET", "/api/person.json?numbers=2026/1,2026/3,2026/1")
        assert [entry["number"] for entry in told["entries"]] == ["2026/1", "2026/3"]
        assert told["entries"][0]["documents"][-1]["moves"][-1]["person"] == "Асанов Бек"
        assert {line["what"] for line in told["log"]} == {"register", "ready", "issue", "answer", "export"}
        head = await hall.person("cholpon")
        assert (await head.get("/api/person.json?numbers=2026/9")).status == 404
        for wrong in ("", "?numbers=", "?numbers=2026", "?numbers=2026/1,", "?numbers=../1"):
            assert (await head.get(f"/api/person.json{wrong}")).status == 422


async def test_a_chore_that_fails_is_done_later_the_same_day_and_only_once(tmp_path: Path) -> None:
    done: list[date] = []
    async with centre(tmp_path) as hall:

        async def chore() -> None:
            done.append(hall.watch.now.date())
            if len(done) == 1:
                raise OSError("no disk")

        nightly = Nightly(hall.hub, {"a chore": chore})
        for _ in range(3):
            await nightly.look()
        hall.watch.after(days=1)
        await nightly.look()
        assert [day.day for day in done] == [23, 23, 24]


async def test_years_are_counted_by_the_calendar() -> None:
    assert before(date(2028, 2, 29), 3) == date(2025, 2, 28)
    assert before(date(2028, 2, 29), 4) == date(2024, 2, 28)
    assert before(date(2026, 11, 26), 5) == date(2021, 11, 26)
