"""One shape for every error: `{"error": {"code", "text", "field"?}}`, the text in the language asked for."""

import json
import logging

from aiohttp import web
from pydantic import ValidationError

from config.texts import LANGUAGES, speaker
from core.words import Impossible, Why
from server.hub import Busy, Unavailable
from server.journal.words import No, NotDone
from server.ledger import NotWritten

STATUS = {
    Why.NO_SUCH_TICKET: 404,
    Why.NO_SUCH_DESK: 404,
    Why.NO_SUCH_KIOSK: 422,
    Why.UNKNOWN_KIOSK: 403,
    Why.UNKNOWN_SERVICE: 422,
    Why.UNKNOWN_VILLAGE: 422,
    Why.UNKNOWN_DESK: 422,
    Why.REASON_MISSING: 422,
}
"""Every other reason of the core is 409: impossible now."""
STATUS_OF_JOURNAL = {No.NO_SUCH_ENTRY: 404, No.NO_PAPER: 404, No.WRONG_FIELD: 422}
"""Every other no of the journal is 409: impossible now."""
FIELD = {
    Why.UNKNOWN_SERVICE: "service",
    Why.UNKNOWN_VILLAGE: "village",
    Why.UNKNOWN_DESK: "to_desk",
    Why.NO_SUCH_KIOSK: "kiosk",
    Why.REASON_MISSING: "reason",
}
OF_HTTP = {403: "not_found", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}
"""What aiohttp says by itself; its only 403 is for a folder of pages, which is no address."""
CODES = {
    "unreadable": 400,
    "unreadable_file": 400,
    "unknown": 401,
    "wrong_pin": 401,
    "wrong_code": 401,
    "forbidden": 403,
    "other_origin": 403,
    "not_found": 404,
    "no_printer": 404,
    "method_not_allowed": 405,
    "too_large": 413,
    "wrong_field": 422,
    "too_many_tries": 429,
    "internal": 500,
    "bad_copy": 409,
    "not_copied": 503,
    "busy": 503,
    "storage": 503,
}

log = logging.getLogger(__name__)


class Refused(Exception):
    """A no of the web, by its code from CODES; the office's own are Impossible."""

    def __init__(self, code: str, field: str = "", seconds: float = 0) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.seconds = seconds


def from_fault(fault: Exception, request: web.Request) -> web.Response:
    """The answer to a request that failed. Raises the fault again where there is nobody, or no error, to answer."""
    match fault:
        case Impossible(why=why):
            return _answer(request, STATUS.get(why, 409), why.value, f"why.{why.value}", FIELD.get(why, ""))
        case NotDone(no=no, field=field):
            return _answer(request, STATUS_OF_JOURNAL.get(no, 409), no.value, key_of_no(no), field)
        case Refused():
            return _refused(fault, request)
        case Busy():
            return _refused(Refused("busy"), request)
        case Unavailable() | NotWritten():
            return _refused(Refused("storage"), request)
        case web.HTTPException() if fault.status >= 400:
            response = _refused(Refused(OF_HTTP.get(fault.status, "unreadable")), request)
            if "Allow" in fault.headers:
                response.headers["Allow"] = fault.headers["Allow"]
            return response
        case web.RequestPayloadError():
            return _refused(Refused("unreadable"), request)
        case web.HTTPException() | ConnectionError():
            raise fault
        case _:
            log.error("a request failed", exc_info=fault)
            return _refused(Refused("internal"), request)


def key_of_no(no: No) -> str:
    """Of the text for a no of the journal."""
    return "error.wrong_field" if no is No.WRONG_FIELD else f"journal.{no.value}"


def _refused(no: Refused, request: web.Request) -> web.Response:
    answer = _answer(request, CODES[no.code], no.code, f"error.{no.code}", no.field, seconds=round(no.seconds))
    if no.seconds:
        answer.headers["Retry-After"] = str(max(1, round(no.seconds)))
    return answer


def from_body(fault: ValidationError) -> Refused:
    """What is wrong with a body: not readable at all, or the first field that is wrong."""
    first = fault.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return Refused("unreadable")
    return Refused("wrong_field", ".".join(map(str, first["loc"])) or "body")


def language(request: web.Request) -> str:
    """The best of the three that Accept-Language names; Kyrgyz when it names none."""
    best, best_weight = "ky", 0.0
    for part in request.headers.get("Accept-Language", "").split(","):
        tag, _, weight = part.strip().partition(";q=")
        short = tag.lower().split("-")[0]
        try:
            heavy = float(weight) if weight else 1.0
        except ValueError:
            continue
        if short in LANGUAGES and heavy > best_weight:
            best, best_weight = short, heavy
    return best


def _answer(request: web.Request, status: int, code: str, key: str, field: str = "", **values: object) -> web.Response:
    error = {"code": code, "text": speaker("hub", language(request))(key, field=field, **values)}
    if field:
        error["field"] = field
    return web.Response(
        body=json.dumps({"error": error}, ensure_ascii=False).encode(),
        status=status,
        headers={"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"},
    )
