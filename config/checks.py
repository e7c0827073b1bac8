"""What no single value can tell: references between files, things said twice, and hours that cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from config.faults import Fault, nearest
from config.files import Found
from config.pictures import SIDE_MAX, size
from config.schema import (
    INCH_PER_M,
    Bank,
    Board,
    Category,
    Centre,
    CouncilGuard,
    Desk,
    Hub,
    JournalTerms,
    Kiosk,
    NeedKind,
    Page,
    Payment,
    Person,
    Printer,
    Question,
    RefusalReason,
    Role,
    Schedule,
    Service,
    Signs,
    Slide,
    Unit,
    Village,
    Voice,
)
from printer.address import BadUrl, parse

LIKE_DIGITS = "БЗОЧВ"
"""Read as 6, 3, 0, 4 and 8, by people and by loudspeakers."""


@dataclass(slots=True)
class Draft:
    """All that could be read of a folder. The ids are there even where the thing itself has a fault."""

    centre: Found[Centre] | None
    schedule: Found[Schedule] | None
    desks: list[Found[Desk]]
    printers: list[Found[Printer]]
    kiosks: list[Found[Kiosk]]
    guard: Found[CouncilGuard] | None
    hub: Found[Hub] | None
    people: list[Found[Person]]
    villages: list[Found[Village]]
    units: list[Found[Unit]]
    banks: list[Found[Bank]]
    payments: list[Found[Payment]]
    faq: list[Found[Question]]
    pages: list[Found[Page]]
    boards: list[Found[Board]]
    slides: list[Found[Slide]]
    voice: Found[Voice] | None
    signs: Found[Signs] | None
    journal: Found[JournalTerms] | None
    refusal_reasons: list[Found[RefusalReason]]
    need_kinds: list[Found[NeedKind]]
    services: list[Found[Service]]
    service_ids: frozenset[str]
    unit_ids: frozenset[str]
    whole: frozenset[str]
    """The lists of which every item could be read: only of these one can say what is not there."""


def check(draft: Draft, folder: Path) -> Iterator[Fault]:
    """Every fault between what could be read."""
    yield from _twice(draft)
    yield from _references(draft)
    yield from _kiosks(draft)
    yield from _printers(draft)
    yield from _boards(draft, folder)
    for village in draft.villages:
        yield from _village(village)
    for service in draft.services:
        yield from _service(service, folder)
    if draft.schedule:
        yield from _schedule(draft.schedule.value, draft.schedule, "")
        yield from _weekdays(draft.services, draft.schedule.value)
    for unit in draft.units:
        yield from _schedule(unit.value.schedule, unit, "schedule.")
    if draft.guard and not (draft.guard.value.after_calls or draft.guard.value.after_minutes):
        yield draft.guard.fault("guard_without_limit")
    if draft.centre and not _is_timezone(draft.centre.value.timezone):
        yield draft.centre.fault("no_such_timezone", "timezone")
    for file, key, items in (
        ("centre.toml", "desks", draft.desks),
        ("centre.toml", "kiosks", draft.kiosks),
        ("units.toml", "units", draft.units),
        ("board.toml", "boards", draft.boards),
        ("journal.toml", "refusal_reasons", draft.refusal_reasons),
        ("journal.toml", "need_kinds", draft.need_kinds),
    ):
        if key in draft.whole and not items:
            yield Fault(file, key, "tables_missing", {"key": key})
    yield from _people(draft)
    if "people" in draft.whole and not any(person.value.role is Role.OPERATOR for person in draft.people):
        yield Fault("people.toml", "people", "no_operator")


def _twice(draft: Draft) -> Iterator[Fault]:
    lists = (draft.desks, draft.kiosks, draft.people, draft.villages, draft.units, draft.faq, draft.pages, draft.boards)
    for items in (*lists, draft.refusal_reasons, draft.need_kinds):
        seen: dict[object, str] = {}
        for item in items:
            first = seen.setdefault(item.value.id, item.key)
            if first != item.key:
                yield item.fault("twice", "id", value=item.value.id, first=first)


def _references(draft: Draft) -> Iterator[Fault]:
    if not draft.service_ids:
        return
    for item in chain[Found[Desk] | Found[Question]](draft.desks, draft.faq):
        for index, service in enumerate(item.value.services):
            if service not in draft.service_ids and not (isinstance(item.value, Desk) and service == "all"):
                key = f"services[{index + 1}]"
                yield item.fault("unknown_service", key, value=service, **nearest(service, draft.service_ids))
    for entry in draft.services:
        stops = {f"route[{number}].unit": stop.unit for number, stop in enumerate(entry.value.route, 1)}
        for key, unit in {"unit": entry.value.unit, **stops}.items():
            if draft.unit_ids and unit not in draft.unit_ids:
                yield entry.fault("unknown_unit", key, value=unit, **nearest(unit, draft.unit_ids))
    served = {service for desk in draft.desks for service in desk.value.services}
    if "desks" in draft.whole and draft.desks and "all" not in served:
        for service in sorted(draft.service_ids - served):
            yield Fault("centre.toml", "desks", "service_without_desk", {"value": service})


def _kiosks(draft: Draft) -> Iterator[Fault]:
    sign_letters = draft.signs.value.letters if draft.signs else ""
    taken: dict[str, str] = {}
    for kiosk in draft.kiosks:
        letter = kiosk.value.letter
        first = taken.setdefault(letter, kiosk.value.id)
        if first != kiosk.value.id:
            yield kiosk.fault("letter_taken", "letter", letter=letter, kiosk=first)
        if letter in LIKE_DIGITS:
            yield kiosk.fault("letter_like_digit", "letter", letter=letter)
        elif sign_letters and letter not in sign_letters:
            yield kiosk.fault("letter_not_on_sign", "letter", letter=letter, letters=" ".join(sign_letters))


def _printers(draft: Draft) -> Iterator[Fault]:
    """A desk has one printer at most, and a printer one owner."""
    taken: dict[object, str] = {}
    for printer in draft.printers:
        yield from _desks(draft, printer, printer.value.desks)
        claims = {f"desks[{number}]": desk for number, desk in enumerate(printer.value.desks, 1)}
        for key, value in {**claims, "address": printer.value.address.partition("?")[0]}.items():
            place = f"{printer.key}.{key}"
            if (first := taken.setdefault(value, place)) != place:
                yield printer.fault("printer_twice", key, value=value, first=first)
        try:
            parse(printer.value.address)
        except BadUrl as reason:
            yield printer.fault("bad_printer", "address", reason=reason)


def _desks(draft: Draft, item: Found[Printer] | Found[Board], desks: tuple[int, ...]) -> Iterator[Fault]:
    """Those that do not exist."""
    known = sorted(desk.value.id for desk in draft.desks)
    for index, desk in enumerate(desks):
        if "desks" in draft.whole and desk not in known:
            yield item.fault("unknown_desk", f"desks[{index + 1}]", value=desk, known=", ".join(map(str, known)))


def _boards(draft: Draft, folder: Path) -> Iterator[Fault]:
    for board in draft.boards:
        distance, needed = board.value.distance_m, board.value.distance_m * INCH_PER_M
        if board.value.diagonal_inch < needed:
            yield board.fault("board_too_small", "diagonal_inch", distance=distance, needed=needed)
        yield from _desks(draft, board, board.value.desks)
    for slide in draft.slides:
        if not (folder / "pictures" / slide.value.file).is_file():
            yield slide.fault("no_picture", "file", value=f"pictures/{slide.value.file}")


def _people(draft: Draft) -> Iterator[Fault]:
    for person in draft.people:
        role, unit = person.value.role, person.value.unit
        if (role is Role.REPRESENTATIVE) != (unit is not None):
            yield person.fault("unit_missing" if unit is None else "unit_not_theirs", "unit")
        elif unit is not None and draft.unit_ids and unit not in draft.unit_ids:
            yield person.fault("unknown_unit", "unit", value=unit, **nearest(unit, draft.unit_ids))


def _village(village: Found[Village]) -> Iterator[Fault]:
    if village.value.status == "none" and not village.value.out_of_turn:
        yield village.fault("no_status_no_right", "out_of_turn")
    if village.value.out_of_turn and not village.value.basis:
        yield village.fault("basis_missing", "basis")


def _service(service: Found[Service], folder: Path) -> Iterator[Fault]:
    category = service.value.category
    if category is Category.ADDITIONAL and not service.value.decision:
        yield service.fault("decision_missing", "decision")
    if category is not Category.EXTRA and not service.value.documents:
        yield service.fault("documents_missing", "documents")
    sample = service.value.sample
    if sample and not (folder / "pictures" / sample).is_file():
        yield service.fault("no_picture", "sample", value=f"pictures/{sample}")
    elif sample:
        try:
            size(folder / "pictures" / sample)
        except (OSError, ValueError):
            yield service.fault("unreadable_picture", "sample", value=f"pictures/{sample}", most=SIDE_MAX)


def _weekdays(services: list[Found[Service]], schedule: Schedule) -> Iterator[Fault]:
    days = [hours.day for hours in schedule.hours]
    for service in services:
        for index, day in enumerate(service.value.weekdays):
            if day not in days:
                yield service.fault("weekday_closed", f"weekdays[{index + 1}]", value=day, open=", ".join(days))


def _schedule(schedule: Schedule, at: Found[Schedule] | Found[Unit], key: str) -> Iterator[Fault]:
    days: dict[str, str] = {}
    for index, hours in enumerate(schedule.hours):
        place = f"{key}hours[{index + 1}]"
        if days.setdefault(hours.day, place) != place:
            yield at.fault("day_twice", f"{place}.day", value=hours.day)
        if hours.opens >= hours.closes:
            yield at.fault("closes_before_opens", f"{place}.closes")
    for index, day in enumerate(schedule.working):
        if day in schedule.closed:
            yield at.fault("closed_and_working", f"{key}working[{index + 1}]", value=day)
    lunch_from, lunch_until = schedule.lunch_from, schedule.lunch_until
    if lunch_from is None or lunch_until is None:
        if lunch_from != lunch_until:
            yield at.fault("lunch_half", f"{key}{'lunch_from' if lunch_from is None else 'lunch_until'}")
        return
    if lunch_from >= lunch_until:
        yield at.fault("lunch_backwards", f"{key}lunch_until")
        return
    for hours in schedule.hours:
        apart = hours.closes <= lunch_from or lunch_until <= hours.opens
        inside = hours.opens < lunch_from and lunch_until < hours.closes
        if hours.opens < hours.closes and not (apart or inside):
            yield at.fault("lunch_not_inside", f"{key}lunch_from", value=hours.day)


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
