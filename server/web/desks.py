"""Routes of the desks: each names the ticket its sender was looking at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiohttp import web

from config.schema import Category
from core import commands as c
from core import views
from core.events import TicketCalled
from core.words import Activity, Impossible, Outcome, Why
from server.access import Right
from server.web.bodies import (
    ByHand,
    Finish,
    FinishOne,
    NewRank,
    Nothing,
    OfTicket,
    OfTicketWithReason,
    Pause,
    Transfer,
)
from server.web.route import Act, Call, Route, json_answer, permit_visitor

Build = Callable[[datetime, int, str, Any], c.DeskCommand]


def _at_desk(build: Build) -> Act:
    """Open, pause, close: nothing to tell but that it is so."""

    async def act(call: Call) -> web.Response:
        desk, by, body = _desk(call), call.person.id, call.body
        await call.house.hub.ask(lambda at: build(at, desk, by, body))
        return web.Response(status=204)

    return act


def _with_ticket(build: Build) -> Act:
    """Everything done to a ticket answers the ticket as it stands after it."""

    async def act(call: Call) -> web.Response:
        permit_visitor(call)
        desk, by, body = _desk(call), call.person.id, _complete(call)
        done = await call.house.hub.ask(lambda at: build(at, desk, by, body))
        called = next((event.ticket for event in done.events if isinstance(event, TicketCalled)), None)
        return json_answer(views.ticket(done.office.tickets[called or body.ticket]))

    return act


def _complete(call: Call) -> Any:
    """The end of a visit says which kind of activity it was (R007); unsaid, the service and the outcome tell."""
    body, ticket = call.body, call.house.hub.office.tickets.get(getattr(call.body, "ticket", ""))
    if not isinstance(body, Finish | FinishOne) or body.activity is not None or ticket is None:
        return body
    category = next((s.category for s in call.house.settings.content.services if s.id == ticket.service), None)
    return replace(body, activity=activity_of(category, body.outcome))


def activity_of(category: Category | None, outcome: Outcome) -> Activity:
    if category is Category.STATE:
        return Activity.STATE_HELP
    return Activity.INFORMING if outcome in (Outcome.ADVISED, Outcome.REDIRECTED) else Activity.MUNICIPAL


async def ask_colleagues(call: Call) -> web.Response:
    call.house.devices.ask_colleagues(_known_desk(call))
    return web.Response(status=204)


async def end_asking(call: Call) -> web.Response:
    call.house.devices.end_asking(_known_desk(call))
    return web.Response(status=204)


def _known_desk(call: Call) -> int:
    if (desk := _desk(call)) not in call.house.hub.office.desks:
        raise Impossible(Why.NO_SUCH_DESK)
    return desk


def _desk(call: Call) -> int:
    return int(call.request.match_info["desk"])


STATES: tuple[tuple[str, str, Any, Build], ...] = (
    ("open", "Open the desk", Nothing, lambda at, desk, by, body: c.OpenDesk(at, desk, by)),
    (
        "pause",
        "Pause the desk",
        Pause,
        lambda at, desk, by, body: c.PauseDesk(at, desk, by, body.reason, body.back_at),
    ),
    ("close", "Close the desk", Nothing, lambda at, desk, by, body: c.CloseDesk(at, desk, by)),
)
ACTS: tuple[tuple[str, str, Any, Build], ...] = (
    ("next", "Call the next visitor", Nothing, lambda at, desk, by, body: c.CallNext(at, desk, by)),
    (
        "call",
        "Call one of the waiting out of order, with a reason",
        OfTicketWithReason,
        lambda at, desk, by, body: c.CallTicket(at, desk, by, body.ticket, body.reason),
    ),
    (
        "by-hand",
        "Call a number of a kiosk that is cut off",
        ByHand,
        lambda at, desk, by, body: c.CallByHand(at, desk, by, body.kiosk, body.number, body.service),
    ),
    (
        "recall",
        "Call again",
        OfTicketWithReason,
        lambda at, desk, by, body: c.RecallTicket(at, desk, by, body.ticket, body.reason),
    ),
    (
        "start",
        "The visitor is at the desk",
        OfTicket,
        lambda at, desk, by, body: c.StartService(at, desk, by, body.ticket),
    ),
    (
        "finish",
        "The visit is over",
        Finish,
        lambda at, desk, by, body: c.FinishTicket(at, desk, by, body.ticket, body.outcome, body.activity),
    ),
    (
        "next-service",
        "One service of the visit is done; on to the next one, here or in the queue",
        FinishOne,
        lambda at, desk, by, body: c.FinishService(
            at, desk, by, body.ticket, body.service, body.outcome, body.activity
        ),
    ),
    (
        "no-show",
        "The visitor did not come",
        OfTicketWithReason,
        lambda at, desk, by, body: c.MarkNoShow(at, desk, by, body.ticket, body.reason),
    ),
    (
        "park",
        "Set the visit aside",
        OfTicketWithReason,
        lambda at, desk, by, body: c.ParkTicket(at, desk, by, body.ticket, body.reason),
    ),
    (
        "resume",
        "Call somebody set aside, or who came back",
        OfTicket,
        lambda at, desk, by, body: c.ResumeTicket(at, desk, by, body.ticket),
    ),
    (
        "transfer",
        "To another service or one desk, in the same place; with `back` they return here afterwards",
        Transfer,
        lambda at, desk, by, body: c.TransferTicket(
            at, desk, by, body.ticket, body.service, body.to_desk, body.reason, body.back
        ),
    ),
    (
        "rank",
        "Grant or take back the out-of-turn right",
        NewRank,
        lambda at, desk, by, body: c.CorrectRank(at, desk, by, body.ticket, body.rank, body.reason),
    ),
)

HELP = (
    ("POST", "Ask the colleagues for help", ask_colleagues),
    ("DELETE", "A colleague is there, or is not needed any more", end_asking),
)
NOES = (404, 409, 422, 503)
ROUTES = (
    *(
        Route("POST", f"/api/desks/{{desk}}/{name}", Right.SERVE, summary, _at_desk(build), body, None, (204,), NOES)
        for name, summary, body, build in STATES
    ),
    *(
        Route(
            "POST",
            f"/api/desks/{{desk}}/{name}",
            Right.CALL_OUT_OF_ORDER if name == "call" else Right.SERVE,
            summary,
            _with_ticket(build),
            body,
            views.TicketPicture,
            (200,),
            NOES,
        )
        for name, summary, body, build in ACTS
    ),
    *(
        Route(method, "/api/desks/{desk}/help", Right.SERVE, summary, act, statuses=(204,), noes=(404,))
        for method, summary, act in HELP
    ),
)
