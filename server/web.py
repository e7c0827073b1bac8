"""The front door: routes and sockets, translation only. One middleware gives every error its shape."""

import hashlib
import logging

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from pydantic import TypeAdapter

from config.schema import Content, Settings
from config.texts import LANGUAGES
from core import views
from core.words import Impossible
from server import web_desks, web_house, web_tickets
from server.access import Access, Right
from server.fanout import Fanout
from server.hub import Hub, Unavailable
from server.ledger import NotWritten
from server.web_errors import OF_HTTP, Refused, from_impossible, from_refused, language
from server.web_openapi import describe
from server.web_pages import add_pages
from server.web_route import JSON, Call, House, Route, handle
from server.web_socket import watch
from server.web_visitor import visitor_page

BODY_MAX = 16 * 1024
log = logging.getLogger(__name__)


async def openapi(call: Call) -> web.Response:
    return web.Response(body=describe(ROUTES), headers=JSON)


ROUTES: tuple[Route, ...] = (
    *web_house.ROUTES,
    *web_tickets.ROUTES,
    *web_desks.ROUTES,
    Route("GET", "/api/openapi.json", Right.PUBLIC, "This description", openapi, answer=dict[str, object]),
)


def application(settings: Settings, hub: Hub, fanout: Fanout, access: Access) -> web.Application:
    content = TypeAdapter(Content).dump_json(settings.content)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    house = House(settings, hub, fanout, access, content, etag)

    async def socket(request: web.Request) -> web.StreamResponse:
        return await watch(house, request)

    async def own_ticket(request: web.Request) -> web.Response:
        office, now = hub.office, hub.now()
        ticket = office.by_key.get(request.match_info["key"])
        status = views.status(office, office.tickets[ticket], now) if ticket else None
        wanted = request.query.get("lang", "")
        page = visitor_page(status, wanted if wanted in LANGUAGES else language(request), now)
        return web.Response(
            text=page, content_type="text/html", status=200 if status else 404, headers={"Cache-Control": "no-store"}
        )

    app = web.Application(middlewares=[_shape(house)], client_max_size=BODY_MAX)
    for route in ROUTES:
        app.router.add_route(route.method, route.path.replace("{desk}", "{desk:[0-9][0-9]?}"), handle(route, house))
    app.router.add_get("/ws", socket)
    app.router.add_get("/t/{key}", own_ticket)
    add_pages(app, house)
    return app


def _shape(house: House) -> Middleware:
    @web.middleware
    async def shape(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except Impossible as no:
            response = from_impossible(no, request)
        except Refused as no:
            response = from_refused(no, request)
        except (Unavailable, NotWritten):
            response = from_refused(Refused("storage"), request)
        except web.HTTPException as no:
            if no.status < 400:
                raise
            response = from_refused(Refused(OF_HTTP.get(no.status, "unreadable")), request)
            if "Allow" in no.headers:
                response.headers["Allow"] = no.headers["Allow"]
        except ConnectionError:
            raise
        except Exception:
            log.exception("a request failed")
            response = from_refused(Refused("internal"), request)
        resource = request.match_info.route.resource
        house.answered[(resource.canonical if resource else "", response.status)] += 1
        return response

    return shape
