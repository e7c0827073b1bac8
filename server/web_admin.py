"""Routes of the head's administration: who comes in, the access log, what is known of one person (docs/admin.md)."""

from aiohttp import web
from pydantic import TypeAdapter

from server.access import Right
from server.journal import log
from server.journal.log import Log, LogWanted
from server.web_journal import act_of
from server.web_route import Call, Route, json_answer

_LOG = TypeAdapter(Log)


async def access_log(call: Call) -> web.Response:
    act = act_of(call)
    return json_answer(_LOG, await call.house.journal.do(lambda c: log.find(c, call.query, act)))


ROUTES = (
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
