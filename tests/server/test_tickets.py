"""The kiosk's half of the interface, over HTTP."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.server.hubs import MORNING, centre, service_of, village

SERVICE = service_of(1)


async def take(kiosk: aiohttp.ClientSession, number: int, **more: Any) -> tuple[int, dict[str, Any]]:
    async with kiosk.post("/api/tickets", json={"number": number, "service": SERVICE, **more}) as answer:
        return answer.status, await answer.json()


@pytest.mark.asyncio
async def test_a_visitor_takes_a_ticket(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.person("aigul", desk=1)
        status, ticket = await take(hall.kiosk(), 42, key="abc", taken_at="2026-11-23T08:59:58+06:00")
        assert status == 201
        assert ticket == {
            "ticket": "K-42",
            "code": "А042",
            "rank": "ordinary",
            "service": SERVICE,
            "ahead": 0,
            "wait_minutes": {"low": 0, "high": 5},
            "taken_at": "2026-11-23T08:59:58+06:00",
        }


@pytest.mark.asyncio
async def test_a_visit_of_several_services_is_one_ticket(tmp_path: Path) -> None:
    first, second, third = (service_of(1, nth) for nth in range(3))
    async with centre(tmp_path) as hall:
        kiosk, desk = hall.kiosk(), await hall.person("aigul", desk=1)
        for status in (201, 200):
            assert (await take(kiosk, 1, service=first, also=[second]))[0] == status
        assert (await take(kiosk, 1, service=first))[1]["error"]["code"] == "number_taken"
        await kiosk.put("/api/tickets/K-1/handed", json={"how": "printed"})
        async with desk.post("/api/desks/1/next", json={}) as answer:
            called = await answer.json()
        assert (called["service"], called["done"], called["left"]) == (first, [], [{"service": second, "desk": None}])
        body = {"ticket": "K-1", "service": first, "outcome": "advised", "activity": "informing"}
        async with desk.post("/api/desks/1/next-service", json=body) as answer:
            gone_on = await answer.json()
        assert (gone_on["state"], gone_on["service"], gone_on["done"]) == ("serving", second, [first])
        async with desk.post("/api/desks/1/next-service", json=body) as answer:
            assert (await answer.json())["error"]["code"] == "wrong_ticket"
        for also in ([first], [second, second], [third] * 5, second):
            status, no = await take(kiosk, 2, service=first, also=also)
            assert (status, no["error"]["code"]) == (422, "wrong_field")
            assert no["error"]["field"].startswith("also")
        assert (await take(kiosk, 2, also=["nothing"]))[1]["error"]["code"] == "unknown_service"


@pytest.mark.asyncio
async def test_those_from_remote_villages_are_out_of_turn(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        _, far = await take(hall.kiosk(), 1, village=village(out_of_turn=True))
        _, near = await take(hall.kiosk(), 2, village=village(out_of_turn=False))
        assert (far["rank"], near["rank"]) == ("out_of_turn", "ordinary")
        assert near["ahead"] == 1


@pytest.mark.asyncio
async def test_nobody_can_tell_the_wait_while_no_desk_is_open(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        _, ticket = await take(hall.kiosk(), 1)
        assert ticket["wait_minutes"] is None


@pytest.mark.asyncio
async def test_the_same_report_again_is_the_same_ticket(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        first = await take(hall.kiosk(), 1, key="abc")
        again = await take(hall.kiosk(), 1, key="abc")
        assert (first[0], again[0]) == (201, 200)
        assert first[1] == again[1]


@pytest.mark.asyncio
async def test_a_repeat_is_answered_whatever_became_of_the_ticket(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        operator = await hall.person("aigul", desk=1)
        await operator.post("/api/desks/1/next")
        status, ticket = await take(hall.kiosk(), 1)
        assert (status, ticket["ahead"], ticket["wait_minutes"]) == (200, 0, None)


@pytest.mark.asyncio
async def test_one_number_is_never_two_tickets(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await take(hall.kiosk(), 1, key="abc")
        status, body = await take(hall.kiosk(), 1, key="other")
        assert (status, body["error"]["code"]) == (409, "number_taken")


@pytest.mark.asyncio
async def test_numbers_come_late_in_any_order_with_gaps(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        for number in (9, 2, 999_999, 5):
            assert (await take(kiosk, number))[0] == 201
        lane = await (await kiosk.get("/api/lane")).json()
        assert lane == {"kiosk": "K", "letter": "А", "day": "2026-11-23", "highest": 999_999}


@pytest.mark.asyncio
async def test_sixteen_kiosks_at_once_never_get_one_code_twice(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:

        async def hurry(first: int) -> list[str]:
            kiosk = hall.kiosk()
            return [(await take(kiosk, number))[1]["code"] for number in range(first, 320, 16)]

        codes = [code for some in await asyncio.gather(*(hurry(first) for first in range(1, 17))) for code in some]
        assert len(codes) == len(set(codes)) == 319


@pytest.mark.asyncio
async def test_sixteen_repeats_at_once_are_one_ticket(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        answers = await asyncio.gather(*(take(kiosk, 1, key="abc") for _ in range(16)))
        assert sorted(status for status, _ in answers) == [200] * 15 + [201]
        assert len(hall.hub.office.tickets) == 1


@pytest.mark.asyncio
async def test_handing_is_safe_to_repeat_and_makes_callable(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk, operator = hall.kiosk(), await hall.person("aigul", desk=1)
        await take(kiosk, 1)
        early = await operator.post("/api/desks/1/next")
        assert (await early.json())["error"]["code"] == "nobody_waiting"
        for _ in range(2):
            assert (await kiosk.put("/api/tickets/K-1/handed", json={"how": "screen"})).status == 204
        assert (await operator.post("/api/desks/1/next")).status == 200
        assert (await kiosk.put("/api/tickets/K-1/handed", json={"how": "screen"})).status == 204


@pytest.mark.asyncio
async def test_a_visitor_may_walk_away_until_they_hold_the_number(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        await take(kiosk, 1)
        for _ in range(2):
            assert (await kiosk.delete("/api/tickets/K-1")).status == 204
        await hall.visitor(2)
        refused = await kiosk.delete("/api/tickets/K-2")
        assert (refused.status, (await refused.json())["error"]["code"]) == (409, "already_handed")


@pytest.mark.asyncio
@pytest.mark.parametrize("end", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
async def test_a_kiosk_whose_clock_stands_at_an_end_of_the_calendar_stops_nobody(tmp_path: Path, end: str) -> None:
    async with centre(tmp_path) as hall:
        assert (await take(hall.kiosk(), 1, taken_at=end))[0] == 201
        assert (await take(hall.kiosk(), 2))[0] == 201
        assert hall.hub.office.tickets["K-1"].taken_at == MORNING


@pytest.mark.asyncio
async def test_a_ticket_of_yesterday_can_be_handed_late_by_its_day(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        hall.watch.after(days=1)
        await hall.clock.turn()
        await take(kiosk, 1)
        status, ticket = await take(kiosk, 1, taken_at=(MORNING + timedelta(hours=1)).isoformat())
        assert (status, ticket["wait_minutes"]) == (201, None)
        late = await kiosk.put("/api/tickets/K-1/handed", json={"how": "printed", "day": "2026-11-23"})
        assert late.status == 204
        assert hall.hub.office.tickets["K-1"].how is None


@pytest.mark.asyncio
async def test_whoever_holds_the_token_sees_how_the_ticket_stands(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1, key="first")
        await hall.visitor(2, key="second")
        anyone = hall.client()
        state = await (await anyone.get("/api/tickets/second/status")).json()
        assert state == {"code": "А002", "state": "handed", "desk": None, "ahead": 1, "wait_minutes": None}
        unknown = await anyone.get("/api/tickets/nothing/status")
        assert (unknown.status, (await unknown.json())["error"]["code"]) == (404, "no_such_ticket")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"number": 0}, "number"),
        ({"number": 1_000_000}, "number"),
        ({"number": "7"}, "number"),
        ({"number": 1.5}, "number"),
        ({"number": True}, "number"),
        ({"number": None}, "number"),
        ({"service": "flying-carpet"}, "service"),
        ({"service": ""}, "service"),
        ({"service": None}, "service"),
        ({"village": "atlantis"}, "village"),
        ({"village": 5}, "village"),
        ({"language": "de"}, "language"),
        ({"taken_at": "yesterday"}, "taken_at"),
        ({"taken_at": "2026-11-23T09:00:00"}, "taken_at"),
        ({"key": "a b"}, "key"),
        ({"key": ""}, "key"),
        ({"key": "x" * 65}, "key"),
        ({"kiosk": "L"}, "kiosk"),
        ({"code": "А001"}, "code"),
    ],
)
async def test_a_wrong_field_is_named(tmp_path: Path, body: dict[str, Any], field: str) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.kiosk().post("/api/tickets", json={"number": 1, "service": SERVICE, **body})
        error = (await answer.json())["error"]
        assert (answer.status, error["field"]) == (422, field)
        assert field in error["text"]
        assert hall.hub.office.tickets == {}


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[1", b'{"number": }', b"number=1"])
async def test_an_unreadable_body_is_said_so(tmp_path: Path, body: bytes) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.kiosk().post("/api/tickets", data=body)
        expected = (400, "unreadable") if body else (422, "wrong_field")
        assert (answer.status, (await answer.json())["error"]["code"]) == expected


@pytest.mark.asyncio
async def test_a_body_that_is_not_packed_as_it_says_is_unreadable(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.kiosk().post("/api/tickets", data=b"{}", headers={"Content-Encoding": "gzip"})
        assert (answer.status, (await answer.json())["error"]["code"]) == (400, "unreadable")


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [b"[]", b'"x"', b"7", b"null"])
async def test_json_that_is_no_object_names_the_body(tmp_path: Path, body: bytes) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.kiosk().post("/api/tickets", data=body)
        assert (answer.status, (await answer.json())["error"]["field"]) == (422, "body")


@pytest.mark.asyncio
async def test_too_large_a_body_is_not_read(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.kiosk().post("/api/tickets", data=b" " * 20_000)
        assert (answer.status, (await answer.json())["error"]["code"]) == (413, "too_large")


@pytest.mark.asyncio
async def test_a_kiosk_acts_in_its_own_lane_only(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        for answer in (
            await kiosk.put("/api/tickets/DESK-1/handed", json={"how": "printed"}),
            await kiosk.delete("/api/tickets/DESK-1"),
        ):
            assert (answer.status, (await answer.json())["error"]["code"]) == (403, "forbidden")


@pytest.mark.asyncio
async def test_a_ticket_there_is_not_cannot_be_handed(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.kiosk().put("/api/tickets/K-7/handed", json={"how": "printed"})
        assert (answer.status, (await answer.json())["error"]["code"]) == (404, "no_such_ticket")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("ky", "Мындай талон"),
        ("ru-RU,ru;q=0.9,en;q=0.5", "Такого талона"),
        ("de, en;q=0.7, ru;q=0.3", "There is no"),
        ("", "Мындай"),
        ("*;q=x", "Мындай"),
    ],
)
async def test_the_no_is_in_the_language_asked_for(tmp_path: Path, asked: str, begins: str) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.client({"Accept-Language": asked}).get("/api/tickets/nothing/status")
        assert (await answer.json())["error"]["text"].startswith(begins)
