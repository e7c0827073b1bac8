"""The front door: routes and sockets, translation only. Whatever is asked for is answered in one shape."""

import re

from aiohttp import web
from pydantic import TypeAdapter

from config.schema import Content, Settings
from server import (
    web_admin,
    web_admin_house,
    web_desks,
    web_hall,
    web_house,
    web_journal,
    web_journal_bodies,
    web_journal_files,
    web_journal_needs,
    web_journal_papers,
    web_receipts,
    web_sheets,
    web_tickets,
)
from server.access import Access, Right
from server.copies import Copies
from server.devices import Devices
from server.fanout import Fanout
from server.hall import Hall
from server.hub import Hub
from server.journal.journal import Journal
from server.web_openapi import describe
from server.web_pages import add_pages
from server.web_route import JSON, Call, House, Route, handle, shaped
from server.web_socket import watch

BODY_MAX = 16 * 1024
PARTS = re.compile(r"{(\w+)}")
FORMS = {"desk": "[0-9][0-9]?", "year": "[0-9]{4}", "n": "[0-9]{1,7}", "id": "[0-9]{1,9}"}
"""What the parts of a path look like; any other is whatever stands between two slashes."""


def _with_form(part: re.Match[str]) -> str:
    return f"{{{part[1]}:{FORMS[part[1]]}}}" if part[1] in FORMS else part[0]


async def openapi(call: Call) -> web.Response:
    return web.Response(body=describe(ROUTES), headers=JSON)


ROUTES: tuple[Route, ...] = (
    *web_house.ROUTES,
    *web_tickets.ROUTES,
    *web_desks.ROUTES,
    *web_hall.ROUTES,
    *web_sheets.ROUTES,
    *web_journal.ROUTES,
    *web_journal_bodies.ROUTES,
    *web_journal_files.ROUTES,
    *web_journal_needs.ROUTES,
    *web_journal_papers.ROUTES,
    *web_receipts.ROUTES,
    *web_admin.ROUTES,
    *web_admin_house.ROUTES,
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
    copies: Copies,
) -> web.Application:
    content = TypeAdapter(Content).dump_json(settings.content)
    house = House(settings, hub, fanout, access, devices, hall, journal, copies, content, web_house.etag_of(content))

    async def socket(request: web.Request) -> web.StreamResponse:
        return await watch(house, request)

    app = web.Application(client_max_size=BODY_MAX)
    for route in ROUTES:
        app.router.add_route(route.method, PARTS.sub(_with_form, route.path), shaped(house, handle(route, house)))
    app.router.add_get("/ws", shaped(house, socket))
    add_pages(app, house)
    app.router.add_route("*", "/{path:.*}", shaped(house, _nowhere))
    return app


async def _nowhere(request: web.Request) -> web.StreamResponse:
    """A path that leads nowhere, or one that does with another method."""
    allowed: set[str] = set()
    for resource in request.app.router.resources():
        if resource is not request.match_info.route.resource:
            allowed |= (await resource.resolve(request))[1]
    raise web.HTTPMethodNotAllowed(request.method, allowed) if allowed else web.HTTPNotFound
