"""What leaves the journal on paper and in files, and what comes back from the bodies."""

import asyncio
import csv
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.server.hubs import starter
from tests.server.journals import AIYL, LAND, PASSPORT, Desk, at_work

pytestmark = pytest.mark.asyncio


def words_of(pdf: bytes) -> str:
    return subprocess.run(
        ("pdftotext", "-layout", "-", "-"), input=pdf, capture_output=True, check=True
    ).stdout.decode()


async def paper(desk: Desk, path: str) -> str:
    """The words on a PDF, and that it has one sheet."""
    answer = await desk.session.get(path)
    assert (answer.status, answer.content_type) == (200, "application/pdf"), await answer.text()
    words = await asyncio.to_thread(words_of, await answer.read())
    assert words.count("\f") == 1
    return words


async def test_papers_are_printed_in_the_language_of_the_entry_or_the_one_asked_for(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        entry = await desk.register(documents=[PASSPORT, {"name": "Паспорт", "shown": True}])
        receipt = await paper(desk, "/api/journal/2026/1/receipt.pdf")
        for words in ("Документ кабыл алуу талону", "Каттоо № 2026/1", entry["code"], "Папка 3", "Айгүл Темиржанова"):
            assert words in receipt
        assert "Кабыл алынган документтер: 1" in receipt
        assert "Гүлнара" not in receipt
        russian = await paper(desk, "/api/journal/2026/1/receipt.pdf?language=ru")
        assert "Расписка о приёме документов" in russian
        service = next(one for one in starter().content.services if one.id == LAND)
        assert service.documents[0].name.ru in russian
        assert (await desk.session.get("/api/journal/2026/1/refusal.pdf")).status == 404
        await desk.register(
            refusal={"reason": "expired", "text": "Паспорт 2020", "next": "ЦОНго барыңыз"}, language="en"
        )
        refusal = await paper(desk, "/api/journal/2026/2/refusal.pdf")
        for words in ("The document has expired.", "Паспорт 2020", "ЦОНго барыңыз", "Renew the document"):
            assert words in refusal
        about = {"kind": "complaint", "about": "2026/2", "statement": {"text": "Негизсиз <b>баш</b> тартышты."}}
        await desk.ask("POST", "/api/journal", about, 201)
        complaint = await paper(desk, "/api/journal/2026/3/statement.pdf")
        for words in (
            "Даттануу катталды",
            "Негизсиз <b>баш</b> тартышты.",
            "Каттоо № 2026/2",
            "2026-жылдын 11-декабры",
        ):
            assert words in complaint
        body = {"unit": AIYL, "taken_by": "М. Токоева", "entries": [{"number": "2026/1"}]}
        given = await desk.ask("POST", "/api/handovers", body, 201)
        listed = await paper(desk, f"/api/handovers/{given['id']}/list.pdf")
        for words in ("Документтерди өткөрүп берүү тизмеси", "2026/1", "М. Токоева", "Ак-Шоола айыл өкмөтү"):
            assert words in listed


async def a_full_journal(desk: Desk) -> dict[str, Any]:
    """An entry of every kind, one of them at a body; answers the hand-over list."""
    applicant = {"name": '=HYPERLINK("x")', "phone": "+996700123456"}
    await desk.register(documents=[PASSPORT], applicant=applicant)
    await desk.register(refusal={"reason": "expired", "text": "2020"})
    about = {"kind": "complaint", "about": "2026/2", "statement": {"text": "Негизсиз"}}
    await desk.ask("POST", "/api/journal", about, 201)
    await desk.ask("POST", "/api/journal", {"kind": "consultation"}, 201)
    await desk.ask("POST", "/api/needs", {"category": "roads", "text": "Көпүрө"}, 201)
    body = {"unit": AIYL, "taken_by": "М. Токоева", "entries": [{"number": "2026/1", "what": "Чечим"}]}
    given: dict[str, Any] = await desk.ask("POST", "/api/handovers", body, 201)
    return given


async def test_the_head_takes_the_whole_journal_along_in_open_formats(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        given = await a_full_journal(desk)
        entries = [await desk.ask("GET", f"/api/journal/2026/{n}") for n in (1, 2, 3, 4)]
        assert (await desk.session.get("/api/journal/export.json")).status == 403
        head = await desk.hall.person("cholpon")
        whole = json.loads(await (await head.get("/api/journal/export.json")).read())
        assert whole["format"] == "kezek-journal-1" and whole["centre"] == "ak-shoola"
        assert whole["entries"] == entries
        assert whole["handovers"] == [given]
        assert [need["text"] for need in whole["needs"]] == ["Көпүрө"]
        answer = await head.get("/api/journal/export.csv")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="journal-2026-11-23.csv"'
        rows = list(csv.DictReader(io.StringIO((await answer.read()).decode("utf-8-sig"))))
        assert [row["number"] for row in rows] == ["2026/1", "2026/2", "2026/3", "2026/4"]
        assert rows[0]["applicant"] == '\'=HYPERLINK("x")', "a spreadsheet would run it"
        assert rows[0]["phone"] == "+996700123456"
        assert rows[0]["documents"].endswith(f"(copy, 2): {AIYL}")
        assert (rows[1]["refusal"], rows[1]["complaints"], rows[2]["about"]) == ("expired: 2020", "2026/3", "2026/2")


async def test_an_export_is_whole_over_many_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.journal.export.CHUNK", 3)
    async with at_work(tmp_path) as desk:
        for _ in range(9):
            await desk.ask("POST", "/api/journal", {"kind": "consultation"}, 201)
        head = await desk.hall.person("cholpon")
        whole = json.loads(await (await head.get("/api/journal/export.json")).read())
        assert [entry["number"] for entry in whole["entries"]] == [f"2026/{n}" for n in range(1, 10)]
        assert (whole["handovers"], whole["needs"]) == ([], [])


async def test_a_body_gets_its_list_as_a_file(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        given = await a_full_journal(desk)
        sent = await desk.ask("GET", f"/api/handovers/{given['id']}/list.json")
        assert (sent["format"], sent["unit"], sent["taken_by"]) == ("kezek-handover-1", AIYL, "М. Токоева")
        (parcel,) = sent["entries"]
        assert (parcel["number"], parcel["service"], parcel["what"]) == ("2026/1", LAND, "Чечим")
        assert parcel["applicant"]["phone"] == "+996700123456"
        answer = await desk.session.get(f"/api/handovers/{given['id']}/list.csv")
        (row,) = csv.DictReader(io.StringIO((await answer.read()).decode("utf-8-sig")))
        assert (row["number"], row["what"]) == ("2026/1", "Чечим")


async def test_what_a_body_gives_back_in_a_file_is_taken_line_by_line(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        for _ in range(3):
            await desk.register(documents=[PASSPORT])
        entries = [{"number": f"2026/{n}"} for n in (1, 2, 3)]
        await desk.ask("POST", "/api/handovers", {"unit": AIYL, "taken_by": "М", "entries": entries}, 201)
        results = [
            {"number": "2026/1", "outcome": "ready", "document": "Чечим"},
            {"number": "2026/9", "outcome": "ready"},
            {"number": "2026/2", "outcome": "refused", "reason": "mood"},
        ]
        said = await desk.ask("POST", f"/api/units/{AIYL}/results", {"results": results})
        assert said["taken"] == ["2026/1"]
        assert [(f["line"], f["number"], f["code"]) for f in said["faults"]] == [
            (2, "2026/9", "no_such_entry"),
            (3, "2026/2", "wrong_field"),
        ]
        one, two = [await desk.ask("GET", f"/api/journal/2026/{n}") for n in (1, 2)]
        assert (one["state"], one["documents"][-1]["name"]) == ("ready", "Чечим")
        assert (two["state"], two["documents"][0]["place"]) == ("handed_over", "body"), "half of a line was taken"
        table = "number;outcome;reason;text\r\n2026/2;refused;expired;Паспорт 2020\r\n2026/3;done;;\r\n"
        for body, taken in ((b"\xef\xbb\xbf" + table.encode(), ["2026/2", "2026/3"]), (table.encode(), [])):
            headers = {"Content-Type": "text/csv"}
            answer = await desk.session.post(f"/api/units/{AIYL}/results", data=body, headers=headers)
            assert (await answer.json())["taken"] == taken
        two = await desk.ask("GET", "/api/journal/2026/2")
        assert (two["state"], two["refusals"][0]["unit"]) == ("refused", AIYL)


async def test_all_that_is_wrong_in_a_large_file_is_told_at_once_and_by_line(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        for _ in range(2):
            await desk.register(documents=[PASSPORT])
        entries = [{"number": f"2026/{n}"} for n in (1, 2)]
        await desk.ask("POST", "/api/handovers", {"unit": AIYL, "taken_by": "М", "entries": entries}, 201)
        lines = [
            "number;outcome;note",
            f"2026/1;ready;{'б' * 3000}",
            "17;lost;",
            "2026/1;ready;;x",
            ";;",
            "2026/2;done;",
        ]
        table = "\r\n".join([*lines, *["2026/9;done;" + "a" * 100] * 300])
        headers = {"Content-Type": "text/csv", "Accept-Language": "ru"}
        answer = await desk.session.post(f"/api/units/{AIYL}/results", data=table.encode(), headers=headers)
        told = await answer.json()
        assert told["taken"] == ["2026/1", "2026/2"]
        assert [(f["line"], f["number"], f["text"]) for f in told["faults"][:3]] == [
            (2, "17", "Поле «number, outcome» заполнено неверно."),
            (3, "2026/1", "Поле «+» заполнено неверно."),
            (6, "2026/9", "В журнале нет такой записи."),
        ]
        assert len(told["faults"]) == 302


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{", 400),
        ("application/json", b'{"results": []}', 422),
        ("text/csv", b"number,outcome\n", 422),
        ("text/csv", b"number,result\n2026/1,ready\n", 422),
        ("text/csv", b'number,outcome\n"' + b"x" * 140_000, 400),
        ("text/csv", b"number,outcome\n" + b"2026/1,done\n" * 5001, 422),
        ("text/csv", b" " * (1024 * 1024 + 1), 413),
        ("text/csv", b"\xff\xfe", 400),
        ("text/csv", b"", 422),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, kind: str, body: bytes, status: int) -> None:
    async with at_work(tmp_path) as desk:
        headers = {"Content-Type": kind}
        answer = await desk.session.post("/api/units/zags/results", data=io.BytesIO(body), headers=headers)
        assert answer.status == status, await answer.text()


async def test_a_route_sheet_names_each_body_its_hours_and_whom_to_ring(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        sheet = await paper(desk, "/api/services/land-ownership/route.pdf?language=ru")
        for words in ("Маршрутный лист", "Частный нотариус", "вторник", "09:00–12:30", "15", "399900441"):
            assert words.lower() in re.sub(r"(?<=\d)\s(?=\d)", "", sheet).lower()
        for none in ("residence", "nothing"):
            assert (await desk.session.get(f"/api/services/{none}/route.pdf")).status == 404
