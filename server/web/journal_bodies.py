"""Routes between the centre and the bodies: what goes there, the lists to sign, what comes back (R081–R086)."""

from datetime import date
from typing import TYPE_CHECKING

from aiohttp import web

from core.record import record
from server import journal
from server.access import Right
from server.journal.forms import STRICT, NewHandOver
from server.journal.records import HandOver, WaitingFor
from server.web.journal import act_of
from server.web.route import Call, Route, json_answer

if TYPE_CHECKING:
    from server.journal.engine import Connection


@record
class OfDay:
    """Today when left out."""

    __pydantic_config__ = STRICT

    day: date | None = None


async def waiting(call: Call) -> web.Response:
    act = act_of(call)
    return json_answer(await call.house.journal.do(lambda c: journal.handovers.waiting(c, act)))


async def hand_over(call: Call) -> web.Response:
    act = act_of(call)

    def work(c: "Connection") -> HandOver:
        return journal.handovers.one(c, journal.custody.hand_over(c, call.body, act), act)

    return json_answer(await call.house.journal.do(work), 201)


async def of_day(call: Call) -> web.Response:
    act = act_of(call)
    return json_answer(
        await call.house.journal.do(lambda c: journal.handovers.of_day(c, call.query.day or act.day, act))
    )


async def one(call: Call) -> web.Response:
    act, number = act_of(call), int(call.request.match_info["id"])
    return json_answer(await call.house.journal.do(lambda c: journal.handovers.one(c, number, act)))


ROUTES = (
    Route(
        "GET",
        "/api/handovers/due",
        Right.SEE_JOURNAL,
        "What waits to go to each body",
        waiting,
        answer=tuple[WaitingFor, ...],
        noes=(503,),
    ),
    Route(
        "POST",
        "/api/handovers",
        Right.REGISTER,
        "Papers go to a body, all of these or none",
        hand_over,
        NewHandOver,
        HandOver,
        (201,),
        (409, 422, 503),
    ),
    Route(
        "GET",
        "/api/handovers",
        Right.SEE_JOURNAL,
        "The hand-over lists of a day",
        of_day,
        answer=tuple[HandOver, ...],
        noes=(422, 503),
        query=OfDay,
    ),
    Route("GET", "/api/handovers/{id}", Right.SEE_JOURNAL, "One hand-over list", one, answer=HandOver, noes=(404, 503)),
)
