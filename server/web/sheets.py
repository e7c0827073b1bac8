"""Evaluation sheets over HTTP: handed in by a kiosk or keyed in from paper, and told as sums by the quarter."""

import re
from datetime import date, timedelta

from aiohttp import web

from core.sheets import Channel, Evaluation
from server import journal
from server.access import Device, Right
from server.web.bodies import NewSheet
from server.web.errors import Refused
from server.web.route import Call, Route, json_answer

QUARTER = re.compile(r"(20[0-9]{2})-([1-4])")


async def hand_in(call: Call) -> web.Response:
    """What comes from a kiosk was given there; what a person sends was on paper (R157)."""
    new: NewSheet = call.body
    channel = Channel.KIOSK if isinstance(call.who, Device) else Channel.PAPER
    visited = new.visited or call.house.hub.now().date()
    fresh = await call.house.journal.do(
        lambda c: journal.sheets.keep(c, new.key, new.sheet, channel=channel, visited=visited, language=new.language)
    )
    return web.Response(status=201 if fresh else 200)


async def evaluation(call: Call) -> web.Response:
    """By whole quarters alone: the sums of a single day would be what a single visitor said."""
    asked = call.request.query.get("quarter")
    today = call.house.hub.now().date()
    found = QUARTER.fullmatch(asked if asked is not None else f"{today.year}-{(today.month + 2) // 3}")
    if found is None:
        raise Refused("wrong_field", "quarter")
    year, quarter = int(found[1]), int(found[2])
    since = date(year, 3 * quarter - 2, 1)
    until = (since + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    told = await call.house.journal.do(lambda c: journal.sheets.evaluation(c, since, until))
    return json_answer(told)


ROUTES = (
    Route(
        "POST",
        "/api/sheets",
        Right.HAND_IN_SHEET,
        "An evaluation sheet; the same key again is kept once and answered with 200",
        hand_in,
        NewSheet,
        statuses=(200, 201),
        noes=(422, 503),
    ),
    Route(
        "GET",
        "/api/sheets",
        Right.SEE_HEAD,
        "What the sheets of a quarter say together: ?quarter=2026-4, the current one without it",
        evaluation,
        answer=Evaluation,
        noes=(422, 503),
    ),
)
