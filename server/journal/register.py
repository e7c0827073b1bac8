"""Registering: the number, the receipt's code, the due dates, the papers one by one (R070–R078)."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, insert, select, update

from config.order import fold
from config.schema import Service
from server.journal import custody
from server.journal.custody import row_of
from server.journal.forms import Applicant, Back, NewEntry, NewRefusal
from server.journal.rules import Act
from server.journal.sealed_columns import index_of
from server.journal.tables import applicant, entry, refusal, register, statement
from server.journal.words import EntryKind, EntryState, No, NotDone


def add_entry(c: Connection, new: NewEntry, act: Act) -> tuple[str, bool]:
    """Its number, and whether it is new: the same key again is the same entry. Raises NotDone.

    A key that stands for an entry of another kind, or for a refusal where none is wanted, says so: that was no repeat.
    """
    if new.key and (known := c.execute(select(entry).where(entry.c.key == new.key)).first()):
        is_received = new.kind is EntryKind.SERVICE and new.refusal is None
        if (known.kind, known.code is not None) != (new.kind, is_received):
            raise NotDone(No.OTHER_ENTRY)
        return f"{known.year}/{known.n}", False
    rules, year = act.rules, act.day.year
    service = _checked(new, act)
    n = _next_number(c, year)
    refused = new.refusal is not None
    row: dict[str, Any] = {
        "year": year,
        "n": n,
        "key": new.key,
        "at": act.at,
        "day": act.day,
        "kind": new.kind,
        "activity": new.activity or rules.activity(new.kind, service),
        "state": _first_state(new),
        "service": new.service,
        "unit": service.unit if service else None,
        "village": new.village,
        "language": new.language,
        "official": act.by,
        "ticket": new.ticket,
        "ticket_day": act.day if new.ticket else None,
        "checklist": _checklist(new, service),
        "about": custody.id_of(c, new.about, "about") if new.about else None,
    }
    if refused or new.kind is EntryKind.CONSULTATION:
        row |= {"closed_at": act.at, "closed_by": act.by}
    else:
        row["due"] = new.due or rules.due(new.kind, service, act.at)
    if new.kind is EntryKind.SERVICE and service and not refused:
        row["code"] = f"{year % 100:02d}-{n:05d}-{secrets.randbelow(10_000):04d}"
        if (body := rules.next_body(service.id, ())) is not None:
            by = rules.calendar.hand_over_by(act.at)
            row |= {"hand_over_by": by, "next_unit": body, "next_by": by}
    made: int = c.execute(insert(entry).values(row).returning(entry.c.id)).scalar_one()
    if new.applicant:
        c.execute(insert(applicant).values(entry=made, **_person(c, new.applicant)))
    if new.refusal:
        add_refusal(c, made, new.refusal, act)
    if new.statement:
        c.execute(insert(statement).values(entry=made, **asdict(new.statement)))
    custody.receive(c, made, custody.named(new.documents, service, new.language), act)
    return f"{year}/{n}", True


def correct_applicant(c: Connection, number: str, new: Applicant, act: Act) -> None:
    """A slip of the pen put right; of whom nothing personal is left, nothing comes back. Raises NotDone."""
    row = row_of(c, number)
    found = row.id
    if row.forgotten:
        raise NotDone(No.WRONG_STATE)
    if c.execute(update(applicant).where(applicant.c.entry == found).values(_person(c, new))).rowcount == 0:
        c.execute(insert(applicant).values(entry=found, **_person(c, new)))


def take_back(c: Connection, number: str, back: Back, act: Act) -> None:
    """What came back from a body, a reasoned refusal among it (R086). Raises NotDone."""
    unit = custody.take_back(c, number, back, act)
    if back.refusal:
        add_refusal(c, custody.id_of(c, number), back.refusal, act, unit=unit)


def refuse(c: Connection, number: str, new: NewRefusal, act: Act) -> None:
    """The centre refuses documents that it had received. Raises NotDone."""
    add_refusal(c, custody.close_refused(c, number, act), new, act)


def add_refusal(c: Connection, found: int, new: NewRefusal, act: Act, *, unit: str | None = None) -> None:
    """The reason is one of the list; its words are not copied, so the paper can be printed in each language."""
    act.rules.reason(new.reason)
    c.execute(
        insert(refusal).values(
            entry=found, unit=unit, reason=new.reason, text=new.text, next=new.next, at=act.at, by=act.by
        )
    )


def _checked(new: NewEntry, act: Act) -> Service | None:
    """The service, when everything belongs to its kind of entry and is in the centre's lists."""
    rules = act.rules
    rules.check_village(new.village)
    service = rules.service(new.service) if new.service or new.kind is EntryKind.SERVICE else None
    said = new.kind in (EntryKind.APPEAL, EntryKind.COMPLAINT)
    faults = {
        "applicant": new.kind is EntryKind.SERVICE and not new.applicant and not new.refusal,
        "statement": said != bool(new.statement),
        "documents": bool(new.documents) and (new.kind is EntryKind.CONSULTATION or bool(new.refusal)),
        "refusal": bool(new.refusal) and new.kind is not EntryKind.SERVICE,
        "about": bool(new.about) and new.kind is not EntryKind.COMPLAINT,
        "due": new.due is not None and (new.kind is EntryKind.CONSULTATION or new.due < act.day),
    }
    for field, wrong in faults.items():
        if wrong:
            raise NotDone(No.WRONG_FIELD, field)
    return service


def _first_state(new: NewEntry) -> EntryState:
    if new.refusal:
        return EntryState.REFUSED
    return EntryState.ADVISED if new.kind is EntryKind.CONSULTATION else EntryState.RECEIVED


def _checklist(new: NewEntry, service: Service | None) -> list[dict[str, Any]]:
    """The service's list as it is today: the content changes, the record does not."""
    if service is None or new.kind is not EntryKind.SERVICE:
        return []
    return [{"name": asdict(needed.name), "form": needed.form} for needed in service.documents]


def _next_number(c: Connection, year: int) -> int:
    """Taken in the transaction of its entry, so that it comes back when the entry is not written."""
    taken = update(register).where(register.c.year == year).values(last=register.c.last + 1).returning(register.c.last)
    n: int | None = c.execute(taken).scalar()
    if n is None:
        c.execute(insert(register).values(year=year, last=1))
        return 1
    return n


def _person(c: Connection, someone: Applicant) -> dict[str, Any]:
    names: Iterable[str] = filter(None, (someone.name, someone.representative))
    return {**asdict(someone), "folded": index_of(c, fold(" ".join(names)), someone.phone)}
