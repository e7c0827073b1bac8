"""What somebody tries who should not: all of it is refused, or does no harm."""

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import func, select
from yarl import URL

from config.schema import Role
from server.access import Device
from server.journal.tables import applicant, entry
from server.web.app import BODY_MAX, ROUTES
from server.web.route import Route
from tests.server.hubs import Centre, centre
from tests.server.test_rights import MAY, come_as, path_of

pytestmark = pytest.mark.asyncio(loop_scope="module")
CHANGES = [route for route in ROUTES if route.method != "GET"]
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>'; DROP TABLE entry; -- {{7*7}} ${x} %s ../../etc/passwd"
FORMULA = '=HYPERLINK("http://evil.example";"Асанова")'


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lobby(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Centre]:
    """One hub for all who are turned away."""
    async with centre(tmp_path_factory.mktemp("lobby")) as hall:
        yield hall


def words_of(route: Route) -> str:
    return f"{route.method} {route.path}"


async def body_of(answer: aiohttp.ClientResponse) -> Any:
    assert answer.ok, await answer.text()
    return await answer.json()


async def test_no_page_of_another_origin_changes_anything(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        head = await hall.person("cholpon")
        for route in CHANGES:
            for origin in ("https://evil.example", "null", f"{hall.url}.evil.example"):
                answer = await head.request(route.method, path_of(route, 1), json={}, headers={"Origin": origin})
                assert (answer.status, (await answer.json())["error"]["code"]) == (403, "other_origin"), words_of(route)
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await head.ws_connect("/ws?view=head", headers={"Origin": "https://evil.example"})
        assert refused.value.status == 403
        assert (await head.get("/api/session")).status == 200


@pytest.mark.parametrize("kind", [None, Role.OBSERVER, Role.REPRESENTATIVE], ids=str)
async def test_whoever_sees_no_person_finds_no_name_anywhere(kind: Role | None, tmp_path: Path) -> None:
    """Every address that can be read, as somebody who may not see whose papers these are."""
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul", desk=1)
        paper = {"name": "Паспорт", "form": "copy", "kept": "Жашыруун папка"}
        person = {"name": "Жашырынова Айша", "phone": "+996700999888"}
        body = {"kind": "service", "service": "residence", "applicant": person, "documents": [paper]}
        made = await body_of(await operator.post("/api/journal", json=body))
        said = {"kind": "appeal", "statement": {"text": "Жашыруун кайрылуу"}}
        await body_of(await operator.post("/api/journal", json=said))
        someone = await come_as(kind, hall)
        pages = ["/", "/board", "/desk", "/journal", "/head", "/admin", "/board/content", "/t/none", "/healthz"]
        reads = [path_of(route, 1) for route in ROUTES if route.method == "GET"]
        for path in (*pages, *reads, f"/api/receipts/{made['code']}", "/api/journal?text=жашыр", "/api/journal/2026/2"):
            text = (await (await someone.get(path)).read()).decode(errors="replace").lower()
            assert "жашыр" not in text and "700999888" not in text, path


async def test_what_is_guessed_is_not_there(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator, stranger = await hall.person("aigul"), hall.client()
        body = {"kind": "service", "service": "residence", "applicant": {"name": "Асанова Гүл"}}
        code = (await body_of(await operator.post("/api/journal", json=body)))["code"]
        await hall.visitor(1, key="a-random-token")
        for guess in ("K-1", "1", "A042", "a-random-toke", "%25", "' OR 1=1 --", "a" * 5000):
            assert (await stranger.get(URL(hall.url) / "api/tickets" / guess / "status")).status == 404
            assert (await stranger.get(URL(hall.url) / "t" / guess)).status == 404
        wrong = [f"{code[:-4]}{digits:04d}" for digits in range(30) if f"{digits:04d}" != code[-4:]]
        statuses = [(await stranger.get(f"/api/receipts/{guess}")).status for guess in wrong]
        assert set(statuses) == {404, 429} and statuses[-1] == 429
        assert (await stranger.get(f"/api/receipts/{code}")).status == 429
        for path in ("/api/journal/2026/1", "/api/journal/2026/1/receipt.pdf", "/api/person.json?numbers=2026/1"):
            assert (await stranger.get(path)).status == 401
        forged = hall.client({"Authorization": "Bearer demo-kiosk2", "Cookie": "kezek_session=guessed"})
        assert (await forged.get("/api/lane")).status == 401
        assert (await forged.get("/api/session")).status == 401


@pytest.mark.parametrize("route", [route for route in CHANGES if route.body], ids=words_of)
async def test_a_body_that_is_too_large_or_too_deep_is_refused(route: Route, lobby: Centre) -> None:
    kind = next(kind for kind in (Role.HEAD, Role.OPERATOR, Device, None) if kind in MAY[route.right])
    someone = await come_as(kind, lobby)
    large = json.dumps({"x": "y" * (BODY_MAX + 1)}).encode()
    answer = await someone.request(route.method, path_of(route, 1), data=large)
    assert answer.status == 413
    deep = b"[" * (BODY_MAX // 2) + b"]" * (BODY_MAX // 2)
    answer = await someone.request(route.method, path_of(route, 1), data=deep)
    assert answer.status in (400, 422)


async def kept_evil(hall: Centre) -> Any:
    """An entry in which every text is evil."""
    operator = await hall.person("aigul")
    body = {
        "kind": "service",
        "service": "land-plot",
        "applicant": {"name": EVIL, "representative": FORMULA},
        "documents": [{"name": EVIL, "kept": EVIL}],
        "ticket": EVIL[:64],
    }
    number = (await body_of(await operator.post("/api/journal", json=body)))["number"]

    async def act(what: str, more: dict[str, object]) -> Any:
        return await body_of(await operator.post(f"/api/journal/{number}/{what}", json=more))

    asked = await act("steps", {"unit": "zags", "what": EVIL})
    visit: dict[str, object] = {"planned": "2026-12-01", "object": EVIL, "participants": EVIL}
    await act("visits", visit)
    refusal = {"reason": "expired", "text": EVIL, "next": EVIL}
    await act("back", {"step": asked["steps"][0]["id"], "outcome": "refused", "note": EVIL, "refusal": refusal})
    statement = {"text": EVIL, "addressee": EVIL}
    complaint = {"kind": "complaint", "about": number, "statement": statement}
    await body_of(await operator.post("/api/journal", json=complaint))
    need = {"category": "roads", "text": EVIL}
    assert (await body_of(await operator.post("/api/needs", json=need)))["text"] == EVIL
    return await body_of(await operator.get(f"/api/journal/{number}"))


async def words_on(answer: aiohttp.ClientResponse) -> str:
    assert answer.content_type == "application/pdf", await answer.text()
    made = await answer.read()
    done = await asyncio.to_thread(subprocess.run, ["pdftotext", "-raw", "-", "-"], input=made, capture_output=True)
    return "".join(done.stdout.decode().split())


async def test_sql_and_html_are_kept_as_the_words_they_are(tmp_path: Path, journal_url: str) -> None:
    async with centre(tmp_path, journal_url=journal_url) as hall:
        entry_kept = await kept_evil(hall)
        assert entry_kept["applicant"] == {
            "name": EVIL,
            "representative": FORMULA,
            "organisation": False,
            "phone": None,
        }
        for part in (
            entry_kept["documents"][0]["name"],
            entry_kept["documents"][0]["kept"],
            entry_kept["steps"][0]["what"],
        ):
            assert part == EVIL
        assert (entry_kept["refusals"][0]["text"], entry_kept["visits"][0]["object"]) == (EVIL, EVIL)
        head = await hall.person("cholpon")
        found = await body_of(await head.get("/api/journal", params={"text": "' OR 1=1; --"}))
        assert found["total"] == 0
        assert (await body_of(await head.get("/api/journal", params={"text": "<script>"})))["total"] == 1
        for path, kind in (("1/refusal.pdf", "refusal"), ("2/statement.pdf", "statement")):
            assert "".join(EVIL.split())[:60] in await words_on(await head.get(f"/api/journal/2026/{path}")), kind
        table = await (await head.get("/api/journal/export.csv")).text()
        assert "\"'=HYPERLINK" in table and '"=HYPERLINK' not in table
        rows = await hall.journal.do(lambda c: c.execute(select(func.count()).select_from(entry)).scalar_one())
        names = await hall.journal.do(lambda c: c.execute(select(func.count()).select_from(applicant)).scalar_one())
        assert (rows, names) == (2, 1)


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f"])
async def test_letters_no_keyboard_writes_are_refused(tmp_path: Path, letter: str) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        for body in (
            {"kind": "service", "service": "residence", "applicant": {"name": f"Асанова{letter}"}},
            {"kind": "appeal", "statement": {"text": f"Жол{letter}"}},
        ):
            assert (await operator.post("/api/journal", json=body)).status == 422
        assert (await operator.get("/api/journal", params={"text": f"Жол{letter}"})).status == 422


@pytest.mark.parametrize("trick", ["..", "../../etc/passwd", "..\\..\\etc", "/etc/passwd", "%2e%2e%2f", "\x00"])
async def test_no_path_leads_out_of_the_house(tmp_path: Path, trick: str) -> None:
    async with centre(tmp_path) as hall:
        head = await hall.person("cholpon")
        trick = trick.replace("%", "%25").replace("/", "%2f").replace("\\", "%5c").replace("\x00", "%00")
        places = (
            "/page/desk/{}",
            "/page/{}/desk.js",
            "/fonts/{}",
            "/api/pictures/{}",
            "/api/texts/{}/ky",
            "/t/{}",
            "/{}",
        )
        for place in places:
            answer = await head.get(URL(hall.url + place.format(trick), encoded=True))
            assert answer.status in (400, 404), (place, await answer.text())
            assert "root:" not in await answer.text()
        for path in (f"/api/journal/2026/{trick}", f"/api/handovers/{trick}", f"/board/{trick}"):
            assert (await head.get(URL(hall.url + path, encoded=True))).status in (400, 404)
        for folder in ("/etc", str(tmp_path), "../..", "/media/../etc"):
            assert (await head.post("/api/copies", json={"folder": folder})).status == 422
        for path in (f"/api/people/{trick}/pin", f"/api/kiosks/{trick}/code"):
            method = "PUT" if path.endswith("pin") else "POST"
            answer = await head.request(method, URL(hall.url + path, encoded=True), json={"pin": "1234"})
            assert answer.status in (400, 404)
