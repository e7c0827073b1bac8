"""Files for a body and from it, since no interface of a body can be counted on (R116, R177; docs/journal.md)."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, ValidationError
from sqlalchemy import Connection, select

from config.schema import Text
from server.journal import custody, handovers, log, read, register
from server.journal.forms import STRICT, Applicant, Back, Line, NewDocument, NewRefusal, Number, Words
from server.journal.records import PaperLine
from server.journal.rules import Act
from server.journal.tables import entry, step
from server.journal.words import No, NotDone, StepOutcome
from server.shapes import shape_of

FORMAT = "kezek-handover-1"
RESULTS_MAX = 5000
"""Lines of one file: more than a body gives back in a year."""
CHUNK = 100
"""Lines of one piece of work: between two of them others have their turn."""
OUT_COLUMNS = (
    *("number", "service", "service_name", "applicant", "organisation", "representative", "phone", "village"),
    *("what", "due", "documents"),
)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class BodyResults:
    """Each is a `BodyResult`, and is looked at by itself."""

    __pydantic_config__ = STRICT

    results: Annotated[tuple[Any, ...], Field(min_length=1, max_length=RESULTS_MAX)]


@dataclass(frozen=True, slots=True)
class Fault:
    """`line` counts the results from 1; `code` is one of the noes, `text` says it in words."""

    line: int
    number: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The numbers that were taken, and what was wrong with the others."""

    taken: tuple[str, ...]
    faults: tuple[Fault, ...]


Wrong = tuple[int, str, NotDone]
"""(line, number of the entry, why not)."""


def dispatch(c: Connection, number: int, act: Act) -> Dispatch:
    """Raises NotDone."""
    listed = handovers.read(c, number, act)
    asked = {
        f"{row.year}/{row.n}": row
        for row in c.execute(
            select(step.c.what, entry.c.year, entry.c.n)
            .join(entry, entry.c.id == step.c.entry)
            .where(step.c.handover == number)
        )
    }
    parcels = []
    for line in listed.lines:
        whole = read.whole(c, line.number, act)
        service = act.rules.services.get(line.service or "")
        parcels.append(
            Parcel(
                line.number,
                line.service,
                service.name if service else None,
                whole.applicant,
                whole.village,
                asked[line.number].what,
                line.due,
                line.documents,
            )
        )
    centre = act.rules.content.centre.id
    return Dispatch(FORMAT, centre, listed.id, listed.unit, listed.at, listed.given_by, listed.taken_by, tuple(parcels))


def rows_of(sent: Dispatch, language: str) -> list[Sequence[object]]:
    """As CSV, with a first line of names."""
    rows: list[Sequence[object]] = [OUT_COLUMNS]
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


def take(
    c: Connection, unit: str, results: Sequence[tuple[int, BodyResult]], act: Act
) -> tuple[list[str], list[Wrong]]:
    """The numbers that were taken, and the faults: a line that is wrong does not hold up the rest."""
    taken: list[str] = []
    faults: list[Wrong] = []
    for line, result in results:
        try:
            with c.begin_nested():
                _take_one(c, unit, result, act)
        except NotDone as no:
            faults.append((line, result.number, no))
        else:
            log.note(c, act, log.Touch.BACK, result.number)
            taken.append(result.number)
    return taken, faults


def _take_one(c: Connection, unit: str, result: BodyResult, act: Act) -> None:
    found = custody.id_of(c, result.number)
    open_here = select(step.c.id).where(step.c.entry == found, step.c.unit == unit, step.c.back_at.is_(None))
    asked: int | None = c.execute(open_here.order_by(step.c.id).limit(1)).scalar()
    if asked is None:
        raise NotDone(No.NOT_THERE)
    refused = result.outcome is StepOutcome.REFUSED
    refusal = NewRefusal(result.reason, result.text, result.next) if refused else None
    papers = (NewDocument(result.document),) if result.document else ()
    back = Back(asked, result.outcome, result.note, results=papers, refusal=refusal)
    register.take_back(c, result.number, back, act)
