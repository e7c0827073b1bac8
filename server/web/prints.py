"""Routes of the desks' printers: on the roll what the browser shows as PDF, and the tickets that the desks issue."""

from datetime import datetime
from secrets import token_urlsafe

from aiohttp import web

from core import commands as c
from core.words import DESK_LANE, How, Impossible, Why
from server.access import Right
from server.hub import Done
from server.printers import OUT, DeskPrinter
from server.ticket_paper import ticket_face
from server.web.bodies import DeskPrinterState, HandTicket, IssuedTicket, NewPrint, PrintEnded
from server.web.errors import Refused
from server.web.journal_papers import PAPERS, Made
from server.web.route import Call, Route, json_answer, permit
from server.web.tickets import prospect_of


async def state(call: Call) -> web.Response:
    printer = _printer(call)
    return json_answer(DeskPrinterState(printer.state if printer else None))


async def print_here(call: Call) -> web.Response:
    """By the right that the paper itself asks for; the access log has a line of it, as of its PDF."""
    wanted: NewPrint = call.body
    if (printer := _printer(call)) is None:
        raise Refused("no_printer")
    if wanted.paper == "ticket":
        return json_answer(await _print_ticket(call, printer, wanted.of))
    paper = PAPERS[wanted.paper]
    permit(call.who, paper.right, call.request)
    made = await paper.make(call, wanted.of, wanted.language)
    return json_answer(await _print(call, printer, f"{wanted.paper}/{wanted.of}", made))


async def issue(call: Call) -> web.Response:
    """A visitor without a kiosk gets a number here (R032): on paper where the desk has a printer, else by word.

    When the disk refused to record a paper that is out, whoever asks again has it recorded, and no second paper.
    """
    desk, by, body = int(call.request.match_info["desk"]), call.person.id, call.body
    key, printer = body.key or token_urlsafe(12), _printer(call)

    def request(at: datetime) -> c.IssueTicket:
        return c.IssueTicket(
            at, desk, by, body.service, body.village, body.language, key, body.also, paper=printer is not None
        )

    done = await call.house.hub.ask(request)
    ticket = done.office.by_key[key]
    if printer is None or done.office.tickets[ticket].how is not None:
        return _issued(done, ticket, None)
    paper = await _print_ticket(call, printer, ticket, again=False)
    how = How.PRINTED if paper.outcome in OUT else How.SCREEN
    await call.house.hub.ask(lambda at: c.ConfirmHanded(at, ticket, how))
    return _issued(done, ticket, paper)


def _issued(done: Done, ticket_id: str, paper: PrintEnded | None) -> web.Response:
    ticket = done.office.tickets[ticket_id]
    place = prospect_of(done.office, ticket, done.at)
    issued = IssuedTicket(
        ticket=ticket.id,
        code=ticket.code,
        rank=ticket.rank,
        service=ticket.service,
        ahead=place.ahead,
        wait_minutes=place.wait_minutes,
        taken_at=ticket.taken_at,
        paper=paper,
    )
    return json_answer(issued, 201 if done.events else 200)


async def _print_ticket(call: Call, printer: DeskPrinter, ticket_id: str, *, again: bool = True) -> PrintEnded:
    """Those of the kiosks are their kiosks' to print. Numbers begin anew each day: the day is part of the name."""
    hub, settings = call.house.hub, call.house.settings
    ticket = hub.office.tickets.get(ticket_id)
    if ticket is None or ticket.taken.kiosk != DESK_LANE:
        raise Impossible(Why.NO_SUCH_TICKET)
    place = prospect_of(hub.office, ticket, hub.now())
    face = ticket_face(settings.content, ticket, place, settings.hub.base_url)
    return await _print(call, printer, f"ticket/{hub.day}/{ticket_id}", (face, ticket.language), again=again)


async def _print(call: Call, printer: DeskPrinter, name: str, made: Made, *, again: bool = True) -> PrintEnded:
    face, language = made
    ended = await call.house.printers.print(printer, name, face, language, call.house.hub.now(), again=again)
    return PrintEnded(ended.outcome, ended.copy, printer.notice())


def _printer(call: Call) -> DeskPrinter | None:
    desk = int(call.request.match_info["desk"])
    if desk not in {one.id for one in call.house.settings.content.desks}:
        raise Impossible(Why.NO_SUCH_DESK)
    return call.house.printers.at(desk)


ROUTES = (
    Route(
        "GET",
        "/api/desks/{desk}/printer",
        Right.SERVE,
        "How the desk's printer is, if it has one",
        state,
        answer=DeskPrinterState,
        noes=(404,),
    ),
    Route(
        "POST",
        "/api/desks/{desk}/prints",
        Right.SERVE,
        "Print a paper at the desk, once; a further one of the same has the mark of a copy",
        print_here,
        NewPrint,
        PrintEnded,
        noes=(404, 422, 503),
    ),
    Route(
        "POST",
        "/api/desks/{desk}/tickets",
        Right.SERVE,
        "Give a number to a visitor without a kiosk",
        issue,
        HandTicket,
        IssuedTicket,
        (201, 200),
        (404, 409, 422, 503),
    ),
)
