"""Asking a hub that answers, refuses, is slow, talks nonsense or is not there."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from aiohttp import web

from core.waits import WaitRange
from core.words import How, Language, Rank
from link import hub_client
from link.hub_client import (
    Done,
    HubClient,
    KioskReport,
    LaneAnswer,
    Paired,
    PrinterReport,
    Published,
    Refused,
    Silent,
    Taken,
    TicketReport,
    Unchanged,
)
from tests.link.hub import Hub, never, nothing, refuses, says

REPORT = TicketReport(42, "family", None, Language.KY, datetime(2026, 3, 2, 10, tzinfo=UTC), "secret", ("birth",))
TAKEN = {
    "ticket": "K-42",
    "code": "А042",
    "rank": "out_of_turn",
    "service": "family",
    "ahead": 3,
    "wait_minutes": {"low": 10, "high": 20},
    "taken_at": "2026-03-02T10:00:00+00:00",
}
pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def hub() -> AsyncIterator[Hub]:
    async with Hub().serving() as hub:
        yield hub


@pytest_asyncio.fixture
async def client(hub: Hub) -> AsyncIterator[HubClient]:
    async with HubClient(hub.url + "/", "demo-kiosk") as client:
        yield client


async def test_a_ticket_is_reported_as_the_interface_says(hub: Hub, client: HubClient) -> None:
    hub.answers["POST"] = says(TAKEN, 201)
    assert await client.take(REPORT) == Taken("K-42", "А042", Rank.OUT_OF_TURN, 3, WaitRange(10, 20))
    assert hub.asked == [
        (
            "POST",
            "/api/tickets",
            {
                "number": 42,
                "service": "family",
                "village": None,
                "language": "ky",
                "taken_at": "2026-03-02T10:00:00Z",
                "key": "secret",
                "also": ["birth"],
            },
        )
    ]


async def test_an_unknown_time_is_left_out(hub: Hub, client: HubClient) -> None:
    hub.answers["POST"] = says(TAKEN)
    await client.take(TicketReport(42, "family", "ak", Language.KY, None, "secret"))
    assert "taken_at" not in hub.asked[0][2]
    assert hub.asked[0][2]["village"] == "ak"


async def test_handed_and_withdrawn(hub: Hub, client: HubClient) -> None:
    hub.answers |= {"PUT": nothing(), "DELETE": nothing()}
    assert await client.handed("K-42", How.SCREEN) == Done()
    assert await client.handed("K-42", How.PRINTED, "2026-03-02") == Done()
    assert await client.withdraw("K-42") == Done()
    assert hub.asked == [
        ("PUT", "/api/tickets/K-42/handed", {"how": "screen"}),
        ("PUT", "/api/tickets/K-42/handed", {"how": "printed", "day": "2026-03-02"}),
        ("DELETE", "/api/tickets/K-42", None),
    ]


async def test_the_kiosk_says_how_it_is(hub: Hub, client: HubClient) -> None:
    hub.answers["PUT"] = nothing()
    printers = (PrinterReport("paper_out", 0), PrinterReport("unknown", None))
    assert await client.say_state(KioskReport(printers, ("disk",))) == Done()
    states = [{"state": "paper_out", "paper_left_mm": 0}, {"state": "unknown", "paper_left_mm": None}]
    assert hub.asked == [("PUT", "/api/kiosk/state", {"printers": states, "warnings": ["disk"]})]


async def test_a_refusal_names_its_reason(hub: Hub, client: HubClient) -> None:
    hub.answers["POST"] = refuses(409, "number_taken", "Бул номер алынган")
    assert await client.take(REPORT) == Refused(409, "number_taken", "Бул номер алынган")


async def test_a_refusal_without_our_form_is_still_a_refusal(hub: Hub, client: HubClient) -> None:
    hub.answers["POST"] = says({"oops": 1}, 422)
    assert await client.take(REPORT) == Refused(422, "", "")


@pytest.mark.parametrize("status", [500, 502, 503, 429, 302])
async def test_a_hub_out_of_order_counts_as_silent(hub: Hub, client: HubClient, status: int) -> None:
    hub.answers["POST"] = refuses(status, "storage")
    assert await client.take(REPORT) == Silent(f"status {status}", too_often=status == 429)


async def test_nonsense_counts_as_silent(hub: Hub, client: HubClient) -> None:
    hub.answers["POST"] = says({"ticket": 5})
    assert isinstance(await client.take(REPORT), Silent)


async def test_nobody_there(client: HubClient) -> None:
    async with HubClient("http://127.0.0.1:1") as nobody:
        assert isinstance(await nobody.take(REPORT), Silent)
        assert isinstance(await nobody.content(), Silent)


async def test_an_address_that_is_none() -> None:
    async with HubClient("not an address") as nobody:
        assert isinstance(await nobody.lane(), Silent)


async def test_a_slow_hub_is_not_waited_for(hub: Hub, client: HubClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_client, "TAKE_S_MAX", 0.05)
    until = asyncio.Event()
    hub.answers["POST"] = never(until)
    assert await client.take(REPORT) == Silent("no answer within 0.05 s")
    until.set()


async def test_content_is_asked_for_once(hub: Hub, client: HubClient) -> None:
    async def content(request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == '"7"':
            return web.Response(status=304)
        return web.json_response({"version": "7"}, headers={"ETag": '"7"'})

    hub.answers["GET"] = content
    published = await client.content()
    assert published == Published(b'{"version": "7"}', '"7"')
    assert await client.content('"7"') == Unchanged()


async def test_the_lane_and_the_pairing(hub: Hub, client: HubClient) -> None:
    hub.answers["GET"] = says({"letter": "А", "day": "2026-03-02", "highest": 57})
    assert await client.lane() == LaneAnswer("А", "2026-03-02", 57)
    hub.answers["POST"] = says({"token": "abc", "kiosk": "K"}, 201)
    assert await client.pair("123456") == Paired("abc")
