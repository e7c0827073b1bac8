"""Routes of the registration journal: entries, from registering to the result (docs/journal.md)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from server import journal
from server.access import Right
from server.journal.forms import (
    Annulment,
    Applicant,
    Back,
    BroughtDocument,
    GiveBack,
    Issue,
    NewAnswer,
    NewEntry,
    NewRefusal,
    NewStep,
    NewVisit,
    Results,
    VisitDone,
    Wanted,
)
from server.journal.records import Complaints, Entry, EntryPage, Overdue
from server.journal.rules import Act
from server.journal.words import Touch
from server.web.route import Act as Answer
from server.web.route import Call, Route, json_answer

if TYPE_CHECKING:
    from server.journal.engine import Connection

ENTRY = "/api/journal/{year}/{n}"
NOES = (404, 409, 422, 503)

Work = Callable[["Connection", str, Any, Act], None]
"""What is done to an entry, by its number, with the body of the request."""
LazyWork = Callable[[], Work]
"""Found when it is needed: see server/journal."""


def act_of(call: Call) -> Act:
    return Act(call.person.id, call.house.hub.now(), call.house.journal.rules, call.person.unit, touch_of(call))


def touch_of(call: Call) -> Touch:
    """What the access log calls a request: by the end of its path, where that is a word for an act."""
    resource = call.request.match_info.route.resource
    parts = resource.canonical.split("/") if resource else []
    ends = [part for part in parts if not part.startswith("{")][-1:]
    match call.request.method, ends:
        case "GET", [name] if name.endswith(".pdf"):
            return Touch.PRINT
        case "GET", [name] if name.startswith(("list.", "export.", "person.")):
            return Touch.EXPORT
        case "GET", _:
            return Touch.SEE
        case "POST", ["prints"]:
            return Touch.PRINT
        case "POST", ["journal"]:
            return Touch.REGISTER
        case "POST", ["handovers"]:
            return Touch.HAND_OVER
        case _, [name]:
            return Touch(name) if name in set(Touch) else Touch.SEE
    return Touch.SEE


def number_of(call: Call) -> str:
    place = call.request.match_info
    return f"{place['year']}/{int(place['n'])}"


async def add(call: Call) -> web.Response:
    act = act_of(call)

    def work(c: "Connection") -> tuple[Entry, bool]:
        journal.reach.check_new(call.body, act)
        number, is_new = journal.register.add_entry(c, call.body, act)
        return journal.read.whole(c, number, act), is_new

    entry, is_new = await call.house.journal.do(work)
    return json_answer(entry, 201 if is_new else 200)


async def find(call: Call) -> web.Response:
    act = act_of(call)
    return json_answer(await call.house.journal.do(lambda c: journal.search.find(c, call.query, act)))


async def overdue(call: Call) -> web.Response:
    act = act_of(call)
    return json_answer(await call.house.journal.do(lambda c: journal.search.overdue(c, act)))


async def complaints(call: Call) -> web.Response:
    act = act_of(call)
    return json_answer(await call.house.journal.do(lambda c: journal.search.complaints(c, act)))


async def see(call: Call) -> web.Response:
    return await _after(call, lambda: lambda c, number, body, act: None)


def _does(work: LazyWork) -> Answer:
    async def answer(call: Call) -> web.Response:
        return await _after(call, work)

    return answer


async def _after(call: Call, work: LazyWork) -> web.Response:
    """Everything done to an entry answers the entry as it stands after it."""
    act, number = act_of(call), number_of(call)

    def done(c: "Connection") -> Entry:
        journal.reach.check(c, number, act)
        key = getattr(call.body, "key", None)
        journal.once.once(c, call.request.path, key, act, lambda: work()(c, number, call.body, act))
        return journal.read.whole(c, number, act)

    return json_answer(await call.house.journal.do(done))


async def note_visit(call: Call) -> web.Response:
    visit = int(call.request.match_info["id"])
    return await _after(call, lambda: lambda c, number, done, act: journal.acts.note_visit(c, number, visit, done))


ACTS: tuple[tuple[str, str, Any, LazyWork], ...] = (
    ("documents", "One more paper was brought", BroughtDocument, lambda: journal.custody.bring),
    ("ready", "The centre itself made the result", Results, lambda: journal.custody.make_ready),
    ("refuse", "The centre refuses the documents", NewRefusal, lambda: journal.register.refuse),
    ("issue", "The applicant has the result", Issue, lambda: journal.custody.issue),
    ("return", "Papers are with the applicant again", GiveBack, lambda: journal.custody.give_back),
    ("steps", "A body is asked for something, without papers", NewStep, lambda: journal.custody.ask),
    ("back", "What came back from a body", Back, lambda: journal.register.take_back),
    ("answer", "The appeal or complaint is answered", NewAnswer, lambda: journal.acts.answer),
    ("visits", "A joint visit to the object is planned", NewVisit, lambda: journal.acts.plan_visit),
)

ROUTES = (
    Route("POST", "/api/journal", Right.KEEP_ENTRY, "Register an entry", add, NewEntry, Entry, (201, 200), (422, 503)),
    Route(
        "GET",
        "/api/journal",
        Right.SEE_ENTRY,
        "Find entries, the newest first",
        find,
        answer=EntryPage,
        noes=(422, 503),
        query=Wanted,
    ),
    Route("GET", "/api/journal/overdue", Right.SEE_ENTRY, "What is late", overdue, answer=Overdue, noes=(503,)),
    Route(
        "GET",
        "/api/journal/complaints",
        Right.SEE_HEAD,
        "How many complaints there were this year",
        complaints,
        answer=Complaints,
        noes=(503,),
    ),
    Route("GET", ENTRY, Right.SEE_ENTRY, "One entry", see, answer=Entry, noes=(404, 503)),
    Route(
        "PUT",
        f"{ENTRY}/applicant",
        Right.KEEP_ENTRY,
        "Correct who applies",
        _does(lambda: journal.register.correct_applicant),
        Applicant,
        Entry,
        noes=(404, 422, 503),
    ),
    *(
        Route("POST", f"{ENTRY}/{name}", Right.KEEP_ENTRY, summary, _does(work), body, Entry, noes=NOES)
        for name, summary, body, work in ACTS
    ),
    Route(
        "POST",
        f"{ENTRY}/annul",
        Right.ANNUL_ENTRY,
        "It was registered by mistake; its number stays",
        _does(lambda: journal.custody.annul),
        Annulment,
        Entry,
        noes=NOES,
    ),
    Route(
        "PUT",
        f"{ENTRY}/visits/{{id}}",
        Right.KEEP_ENTRY,
        "How a joint visit ended",
        note_visit,
        VisitDone,
        Entry,
        noes=(404, 422, 503),
    ),
)
