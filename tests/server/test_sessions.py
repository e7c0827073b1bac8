"""Logging in and pairing over HTTP, and what a browser on another site may do: nothing."""

from pathlib import Path

import pytest
from yarl import URL

from config import STARTER
from server.access import IDLE_S
from server.access_book import AccessBook
from server.web.route import BY_ITSELF
from tests.server.hubs import access_file, centre, service_of


@pytest.mark.asyncio
async def test_a_person_logs_in_and_out(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        browser = hall.client()
        assert (await browser.get("/api/session")).status == 401
        answer = await browser.post("/api/session", json={"person": "cholpon", "pin": "3333"})
        assert answer.status == 200
        assert (await answer.json())["role"] == "head"
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
        who = await (await browser.get("/api/session")).json()
        assert (who["person"], who["role"]) == ("cholpon", "head")
        assert (await browser.delete("/api/session")).status == 204
        assert (await browser.get("/api/session")).status == 401


@pytest.mark.asyncio
async def test_what_pages_ask_by_themselves_does_not_keep_a_session_alive(tmp_path: Path) -> None:
    now = 0.0
    async with centre(tmp_path, seconds=lambda: now) as hall:
        head = await hall.person("cholpon")
        for _ in range(5):
            now += IDLE_S / 6
            assert (await head.get("/api/sheets", headers={BY_ITSELF: "1"})).status == 200
            assert (await head.get("/api/board")).status == (await head.get("/healthz")).status == 200
            await (await head.ws_connect("/ws?view=head")).close()
        now += IDLE_S / 5
        assert (await head.get("/api/sheets")).status == 401


@pytest.mark.asyncio
async def test_a_wrong_pin_is_told_so_and_then_too_many(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        browser = hall.client({"Accept-Language": "en"})
        for _ in range(5):
            answer = await browser.post("/api/session", json={"person": "aigul", "pin": "9999"})
            assert (answer.status, (await answer.json())["error"]["code"]) == (401, "wrong_pin")
        answer = await browser.post("/api/session", json={"person": "aigul", "pin": "1111"})
        error = (await answer.json())["error"]
        assert (answer.status, error["code"]) == (429, "too_many_tries")
        assert 1 <= int(answer.headers["Retry-After"]) <= 15
        assert answer.headers["Retry-After"] in error["text"]


@pytest.mark.asyncio
async def test_a_kiosk_is_paired_and_works(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        code = AccessBook(access_file(tmp_path), demo=True).pairing_code("K")
        answer = await hall.client().post("/api/pair", json={"code": code})
        token = (await answer.json())["token"]
        kiosk = hall.client({"Authorization": f"Bearer {token}"})
        assert (await kiosk.post("/api/tickets", json={"number": 1, "service": service_of(1)})).status == 201
        assert (await hall.kiosk().get("/api/lane")).status == 401
        again = await hall.client().post("/api/pair", json={"code": code})
        assert (again.status, (await again.json())["error"]["code"]) == (401, "wrong_code")


@pytest.mark.asyncio
@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Bearer nobody", "Basic ZGVtbw==", "demo-kiosk"])
async def test_a_device_without_its_token_is_nobody(tmp_path: Path, authorization: str) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.client({"Authorization": authorization}).get("/api/lane")
        assert (answer.status, (await answer.json())["error"]["code"]) == (401, "unknown")


@pytest.mark.asyncio
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:1", "http://127.0.0.1"])
async def test_a_page_of_another_origin_may_not_act(tmp_path: Path, origin: str) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        for request in (
            operator.post("/api/desks/1/open", headers={"Origin": origin}),
            operator.delete("/api/session", headers={"Origin": origin}),
            hall.client().post("/api/session", json={"person": "aigul", "pin": "1111"}, headers={"Origin": origin}),
        ):
            answer = await request
            assert (answer.status, (await answer.json())["error"]["code"]) == (403, "other_origin")
        assert (await operator.post("/api/desks/1/open", headers={"Origin": hall.url})).status == 204


@pytest.mark.asyncio
async def test_the_content_is_published_and_not_sent_twice(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        answer = await kiosk.get("/api/content")
        content = await answer.json()
        assert {"version", "services", "villages", "desks", "schedule", "faq"} <= content.keys()
        assert set(content["services"][0]["name"]) == {"ky", "ru", "en"}
        assert "people" not in content
        again = await kiosk.get("/api/content", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status, await again.read()) == (304, b"")
        assert (await kiosk.get("/api/content", headers={"If-None-Match": '"other"'})).status == 200


@pytest.mark.asyncio
async def test_the_pictures_the_content_names_are_given_with_their_mark_and_no_other_file(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        answer = await kiosk.get("/api/pictures/birth.png")
        assert (answer.status, answer.content_type) == (200, "image/png")
        assert await answer.read() == (STARTER / "pictures" / "birth.png").read_bytes()
        again = await kiosk.get("/api/pictures/birth.png", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status, await again.read()) == (304, b"")
        for name in ("other.png", "..%2Fcentre.toml", "%2E%2E%2Fpeople.toml"):
            assert (await kiosk.get(URL(f"/api/pictures/{name}", encoded=True))).status == 404


@pytest.mark.asyncio
async def test_the_hub_says_how_it_is(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        health = await (await hall.client().get("/healthz")).json()
        assert health == {"status": "ok", "centre": "ak-shoola", "day": "2026-11-23", "seq": 1, "version": "0.1.0"}


@pytest.mark.asyncio
async def test_figures_are_there_for_prometheus(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        answer = await hall.client().get("/metrics")
        figures = dict(line.rsplit(" ", 1) for line in (await answer.text()).splitlines() if not line.startswith("#"))
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert figures['kezek_tickets{stage="handed"}'] == "1.0"
        assert figures['kezek_answers_total{route="/api/tickets",status="201"}'] == "1.0"
        assert figures["kezek_events_total"] == "3.0"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/api/nothing", 404, "not_found"),
        ("POST", "/api/board", 405, "method_not_allowed"),
        ("DELETE", "/healthz", 405, "method_not_allowed"),
    ],
)
async def test_every_no_has_the_one_shape(tmp_path: Path, method: str, path: str, status: int, code: str) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.client().request(method, path)
        body = await answer.json()
        assert (answer.status, body["error"]["code"]) == (status, code)
        assert body["error"]["text"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
