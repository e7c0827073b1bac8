"""What the journal goes by: the centre's content, its calendar, the names of its people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from config.schema import Category, Content, RefusalReason, Service, Settings, Stop, Term
from core.words import Activity
from server.journal.terms import Calendar
from server.journal.words import EntryKind, No, NotDone

T = TypeVar("T")


@dataclass(frozen=True)
class Rules:
    content: Content
    calendar: Calendar
    names: Mapping[str, str]
    services: Mapping[str, Service]
    reasons: Mapping[str, RefusalReason]
    zone: tzinfo

    def service(self, known_as: str | None) -> Service:
        return self._known(self.services, known_as, "service")

    def reason(self, known_as: str) -> RefusalReason:
        return self._known(self.reasons, known_as, "refusal.reason")

    def check_village(self, village: str | None) -> None:
        self._in(village, (one.id for one in self.content.villages), "village")

    def check_unit(self, unit: str) -> None:
        self._in(unit, (one.id for one in self.content.units), "unit")

    def check_need(self, kind: str) -> None:
        self._in(kind, (one.id for one in self.content.need_kinds), "category")

    def stop(self, service: str | None, unit: str) -> Stop | None:
        """The part of a body in a service that several take part in (R110)."""
        known = self.services.get(service or "")
        return next((stop for stop in known.route if stop.unit == unit), None) if known else None

    def next_body(self, service: str | None, asked: Iterable[str]) -> str | None:
        """To whom papers go next: to the bodies of the service's route in order, or to the one that provides it."""
        known, asked = self.services.get(service or ""), list(asked)
        bodies = [stop.unit for stop in known.route] or [known.unit] if known else []
        for unit in bodies:
            if unit in asked:
                asked.remove(unit)
            elif not self.is_centre(unit):
                return unit
        return None

    def is_centre(self, unit: str) -> bool:
        return any(one.id == unit and one.kind == "centre" for one in self.content.units)

    def name(self, person: str) -> str:
        """Of an official, as people call them; the id of somebody who is no longer on the list."""
        return self.names.get(person, person)

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def maybe_local(self, at: datetime | None) -> datetime | None:
        return at and self.local(at)

    def activity(self, kind: EntryKind, service: Service | None) -> Activity:
        """R007: information, municipal services and appeals, or help with state services."""
        if kind is EntryKind.CONSULTATION:
            return Activity.INFORMING
        return Activity.STATE_HELP if service and service.category is Category.STATE else Activity.MUNICIPAL

    def due(self, kind: EntryKind, service: Service | None, at: datetime) -> date | None:
        """When the result or the answer is due; nothing is with a consultation."""
        terms = self.content.journal
        match kind:
            case EntryKind.SERVICE:
                return self.calendar.due(service.term, at) if service else None
            case EntryKind.APPEAL:
                return self.calendar.due(Term(terms.appeal_days, "working_days"), at)
            case EntryKind.COMPLAINT:
                return self.calendar.due(Term(terms.complaint_days, "working_days"), at)
            case _:
                return None

    @staticmethod
    def _known(known: Mapping[str, T], wanted: str | None, field: str) -> T:
        if wanted is None or wanted not in known:
            raise NotDone(No.WRONG_FIELD, field)
        return known[wanted]

    @staticmethod
    def _in(wanted: str | None, known: Iterable[str], field: str) -> None:
        if wanted is not None and wanted not in known:
            raise NotDone(No.WRONG_FIELD, field)


class Act(NamedTuple):
    """Somebody reads or does something: who, when in the centre's time, by which rules.

    `what` it is goes into the access log: one of server/journal/words.Touch.
    `unit` is the body of a guest, who reaches nothing but the entries of its services (server/journal/reach.py).
    """

    by: str
    at: datetime
    rules: Rules
    unit: str | None = None
    what: str = "see"

    @property
    def day(self) -> date:
        return self.at.date()


def rules_of(settings: Settings) -> Rules:
    content = settings.content
    return Rules(
        content,
        Calendar(content.schedule),
        {person.id: person.name for person in settings.people},
        {service.id: service for service in content.services},
        {reason.id: reason for reason in content.refusal_reasons},
        ZoneInfo(content.centre.timezone),
    )
