"""What the kiosk tells its hub: all of it, in order, once, whatever the hub says."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from core.words import How, Language, Rank
from kiosk.lane import Lane
from kiosk.reporter import Reporter
from kiosk.ticket import LaneTicket, Order
from link.hub_client import HubClient, LaneAnswer, Refused, Silent, Taken
from tests.kiosk.content import MONDAY
from tests.link.hub import Answer, Hub, nothing, refusal, refuses, says

pytestmark = pytest.mark.asyncio
ORDER = Order("family", None, Language.KY)
TAKEN = {"ticket": "K-1", "code": "А001", "rank": "ordinary", "ahead": 2, "wait_minutes": None}


class Told:
    def __init__(self) -> None:
        self.event = asyncio.Event()

    def __call__(self) -> None:
        self.event.set()


@asynccontextmanager
async def reporting(folder: Path, hub: Hub) -> AsyncIterator[tuple[Lane, Reporter, Told]]:
    lane, told = Lane(folder), Told()
    lane.join("K", LaneAnswer("А", MONDAY.date().isoformat(), 0))
    async with HubClient(hub.url, "demo-kiosk") as client:
        reporter = Reporter(lane, client, told, pause_s_min=0.01)
        task = asyncio.create_task(reporter.run())
        try:
            yield lane, reporter, told
        finally:
            task.cancel()
            await asyncio.wait([task])
            lane.close()


async def until_told(lane: Lane) -> None:
    async with asyncio.timeout(60):
        while lane.next_report() is not None:  # noqa: ASYNC110 - the lane is a file: there is no signal to wait for
            await asyncio.sleep(0.005)


def hand(lane: Lane) -> LaneTicket:
    ticket = lane.take(ORDER, MONDAY)
    lane.shown(ticket)
    lane.handed(ticket, How.PRINTED)
    return ticket


async def test_a_live_ticket_gets_its_answer(tmp_path: Path) -> None:
    async with (
        Hub(answers={"POST": says(TAKEN, 201)}).serving() as hub,
        reporting(tmp_path, hub) as (lane, reporter, _),
    ):
        assert await reporter.answer_to(lane.take(ORDER, MONDAY), 60) == Taken("K-1", "А001", Rank.ORDINARY, 2, None)


async def test_a_silent_hub_is_not_waited_for_longer_than_allowed(tmp_path: Path) -> None:
    async with Hub(answers={"POST": refuses(503)}).serving() as hub, reporting(tmp_path, hub) as (lane, reporter, _):
        assert isinstance(await reporter.answer_to(lane.take(ORDER, MONDAY), 0.1), Silent)


async def test_what_waited_through_an_outage_is_told_in_order(tmp_path: Path) -> None:
    hub = Hub(answers={"POST": says(TAKEN), "PUT": nothing(), "DELETE": nothing()})
    async with hub.serving():
        pass
    async with reporting(tmp_path, hub) as (lane, reporter, _):
        hand(lane)
        lane.withdrawn(lane.take(ORDER, MONDAY))
        reporter.wake()
        async with hub.serving():
            reporter.wake()
            await until_told(lane)
    assert [(method, path) for method, path, _ in hub.asked] == [
        ("POST", "/api/tickets"),
        ("PUT", "/api/tickets/K-1/handed"),
        ("POST", "/api/tickets"),
        ("DELETE", "/api/tickets/K-2"),
    ]


async def test_a_lost_answer_is_asked_for_again_with_the_same_words(tmp_path: Path) -> None:
    """The hub has heard, and its answer is lost on the way: the report is repeated, letter for letter."""
    tries = iter([refuses(502), says(TAKEN, 200)])

    async def lose_the_first(request: web.Request) -> web.StreamResponse:
        return await next(tries)(request)

    hub = Hub(answers={"POST": lose_the_first})
    async with hub.serving(), reporting(tmp_path, hub) as (lane, reporter, _):
        lane.take(ORDER, MONDAY)
        reporter.wake()
        await until_told(lane)
    first, second = (body for _, _, body in hub.asked)
    assert first == second


async def test_a_refused_number_is_laid_aside_and_the_next_visitor_is_told_of(tmp_path: Path) -> None:
    async def refuse_the_first(request: web.Request) -> web.StreamResponse:
        taken = says(TAKEN, 201)
        return refusal(409, "number_taken") if (await request.json())["number"] == 1 else await taken(request)

    hub = Hub(answers={"POST": refuse_the_first, "PUT": nothing()})
    async with hub.serving(), reporting(tmp_path, hub) as (lane, reporter, told):
        held = hand(lane)
        hand(lane)
        reporter.wake()
        await until_told(lane)
        assert told.event.is_set()
        assert [(one.ticket, one.aside) for one in lane.aside()] == [(held, "number_taken")]
    assert [path for method, path, _ in hub.asked if method == "PUT"] == ["/api/tickets/K-2/handed"]


async def test_the_refusal_of_a_live_ticket_is_answered_at_once(tmp_path: Path) -> None:
    hub = Hub(answers={"POST": refuses(422, "unknown_service")})
    async with hub.serving(), reporting(tmp_path, hub) as (lane, reporter, _):
        assert await reporter.answer_to(lane.take(ORDER, MONDAY), 60) == Refused(422, "unknown_service", "")


@pytest.mark.parametrize("later", [refuses(409, "day_closed"), refuses(401), refuses(429)])
async def test_what_the_hub_cannot_take_yet_is_told_later(tmp_path: Path, later: Answer) -> None:
    hub = Hub(answers={"POST": later})
    async with hub.serving(), reporting(tmp_path, hub) as (lane, reporter, _):
        lane.take(ORDER, MONDAY)
        reporter.wake()
        await hub.asked_for("POST")
        assert lane.next_report() is not None
        hub.answers["POST"] = says(TAKEN)
        reporter.wake()
        await until_told(lane)
        assert lane.aside() == ()
        assert reporter.known


async def test_a_hub_that_shuts_the_kiosk_out_is_told_to_the_staff(tmp_path: Path) -> None:
    hub = Hub(answers={"POST": refuses(401)})
    async with hub.serving(), reporting(tmp_path, hub) as (lane, reporter, told):
        lane.take(ORDER, MONDAY)
        reporter.wake()
        async with asyncio.timeout(60):
            await told.event.wait()
        assert not reporter.known


async def test_a_withdrawal_the_hub_has_no_use_for_is_forgotten(tmp_path: Path) -> None:
    hub = Hub(answers={"POST": says(TAKEN), "DELETE": refuses(404, "no_such_ticket")})
    async with hub.serving(), reporting(tmp_path, hub) as (lane, reporter, _):
        lane.withdrawn(lane.take(ORDER, MONDAY))
        reporter.wake()
        await until_told(lane)
        assert lane.aside() == ()
