"""The front door: routes and sockets, translation only. One middleware gives every error its shape."""

import logging

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from pydantic import TypeAdapter

from config.schema import Content, Settings
from core.words import Impossible
from server import web_desks, web_house, web_tickets
from server.access import Access, Right
from server.devices import Devices
from server.fanout import Fanout
from server.hub import Busy, Hub, Unavailable
from server.journal.store import Store
from server.ledger import NotWritten
from server.web_errors import OF_HTTP, Refused, from_impossible, from_refused
from server.web_openapi import describe
from server.web_pages import add_pages, protect
from server.web_route import JSON, Call, House, Route, handle
from server.web_socket import watch

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


def application(
    settings: Settings, hub: Hub, fanout: Fanout, access: Access, devices: Devices, *, journal: Store
) -> web.Application:
    content = TypeAdapter(Content).dump_json(settings.content)
    house = House(settings, hub, fanout, access, devices, journal, content, web_house.etag_of(content))

    async def socket(request: web.Request) -> web.StreamResponse:
        return await watch(house, request)

    app = web.Application(middlewares=[_shape(house)], client_max_size=BODY_MAX)
    for route in ROUTES:
        app.router.add_route(route.method, route.path.replace("{desk}", "{desk:[0-9][0-9]?}"), handle(route, house))
    app.router.add_get("/ws", socket)
    add_pages(app, house)
    return app


def _shape(house: House) -> Middleware:
    """Whoever comes with a token is no browser and needs none of the headers that bind one."""

    @web.middleware
    async def shape(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except Impossible as no:
            response = from_impossible(no, request)
        except Refused as no:
            response = from_refused(no, request)
        except Busy:
            response = from_refused(Refused("busy"), request)
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
        if "Authorization" not in request.headers and not response.prepared:
            protect(request, response)
        return response

    return shape
