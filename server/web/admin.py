"""Routes of the head's administration: who comes in, the access log, what is known of one person (docs/admin.md)."""

from typing import Annotated

from aiohttp import web
from pydantic import StringConstraints

from core.record import record
from server import journal
from server.access import Right
from server.journal.forms import STRICT, LogWanted
from server.journal.records import Log, PersonFile
from server.web.journal import act_of
from server.web.route import Call, Route, json_answer


@record
class Numbers:
    __pydantic_config__ = STRICT

    numbers: Annotated[
        str, StringConstraints(max_length=4000, pattern=r"^[0-9]{4}/[1-9][0-9]{0,6}(,[0-9]{4}/[1-9][0-9]{0,6})*$")
    ]


async def access_log(call: Call) -> web.Response:
    act = act_of(call)
    return json_answer(await call.house.journal.do(lambda c: journal.log.find(c, call.query, act)))


async def person_file(call: Call) -> web.Response:
    act, numbers = act_of(call), tuple(dict.fromkeys(call.query.numbers.split(",")))
    found = await call.house.journal.do(lambda c: journal.person.about(c, numbers, act))
    answer = json_answer(found)
    answer.headers["Content-Disposition"] = 'attachment; filename="person.json"'
    return answer


ROUTES = (
    Route(
        "GET",
        "/api/person.json",
        Right.ADMINISTER,
        "Everything kept about one person, by the numbers of their entries: ?numbers=2026/1,2026/17",
        person_file,
        answer=PersonFile,
        noes=(404, 422, 503),
        query=Numbers,
    ),
    Route(
        "GET",
        "/api/access-log",
        Right.ADMINISTER,
        "Who saw or changed which record, the newest first",
        access_log,
        answer=Log,
        noes=(422, 503),
        query=LogWanted,
    ),
)
