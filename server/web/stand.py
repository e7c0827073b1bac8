"""Routes of what the centre prints for its walls and tables, as PDF: the sign, the evaluation sheet, blanks."""

from aiohttp import web

from core.sheets import Variant
from core.words import Language
from printer.page import Page
from server import stand
from server.access import Right
from server.web.errors import Refused
from server.web.journal_papers import InLanguage, as_pdf
from server.web.route import Act, Call, Route


async def hours(call: Call) -> web.Response:
    return await _printed(stand.hours_sign(call.house.settings.content, _language(call)))


def _sheet(variant: Variant) -> Act:
    async def answer(call: Call) -> web.Response:
        return await _printed(stand.evaluation_sheet(call.house.settings.content, _language(call), variant))

    return answer


async def blank(call: Call) -> web.Response:
    content, wanted = call.house.settings.content, call.request.match_info["service"]
    service = next((one for one in content.services if one.id == wanted), None)
    if service is None:
        raise Refused("not_found")
    return await _printed(stand.blank(content, service, _language(call)))


def _language(call: Call) -> Language:
    return call.query.language or Language.KY


async def _printed(page: Page) -> web.Response:
    return await as_pdf(page, "a4")


def _route(path: str, what: str, act: Act, *noes: int) -> Route:
    return Route("GET", path, Right.CONTENT, what, act, noes=(*noes, 422), query=InLanguage)


ROUTES = (
    _route("/api/stand/hours.pdf", "The sign with the hours, as PDF", hours),
    *(
        _route(f"/api/stand/sheet-{one.value}.pdf", f"The {one.value} evaluation sheet to fill in by hand", _sheet(one))
        for one in Variant
    ),
    _route("/api/services/{service}/blank.pdf", "A blank application for this service, as PDF", blank, 404),
)
