"""From an application to its result: what is registered, where each paper is, what is due."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from yarl import URL

from tests.server.hubs import starter, village
from tests.server.journals import AIYL, LAND, PASSPORT, Desk, at_work

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def desk(tmp_path: Path, journal_url: str) -> AsyncIterator[Desk]:
    async with at_work(tmp_path, journal_url) as someone:
        yield someone


async def test_an_application_is_registered_with_all_the_manual_asks_for(desk: Desk) -> None:
    applicant = {
        "name": "Асанова Гүлнара",
        "organisation": False,
        "representative": "Асанов Эрлан",
        "phone": "0700111222",
    }
    home = village(out_of_turn=True)
    entry = await desk.register(applicant=applicant, village=home, documents=[PASSPORT], ticket="K-42", language="ru")
    assert entry["number"] == "2026/1"
    assert entry["at"] == "2026-11-23T09:00:00+06:00"
    assert (entry["kind"], entry["activity"], entry["state"]) == ("service", "municipal", "received")
    assert (entry["service"], entry["unit"], entry["village"]) == (LAND, AIYL, home)
    assert (entry["official"], entry["ticket"], entry["ticket_day"]) == ("Айгүл Темиржанова", "K-42", "2026-11-23")
    assert entry["applicant"] == applicant
    assert entry["hand_over_by"] == "2026-11-24"
    (paper,) = entry["documents"]
    service = next(one for one in starter().content.services if one.id == LAND)
    assert paper["name"] == service.documents[0].name.ru
    assert (paper["form"], paper["count"], paper["kept"], paper["place"]) == ("copy", 2, "Папка 3", "centre")
    assert [needed["name"]["ky"] for needed in entry["checklist"]] == [one.name.ky for one in service.documents]
    assert entry == await desk.ask("GET", "/api/journal/2026/1")
    year, number, random = entry["code"].split("-")
    assert (year, number, len(random)) == ("26", "00001", 4)


async def test_the_first_request_for_a_form_counts_and_its_repeats_are_the_same_entry(desk: Desk) -> None:
    first = await desk.register(key="form-0001")
    body = {"kind": "service", "service": LAND, "applicant": {"name": "Башка"}, "key": "form-0001"}
    assert await desk.ask("POST", "/api/journal", body, 200) == first
    assert (await desk.register())["number"] == "2026/2"


async def test_the_key_of_papers_that_were_received_refuses_none(desk: Desk) -> None:
    await desk.register(key="form-0001")
    body = {"kind": "service", "service": LAND, "key": "form-0001", "refusal": {"reason": "incomplete"}}
    assert (await desk.ask("POST", "/api/journal", body, 409))["error"]["code"] == "other_entry"
    body = {"kind": "consultation", "key": "form-0001"}
    assert (await desk.ask("POST", "/api/journal", body, 409))["error"]["code"] == "other_entry"


async def test_what_is_asked_again_with_its_key_is_done_once(desk: Desk) -> None:
    entry = await desk.register()
    acts: dict[str, Any] = {
        "documents": {"name": "Ишеним кат"},
        "steps": {"unit": AIYL, "what": "Жооп"},
        "visits": {"planned": "2026-12-01", "object": "Жер тилкеси", "participants": "Баары"},
    }
    for name, body in acts.items():
        for _ in range(2):
            entry = await desk.act(entry, name, {**body, "key": f"once-{name}"})
    assert [len(entry[name]) for name in acts] == [1, 1, 1]
    entry = await desk.act(entry, "documents", {"name": "Ишеним кат", "key": "another-one"})
    assert len(entry["documents"]) == 2
    need = {"category": starter().content.need_kinds[0].id, "text": "Көчөдө жарык жок", "key": "once-need"}
    first = await desk.ask("POST", "/api/needs", need, 201)
    assert await desk.ask("POST", "/api/needs", need, 201) == first
    assert (await desk.ask("GET", "/api/needs"))["total"] == 1


async def test_an_anonymous_consultation_is_one_call(desk: Desk) -> None:
    entry = await desk.ask("POST", "/api/journal", {"kind": "consultation"}, 201)
    assert (entry["activity"], entry["state"], entry["applicant"], entry["code"]) == (
        "informing",
        "advised",
        None,
        None,
    )
    assert entry["due"] is None and entry["closed_at"] == entry["at"]
    advice = {"kind": "consultation", "activity": "state_help", "service": "passport"}
    assert (await desk.ask("POST", "/api/journal", advice, 201))["activity"] == "state_help"


async def test_the_checklist_knows_what_is_missing(desk: Desk) -> None:
    service = next(one for one in starter().content.services if any(d.form == "both" for d in one.documents))
    place = next(n for n, one in enumerate(service.documents) if one.form == "both")

    async def received(entry: Any) -> bool:
        return bool(entry["checklist"][place]["received"])

    entry = await desk.register(service=service.id, documents=[{"needed": place, "form": "copy"}])
    assert not await received(entry)
    entry = await desk.act(entry, "documents", {"needed": place, "form": "original", "shown": True})
    assert await received(entry)
    shown = entry["documents"][1]
    assert (shown["place"], shown["kept"]) == ("applicant", "")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"service": "nothing"}, "service"),
        ({"service": None}, "service"),
        ({"village": "nowhere"}, "village"),
        ({"applicant": None}, "applicant"),
        ({"applicant": {"name": " "}}, "applicant.name"),
        ({"applicant": {"name": "a\x00b"}}, "applicant.name"),
        ({"documents": [{"needed": 99}]}, "documents.needed"),
        ({"documents": [{"form": "copy"}]}, "documents.name"),
        ({"documents": [PASSPORT], "refusal": {"reason": "incomplete"}}, "documents"),
        ({"refusal": {"reason": "mood"}}, "refusal.reason"),
        ({"statement": {"text": "…"}}, "statement"),
        ({"kind": "complaint"}, "statement"),
        ({"kind": "consultation", "documents": [PASSPORT]}, "documents"),
        ({"about": "2026/1"}, "about"),
        ({"due": "2026-11-22"}, "due"),
        ({"kind": "complaint", "statement": {"text": "…"}, "about": "2026/9"}, "about"),
    ],
)
async def test_what_does_not_belong_together_is_refused_by_its_field(tmp_path: Path, change: Any, field: str) -> None:
    async with at_work(tmp_path) as desk:
        body = {"kind": "service", "service": LAND, "applicant": {"name": "Асанова Гүлнара"}, **change}
        error = (await desk.ask("POST", "/api/journal", body, 422))["error"]
        assert (error["code"], error["field"]) == ("wrong_field", field)
        assert (await desk.ask("GET", "/api/journal"))["total"] == 0
        assert (await desk.register())["number"] == "2026/1", "a refused entry took a number"


async def test_a_service_with_two_bodies_walks_from_hand_to_hand_to_its_result(desk: Desk) -> None:
    entry = await desk.register(documents=[PASSPORT, {"name": "Арыз"}])
    paper, application = entry["documents"]
    (waiting,) = await desk.ask("GET", "/api/handovers/due")
    assert waiting["unit"] == "cadastre" and [line["number"] for line in waiting["lines"]] == ["2026/1"]
    assert len(waiting["lines"][0]["documents"]) == 2

    line = {"number": "2026/1", "documents": [paper["id"]], "what": "Чечим"}
    given = await desk.ask("POST", "/api/handovers", {"unit": AIYL, "taken_by": "М. Токоева", "entries": [line]}, 201)
    assert (given["given_by"], given["taken_by"]) == ("Айгүл Темиржанова", "М. Токоева")
    assert [p["id"] for p in given["lines"][0]["documents"]] == [paper["id"]]
    assert await desk.ask("GET", "/api/handovers/due") == []
    assert await desk.ask("GET", "/api/handovers?day=2026-11-23") == [given]
    assert await desk.ask("GET", f"/api/handovers/{given['id']}") == given

    entry = await desk.ask("GET", "/api/journal/2026/1")
    assert entry["state"] == "handed_over"
    assert [(d["place"], d["unit"]) for d in entry["documents"]] == [("body", AIYL), ("centre", None)]
    entry = await desk.act(entry, "steps", {"unit": "cadastre", "what": "План"})
    first, second = (step["id"] for step in entry["steps"])
    entry = await desk.act(entry, "back", {"step": second, "outcome": "done", "results": [{"name": "План"}]})
    assert entry["state"] == "handed_over"
    await desk.act(entry, "back", {"step": second, "outcome": "done"}, 409)
    await desk.act(entry, "issue", {"receipt": entry["code"]}, 409)

    entry = await desk.act(entry, "back", {"step": first, "outcome": "ready", "results": [{"name": "Чечим"}]})
    assert (entry["state"], entry["ready_at"]) == ("ready", "2026-11-23T09:00:00+06:00")
    await desk.act(entry, "issue", {"receipt": "26-00001-0000x"}, 409)
    entry = await desk.act(entry, "issue", {"receipt": entry["code"].replace("-", ""), "to": "Асанов Эрлан"})
    assert entry["state"] == "issued"
    assert [(d["name"], d["place"]) for d in entry["documents"]] == [
        (paper["name"], "centre"),
        ("Арыз", "applicant"),
        ("План", "applicant"),
        ("Чечим", "applicant"),
    ]
    assert entry["documents"][3]["moves"][-1]["person"] == "Асанов Эрлан"
    entry = await desk.act(entry, "return", {"documents": [paper["id"]]})
    assert [move["place"] for move in entry["documents"][0]["moves"]] == ["centre", "body", "centre", "applicant"]
    await desk.act(entry, "return", {"documents": [application["id"]]}, 409)


async def test_the_next_body_of_a_service_of_several_is_due_when_the_one_before_is_done(desk: Desk) -> None:
    await desk.register(service="land-ownership", documents=[PASSPORT])
    for unit, by in ((AIYL, "2026-11-24"), ("notary", "2026-11-26"), ("cadastre", "2026-11-27")):
        (waiting,) = await desk.ask("GET", "/api/handovers/due")
        (line,) = waiting["lines"]
        assert (waiting["unit"], line["hand_over_by"], len(line["documents"])) == (unit, by, 1)
        desk.hall.watch.after(days=2 if unit == AIYL else 1)
        desk.session = await desk.hall.person("aigul")
        late = await desk.ask("GET", "/api/journal/overdue")
        assert [one["number"] for one in late["hand_over"]] == (["2026/1"] if unit == AIYL else [])
        body = {"unit": unit, "taken_by": "М. Токоева", "entries": [{"number": "2026/1"}]}
        await desk.ask("POST", "/api/handovers", body, 201)
        assert await desk.ask("GET", "/api/handovers/due") == []
        entry = await desk.ask("GET", "/api/journal/2026/1")
        entry = await desk.act(entry, "back", {"step": entry["steps"][-1]["id"], "outcome": "done"})
    assert (entry["state"], entry["next_unit"], entry["next_by"]) == ("received", None, None)
    assert entry["hand_over_by"] == "2026-11-24", "the first hand-over is what reports look at"
    assert await desk.ask("GET", "/api/handovers/due") == []


async def test_a_question_to_a_body_neither_hides_nor_delays_the_papers_that_have_to_go_out(desk: Desk) -> None:
    entry = await desk.register(service="land-ownership", documents=[PASSPORT])
    for unit in ("zags", AIYL):
        entry = await desk.act(entry, "steps", {"unit": unit, "what": "Суроо"})
    assert (entry["state"], entry["handed_over_at"]) == ("received", None)
    await desk.act(entry, "ready", {}, 409)
    desk.hall.watch.after(days=2)
    desk.session = await desk.hall.person("aigul")

    async def due() -> list[tuple[str, str]]:
        return [(one["unit"], one["lines"][0]["hand_over_by"]) for one in await desk.ask("GET", "/api/handovers/due")]

    for step in entry["steps"]:
        assert await due() == [(AIYL, "2026-11-24")]
        assert len((await desk.ask("GET", "/api/journal/overdue"))["hand_over"]) == 1
        entry = await desk.act(entry, "back", {"step": step["id"], "outcome": "done"})
    assert await due() == [(AIYL, "2026-11-24")], "an answer moved the day, or was taken for the body's part"
    await desk.ask("POST", "/api/handovers", {"unit": AIYL, "taken_by": "М", "entries": [{"number": "2026/1"}]}, 201)
    entry = await desk.act(entry, "steps", {"unit": "zags", "what": "Дагы суроо"})
    assert (entry["state"], await due()) == ("handed_over", [])
    await desk.act(entry, "back", {"step": entry["steps"][2]["id"], "outcome": "done"})
    assert await due() == [("notary", "2026-11-26")], "the way waits for a question"


async def test_a_mistaken_entry_is_annulled_and_keeps_its_number(desk: Desk) -> None:
    head = Desk(desk.hall, await desk.hall.person("cholpon"))
    why = {"why": "Эки жолу катталды"}
    entry = await desk.register(documents=[PASSPORT], due="2026-11-24")
    await desk.act(entry, "annul", why, 403)
    assert (await head.act(entry, "annul", why, 409))["error"]["code"] == "papers_left"
    entry = await desk.act(entry, "return", {"documents": [entry["documents"][0]["id"]]})
    entry = await desk.act(entry, "steps", {"unit": "zags", "what": "Суроо"})
    assert (await head.act(entry, "annul", why, 409))["error"]["code"] == "papers_left"
    entry = await desk.act(entry, "back", {"step": entry["steps"][0]["id"], "outcome": "done"})
    await head.act(entry, "annul", {"why": " "}, 422)
    entry = await head.act(entry, "annul", why)
    assert (entry["state"], entry["annulled"], entry["closed_by"]) == ("annulled", why["why"], "Чолпон Сейитказиева")
    assert entry["closed_at"] == "2026-11-23T09:00:00+06:00"
    for act, body in (("annul", why), ("ready", {}), ("refuse", {"reason": "expired"}), ("issue", {"receipt": "1"})):
        await head.act(entry, act, body, 409)
    assert (await head.session.get("/api/journal/2026/1/receipt.pdf")).status == 404
    desk.hall.watch.after(days=7)
    head.session = await desk.hall.person("cholpon")
    assert not any((await head.ask("GET", "/api/journal/overdue")).values())
    assert await head.ask("GET", "/api/handovers/due") == []
    told = await head.ask("GET", f"/api/receipts/{entry['code']}")
    assert (told["number"], told["state"]) == ("2026/1", "annulled")
    found = await head.ask("GET", "/api/journal?state=annulled")
    assert [line["number"] for line in found["lines"]] == ["2026/1"]
    advice = await head.ask("POST", "/api/journal", {"kind": "consultation"}, 201)
    assert advice["number"] == "2026/2", "a number came back"
    assert (await head.act(advice, "annul", why))["state"] == "annulled"
    log = (await head.ask("GET", "/api/access-log?number=2026/1"))["lines"]
    assert ("annul", "Чолпон Сейитказиева") in {(line["what"], line["by"]) for line in log}
    rows = (await (await head.session.get("/api/journal/export.csv")).text()).splitlines()
    assert rows[1].endswith(why["why"]) and rows[0].endswith("annulled")


async def test_the_board_shows_the_numbers_of_ready_papers_until_they_are_issued(desk: Desk) -> None:
    async with desk.hall.client().ws_connect("/ws?view=board") as board:

        async def shows(numbers: list[str]) -> None:
            while (await board.receive_json()).get("ready") != numbers:
                pass

        await shows([])
        entries = [await desk.register() for _ in range(14)]
        for entry in entries:
            desk.hall.watch.after(minutes=1)
            await desk.act(entry, "ready", {"results": [{"name": "Маалымкат"}]})
        await shows([entry["number"] for entry in reversed(entries[2:])])
        await desk.act(entries[13], "issue", {"receipt": entries[13]["code"]})
        await shows([entry["number"] for entry in reversed(entries[1:13])])


async def test_a_hand_over_is_whole_or_nothing(desk: Desk) -> None:
    await desk.register(documents=[PASSPORT])
    other = await desk.register(refusal={"reason": "incomplete"}, applicant=None)
    body = {"unit": AIYL, "taken_by": "М. Токоева", "entries": [{"number": "2026/1"}, {"number": other["number"]}]}
    assert (await desk.ask("POST", "/api/handovers", body, 409))["error"]["code"] == "wrong_state"
    assert (await desk.ask("GET", "/api/journal/2026/1"))["state"] == "received"
    assert await desk.ask("GET", "/api/handovers") == []


@pytest.mark.parametrize("papers", [[PASSPORT], []])
async def test_what_is_with_a_body_is_not_handed_over_to_it_again(desk: Desk, papers: list[Any]) -> None:
    await desk.register(service="land-ownership", documents=papers)
    body = {"unit": AIYL, "taken_by": "М. Токоева", "entries": [{"number": "2026/1"}]}
    await desk.ask("POST", "/api/handovers", body, 201)
    assert (await desk.ask("POST", "/api/handovers", body, 409))["error"]["code"] == "already_there"
    assert len(await desk.ask("GET", "/api/handovers")) == 1
    (step,) = (await desk.ask("GET", "/api/journal/2026/1"))["steps"]
    entry = await desk.act({"number": "2026/1"}, "back", {"step": step["id"], "outcome": "done"})
    assert (entry["state"], entry["next_unit"]) == ("received", "notary")
    await desk.act(entry, "documents", {"name": "Арыз"})
    await desk.ask("POST", "/api/handovers", {**body, "unit": "notary"}, 201)
    await desk.act(entry, "documents", {"name": "Дагы арыз"})
    await desk.ask("POST", "/api/handovers", {**body, "unit": "notary"}, 201)


async def test_documents_are_refused_with_a_reason_at_once_later_or_by_a_body(desk: Desk) -> None:
    said = {"reason": "expired", "text": "Паспорт 2020-жылы бүткөн", "next": ""}
    at_once = await desk.register(refusal=said, applicant=None)
    assert (at_once["state"], at_once["code"], at_once["due"]) == ("refused", None, None)
    assert at_once["refusals"] == [{**said, "unit": None, "at": "2026-11-23T09:00:00+06:00", "by": "Айгүл Темиржанова"}]
    later = await desk.act(await desk.register(documents=[PASSPORT]), "refuse", {"reason": "no-right"})
    assert (later["state"], later["documents"][0]["place"]) == ("refused", "centre")
    entry = await desk.act(await desk.register(), "steps", {"unit": "zags", "what": "Суроо"})
    step = entry["steps"][0]["id"]
    await desk.act(entry, "back", {"step": step, "outcome": "refused"}, 422)
    entry = await desk.act(entry, "back", {"step": step, "outcome": "refused", "refusal": said})
    assert (entry["state"], entry["refusals"][0]["unit"]) == ("refused", "zags")
    await desk.act(entry, "refuse", said, 409)


async def test_a_complaint_is_about_an_entry_has_a_term_and_is_answered(desk: Desk) -> None:
    refused = await desk.register(refusal={"reason": "incomplete"})
    statement = {"form": "written", "addressee": "Айыл өкмөтүнүн башчысына", "text": "Негизсиз баш тартышты."}
    body = {"kind": "complaint", "statement": statement, "about": refused["number"]}
    complaint = await desk.ask("POST", "/api/journal", body, 201)
    assert (complaint["about"], complaint["due"], complaint["state"]) == ("2026/1", "2026-12-11", "received")
    assert (await desk.ask("GET", "/api/journal/2026/1"))["complaints"] == ["2026/2"]
    await desk.act(complaint, "ready", {}, 409)
    head = Desk(desk.hall, await desk.hall.person("cholpon"))
    mistaken = await desk.ask("POST", "/api/journal", {"kind": "complaint", "statement": statement}, 201)
    await head.act(mistaken, "annul", {"why": "Бул кайрылуу эле"})
    told = await head.ask("GET", "/api/journal/complaints")
    assert told == {"year": 2026, "registered": 1, "answered": 0, "late": 0}
    complaint = await desk.act(complaint, "answer", {"text": "Даттануу канааттандырылды."})
    assert (complaint["state"], complaint["statement"]["answer"]) == ("answered", "Даттануу канааттандырылды.")
    await desk.act(complaint, "answer", {"text": "дагы"}, 409)
    assert (await head.ask("GET", "/api/journal/complaints"))["answered"] == 1
    appeal = await desk.ask(
        "POST", "/api/journal", {"kind": "appeal", "statement": {"text": "Жол", "form": "oral"}}, 201
    )
    assert (appeal["activity"], appeal["statement"]["form"]) == ("municipal", "oral")


async def test_what_is_late_is_listed_until_it_is_done(desk: Desk) -> None:
    entry = await desk.register(due="2026-11-26")
    await desk.ask("POST", "/api/journal", {"kind": "appeal", "statement": {"text": "Жол"}, "due": "2026-11-27"}, 201)

    async def late() -> dict[str, list[str]]:
        lists = await desk.ask("GET", "/api/journal/overdue")
        return {name: [line["number"] for line in lines] for name, lines in lists.items()}

    assert await late() == {"hand_over": [], "body": [], "result": [], "answer": []}
    desk.hall.watch.after(days=2)
    assert await late() == {"hand_over": ["2026/1"], "body": [], "result": [], "answer": []}
    assert (await desk.ask("GET", "/api/journal/2026/1"))["late"] == "hand_over"
    assert (await desk.ask("GET", "/api/handovers/due"))[0]["lines"][0]["late"] is True
    desk.hall.watch.after(days=3)
    desk.session = await desk.hall.person("aigul")
    assert await late() == {"hand_over": ["2026/1"], "body": [], "result": ["2026/1"], "answer": ["2026/2"]}
    assert (await desk.ask("GET", "/api/journal/2026/1"))["late"] == "result"
    await desk.ask("POST", "/api/handovers", {"unit": AIYL, "taken_by": "М", "entries": [{"number": "2026/1"}]}, 201)
    assert await late() == {"hand_over": [], "body": [], "result": ["2026/1"], "answer": ["2026/2"]}
    entry = await desk.ask("GET", "/api/journal/2026/1")
    await desk.act(entry, "back", {"step": entry["steps"][0]["id"], "outcome": "ready"})
    assert (await late())["result"] == []


async def test_entries_are_found_by_what_people_remember(desk: Desk) -> None:
    first = await desk.register(applicant={"name": "Өмүрбекова Ңукай", "phone": "+996 700 123-456"})
    await desk.register(applicant={"name": "Токтогулов Асан", "representative": "Үсөнова Гүл"}, service="birth")
    await desk.ask("POST", "/api/journal", {"kind": "consultation"}, 201)

    async def found(**wanted: str) -> list[str]:
        answer = await desk.session.get("/api/journal", params=wanted)
        assert answer.status == 200, await answer.text()
        return [line["number"] for line in (await answer.json())["lines"]]

    assert await found() == ["2026/3", "2026/2", "2026/1"]
    assert await found(text="омурбекова нук") == ["2026/1"]
    assert await found(text="гул") == ["2026/2"]
    assert await found(text="2026/2") == ["2026/2"]
    assert await found(text="3") == ["2026/3"]
    for phone in ("0700 123 456", "996700123456", "+996700123456", "996 700123456"):
        assert await found(text=phone) == ["2026/1"]
    assert await found(text=first["code"]) == ["2026/1"]
    assert await found(text=first["code"].replace("-", "")) == ["2026/1"]
    assert await found(service="birth") == ["2026/2"]
    assert await found(kind="consultation") == ["2026/3"]
    assert await found(state="received", unit=AIYL) == ["2026/1"]
    assert await found(since="2026-11-24") == []
    assert await found(since="2026-11-23", until="2026-11-23", text="токт") == ["2026/2"]
    assert await found(text="%") == [] and await found(text="' OR 1=1 --") == []
    assert (await desk.session.get(URL("/api/journal?text=%FF%00%ED%A0%80", encoded=True))).status == 422
    for wrong in ({"since": "yesterday"}, {"state": "lost"}, {"page": "0"}, {"name": "x"}):
        assert (await desk.session.get("/api/journal", params=wrong)).status == 422


async def test_pages_of_the_list_follow_one_another(desk: Desk) -> None:
    for _ in range(52):
        await desk.ask("POST", "/api/journal", {"kind": "consultation"}, 201)
    first, last = [await desk.ask("GET", f"/api/journal?page={page}") for page in (1, 9)]
    assert (first["total"], first["pages"], len(first["lines"])) == (52, 2, 50)
    assert (last["page"], [line["number"] for line in last["lines"]]) == (2, ["2026/2", "2026/1"])


async def test_whoever_holds_a_receipt_learns_how_it_stands_and_nobody_else(desk: Desk) -> None:
    entry = await desk.register(documents=[PASSPORT])
    anyone = desk.hall.client()
    expected = {"number": "2026/1", "service": LAND, "state": "received", "due": entry["due"], "where": None}
    for typed in (entry["code"], entry["code"].replace("-", "")):
        assert await (await anyone.get(f"/api/receipts/{typed}")).json() == expected
    await desk.ask("POST", "/api/handovers", {"unit": AIYL, "taken_by": "М", "entries": [{"number": "2026/1"}]}, 201)
    state = await (await anyone.get(f"/api/receipts/{entry['code']}")).json()
    assert state == {**expected, "state": "handed_over", "where": AIYL}
    wrong = "26-00001-" + ("1111" if entry["code"][-4:] != "1111" else "2222")
    statuses = [(await anyone.get(f"/api/receipts/{wrong}")).status for _ in range(22)]
    assert statuses[0] == 404 and statuses[-1] == 429


async def test_a_slip_of_the_pen_is_corrected(desk: Desk) -> None:
    await desk.register(applicant={"name": "Асанва"})
    entry = await desk.ask("PUT", "/api/journal/2026/1/applicant", {"name": "Асанова", "phone": "102"})
    assert entry["applicant"]["name"] == "Асанова"
    assert (await desk.ask("GET", "/api/journal?text=асанова"))["total"] == 1


async def test_a_joint_visit_to_the_object_is_planned_and_its_result_noted(desk: Desk) -> None:
    entry = await desk.register()
    plan = {"planned": "2026-12-01", "object": "Жер тилкеси, Булак көчөсү, 5", "participants": "Кадастр, айыл өкмөтү"}
    entry = await desk.act(entry, "visits", plan)
    (visit,) = entry["visits"]
    assert visit == {**plan, "id": visit["id"], "done_on": None, "result": None}
    done = {"done_on": "2026-12-02", "result": "Чек ара такталды."}
    entry = await desk.ask("PUT", f"/api/journal/{entry['number']}/visits/{visit['id']}", done)
    assert entry["visits"] == [{**visit, **done}]
    await desk.ask("PUT", f"/api/journal/{entry['number']}/visits/99", done, 404)


async def test_a_need_is_noted_passed_on_and_answered(desk: Desk) -> None:
    need = {"category": "drinking-water", "text": "Сууга 2 км басабыз", "gender": True, "level": "district"}
    noted = await desk.ask("POST", "/api/needs", need, 201)
    assert {key: noted[key] for key in need} == need and noted["passed_on"] is None
    passed = {"addressee": "Райондук администрация", "passed_on": "2026-11-24", "answer": "", "answered_on": None}
    noted = await desk.ask("PUT", f"/api/needs/{noted['id']}", passed)
    assert noted["addressee"] == "Райондук администрация"
    assert (await desk.ask("GET", "/api/needs?category=drinking-water&level=district"))["needs"] == [noted]
    assert (await desk.ask("GET", "/api/needs?category=roads"))["total"] == 0
    await desk.ask("POST", "/api/needs", {"category": "moon", "text": "…"}, 422)


async def test_what_is_not_in_the_journal_is_not_found(desk: Desk) -> None:
    for path in ("/api/journal/2026/1", "/api/journal/2025/9999999", "/api/handovers/1", "/api/receipts/"):
        assert (await desk.session.get(path)).status == 404
    await desk.ask("POST", "/api/journal/2026/1/ready", {}, 404)


async def test_a_body_has_its_own_term_in_a_service_of_several_and_is_late_by_it(desk: Desk) -> None:
    service = next(one for one in starter().content.services if any(stop.term for stop in one.route))
    stop = next(stop for stop in service.route if stop.term)
    entry = await desk.register(service=service.id, due="2027-03-01")
    calendar = desk.hall.journal.rules.calendar
    entry = await desk.act(entry, "steps", {"unit": stop.unit, "what": "Суроо"})
    assert stop.term is not None
    due = calendar.due(stop.term, desk.hall.watch())
    assert entry["steps"][0]["due"] == due.isoformat() < entry["due"]
    desk.hall.watch.after(days=(due - desk.hall.watch().date()).days + 1)
    desk.session = await desk.hall.person("aigul")
    late = await desk.ask("GET", "/api/journal/overdue")
    assert {what: [line["number"] for line in lines] for what, lines in late.items()} == {
        "hand_over": [],
        "body": ["2026/1"],
        "result": [],
        "answer": [],
    }
    assert late["body"][0]["late"] == "body"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE entry; --", "{0} %s \\ \u202e ￿ 🐎", "ө" * 200]
)
async def test_whatever_is_typed_is_kept_as_it_is_and_does_nothing(desk: Desk, text: str) -> None:
    who = {"name": text, "representative": text}
    entry = await desk.register(applicant=who, documents=[{"name": text, "kept": text}], ticket=text[:60])
    statement = {"text": text, "addressee": text}
    complaint = await desk.ask(
        "POST", "/api/journal", {"kind": "complaint", "statement": statement, "about": "2026/1"}, 201
    )
    await desk.act(complaint, "answer", {"text": text})
    refusal = {"reason": "other", "text": text, "next": text}
    entry = await desk.act(entry, "refuse", refusal)
    entry = await desk.act(entry, "visits", {"planned": "2026-12-01", "object": text, "participants": text})
    assert entry["applicant"] == {**who, "organisation": False, "phone": None}
    assert (entry["documents"][0]["name"], entry["documents"][0]["kept"]) == (text, text)
    assert (entry["refusals"][0]["text"], entry["visits"][0]["object"]) == (text, text)
    assert (await desk.ask("GET", "/api/journal/2026/2"))["statement"]["answer"] == text
    found = await desk.session.get("/api/journal", params={"text": text})
    assert (await found.json())["total"] == 1
    assert (await desk.session.get("/api/journal/2026/1/refusal.pdf")).status == 200


async def test_another_origin_and_a_body_too_large_get_nothing(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        elsewhere = {"Origin": "http://elsewhere.example"}
        answer = await desk.session.post("/api/journal", json={"kind": "consultation"}, headers=elsewhere)
        assert (answer.status, (await answer.json())["error"]["code"]) == (403, "other_origin")
        large = {"kind": "appeal", "statement": {"text": "x" * 20_000}}
        assert (await desk.session.post("/api/journal", json=large)).status == 413
        assert (await desk.ask("GET", "/api/journal"))["total"] == 0
