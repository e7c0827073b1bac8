"""Who saw or changed which record stands in the access log, and nothing of what stood in it."""

from pathlib import Path

import pytest

from server.journal.words import Touch
from server.web.app import ROUTES
from tests.server.hubs import Centre, centre

pytestmark = pytest.mark.asyncio
PAPERS = {"kind": "service", "service": "land-plot", "applicant": {"name": "Асанова Гүлнара"}}
TELLS_OF_NOBODY = {"/api/journal/complaints"}
"""Counts alone."""


async def logged(hall: Centre, query: str = "") -> list[tuple[str, str, str | None, int]]:
    """The oldest first."""
    head = await hall.person("cholpon")
    answer = await head.get(f"/api/access-log{query}")
    assert answer.status == 200, await answer.text()
    lines = (await answer.json())["lines"]
    return [(line["by"], line["what"], line["number"], line["records"]) for line in reversed(lines)]


async def test_each_look_and_each_change_is_a_line(tmp_path: Path) -> None:
    aigul, cholpon = "Айгүл Темиржанова", "Чолпон Сейитказиева"
    async with centre(tmp_path) as hall:
        operator, head = await hall.person("aigul"), await hall.person("cholpon")
        await operator.post("/api/journal", json=PAPERS)
        await operator.get("/api/journal/2026/1")
        await operator.put("/api/journal/2026/1/applicant", json={"name": "Асанова Гүлнур"})
        await operator.get("/api/journal?text=асанова")
        await head.get("/api/journal/2026/1/receipt.pdf")
        body = {"unit": "aiyl-okmotu", "taken_by": "М. Токоева", "entries": [{"number": "2026/1"}]}
        given = (await (await operator.post("/api/handovers", json=body)).json())["id"]
        await operator.get(f"/api/handovers/{given}/list.json")
        await operator.get("/api/handovers")
        await (await head.get("/api/journal/export.csv")).read()
        assert await logged(hall) == [
            (aigul, "register", "2026/1", 1),
            (aigul, "see", "2026/1", 1),
            (aigul, "applicant", "2026/1", 1),
            (aigul, "list", None, 1),
            (cholpon, "print", "2026/1", 1),
            (aigul, "hand_over", "2026/1", 1),
            (aigul, "export", "2026/1", 1),
            (aigul, "list", None, 1),
            (cholpon, "export", None, 1),
        ]
        assert len(await logged(hall, "?number=2026/1")) == 6
        assert [line[0] for line in await logged(hall, "?by=cholpon")] == [cholpon] * 2
        assert await logged(hall, "?since=2026-11-24") == [] == await logged(hall, "?until=2026-11-22")
        assert len(await logged(hall, "?since=2026-11-23&until=2026-11-23")) == 9


async def test_what_was_not_done_is_not_told(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        await operator.post("/api/journal", json=PAPERS)
        assert (await operator.post("/api/journal/2026/1/answer", json={"text": "жок"})).status == 409
        assert (await operator.get("/api/journal/2026/2")).status == 404
        assert [line[1] for line in await logged(hall)] == ["register"]


async def test_the_log_says_nothing_of_what_stood_in_a_record_and_cannot_be_deleted(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        head = await hall.person("cholpon")
        await head.post("/api/journal", json=PAPERS)
        await head.get("/api/journal?text=асанова")
        text = await (await head.get("/api/access-log")).text()
        assert "сано" not in text and "land-plot" not in text
        for method in ("DELETE", "PUT", "POST"):
            assert (await head.request(method, "/api/access-log")).status == 405


async def test_no_route_of_the_journal_shows_a_record_unseen(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        head = await hall.person("cholpon")
        await head.post("/api/journal", json=PAPERS)
        body = {"unit": "aiyl-okmotu", "taken_by": "М. Токоева", "entries": [{"number": "2026/1"}]}
        await head.post("/api/handovers", json=body)
        shown = [r.path for r in ROUTES if r.method == "GET" and r.path.startswith(("/api/journal", "/api/handovers"))]
        for path in sorted(set(shown) - TELLS_OF_NOBODY):
            before = len(await logged(hall))
            await head.get(path.replace("{year}", "2026").replace("{n}", "1").replace("{id}", "1"))
            assert len(await logged(hall)) > before, path


async def test_each_change_of_an_entry_has_a_word_of_its_own() -> None:
    changes = [route for route in ROUTES if route.method != "GET" and "/journal/{year}/{n}/" in route.path]
    ends = {[part for part in route.path.split("/") if not part.startswith("{")][-1] for route in changes}
    assert ends <= set(Touch)
