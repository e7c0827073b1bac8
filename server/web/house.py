"""Routes about the house: its health and figures, its content and texts, who comes in."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping

from aiohttp import web

from config.schema import Person
from core import views
from server import VERSION
from server.access import Right, TooManyTries
from server.web.bodies import Anything, Health, LogIn, Paired, PairingCode, SessionState
from server.web.errors import Refused
from server.web.route import COOKIE, JSON, Call, Route, json_answer

log = logging.getLogger(__name__)


async def health(call: Call) -> web.Response:
    hub = call.house.hub
    state = "storage" if hub.storage_down else "ok"
    return json_answer(Health(state, call.house.settings.content.centre.id, hub.day, hub.office.seq, VERSION))


async def figures(call: Call) -> web.Response:
    from server.metrics import metrics  # noqa: PLC0415 - a megabyte that a hub nobody watches never needs

    body = metrics(call.house.hub, call.house.fanout, call.house.devices, call.house.answered)
    return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})


async def content(call: Call) -> web.Response:
    return _unless_known(call, call.house.content, call.house.etag, JSON)


async def picture(call: Call) -> web.Response:
    name, settings = call.request.match_info["name"], call.house.settings
    if name not in {service.sample for service in settings.content.services}:
        raise Refused("not_found")
    try:
        body = await asyncio.to_thread((settings.pictures / name).read_bytes)
    except OSError as error:
        log.error("the picture %s cannot be read: %s", name, error)
        raise Refused("not_found") from None
    kind = {"Content-Type": "image/png" if name.endswith(".png") else "image/jpeg"}
    return _unless_known(call, body, etag_of(body), kind)


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _unless_known(call: Call, body: bytes, etag: str, kind: Mapping[str, str]) -> web.Response:
    headers = {**kind, "ETag": etag, "Cache-Control": "private, no-cache"}
    known = call.request.headers.get("If-None-Match", "")
    if known == "*" or etag in (tag.strip().removeprefix("W/") for tag in known.split(",")):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, headers=headers)


async def board(call: Call) -> web.Response:
    return web.Response(body=call.house.fanout.picture("board"), headers=JSON)


async def log_in(call: Call) -> web.Response:
    who: LogIn = call.body
    try:
        token = await call.house.access.log_in(who.person, who.pin, call.address)
    except TooManyTries as wait:
        raise Refused("too_many_tries", seconds=wait.seconds) from None
    if token is None or (person := call.house.access.person(token)) is None:
        raise Refused("wrong_pin")
    answer = json_answer(_state_of(person))
    answer.set_cookie(COOKIE, token, httponly=True, samesite="Strict", path="/", secure=call.request.secure)
    return answer


async def session(call: Call) -> web.Response:
    return json_answer(_state_of(call.person))


def _state_of(person: Person) -> SessionState:
    return SessionState(person.id, person.name, person.role, person.rights, person.unit)


async def log_out(call: Call) -> web.Response:
    if (token := call.request.cookies.get(COOKIE)) is not None:
        await call.house.access.log_out(token)
    answer = web.Response(status=204)
    answer.del_cookie(COOKIE, path="/", httponly=True, samesite="Strict")
    return answer


async def pair(call: Call) -> web.Response:
    code: PairingCode = call.body
    try:
        paired = await call.house.access.pair(code.code, call.address)
    except TooManyTries as wait:
        raise Refused("too_many_tries", seconds=wait.seconds) from None
    if paired is None:
        raise Refused("wrong_code")
    return json_answer(Paired(*paired))


ROUTES = (
    Route("GET", "/healthz", Right.PUBLIC, "Whether the hub works", health, answer=Health),
    Route("GET", "/metrics", Right.METRICS, "Figures for Prometheus, as text", figures),
    Route(
        "GET",
        "/api/content",
        Right.CONTENT,
        "The published content, with an ETag",
        content,
        answer=Anything,
        statuses=(200, 304),
    ),
    Route(
        "GET",
        "/api/pictures/{name}",
        Right.CONTENT,
        "A picture that the content names, with an ETag",
        picture,
        statuses=(200, 304),
        noes=(404,),
    ),
    Route("GET", "/api/board", Right.PUBLIC, "The picture of the board", board, answer=views.BoardPicture),
    Route(
        "POST",
        "/api/session",
        Right.PUBLIC,
        "Log in with person and PIN; sets the session cookie",
        log_in,
        LogIn,
        SessionState,
        noes=(401, 422, 429, 503),
    ),
    Route("GET", "/api/session", Right.OWN_SESSION, "Who is logged in", session, answer=SessionState),
    Route("DELETE", "/api/session", Right.PUBLIC, "Log out", log_out, statuses=(204,), noes=(503,)),
    Route(
        "POST",
        "/api/pair",
        Right.PUBLIC,
        "A kiosk's token for a code that is good once",
        pair,
        PairingCode,
        Paired,
        noes=(401, 422, 429, 503),
    ),
)
