"""Asking the hub over HTTP. Every answer is a value; nothing here raises into a screen.

What a device hears from the hub without asking is in `link.watch`.
"""

from datetime import date, datetime
from enum import StrEnum
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import aiohttp
from pydantic import TypeAdapter, ValidationError

from core.record import record
from core.sheets import Sheet
from core.waits import WaitRange
from core.words import How, Language, Rank

TAKE_S_MAX = 2.0
ASK_S_MAX = 5.0
TRY_LATER = (408, 425, 429)


def hub_address(typed: str) -> str:
    """Raises ValueError with a message for whoever typed it: a hub that cannot be there would be waited for in vain."""
    try:
        parts = urlsplit(typed)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ValueError(f"{typed!r} is no address of a hub; write it like http://192.168.1.10:8080")
    return typed


@record
class Refused:
    """The hub heard and said no: `code` from its closed list, `text` in the asked language. Nothing has changed."""

    status: int
    code: str
    text: str


@record
class Silent:
    """No usable answer: the hub is away, too slow, out of order or asks for patience. It may have heard."""

    why: str
    too_often: bool = False


@record
class Done:
    """The hub has done it, on its disk."""


@record
class Taken:
    """The hub knows the ticket: its place in the queue and the wait in minutes, if anybody can tell."""

    ticket: str
    code: str
    rank: Rank
    ahead: int
    wait_minutes: WaitRange | None


@record
class Called:
    """The desks know that an employee is needed; the kiosk's picture comes to this number when one is on the way."""

    call: int


@record
class LaneAnswer:
    """Where this device's numbers stand: `day` as ISO date, empty while no day is open."""

    letter: str
    day: str
    highest: int
    kiosk: str = ""


@record
class Published:
    """The centre's content or a picture of it as the hub sends it, and the mark to ask for something newer with."""

    body: bytes
    etag: str


@record
class Unchanged:
    """It is still the one we have."""


@record
class Paired:
    """This device's token, given once."""

    token: str


@record
class TicketReport:
    """A ticket as the kiosk took it; `taken_at` is None when its clock could not be trusted."""

    number: int
    service: str
    village: str | None
    language: Language
    taken_at: datetime | None
    key: str
    also: tuple[str, ...] = ()


@record
class PrinterReport:
    """`state` is one of `printer.answers.State`; `paper_left_mm` is None where nobody counts."""

    state: str
    paper_left_mm: int | None


@record
class KioskReport:
    """How a kiosk is: its printers in the order in which they are asked, and what else the staff must know."""

    printers: tuple[PrinterReport, ...]
    warnings: tuple[str, ...] = ()


class Stage(StrEnum):
    """Where the papers behind a receipt stand."""

    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    READY = "ready"
    ISSUED = "issued"
    REFUSED = "refused"
    ANSWERED = "answered"
    ANNULLED = "annulled"


@record
class ReceiptAnswer:
    """How a receipt stands, without a name: `number` in the register, `where` the body that has the papers now."""

    number: str
    service: str | None
    state: Stage
    due: date | None
    where: str | None


@record
class SheetReport:
    """An evaluation sheet on its way. `key` is random and makes the report safe to repeat; it names nobody."""

    key: str
    visited: date
    language: Language
    sheet: Sheet


_TAKEN = TypeAdapter(Taken)
_LANE = TypeAdapter(LaneAnswer)
_PAIRED = TypeAdapter(Paired)
_RECEIPT = TypeAdapter(ReceiptAnswer)
_CALLED = TypeAdapter(Called)
_REPORT = TypeAdapter(TicketReport)
_STATE = TypeAdapter(KioskReport)
_SHEET = TypeAdapter(SheetReport)


T = TypeVar("T")


class HubClient:
    """One device's way to its hub: `async with HubClient("http://hub:8080", token) as hub`."""

    def __init__(self, base: str, token: str = "") -> None:
        self.base = base.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        # A hub is often named by its number, and sessions are cookies.
        self._http = aiohttp.ClientSession(headers=self._headers, cookie_jar=aiohttp.CookieJar(unsafe=True))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._http is not None:
            await self._http.close()
        self._http = None

    @property
    def http(self) -> aiohttp.ClientSession:
        assert self._http is not None, "the client is used outside its `async with`"
        return self._http

    async def take(self, report: TicketReport) -> Taken | Refused | Silent:
        """Safe to repeat: the same report gives the same ticket."""
        body = _REPORT.dump_python(report, mode="json", exclude_none=True)
        answer = await self._ask("POST", "/api/tickets", json={"village": None, **body}, limit_s=TAKE_S_MAX)
        return _read(_TAKEN, answer)

    async def handed(self, ticket: str, how: How, day: str | None = None) -> Done | Refused | Silent:
        """`day` (ISO date) says which day's ticket is meant when the report comes late."""
        body = {"how": how.value} | ({"day": day} if day else {})
        return _done(await self._ask("PUT", f"/api/tickets/{ticket}/handed", json=body))

    async def withdraw(self, ticket: str) -> Done | Refused | Silent:
        return _done(await self._ask("DELETE", f"/api/tickets/{ticket}"))

    async def lane(self) -> LaneAnswer | Refused | Silent:
        return _read(_LANE, await self._ask("GET", "/api/lane"))

    async def say_state(self, state: KioskReport) -> Done | Refused | Silent:
        return _done(await self._ask("PUT", "/api/kiosk/state", json=_STATE.dump_python(state, mode="json")))

    async def call_help(self) -> Called | Refused | Silent:
        return _read(_CALLED, await self._ask("POST", "/api/kiosk/help", limit_s=TAKE_S_MAX))

    async def receipt(self, digits: str) -> ReceiptAnswer | Refused | Silent:
        """Refused with 404 for a code that no receipt has; Silent and `too_often` after too many wrong ones."""
        return _read(_RECEIPT, await self._ask("GET", f"/api/receipts/{digits}"))

    async def hand_in(self, report: SheetReport) -> Done | Refused | Silent:
        """Safe to repeat: the same key is kept once."""
        return _done(await self._ask("POST", "/api/sheets", json=_SHEET.dump_python(report, mode="json")))

    async def pair(self, code: str) -> Paired | Refused | Silent:
        return _read(_PAIRED, await self._ask("POST", "/api/pair", json={"code": code}))

    async def log_in(self, person: str, pin: str) -> Done | Refused | Silent:
        """Act for a person from now on: for pads and the like, that serve at a desk."""
        return _done(await self._ask("POST", "/api/session", json={"person": person, "pin": pin}))

    async def act(
        self, desk: int, verb: str, ticket: str | None = None, service: str | None = None
    ) -> Done | Refused | Silent:
        """Ask something of a desk (`next`, `recall`, `start` …), of the ticket and service its asker was looking at."""
        body = {name: value for name, value in (("ticket", ticket), ("service", service)) if value is not None}
        return _done(await self._ask("POST", f"/api/desks/{desk}/{verb}", json=body))

    async def content(self, etag: str = "") -> Published | Unchanged | Refused | Silent:
        return await self._published("/api/content", etag)

    async def board_content(self, etag: str = "") -> Published | Unchanged | Refused | Silent:
        """The same for whoever hangs in the hall, without a token."""
        return await self._published("/board/content", etag)

    async def picture(self, name: str, etag: str = "") -> Published | Unchanged | Refused | Silent:
        """A picture that the content names."""
        return await self._published(f"/api/pictures/{name}", etag)

    async def _published(self, path: str, etag: str) -> Published | Unchanged | Refused | Silent:
        answer = await self._ask("GET", path, headers={"If-None-Match": etag} if etag else {})
        if isinstance(answer, Refused | Silent):
            return answer
        if answer.status == 304:
            return Unchanged()
        return Published(answer.body, answer.etag)

    async def _ask(
        self, method: str, path: str, limit_s: float = ASK_S_MAX, **request: Any
    ) -> "_Answer | Refused | Silent":
        limit = aiohttp.ClientTimeout(total=limit_s)
        try:
            async with self.http.request(
                method, self.base + path, timeout=limit, allow_redirects=False, **request
            ) as reply:
                body = await reply.read()
        except TimeoutError:
            return Silent(f"no answer within {limit_s:g} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Silent(str(error) or type(error).__name__)
        if reply.status < 300 or reply.status == 304:
            return _Answer(reply.status, body, reply.headers.get("ETag", ""))
        if reply.status < 400 or reply.status >= 500 or reply.status in TRY_LATER:
            return Silent(f"status {reply.status}", reply.status == 429)
        return _refusal(reply.status, body)


@record
class _Answer:
    status: int
    body: bytes
    etag: str


@record
class _Error:
    code: str
    text: str = ""


@record
class _ErrorBody:
    error: _Error


_ERROR = TypeAdapter(_ErrorBody)


def _refusal(status: int, body: bytes) -> Refused:
    try:
        error = _ERROR.validate_json(body).error
    except ValidationError:
        return Refused(status, "", "")
    return Refused(status, error.code, error.text)


def _read(adapter: TypeAdapter[T], answer: _Answer | Refused | Silent) -> T | Refused | Silent:
    if isinstance(answer, Refused | Silent):
        return answer
    try:
        return adapter.validate_json(answer.body)
    except ValidationError as error:
        return Silent(f"unreadable answer: {error.error_count()} faults")


def _done(answer: _Answer | Refused | Silent) -> Done | Refused | Silent:
    return answer if isinstance(answer, Refused | Silent) else Done()
