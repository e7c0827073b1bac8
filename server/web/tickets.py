"""Routes of the kiosks and of whoever holds a ticket."""

from datetime import datetime

from aiohttp import web

from core import commands as c
from core import views, waits
from core.office import Office, Ticket
from core.words import Impossible, Stage, Why
from server.access import Right
from server.devices import KioskState
from server.hub import Done
from server.web.bodies import Handed, HelpCall, LaneState, NewTicket, TakenTicket
from server.web.errors import Refused
from server.web.route import Call, Route, json_answer

_NOTHING_AHEAD = waits.Prospect(0, None)


async def take(call: Call) -> web.Response:
    new: NewTicket = call.body
    kiosk = call.kiosk
    done = await call.house.hub.ask(
        lambda at: c.TakeTicket(
            at, kiosk, new.number, new.service, new.village, new.language, new.taken_at, new.key, new.also
        )
    )
    return _taken(done, f"{kiosk}-{new.number}")


def _taken(done: Done, ticket_id: str) -> web.Response:
    """The ticket with its place and wait as they are now; 201 when it is new."""
    ticket = done.office.tickets[ticket_id]
    place = prospect_of(done.office, ticket, done.at)
    taken = TakenTicket(
        ticket.id, ticket.code, ticket.rank, ticket.service, place.ahead, place.wait_minutes, ticket.taken_at
    )
    return json_answer(taken, 201 if done.events else 200)


def prospect_of(office: Office, ticket: Ticket, at: datetime) -> waits.Prospect:
    waits_still = ticket.stage in (Stage.TAKEN, Stage.HANDED)
    return waits.of_ticket(office, ticket, at) if waits_still else _NOTHING_AHEAD


async def handed(call: Call) -> web.Response:
    ticket, report = _own_ticket(call), call.body
    await call.house.hub.ask(lambda at: c.ConfirmHanded(at, ticket, report.how), report.day)
    return web.Response(status=204)


async def withdraw(call: Call) -> web.Response:
    ticket = _own_ticket(call)
    await call.house.hub.ask(lambda at: c.WithdrawTicket(at, ticket))
    return web.Response(status=204)


async def lane(call: Call) -> web.Response:
    office = call.house.hub.office
    if call.kiosk not in office.letters:
        raise Impossible(Why.UNKNOWN_KIOSK)
    letter, highest = office.letters[call.kiosk], office.highest.get(call.kiosk, 0)
    return json_answer(LaneState(call.kiosk, letter, call.house.hub.day, highest))


async def say_state(call: Call) -> web.Response:
    call.house.devices.told(call.kiosk, call.body)
    return web.Response(status=204)


async def call_help(call: Call) -> web.Response:
    return json_answer(HelpCall(call.house.devices.call_help(call.kiosk)))


async def answer_help(call: Call) -> web.Response:
    kiosk = call.request.match_info["kiosk"]
    if kiosk not in call.house.hub.office.letters:
        raise Refused("not_found")
    call.house.devices.answer_help(kiosk)
    return web.Response(status=204)


async def status(call: Call) -> web.Response:
    office = call.house.hub.office
    ticket = office.by_key.get(call.request.match_info["key"])
    if ticket is None:
        raise Impossible(Why.NO_SUCH_TICKET)
    return json_answer(views.status(office, office.tickets[ticket], call.house.hub.now()))


def _own_ticket(call: Call) -> str:
    """A kiosk acts in its own lane only."""
    ticket = call.request.match_info["ticket"]
    if not ticket.startswith(f"{call.kiosk}-"):
        raise Refused("forbidden")
    return ticket


ROUTES = (
    Route(
        "POST",
        "/api/tickets",
        Right.ISSUE,
        "A visitor has taken a number",
        take,
        NewTicket,
        TakenTicket,
        (201, 200),
        (409, 422, 503),
    ),
    Route(
        "PUT",
        "/api/tickets/{ticket}/handed",
        Right.ISSUE,
        "The visitor holds the number",
        handed,
        Handed,
        statuses=(204,),
        noes=(404, 422, 503),
    ),
    Route(
        "DELETE",
        "/api/tickets/{ticket}",
        Right.ISSUE,
        "The visitor walked away before holding the number",
        withdraw,
        statuses=(204,),
        noes=(404, 409, 503),
    ),
    Route("GET", "/api/lane", Right.ISSUE, "Where a newly paired kiosk takes up", lane, answer=LaneState),
    Route(
        "PUT",
        "/api/kiosk/state",
        Right.ISSUE,
        "How the kiosk and its printers are",
        say_state,
        KioskState,
        statuses=(204,),
        noes=(422,),
    ),
    Route(
        "POST",
        "/api/kiosk/help",
        Right.ISSUE,
        "Somebody at the kiosk needs an employee; the kiosk's picture says when the call is answered",
        call_help,
        answer=HelpCall,
    ),
    Route(
        "DELETE",
        "/api/kiosks/{kiosk}/help",
        Right.SERVE,
        "An employee is on the way to the kiosk",
        answer_help,
        statuses=(204,),
        noes=(404,),
    ),
    Route(
        "GET",
        "/api/tickets/{key}/status",
        Right.PUBLIC,
        "How a ticket stands",
        status,
        answer=views.TicketStatus,
        noes=(404,),
    ),
)
