"""Routes of the needs people voice (R118–R120)."""

from typing import TYPE_CHECKING

from aiohttp import web

from server import journal
from server.access import Right
from server.journal.forms import NeedPassed, NeedsWanted, NewNeed
from server.journal.records import Need, Needs
from server.web.journal import act_of
from server.web.route import Call, Route, json_answer

if TYPE_CHECKING:
    from server.journal.engine import Connection


async def add(call: Call) -> web.Response:
    act = act_of(call)

    def work(c: "Connection") -> Need:
        made = journal.once.once(c, call.request.path, call.body.key, act, lambda: journal.needs.add(c, call.body, act))
        return journal.needs.one(c, made, act)

    return json_answer(await call.house.journal.do(work), 201)


async def pass_on(call: Call) -> web.Response:
    act, number = act_of(call), int(call.request.match_info["id"])

    def work(c: "Connection") -> Need:
        journal.needs.pass_on(c, number, call.body)
        return journal.needs.one(c, number, act)

    return json_answer(await call.house.journal.do(work))


async def find(call: Call) -> web.Response:
    act = act_of(call)
    return json_answer(await call.house.journal.do(lambda c: journal.needs.find(c, call.query, act)))


ROUTES = (
    Route("POST", "/api/needs", Right.REGISTER, "Note a need", add, NewNeed, Need, (201,), (422, 503)),
    Route(
        "PUT",
        "/api/needs/{id}",
        Right.REGISTER,
        "A need is passed on, or answered",
        pass_on,
        NeedPassed,
        Need,
        noes=(404, 422, 503),
    ),
    Route(
        "GET",
        "/api/needs",
        Right.SEE_JOURNAL,
        "Needs, the newest first",
        find,
        answer=Needs,
        noes=(422, 503),
        query=NeedsWanted,
    ),
)
