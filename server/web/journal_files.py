"""Routes of the journal's files: the whole of it in open formats, lists for the bodies, results from them."""

import csv
from collections.abc import AsyncIterator, Callable
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import web
from pydantic import ValidationError

from config.texts import speaker
from core.words import Language
from server import VERSION, journal
from server.access import Right
from server.journal import files
from server.journal.files import BodyResults, Dispatch, Fault, Taken
from server.journal.rules import Act
from server.ledger import NotWritten
from server.shapes import to_json
from server.web.errors import Refused, from_body, key_of_no, language
from server.web.journal import act_of
from server.web.route import JSON, Call, Route, json_answer

if TYPE_CHECKING:
    from server.journal.engine import Connection

T = TypeVar("T")
Chunk = Callable[[], Callable[["Connection", int, Act], tuple[int | None, list[T]]]]
"""Of `server.journal.export`, found when it is needed: see server/journal."""


RESULTS_BYTES_MAX = 1024 * 1024
"""A table of a body's whole year."""


async def as_json(call: Call) -> web.StreamResponse:
    """One object: what it is of, and all entries, hand-over lists and needs."""
    act = act_of(call)
    parts: tuple[tuple[str, Chunk[Any]], ...] = (
        ("entries", lambda: journal.export.entries_after),
        ("handovers", lambda: journal.export.hand_overs_after),
        ("needs", lambda: journal.export.needs_after),
    )

    async def body() -> AsyncIterator[bytes]:
        about = {"format": "kezek-journal-1", "version": VERSION, "centre": act.rules.content.centre.id, "at": act.at}
        yield to_json(about)[:-1]
        for name, chunk in parts:
            yield f',"{name}":['.encode()
            begun = False
            async for some in _chunks(call, chunk, act):
                yield b"," * begun + to_json(some)[1:-1]
                begun = True
            yield b"]"
        yield b"}"

    return await _stream(call, body(), "application/json", "json")


async def as_csv(call: Call) -> web.StreamResponse:
    act = act_of(call)

    async def body() -> AsyncIterator[bytes]:
        yield b"\xef\xbb\xbf" + files.csv_of([files.ENTRY_COLUMNS])
        async for some in _chunks(call, lambda: journal.export.entries_after, act):
            yield files.csv_of(map(files.entry_row, some))

    return await _stream(call, body(), "text/csv", "csv")


async def _chunks(call: Call, chunk: Chunk[T], act: Act) -> AsyncIterator[list[T]]:
    """Piece by piece, so that nobody who registers has to wait for the whole; empty ones are left out."""
    after: int | None = 0
    while after is not None:
        last = after
        after, some = await call.house.journal.do(lambda c, last=last: chunk()(c, last, act))  # type: ignore[misc]
        if some:
            yield some


async def _stream(call: Call, body: AsyncIterator[bytes], kind: str, ending: str) -> web.StreamResponse:
    """A file that could not be read to its end breaks off and is never taken for the whole."""
    first = await anext(body)
    answer = web.StreamResponse(headers=_file(f"journal-{call.house.hub.day}.{ending}", kind))
    await answer.prepare(call.request)
    await answer.write(first)
    try:
        async for piece in body:
            await answer.write(piece)
    except NotWritten:
        raise ConnectionResetError from None
    await answer.write_eof()
    return answer


def _file(name: str, kind: str) -> dict[str, str]:
    disposition = f'attachment; filename="{name}"'
    return {"Content-Type": f"{kind}; charset=utf-8", "Content-Disposition": disposition, "Cache-Control": "no-store"}


async def _sent(call: Call) -> Dispatch:
    act, number = act_of(call), int(call.request.match_info["id"])
    sent: Dispatch = await call.house.journal.do(lambda c: journal.exchange.dispatch(c, number, act))
    return sent


async def list_as_json(call: Call) -> web.Response:
    sent = await _sent(call)
    name = _file(f"handover-{sent.id}.json", "application/json")
    return web.Response(body=to_json(sent), headers={**JSON, **name})


async def list_as_csv(call: Call) -> web.Response:
    sent = await _sent(call)
    body = b"\xef\xbb\xbf" + files.csv_of(files.handover_rows(sent, Language.KY))
    return web.Response(body=body, headers=_file(f"handover-{sent.id}.csv", "text/csv"))


async def take_results(call: Call) -> web.Response:
    """What a body gives back, as JSON or CSV by the content type; all faults at once."""
    act, unit = act_of(call), call.request.match_info["unit"]
    act.rules.check_unit(unit)
    results, faults = files.readable(await _results(call.request))
    taken: list[str] = []
    for start in range(0, len(results), files.RESULTS_CHUNK):
        some = results[start : start + files.RESULTS_CHUNK]
        done, wrong = await call.house.journal.do(lambda c, some=some: journal.exchange.take(c, unit, some, act))  # type: ignore[misc]
        taken += done
        faults += wrong
    say = speaker("hub", language(call.request))
    said = tuple(
        Fault(line, number, no.no, say(key_of_no(no.no), field=no.field))
        for line, number, no in sorted(faults, key=itemgetter(0))
    )
    return json_answer(Taken(tuple(taken), said))


async def _results(request: web.Request) -> BodyResults:
    body = await request.read()
    try:
        if request.content_type == "text/csv":
            return files.from_csv(body.decode("utf-8-sig"))
        return files.from_json(body)
    except (UnicodeDecodeError, csv.Error):
        raise Refused("unreadable_file") from None
    except ValidationError as fault:
        raise from_body(fault) from None


ROUTES = (
    Route(
        "GET",
        "/api/journal/export.json",
        Right.EXPORT_JOURNAL,
        "The whole journal as JSON",
        as_json,
        answer=dict[str, object],
        noes=(503,),
    ),
    Route("GET", "/api/journal/export.csv", Right.EXPORT_JOURNAL, "The entries as CSV", as_csv, noes=(503,)),
    Route(
        "GET",
        "/api/handovers/{id}/list.json",
        Right.SEE_JOURNAL,
        "A hand-over list for the body, as JSON",
        list_as_json,
        answer=Dispatch,
        noes=(404, 503),
    ),
    Route(
        "GET",
        "/api/handovers/{id}/list.csv",
        Right.SEE_JOURNAL,
        "A hand-over list for the body, as CSV",
        list_as_csv,
        noes=(404, 503),
    ),
    Route(
        "POST",
        "/api/units/{unit}/results",
        Right.REGISTER,
        "What a body gives back, as JSON or CSV",
        take_results,
        answer=Taken,
        noes=(400, 413, 422, 503),
        body_max=RESULTS_BYTES_MAX,
    ),
)
