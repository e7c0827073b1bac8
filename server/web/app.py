"""The front door: routes and sockets, translation only. Whatever is asked for is answered in one shape."""

import re

from aiohttp import web

from config.schema import Settings
from server.access import Access, Right
from server.copies import Copies
from server.devices import Devices
from server.fanout import Fanout
from server.hall import Hall
from server.hub import Hub
from server.journal.journal import Journal
from server.printers import Printers
from server.shapes import to_json
from server.web import (
    admin,
    admin_house,
    desks,
    hall,
    house,
    journal,
    journal_bodies,
    journal_files,
    journal_needs,
    journal_papers,
    prints,
    receipts,
    sheets,
    stand,
    tickets,
)
from server.web.house import etag_of
from server.web.openapi import describe
from server.web.pages import add_pages
from server.web.route import JSON, Call, House, Route, handle, shaped
from server.web.socket import watch

BODY_MAX = 16 * 1024
PARTS = re.compile(r"{(\w+)}")
FORMS = {"desk": "[0-9][0-9]?", "year": "[0-9]{4}", "n": "[0-9]{1,7}", "id": "[0-9]{1,9}"}
"""What the parts of a path look like; any other is whatever stands between two slashes."""


def _with_form(part: re.Match[str]) -> str:
    return f"{{{part[1]}:{FORMS[part[1]]}}}" if part[1] in FORMS else part[0]


async def openapi(call: Call) -> web.Response:
    return web.Response(body=describe(ROUTES), headers=JSON)


ROUTES: tuple[Route, ...] = (
    *house.ROUTES,
    *tickets.ROUTES,
    *desks.ROUTES,
    *hall.ROUTES,
    *sheets.ROUTES,
    *journal.ROUTES,
    *journal_bodies.ROUTES,
    *journal_files.ROUTES,
    *journal_needs.ROUTES,
    *journal_papers.ROUTES,
    *prints.ROUTES,
    *receipts.ROUTES,
    *stand.ROUTES,
    *admin.ROUTES,
    *admin_house.ROUTES,
    Route("GET", "/api/openapi.json", Right.PUBLIC, "This description", openapi, answer=dict[str, object]),
)


def application(
    settings: Settings,
    hub: Hub,
    fanout: Fanout,
    access: Access,
    devices: Devices,
    *,
    hall: Hall,
    journal: Journal,
    printers: Printers,
    copies: Copies,
) -> web.Application:
    content = to_json(settings.content)
    house = House(settings, hub, fanout, access, devices, hall, journal, printers, copies, content, etag_of(content))

    async def socket(request: web.Request) -> web.StreamResponse:
        return await watch(house, request)

    app = web.Application(client_max_size=BODY_MAX)
    for route in ROUTES:
        path = PARTS.sub(_with_form, route.path)
        app.router.add_route(route.method, path, shaped(house, route.path, handle(route, house)))
    app.router.add_get("/ws", shaped(house, "/ws", socket))
    add_pages(app, house)
    app.router.add_route("*", "/{path:.*}", shaped(house, "/{path}", _nowhere))
    return app


async def _nowhere(request: web.Request) -> web.StreamResponse:
    """A path that leads nowhere, or one that does with another method."""
    allowed: set[str] = set()
    for resource in request.app.router.resources():
        if resource is not request.match_info.route.resource:
            allowed |= (await resource.resolve(request))[1]
    raise web.HTTPMethodNotAllowed(request.method, allowed) if allowed else web.HTTPNotFound
