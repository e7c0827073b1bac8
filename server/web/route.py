"""One row a route: from it come the routing, the check of rights and the OpenAPI description."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler
from multidict import CIMultiDict
from pydantic import ValidationError

from config.schema import Person, Settings
from core.record import record
from link.tries import Tries
from server.access import Access, Device, Right, Who, at_own_desk, may
from server.copies import Copies
from server.devices import Devices
from server.fanout import Fanout
from server.hall import Hall
from server.hub import Hub
from server.journal.journal import Journal
from server.printers import Printers
from server.shapes import shape_of, to_json
from server.web.errors import Refused, from_body, from_fault

COOKIE = "kezek_session"
BY_ITSELF = "Kezek-By-Itself"
"""The header of what a page asks by its clock, with nobody there: it does not keep a session alive."""
SECURITY = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "media-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
JSON = CIMultiDict({"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"})


@dataclass(slots=True)
class House:
    """What the routes act on. `content` is the published content as it goes over the wire, `etag` its fingerprint."""

    settings: Settings
    hub: Hub
    fanout: Fanout
    access: Access
    devices: Devices
    hall: Hall
    journal: Journal
    printers: Printers
    copies: Copies
    content: bytes
    etag: str
    receipt_tries: Tries = field(default_factory=lambda: Tries(free=20, longest_s=60))
    answered: Counter[tuple[str, int]] = field(default_factory=Counter)


@dataclass(slots=True)
class Call:
    """One request, known to be allowed and readable."""

    house: House
    request: web.Request
    who: Who
    body: Any
    query: Any

    @property
    def kiosk(self) -> str:
        assert isinstance(self.who, Device)
        return self.who.kiosk

    @property
    def person(self) -> Person:
        assert isinstance(self.who, Person)
        return self.who

    @property
    def address(self) -> str:
        return self.request.remote or ""


HOUSE = web.AppKey("house", House)
Act = Callable[[Call], Awaitable[web.StreamResponse]]


@record
class Route:
    """`statuses` are those of a yes; `noes` those of a no beside 400, 401, 403 and 413.

    `body` and `query` are the types of what is sent: as JSON, and after the question mark. `body_max` is how many bytes
    may be sent, where it is more than elsewhere.
    """

    method: str
    path: str
    right: Right
    summary: str
    act: Act
    body: Any = None
    answer: Any = None
    statuses: tuple[int, ...] = (200,)
    noes: tuple[int, ...] = ()
    query: Any = None
    body_max: int | None = None


def shaped(house: House, path: str, handler: Handler) -> Handler:
    """Every error in the one shape, every answer counted under `path`, and with the headers that bind a browser.

    Whoever comes with a token is no browser and needs none of them. A wrapper of each handler and not a middleware,
    for which aiohttp takes a tenth more of each request.
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            response = await handler(request)
        except Exception as fault:  # noqa: BLE001 - what nobody foresaw is logged where it is answered
            response = from_fault(fault, request)
        house.answered[path, response.status] += 1
        if "Authorization" not in request.headers and not response.prepared:
            response.headers.update(SECURITY)
        return response

    return answer


def handle(route: Route, house: House) -> Handler:
    changes = route.method not in ("GET", "HEAD")

    async def answer(request: web.Request) -> web.StreamResponse:
        if changes:
            refuse_other_origin(request)
        uses = route.right is not Right.PUBLIC and BY_ITSELF not in request.headers
        who = who_asks(house.access, request, uses=uses)
        permit(who, route.right, request)
        if (desk := request.match_info.get("desk")) is not None:
            permit_desk(who, int(desk), house)
        if isinstance(who, Device) and route.right is Right.ISSUE:
            house.devices.heard(who.kiosk)
        if route.body_max is not None:
            request = request.clone(client_max_size=route.body_max)
        body = query = None
        try:
            if route.body is not None:
                body = shape_of(route.body).validator.validate_json(await request.read() or b"{}", strict=True)
            if route.query is not None:
                query = shape_of(route.query).validator.validate_strings(dict[str, Any](request.query))
        except ValidationError as fault:
            raise from_body(fault) from None
        return await route.act(Call(house, request, who, body, query))

    return answer


def who_asks(access: Access, request: web.Request, *, uses: bool) -> Who:
    """A device by its token, a person by the cookie of their session; whether this `uses` it: `Access.person`."""
    authorization = request.headers.get("Authorization")
    if authorization is not None:
        scheme, _, token = authorization.partition(" ")
        return access.device(token.strip()) if scheme.lower() == "bearer" else None
    cookie = request.cookies.get(COOKIE)
    return access.person(cookie, uses=uses) if cookie else None


def permit(who: Who, right: Right, request: web.Request) -> None:
    """Raises Refused: `unknown` for nobody, `forbidden` for somebody without this right."""
    if may(who, right) or (right is Right.METRICS and _same_machine(request)):
        return
    raise Refused("forbidden" if who else "unknown")


def permit_desk(who: Who, desk: int, house: House) -> None:
    """Raises Refused at a desk that is not for a guest of this body; one that does not exist is refused later."""
    known = house.hub.office.desks.get(desk)
    if known is not None and not at_own_desk(who, known.services, house.settings.content.services):
        raise Refused("forbidden")


def permit_visitor(call: Call) -> None:
    """Raises Refused for a guest and a visitor of another body; a ticket that does not exist is refused later."""
    house = call.house
    ticket = house.hub.office.tickets.get(getattr(call.body, "ticket", ""))
    if ticket is not None and not at_own_desk(call.who, [ticket.service], house.settings.content.services):
        raise Refused("forbidden")


def refuse_other_origin(request: web.Request) -> None:
    """A page of another origin may not act through a browser that is logged in here."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("Host"):
        raise Refused("other_origin")


def _same_machine(request: web.Request) -> bool:
    return request.remote is not None and ip_address(request.remote).is_loopback


def json_answer(value: object, status: int = 200) -> web.Response:
    """A yes, of the type that the route names."""
    return web.Response(body=to_json(value), status=status, headers=JSON)
