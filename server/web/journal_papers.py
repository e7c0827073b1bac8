"""Routes of the papers to print: receipts, refusals, statements, lists to sign, route sheets, all as PDF."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Literal

from aiohttp import web

from config.texts import speaker
from core.record import record
from core.words import Language
from printer import layout
from printer.faces import Face
from printer.page import Page
from server import journal
from server.access import Right
from server.journal import papers
from server.journal.forms import STRICT
from server.route_sheet import route_face
from server.web.errors import Refused
from server.web.journal import ENTRY, act_of, number_of
from server.web.route import Act, Call, Route

NUMBER, ROW = re.compile(r"[0-9]{4}/(0|[1-9][0-9]{0,6})"), re.compile(r"[1-9][0-9]{0,8}")


@record
class InLanguage:
    """The language of the entry, or Kyrgyz, when left out."""

    __pydantic_config__ = STRICT

    language: Language | None = None


Made = tuple[Face, Language]


@record
class Paper:
    """A kind of paper: who may have it, its sheet in an office printer, and how it is made of what it is about.

    `make(call, of, language)` raises NotDone and Refused where there is no such paper.
    """

    right: Right
    size: Literal["a5", "a4"]
    make: Callable[[Call, str, Language | None], Awaitable[Made]]


def _of_entry(kind: str) -> Callable[[Call, str, Language | None], Awaitable[Made]]:
    async def make(call: Call, number: str, language: Language | None) -> Made:
        if NUMBER.fullmatch(number) is None:
            raise Refused("not_found")
        act = act_of(call)
        entry = await call.house.journal.do(lambda c: journal.read.whole(c, number, act))
        language = language or entry.language
        return papers.face_of(kind, entry, act.rules, language), language

    return make


async def _list_to_sign(call: Call, number: str, language: Language | None) -> Made:
    if ROW.fullmatch(number) is None:
        raise Refused("not_found")
    act = act_of(call)
    handover = await call.house.journal.do(lambda c: journal.handovers.one(c, int(number), act))
    language = language or Language.KY
    return papers.list_face(handover, act.rules, language), language


async def _route_sheet(call: Call, wanted: str, language: Language | None) -> Made:
    content = call.house.settings.content
    service = next((one for one in content.services if one.id == wanted and one.route), None)
    if service is None:
        raise Refused("not_found")
    language = language or Language.KY
    return route_face(content, service, language, call.house.hub.now()), language


PAPERS = {
    **{kind: Paper(Right.SEE_ENTRY, "a5", _of_entry(kind)) for kind in papers.KINDS},
    "route": Paper(Right.CONTENT, "a5", _route_sheet),
    "list": Paper(Right.SEE_JOURNAL, "a4", _list_to_sign),
}
"""By the names they are asked for."""


def _pdf(paper: Paper, of: Callable[[Call], str]) -> Act:
    async def answer(call: Call) -> web.Response:
        face, language = await paper.make(call, of(call), call.query.language)
        return await as_pdf(layout.page(face, speaker("ticket", language)), paper.size)

    return answer


async def as_pdf(page: Page, size: Literal["a5", "a4"]) -> web.Response:
    from printer.pdf import pdf  # noqa: PLC0415 - ten megabytes that a hub without paper never needs

    name = page.title.replace("/", "-")
    return web.Response(
        body=await asyncio.to_thread(pdf, page, size),
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            "Cache-Control": "no-store",
        },
    )


def _route(kind: str, path: str, summary: str, of: Callable[[Call], str], *noes: int) -> Route:
    return Route("GET", path, PAPERS[kind].right, summary, _pdf(PAPERS[kind], of), noes=noes, query=InLanguage)


ROUTES = (
    *(_route(kind, f"{ENTRY}/{kind}.pdf", f"The {kind} as PDF", number_of, 404, 422, 503) for kind in papers.KINDS),
    _route(
        "route",
        "/api/services/{service}/route.pdf",
        "The route sheet of a service that several bodies take part in, as PDF",
        lambda call: call.request.match_info["service"],
        *(404, 422),
    ),
    _route(
        "list",
        "/api/handovers/{id}/list.pdf",
        "A hand-over list to sign, as PDF",
        lambda call: call.request.match_info["id"],
        *(404, 422, 503),
    ),
)
