"""What the journal's files look like: lists for a body, what it gives back, the whole of it (docs/journal.md).

Files, since no interface of a body can be counted on (R116, R177).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, ValidationError

from config.schema import Text
from core.record import record
from server.journal.forms import STRICT, Applicant, Line, Number, Words
from server.journal.records import Entry, PaperLine
from server.journal.words import No, NotDone, StepOutcome
from server.shapes import shape_of

FORMAT = "kezek-handover-1"
RESULTS_MAX = 5000
"""Lines of one file: more than a body gives back in a year."""
RESULTS_CHUNK = 100
"""Lines of one piece of work: between two of them others have their turn."""
HANDOVER_COLUMNS = (
    *("number", "service", "service_name", "applicant", "organisation", "representative", "phone", "village"),
    *("what", "due", "documents"),
)
FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d+$)")
"""What a spreadsheet would take for a formula."""
ENTRY_COLUMNS = (
    *("number", "registered_at", "kind", "activity", "state", "service", "unit", "village"),
    *("applicant", "organisation", "representative", "phone", "official", "ticket", "ticket_day"),
    *("documents", "due", "hand_over_by", "handed_over_at", "ready_at", "closed_at", "closed_by"),
    *("refusal", "about", "complaints", "annulled"),
)


@record
class Parcel:
    """One entry of a hand-over list, with what the body needs to work on it."""

    number: str
    service: str | None
    service_name: Text | None
    applicant: Applicant | None
    village: str | None
    what: str
    due: date | None
    documents: tuple[PaperLine, ...]


@record
class Dispatch:
    """A hand-over list as a file for the body."""

    format: str
    centre: str
    id: int
    unit: str
    at: AwareDatetime
    given_by: str
    taken_by: str
    entries: tuple[Parcel, ...]


@record
class BodyResult:
    """What a body says of one entry. `document` names the paper it gives back with it, if any."""

    __pydantic_config__ = STRICT

    number: Number
    outcome: StepOutcome
    document: Line = ""
    reason: Line = ""
    text: Words = ""
    next: Words = ""
    note: Words = ""


@record
class BodyResults:
    """Each is a `BodyResult`, and is looked at by itself."""

    __pydantic_config__ = STRICT

    results: Annotated[tuple[Any, ...], Field(min_length=1, max_length=RESULTS_MAX)]


@record
class Fault:
    """`line` counts the results from 1; `code` is one of the noes, `text` says it in words."""

    line: int
    number: str
    code: str
    text: str


@record
class Taken:
    """The numbers that were taken, and what was wrong with the others."""

    taken: tuple[str, ...]
    faults: tuple[Fault, ...]


Wrong = tuple[int, str, NotDone]
"""(line, number of the entry, why not)."""


def handover_rows(sent: Dispatch, language: str) -> list[Sequence[object]]:
    """As CSV, with a first line of names."""
    rows: list[Sequence[object]] = [HANDOVER_COLUMNS]
    for one in sent.entries:
        who = one.applicant
        person = (who.name, who.organisation, who.representative, who.phone) if who else (None,) * 4
        papers = "; ".join(f"{paper.name} ({paper.form}, {paper.count})" for paper in one.documents)
        name = getattr(one.service_name, language) if one.service_name else None
        rows.append((one.number, one.service, name, *person, one.village, one.what, one.due, papers))
    return rows


def from_csv(text: str) -> BodyResults:
    """A file with a first line of names, separated by commas or semicolons.

    Raises csv.Error, pydantic's ValidationError, and NotDone for a column that must be there.
    """
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="+")
    for column in ("number", "outcome"):
        if column not in (rows.fieldnames or ()):
            raise NotDone(No.WRONG_FIELD, column)
    return shape_of(BodyResults).validate_python({"results": [{k: v for k, v in row.items() if v} for row in rows]})


def from_json(body: bytes) -> BodyResults:
    """Raises pydantic's ValidationError."""
    return shape_of(BodyResults).validate_json(body, strict=True)


def readable(came: BodyResults) -> tuple[list[tuple[int, BodyResult]], list[Wrong]]:
    """(the results that can be read, by line; what is wrong with each other line, all its columns at once)."""
    results: list[tuple[int, BodyResult]] = []
    faults: list[Wrong] = []
    for line, row in enumerate(came.results, 1):
        try:
            if row:
                results.append((line, shape_of(BodyResult).validate_python(row)))
        except ValidationError as fault:
            columns = dict.fromkeys(str(error["loc"][0]) if error["loc"] else "results" for error in fault.errors())
            number = row.get("number") if isinstance(row, dict) else None
            faults.append((line, str(number or "")[:20], NotDone(No.WRONG_FIELD, ", ".join(columns))))
    return results, faults


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 by RFC 4180; what looks like a formula begins with an apostrophe."""
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def entry_row(one: Entry) -> tuple[object, ...]:
    """In the order of ENTRY_COLUMNS."""
    who = one.applicant
    return (
        *(one.number, one.at.isoformat(), one.kind, one.activity, one.state, one.service, one.unit, one.village),
        *((who.name, who.organisation, who.representative, who.phone) if who else (None,) * 4),
        *(one.official, one.ticket, one.ticket_day),
        "; ".join(
            f"{paper.name} ({paper.form}, {paper.count}): {paper.unit or paper.place}" for paper in one.documents
        ),
        *(one.due, one.hand_over_by),
        *(moment and moment.isoformat() for moment in (one.handed_over_at, one.ready_at, one.closed_at)),
        one.closed_by,
        "; ".join(f"{refusal.reason}: {refusal.text}" for refusal in one.refusals),
        one.about,
        " ".join(one.complaints),
        one.annulled,
    )


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text
