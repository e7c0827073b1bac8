"""Who may do what: one table, and every route tried by everybody."""

from pathlib import Path

import aiohttp
import pytest

from config.schema import Role
from server.access import RIGHTS, Device, Right
from server.web.app import ROUTES
from server.web.route import Route
from tests.server.hubs import Centre, centre

Kind = Role | type[Device] | None
EVERYBODY: dict[Kind, str] = {
    None: "",
    Device: "",
    Role.OPERATOR: "aigul",
    Role.HEAD: "cholpon",
    Role.REPRESENTATIVE: "dinara",
    Role.OBSERVER: "council",
}
TABLE = """
                  | nobody | kiosk | operator | head | representative | observer
public            |   x    |   x   |    x     |  x   |       x        |    x
metrics           |   m    |   x   |    m     |  x   |       m        |    m
content           |        |   x   |    x     |  x   |       x        |    x
issue             |        |   x   |          |      |                |
own_session       |        |       |    x     |  x   |       x        |    x
serve             |        |       |    x     |      |       d        |
call_out_of_order |        |       |    p     |      |                |
see_desk          |        |       |    x     |  x   |       d        |
see_head          |        |       |          |  x   |                |    x
tell_hall         |        |       |          |  x   |                |
hand_in_sheet     |        |   x   |          |  x   |                |
register          |        |       |    x     |  x   |                |
see_journal       |        |       |    x     |  x   |                |
export_journal    |        |       |          |  x   |                |
keep_entry        |        |       |    x     |  x   |       e        |
see_entry         |        |       |    x     |  x   |       e        |
annul_entry       |        |       |          |  x   |                |
administer        |        |       |          |  x   |                |
"""
"""x: may. m: on the hub's own machine, where the tests stand. p: a person who has this right beside their role, as
Aigul has. d, e: of their own body alone, the desks and the entries."""
_LINES = [[cell.strip() for cell in line.split("|")] for line in TABLE.splitlines()[2:]]
ROWS: dict[Right, dict[Kind, str]] = {Right(name): dict(zip(EVERYBODY, cells, strict=True)) for name, *cells in _LINES}
MAY = {right: {kind for kind in row if row[kind]} for right, row in ROWS.items()}
OF_ROLE = {right: {kind for kind in row if row[kind] not in ("", "m", "p")} for right, row in ROWS.items()}
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
    ("GET", "/api/services/{service}/route.pdf"): Right.CONTENT,
    ("GET", "/api/services/{service}/blank.pdf"): Right.CONTENT,
    ("GET", "/api/stand/hours.pdf"): Right.CONTENT,
    ("GET", "/api/stand/sheet-short.pdf"): Right.CONTENT,
    ("GET", "/api/stand/sheet-full.pdf"): Right.CONTENT,
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
    ("GET", "/api/desks/{desk}/printer"): Right.SERVE,
    ("POST", "/api/desks/{desk}/prints"): Right.SERVE,
    ("POST", "/api/journal"): Right.KEEP_ENTRY,
    ("GET", "/api/journal"): Right.SEE_ENTRY,
    ("GET", "/api/journal/overdue"): Right.SEE_ENTRY,
    ("GET", "/api/journal/complaints"): Right.SEE_HEAD,
    ("GET", "/api/journal/{year}/{n}"): Right.SEE_ENTRY,
    ("PUT", "/api/journal/{year}/{n}/applicant"): Right.KEEP_ENTRY,
    ("POST", "/api/journal/{year}/{n}/annul"): Right.ANNUL_ENTRY,
    ("PUT", "/api/journal/{year}/{n}/visits/{id}"): Right.KEEP_ENTRY,
    **{
        ("POST", f"/api/journal/{{year}}/{{n}}/{act}"): Right.KEEP_ENTRY
        for act in ("documents", "ready", "refuse", "issue", "return", "steps", "back", "answer", "visits")
    },
    **{
        ("GET", f"/api/journal/{{year}}/{{n}}/{paper}.pdf"): Right.SEE_ENTRY
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
    ("GET", "/api/access-log"): Right.ADMINISTER,
    ("GET", "/api/people"): Right.ADMINISTER,
    ("PUT", "/api/people/{person}/pin"): Right.ADMINISTER,
    ("DELETE", "/api/people/{person}/wait"): Right.ADMINISTER,
    ("POST", "/api/kiosks/{kiosk}/code"): Right.ADMINISTER,
    ("GET", "/api/copies"): Right.ADMINISTER,
    ("POST", "/api/copies"): Right.ADMINISTER,
    ("POST", "/api/copies/check"): Right.ADMINISTER,
    ("POST", "/api/copies/restore"): Right.ADMINISTER,
    ("POST", "/api/clock"): Right.ADMINISTER,
    ("GET", "/api/content/faults"): Right.ADMINISTER,
    ("GET", "/api/person.json"): Right.ADMINISTER,
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


def path_of(route: Route, desk: int) -> str:
    path = route.path.replace("{desk}", str(desk)).replace("{ticket}", "K-1")
    path = path.replace("{year}", "2026").replace("{n}", "1").replace("{id}", "1").replace("{code}", "1")
    path = path.replace("{unit}", "zags").replace("{person}", "aigul").replace("{service}", "land-plot")
    return path.replace("{kiosk}", "K").replace("{key}", "k").replace("{name}", "birth.png")


def test_the_routes_and_their_rights_are_those_of_the_interface() -> None:
    assert {(route.method, route.path): route.right for route in ROUTES} == EXPECTED


def test_the_table_gives_everybody_what_they_may() -> None:
    assert {right: {kind for kind in EVERYBODY if right in RIGHTS[kind]} for right in Right} == OF_ROLE


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", EVERYBODY, ids=str)
async def test_every_route_lets_in_whom_the_table_names_and_nobody_else(kind: Kind, tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        desk = 4 if kind is Role.REPRESENTATIVE else 1
        for route in sorted(ROUTES, key=lambda route: (route.path == "/api/session", route.method != "GET")):
            someone = await come_as(kind, hall)
            answer = await someone.request(route.method, path_of(route, desk), json={} if route.body else None)
            let_in = answer.status not in (401, 403)
            assert let_in == (kind in MAY[route.right]), f"{route.method} {route.path} {answer.status}"
            if not let_in:
                assert answer.status == (403 if kind else 401)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", EVERYBODY, ids=str)
@pytest.mark.parametrize(
    ("view", "right"),
    [("board", Right.PUBLIC), ("desk:4", Right.SEE_DESK), ("kiosk:K", Right.ISSUE), ("head", Right.SEE_HEAD)],
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


@pytest.mark.asyncio
async def test_a_guest_works_only_at_desks_of_their_own_body(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        guest = await hall.person("dinara", desk=4)
        for desk, status in ((1, 403), (3, 403), (9, 404), (4, 204)):
            assert (await guest.post(f"/api/desks/{desk}/open")).status == status
        await hall.visitor(1, service="birth")
        assert (await guest.post("/api/desks/4/next")).status == 200
        for view, status in (("desk:1", 403), ("desk:9", 404), ("head", 403)):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await guest.ws_connect(f"/ws?view={view}")
            assert refused.value.status == status


@pytest.mark.asyncio
async def test_a_guest_has_nothing_to_do_with_the_visitors_of_another_body(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        guest, operator = await hall.person("dinara", desk=4), await hall.person("aigul", desk=1)
        for person, desk in ((guest, 4), (operator, 1)):
            await person.post(f"/api/desks/{desk}/open")
        for number in (1, 2):
            await hall.visitor(number, service="residence")
        parked = (await (await operator.post("/api/desks/1/next")).json())["ticket"]
        await operator.post("/api/desks/1/park", json={"ticket": parked, "reason": "Асанова, паспорт"})
        for act, body in (
            ("resume", {"ticket": parked}),
            ("rank", {"ticket": "K-2", "rank": "out_of_turn", "reason": "?"}),
        ):
            assert (await guest.post(f"/api/desks/4/{act}", json=body)).status == 403
        for person, desk, away in ((guest, 4, []), (operator, 1, [parked])):
            async with person.ws_connect(f"/ws?view=desk:{desk}") as ws:
                assert [ticket["ticket"] for ticket in (await ws.receive_json())["away"]] == away


@pytest.mark.asyncio
async def test_a_guest_sees_and_keeps_only_entries_of_their_own_body(tmp_path: Path) -> None:
    own: dict[str, object] = {"kind": "service", "service": "birth", "applicant": {"name": "Асанова Гүл"}}
    other: dict[str, object] = {**own, "service": "residence"}
    appeal: dict[str, object] = {"kind": "appeal", "statement": {"text": "Жол"}}
    async with centre(tmp_path) as hall:
        operator, guest = await hall.person("aigul"), await hall.person("dinara")
        for number, body in enumerate([own, {**other, "key": "of-somebody-else"}, appeal], 1):
            assert (await (await operator.post("/api/journal", json=body)).json())["number"] == f"2026/{number}"
        assert (await guest.post("/api/journal", json=own)).status == 201
        for not_theirs in (other, appeal, {"kind": "consultation"}, {**own, "kind": "complaint"}):
            assert (await guest.post("/api/journal", json=not_theirs)).status == 422
        assert (await guest.post("/api/journal", json={**own, "key": "of-somebody-else"})).status == 404
        assert [(await guest.get(f"/api/journal/2026/{n}")).status for n in (1, 2, 3, 4)] == [200, 404, 404, 200]
        assert (await guest.post("/api/journal/2026/2/ready", json={})).status == 404
        assert (await guest.put("/api/journal/2026/2/applicant", json={"name": "Башка"})).status == 404
        for query in ("", "?text=асанова", "?unit=zags"):
            found = await (await guest.get(f"/api/journal{query}")).json()
            assert [line["number"] for line in found["lines"]] == ["2026/4", "2026/1"]
        assert (await (await guest.get("/api/journal?unit=aiyl-okmotu")).json())["total"] == 0
        hall.watch.after(days=30)
        guest = await hall.person("dinara")
        late = await (await guest.get("/api/journal/overdue")).json()
        assert {line["service"] for lines in late.values() for line in lines} == {"birth"}
        assert (await guest.get("/api/handovers/due")).status == 403
