"""Routes of the needs people voice (R118–R120)."""

from aiohttp import web

from server.access import Right
from server.journal import needs
from server.journal.forms import NeedPassed, NewNeed
from server.journal.needs import NeedsWanted
from server.journal.once import once
from server.journal.records import Need, Needs
from server.journal.store import Connection
from server.web.journal import act_of
from server.web.route import Call, Route, json_answer


async def add(call: Call) -> web.Response:
    act = act_of(call)

    def work(c: Connection) -> Need:
        made = once(c, call.request.path, call.body.key, act, lambda: needs.add(c, call.body, act))
        return needs.one(c, made, act)

    return json_answer(await call.house.journal.do(work), 201)


async def pass_on(call: Call) -> web.Response:
    act, number = act_of(call), int(call.request.match_info["id"])

    def work(c: Connection) -> Need:
        needs.pass_on(c, number, call.body)
        return needs.one(c, number, act)

    return json_answer(await call.house.journal.do(work))


async def find(call: Call) -> web.Response:
    act = act_of(call)
    return json_answer(await call.house.journal.do(lambda c: needs.find(c, call.query, act)))


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
