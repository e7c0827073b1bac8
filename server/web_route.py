"""One row a route: from it come the routing, the check of rights and the OpenAPI description."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from aiohttp import web
from multidict import CIMultiDict
from pydantic import TypeAdapter, ValidationError

from config.schema import Person, Settings
from server.access import Access, Device, Right, Who, may
from server.devices import Devices
from server.fanout import Fanout
from server.hub import Hub
from server.journal.store import Store
from server.web_errors import Refused, from_body

COOKIE = "kezek_session"
JSON = CIMultiDict({"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"})


@dataclass(slots=True)
class House:
    """What the routes act on. `content` is the published content as it goes over the wire, `etag` its fingerprint."""

    settings: Settings
    hub: Hub
    fanout: Fanout
    access: Access
    devices: Devices
    journal: Store
    content: bytes
    etag: str
    answered: Counter[tuple[str, int]] = field(default_factory=Counter)


@dataclass(slots=True)
class Call:
    """One request, known to be allowed and readable."""

    house: House
    request: web.Request
    who: Who
    body: Any

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


Act = Callable[[Call], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """`statuses` are those of a yes; `noes` those of a no beside 400, 401, 403 and 413."""

    method: str
    path: str
    right: Right
    summary: str
    act: Act
    body: Any = None
    answer: Any = None
    statuses: tuple[int, ...] = (200,)
    noes: tuple[int, ...] = ()


def handle(route: Route, house: House) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    validate = TypeAdapter(route.body).validator.validate_json if route.body else None
    changes = route.method not in ("GET", "HEAD")

    async def answer(request: web.Request) -> web.StreamResponse:
        if changes:
            refuse_other_origin(request)
        who = who_asks(house.access, request)
        permit(who, route.right, request)
        if isinstance(who, Device) and route.right is Right.ISSUE:
            house.devices.heard(who.kiosk)
        body = None
        if validate is not None:
            try:
                body = validate(await request.read() or b"{}", strict=True)
            except ValidationError as fault:
                raise from_body(fault) from None
        return await route.act(Call(house, request, who, body))

    return answer


def who_asks(access: Access, request: web.Request) -> Who:
    """A device by its token, a person by the cookie of their session."""
    authorization = request.headers.get("Authorization")
    if authorization is not None:
        scheme, _, token = authorization.partition(" ")
        return access.device(token.strip()) if scheme.lower() == "bearer" else None
    cookie = request.cookies.get(COOKIE)
    return access.person(cookie) if cookie else None


def permit(who: Who, right: Right, request: web.Request) -> None:
    """Raises Refused: `unknown` for nobody, `forbidden` for somebody without this right."""
    if may(who, right) or (right is Right.METRICS and _same_machine(request)):
        return
    raise Refused("forbidden" if who else "unknown")


def refuse_other_origin(request: web.Request) -> None:
    """A page of another origin may not act through a browser that is logged in here."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("Host"):
        raise Refused("other_origin")


def _same_machine(request: web.Request) -> bool:
    return request.remote is not None and ip_address(request.remote).is_loopback


def json_answer(adapter: TypeAdapter[Any], value: object, status: int = 200) -> web.Response:
    return web.Response(body=adapter.dump_json(value), status=status, headers=JSON)
