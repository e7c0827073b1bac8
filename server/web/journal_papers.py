"""Routes of the papers to print: receipts, refusals, statements, lists to sign, route sheets, all as PDF."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from config.texts import speaker
from core.words import Language
from printer import layout
from printer.faces import Face
from printer.page import Page
from server.access import Right
from server.journal import handovers, papers, read
from server.journal.forms import STRICT
from server.route_sheet import route_face
from server.web.errors import Refused
from server.web.journal import ENTRY, act_of, number_of
from server.web.route import Act, Call, Route


@dataclass(frozen=True, slots=True)
class InLanguage:
    """The language of the entry, or Kyrgyz, when left out."""

    __pydantic_config__ = STRICT

    language: Language | None = None


def _paper(kind: str) -> Act:
    async def answer(call: Call) -> web.Response:
        act, number = act_of(call), number_of(call)
        entry = await call.house.journal.do(lambda c: read.whole(c, number, act))
        language = call.query.language or entry.language
        return await _printed(papers.face_of(kind, entry, act.rules, language), language, "a5")

    return answer


async def list_to_sign(call: Call) -> web.Response:
    act, number = act_of(call), int(call.request.match_info["id"])
    handover = await call.house.journal.do(lambda c: handovers.one(c, number, act))
    language = call.query.language or Language.KY
    return await _printed(papers.list_face(handover, act.rules, language), language, "a4")


async def route_sheet(call: Call) -> web.Response:
    content, wanted = call.house.settings.content, call.request.match_info["service"]
    service = next((one for one in content.services if one.id == wanted and one.route), None)
    if service is None:
        raise Refused("not_found")
    language = call.query.language or Language.KY
    return await _printed(route_face(content, service, language, call.house.hub.now()), language, "a5")


async def _printed(face: Face, language: str, size: Literal["a5", "a4"]) -> web.Response:
    return await as_pdf(layout.page(face, speaker("ticket", language)), size)


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


ROUTES = (
    *(
        Route(
            "GET",
            f"{ENTRY}/{kind}.pdf",
            Right.SEE_ENTRY,
            f"The {kind} as PDF",
            _paper(kind),
            noes=(404, 422, 503),
            query=InLanguage,
        )
        for kind in papers.KINDS
    ),
    Route(
        "GET",
        "/api/services/{service}/route.pdf",
        Right.CONTENT,
        "The route sheet of a service that several bodies take part in, as PDF",
        route_sheet,
        noes=(404, 422),
        query=InLanguage,
    ),
    Route(
        "GET",
        "/api/handovers/{id}/list.pdf",
        Right.SEE_JOURNAL,
        "A hand-over list to sign, as PDF",
        list_to_sign,
        noes=(404, 422, 503),
        query=InLanguage,
    ),
)
