"""The operators' half of the interface, over HTTP."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from core.events import TicketFinished
from server.ledger import MemoryLedger
from tests.server.hubs import Centre, centre, service_of
from tests.server.test_socket import picture


async def act(operator: aiohttp.ClientSession, desk: int, name: str, **body: Any) -> tuple[int, Any]:
    async with operator.post(f"/api/desks/{desk}/{name}", json=body) as answer:
        return answer.status, await answer.json() if answer.status != 204 else None


async def why(operator: aiohttp.ClientSession, desk: int, name: str, **body: Any) -> tuple[int, str]:
    status, answer = await act(operator, desk, name, **body)
    return status, answer["error"]["code"]


@pytest.mark.asyncio
async def test_a_visit_from_the_call_to_its_outcome(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        operator = await hall.person("aigul", desk=1)
        status, called = await act(operator, 1, "next")
        assert (status, called["ticket"], called["code"], called["reason"]) == (200, "K-1", "А001", "longest_wait")
        assert (await act(operator, 1, "recall", ticket="K-1"))[1]["calls"] == 2
        assert (await act(operator, 1, "start", ticket="K-1"))[1]["state"] == "serving"
        status, finished = await act(operator, 1, "finish", ticket="K-1", outcome="advised")
        assert (status, finished["state"], finished["outcome"]) == (200, "finished", "advised")
        assert hall.hub.office.tickets["K-1"].ended_at is not None


@pytest.mark.asyncio
async def test_a_desk_opens_pauses_and_closes(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        assert await why(operator, 1, "next") == (409, "desk_closed")
        for name in ("open", "open", "pause", "pause", "open", "close", "close"):
            assert await act(operator, 1, name) == (204, None)
        assert await why(operator, 1, "pause") == (409, "desk_closed")
        assert await why(operator, 9, "open") == (404, "no_such_desk")


@pytest.mark.asyncio
async def test_a_pause_tells_the_hall_when_the_desk_is_back(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul", desk=1)
        assert await act(operator, 1, "pause", reason="lunch", back_at="13:30") == (204, None)
        board = await (await operator.get("/api/board")).json()
        assert board["desks"][0] == {"desk": 1, "state": "paused", "back_at": "13:30"}
        for never in ("25:00", "13:60", "1:30", "soon", "13:30:00"):
            assert (await act(operator, 1, "pause", back_at=never))[0] == 422


@pytest.mark.asyncio
async def test_an_empty_body_is_enough_where_nothing_needs_saying(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        for name in ("open", "pause", "close"):
            assert (await operator.post(f"/api/desks/1/{name}")).status == 204


@pytest.mark.asyncio
async def test_a_late_click_never_acts_on_the_wrong_ticket(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        operator = await hall.person("aigul", desk=1)
        for name in ("recall", "start", "finish", "no-show", "park", "transfer", "resume"):
            assert await why(operator, 1, name, ticket="K-1") == (409, "wrong_ticket")
        await act(operator, 1, "next")
        assert await why(operator, 1, "finish", ticket="K-2") == (409, "wrong_ticket")


@pytest.mark.asyncio
async def test_a_visitor_is_set_aside_and_comes_back(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        operator = await hall.person("aigul", desk=1)
        await act(operator, 1, "next")
        assert (await act(operator, 1, "park", ticket="K-1", reason="көчүрмө"))[1]["state"] == "parked"
        assert (await act(operator, 1, "resume", ticket="K-1"))[1]["reason"] == "returned"
        assert (await act(operator, 1, "no-show", ticket="K-1"))[1]["state"] == "no_show"


@pytest.mark.asyncio
async def test_a_visitor_is_sent_to_another_service_or_desk(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        operator = await hall.person("aigul", desk=1)
        await act(operator, 1, "next")
        assert await why(operator, 1, "transfer", ticket="K-1", service="magic") == (422, "unknown_service")
        assert await why(operator, 1, "transfer", ticket="K-1", to_desk=77) == (422, "unknown_desk")
        assert await why(operator, 1, "transfer", ticket="K-1", to_desk=2) == (409, "desk_closed")
        status, sent = await act(operator, 1, "transfer", ticket="K-1", service=service_of(3), reason="паспорт")
        assert (status, sent["state"], sent["service"]) == (200, "handed", service_of(3))


@pytest.mark.asyncio
async def test_the_right_is_corrected_with_a_reason_only(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        operator = await hall.person("aigul", desk=1)
        assert await why(operator, 1, "rank", ticket="K-1", rank="out_of_turn", reason=" ") == (422, "reason_missing")
        assert await why(operator, 1, "rank", ticket="K-1", rank="out_of_turn") == (422, "wrong_field")
        status, ticket = await act(operator, 1, "rank", ticket="K-1", rank="out_of_turn", reason="айылы тастыкталды")
        assert (status, ticket["rank"], ticket["note"]) == (200, "out_of_turn", "айылы тастыкталды")


@pytest.mark.asyncio
async def test_two_desks_never_call_one_visitor(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        for number in range(1, 21):
            await hall.visitor(number)
        called: list[str] = []

        async def serve(desk: int, person: str) -> None:
            operator = await hall.person(person, desk=desk)
            while True:
                status, ticket = await act(operator, desk, "next")
                if status == 409:
                    return
                called.append(ticket["ticket"])
                await act(operator, desk, "finish", ticket=ticket["ticket"])

        await asyncio.gather(serve(1, "aigul"), serve(2, "bakyt"))
        assert len(called) == len(set(called)) == 20


@pytest.mark.asyncio
async def test_two_clicks_at_once_call_one_visitor(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        await hall.visitor(2)
        operator = await hall.person("aigul", desk=1)
        answers = await asyncio.gather(*(act(operator, 1, "next") for _ in range(5)))
        assert sorted(status for status, _ in answers) == [200, 409, 409, 409, 409]


@pytest.mark.asyncio
async def test_whoever_acted_is_in_the_book_by_their_id_never_their_name(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        operator = await hall.person("bakyt", desk=1)
        await act(operator, 1, "next")
        assert hall.hub.office.desks[1].by == "bakyt"


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/api/desks/x/open", "/api/desks/-1/open", "/api/desks/100/open", "/api/desks/1/eat"])
async def test_a_desk_that_cannot_be_is_not_found(tmp_path: Path, path: str) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        answer = await operator.post(path)
        assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found")


async def board(hall: Centre) -> dict[str, Any]:
    picture: dict[str, Any] = await (await hall.client().get("/api/board")).json()
    return picture


@pytest.mark.asyncio
async def test_the_board_shows_calls_and_who_waits_and_no_service(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        await hall.visitor(2)
        operator = await hall.person("aigul", desk=1)
        await act(operator, 1, "next")
        picture = await board(hall)
        assert [(call["code"], call["desk"], call["state"]) for call in picture["calls"]] == [("А001", 1, "called")]
        assert picture["waiting"] == [{"code": "А002", "out_of_turn": False}]
        assert picture["waiting_count"] == 1
        assert service_of(1) not in str(picture)
        assert "Айгүл" not in str(picture)


@pytest.mark.asyncio
async def test_a_visitor_without_a_kiosk_gets_a_number_at_a_desk(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul", desk=1)
        visitor = {"service": service_of(1), "village": None, "language": "ru", "key": "hand-1"}
        status, issued = await act(operator, 1, "tickets", **visitor)
        assert (status, issued["ticket"], issued["code"], issued["ahead"]) == (201, "DESK-1", "П001", 0)
        assert await act(operator, 1, "tickets", **visitor) == (200, issued)
        status, other = await act(operator, 1, "tickets", service=service_of(1))
        assert (status, other["code"], other["ahead"]) == (201, "П002", 1)
        assert (await act(operator, 1, "next"))[1]["ticket"] == "DESK-1"
        assert await why(operator, 1, "tickets", service="nothing") == (422, "unknown_service")


@pytest.mark.asyncio
async def test_a_number_of_a_kiosk_that_is_cut_off_is_called_by_hand_and_joined_later(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul", desk=1)
        hall.watch.after(minutes=30)
        status, called = await act(operator, 1, "by-hand", kiosk="K", number=17, service=service_of(1))
        assert (status, called["code"], called["reason"], called["desk"]) == (200, "А017", "by_hand", 1)
        assert await why(operator, 1, "by-hand", kiosk="K", number=17, service=service_of(1)) == (409, "number_known")
        assert await why(operator, 1, "by-hand", kiosk="X", number=18, service=service_of(1)) == (409, "desk_busy")
        await act(operator, 1, "finish", ticket="K-17")
        assert await why(operator, 1, "by-hand", kiosk="X", number=18, service=service_of(1)) == (422, "no_such_kiosk")
        late = {"number": 17, "service": service_of(1, 1), "taken_at": "2026-11-23T09:05:00+06:00", "key": "k"}
        kiosk = hall.kiosk()
        for status in (201, 200):
            assert (await kiosk.post("/api/tickets", json=late)).status == status
        assert (await kiosk.put("/api/tickets/K-17/handed", json={"how": "printed"})).status == 204
        assert (await kiosk.put("/api/tickets/K-17/handed", json={"how": "seen"})).status == 422
        assert hall.hub.office.tickets["K-17"].outcome == "served"
        assert len(hall.hub.office.waiting) == 0


@pytest.mark.asyncio
async def test_only_a_person_who_may_calls_out_of_order_and_the_reason_is_on_record(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await hall.visitor(1)
        await hall.visitor(2)
        aigul, bakyt = await hall.person("aigul", desk=1), await hall.person("bakyt", desk=2)
        for operator, rights in ((aigul, ["call_out_of_order"]), (bakyt, [])):
            assert (await (await operator.get("/api/session")).json())["rights"] == rights
        assert await why(bakyt, 2, "call", ticket="K-2", reason="ill") == (403, "forbidden")
        assert await why(aigul, 1, "call", ticket="K-2") == (422, "reason_missing")
        status, called = await act(aigul, 1, "call", ticket="K-2", reason="ill")
        assert (status, called["ticket"], called["reason"], called["note"]) == (200, "K-2", "chosen", "ill")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("service", "body", "activity"),
    [
        ("residence", {"outcome": "served"}, "municipal"),
        ("residence", {"outcome": "advised"}, "informing"),
        ("residence", {"outcome": "advised", "activity": "municipal"}, "municipal"),
        ("passport", {"outcome": "advised"}, "state_help"),
        ("passport", {}, "state_help"),
    ],
)
async def test_every_visit_ends_with_one_of_the_three_kinds_of_activity(
    service: str, body: dict[str, str], activity: str, tmp_path: Path
) -> None:
    ledger = MemoryLedger()
    async with centre(tmp_path, ledger) as hall:
        await hall.visitor(1, service=service)
        desk = 3 if activity == "state_help" else 1
        operator = await hall.person("aigul", desk=desk)
        await act(operator, desk, "next")
        await act(operator, desk, "finish", ticket="K-1", **body)
    (book,) = await ledger.streams()
    (end,) = (fact for fact in await ledger.read(book) if isinstance(fact, TicketFinished))
    assert end.activity == activity


@pytest.mark.asyncio
async def test_a_desk_asks_its_colleagues_for_help_until_one_of_them_ends_it(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        aigul, bakyt = await hall.person("aigul", desk=1), await hall.person("bakyt", desk=2)
        async with (
            (await hall.person("cholpon")).ws_connect("/ws?view=head") as head,
            bakyt.ws_connect("/ws?view=desk:2") as colleague,
        ):
            screens = (head, colleague)
            assert [(await picture(screen))["notices"] for screen in screens] == [[], []]
            for ends in (aigul, bakyt):
                assert (await aigul.post("/api/desks/1/help")).status == 204
                asked = [{"code": "desk_help", "values": {"desk": "1", "time": "09:00"}}]
                assert [(await picture(screen))["notices"] for screen in screens] == [asked, asked]
                assert (await ends.delete("/api/desks/1/help")).status == 204
                assert [(await picture(screen))["notices"] for screen in screens] == [[], []]
        assert (await aigul.post("/api/desks/9/help")).status == 404
