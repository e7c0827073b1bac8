"""Who may do what: one table, and every route tried by everybody."""

from pathlib import Path

import aiohttp
import pytest

from config.schema import Role
from server.access import RIGHTS, Device, Right
from server.web import ROUTES
from server.web_route import Route
from tests.server.hubs import Centre, centre

Kind = Role | type[Device] | None
EVERYBODY: dict[Kind, str] = {
    None: "",
    Device: "",
    Role.OPERATOR: "aigul",
    Role.HEAD: "cholpon",
    Role.OBSERVER: "council",
}
MAY: dict[Right, set[Kind]] = {
    Right.PUBLIC: set(EVERYBODY),
    Right.METRICS: set(EVERYBODY),
    Right.CONTENT: {Device, Role.OPERATOR, Role.HEAD, Role.OBSERVER},
    Right.ISSUE: {Device},
    Right.OWN_SESSION: {Role.OPERATOR, Role.HEAD, Role.OBSERVER},
    Right.SERVE: {Role.OPERATOR},
    Right.CALL_OUT_OF_ORDER: {Role.OPERATOR},
    Right.SEE_DESK: {Role.OPERATOR, Role.HEAD},
    Right.SEE_HEAD: {Role.HEAD, Role.OBSERVER},
    Right.TELL_HALL: {Role.HEAD},
    Right.HAND_IN_SHEET: {Device, Role.HEAD},
    Right.REGISTER: {Role.OPERATOR, Role.HEAD},
    Right.SEE_JOURNAL: {Role.OPERATOR, Role.HEAD},
    Right.EXPORT_JOURNAL: {Role.HEAD},
}
"""As the interface describes it; calls out of order, because Aigul herself may make them; metrics,
because the test stands on the hub's own machine."""
EXPECTED: dict[tuple[str, str], Right] = {
    ("GET", "/healthz"): Right.PUBLIC,
    ("GET", "/metrics"): Right.METRICS,
    ("GET", "/api/openapi.json"): Right.PUBLIC,
    ("GET", "/api/content"): Right.CONTENT,
    ("GET", "/api/pictures/{name}"): Right.CONTENT,
    ("GET", "/api/board"): Right.PUBLIC,
    ("PUT", "/api/hall/notice"): Right.TELL_HALL,
    ("DELETE", "/api/hall/notice"): Right.TELL_HALL,
    ("POST", "/api/session"): Right.PUBLIC,
    ("GET", "/api/session"): Right.OWN_SESSION,
    ("DELETE", "/api/session"): Right.PUBLIC,
    ("POST", "/api/pair"): Right.PUBLIC,
    ("POST", "/api/sheets"): Right.HAND_IN_SHEET,
    ("GET", "/api/sheets"): Right.SEE_HEAD,
    ("POST", "/api/tickets"): Right.ISSUE,
    ("PUT", "/api/tickets/{ticket}/handed"): Right.ISSUE,
    ("DELETE", "/api/tickets/{ticket}"): Right.ISSUE,
    ("GET", "/api/lane"): Right.ISSUE,
    ("PUT", "/api/kiosk/state"): Right.ISSUE,
    ("POST", "/api/kiosk/help"): Right.ISSUE,
    ("DELETE", "/api/kiosks/{kiosk}/help"): Right.SERVE,
    ("GET", "/api/tickets/{key}/status"): Right.PUBLIC,
    ("POST", "/api/desks/{desk}/call"): Right.CALL_OUT_OF_ORDER,
    ("DELETE", "/api/desks/{desk}/help"): Right.SERVE,
    ("POST", "/api/journal"): Right.REGISTER,
    ("GET", "/api/journal"): Right.SEE_JOURNAL,
    ("GET", "/api/journal/overdue"): Right.SEE_JOURNAL,
    ("GET", "/api/journal/{year}/{n}"): Right.SEE_JOURNAL,
    ("PUT", "/api/journal/{year}/{n}/applicant"): Right.REGISTER,
    ("PUT", "/api/journal/{year}/{n}/visits/{id}"): Right.REGISTER,
    **{
        ("POST", f"/api/journal/{{year}}/{{n}}/{act}"): Right.REGISTER
        for act in ("documents", "ready", "refuse", "issue", "return", "steps", "back", "answer", "visits")
    },
    **{
        ("GET", f"/api/journal/{{year}}/{{n}}/{paper}.pdf"): Right.SEE_JOURNAL
        for paper in ("receipt", "refusal", "statement")
    },
    **{("GET", f"/api/handovers/{{id}}/list.{kind}"): Right.SEE_JOURNAL for kind in ("pdf", "json", "csv")},
    **{("GET", f"/api/journal/export.{kind}"): Right.EXPORT_JOURNAL for kind in ("json", "csv")},
    ("POST", "/api/units/{unit}/results"): Right.REGISTER,
    ("GET", "/api/handovers/due"): Right.SEE_JOURNAL,
    ("GET", "/api/handovers"): Right.SEE_JOURNAL,
    ("GET", "/api/handovers/{id}"): Right.SEE_JOURNAL,
    ("POST", "/api/handovers"): Right.REGISTER,
    ("POST", "/api/needs"): Right.REGISTER,
    ("PUT", "/api/needs/{id}"): Right.REGISTER,
    ("GET", "/api/needs"): Right.SEE_JOURNAL,
    ("GET", "/api/receipts/{code}"): Right.PUBLIC,
    **{
        ("POST", f"/api/desks/{{desk}}/{act}"): Right.SERVE
        for act in (
            *("open", "pause", "close", "next", "recall", "start", "finish"),
            *("by-hand", "help", "next-service", "no-show", "park", "resume", "transfer", "rank", "tickets"),
        )
    },
}


async def come_as(kind: Kind, hall: Centre) -> aiohttp.ClientSession:
    if kind is Device:
        return hall.kiosk()
    return await hall.person(EVERYBODY[kind]) if EVERYBODY[kind] else hall.client()


def path_of(route: Route) -> str:
    path = route.path.replace("{desk}", "1").replace("{ticket}", "K-1")
    path = path.replace("{year}", "2026").replace("{n}", "1").replace("{id}", "1").replace("{code}", "1")
    path = path.replace("{unit}", "zags")
    return path.replace("{kiosk}", "K").replace("{key}", "k").replace("{name}", "birth.png")


def test_the_routes_and_their_rights_are_those_of_the_interface() -> None:
    assert {(route.method, route.path): route.right for route in ROUTES} == EXPECTED


def test_the_table_gives_everybody_what_they_may() -> None:
    local = {right: {kind for kind in EVERYBODY if right in RIGHTS[kind]} for right in Right}
    assert local == {**MAY, Right.METRICS: {Device, Role.HEAD}, Right.CALL_OUT_OF_ORDER: set()}


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", EVERYBODY, ids=str)
async def test_every_route_lets_in_whom_the_table_names_and_nobody_else(kind: Kind, tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        for route in sorted(ROUTES, key=lambda route: (route.path == "/api/session", route.method != "GET")):
            someone = await come_as(kind, hall)
            answer = await someone.request(route.method, path_of(route), json={} if route.body else None)
            let_in = answer.status not in (401, 403)
            assert let_in == (kind in MAY[route.right]), f"{route.method} {route.path} {answer.status}"
            if not let_in:
                assert answer.status == (403 if kind else 401)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", EVERYBODY, ids=str)
@pytest.mark.parametrize(
    ("view", "right"),
    [("board", Right.PUBLIC), ("desk:1", Right.SEE_DESK), ("kiosk:K", Right.ISSUE), ("head", Right.SEE_HEAD)],
)
async def test_every_picture_is_shown_to_whom_the_table_names(
    kind: Kind, view: str, right: Right, tmp_path: Path
) -> None:
    async with centre(tmp_path) as hall:
        someone = await come_as(kind, hall)
        if kind in MAY[right]:
            async with someone.ws_connect(f"/ws?view={view}") as ws:
                assert "seq" in await ws.receive_json()
            return
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await someone.ws_connect(f"/ws?view={view}")
        assert refused.value.status == (403 if kind else 401)
