"""A small centre to tell stories in: three desks, four services, two villages with the right, three lanes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

import pytest

from core import commands as c
from core import events as e
from core.evolve import evolve
from core.office import Office, Ticket
from core.order import ahead, line_up
from core.rules import decide
from core.words import CallReason, How, Impossible, Language, Outcome, Rank, Why

ZONE = timezone(timedelta(hours=6))
DATE = date(2026, 11, 23)


def at(clock: str) -> datetime:
    """`at("09:30")` on the day of the story."""
    return datetime.combine(DATE, time.fromisoformat(clock), ZONE)


OPENING = at("09:00")
CERTIFICATE, LAND, PENSION, RARE = "certificate", "land", "pension", "rare"
NEAR, FAR, SETTLEMENT = "near", "far", "settlement"

DAY = e.DayOpened(
    at=OPENING,
    centre="demo",
    date=DATE,
    services=(
        e.ServiceRule(CERTIFICATE, 10),
        e.ServiceRule(LAND, 20),
        e.ServiceRule(PENSION, 15),
        e.ServiceRule(RARE, 30),
    ),
    villages=(e.VillageRule(NEAR, False), e.VillageRule(FAR, True, "№ 14"), e.VillageRule(SETTLEMENT, True, "№ 14")),
    desks=(e.DeskRule(1, (CERTIFICATE,)), e.DeskRule(2, (CERTIFICATE, LAND)), e.DeskRule(3, (PENSION,))),
    lanes=(e.Lane("K", "А"), e.Lane("L", "Б"), e.Lane("HALL", "В")),
)
"""Certificates at desks 1 and 2, land at 2, pensions at 3; what is rare is at no desk, so every desk may call it."""


def day(guard: e.Guard | None = None, desks: tuple[e.DeskRule, ...] = DAY.desks) -> e.DayOpened:
    return e.DayOpened(
        DAY.at, DAY.centre, DAY.date, DAY.services, DAY.villages, desks=desks, lanes=DAY.lanes, guard=guard
    )


@dataclass
class World:
    """An office that is asked as the hub asks it: decide, then evolve. Its clock stands until told to move."""

    office: Office = field(default_factory=Office)
    now: datetime = OPENING
    events: list[e.Event] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def ask(self, command: c.Command) -> list[e.Event]:
        facts = decide(self.office, command)
        for fact in facts:
            evolve(self.office, fact)
        self.events += facts
        return facts

    def refusal(self, command: c.Command) -> Why:
        """Why the office says no; a yes fails the test."""
        with pytest.raises(Impossible) as no:
            decide(self.office, command)
        return no.value.why

    def after(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def take(
        self, service: str = CERTIFICATE, village: str | None = NEAR, kiosk: str = "K", also: tuple[str, ...] = ()
    ) -> str:
        """The next visitor has a place but no paper yet. The clock moves on by a second."""
        number = self.numbers[kiosk] = self.numbers.get(kiosk, 0) + 1
        self.now += timedelta(seconds=1)
        self.ask(c.TakeTicket(self.now, kiosk, number, service, village, also=also))
        return f"{kiosk}-{number}"

    def hand(self, ticket: str, how: How = How.PRINTED) -> str:
        self.ask(c.ConfirmHanded(self.now, ticket, how))
        return ticket

    def visitor(
        self, service: str = CERTIFICATE, village: str | None = NEAR, kiosk: str = "K", also: tuple[str, ...] = ()
    ) -> str:
        """The next visitor holds a number and waits."""
        return self.hand(self.take(service, village, kiosk, also))

    def open(self, *desks: int) -> None:
        for desk in desks:
            self.ask(c.OpenDesk(self.now, desk, "aigul"))

    def call(self, desk: int = 1) -> tuple[str, CallReason]:
        fact = self.ask(c.CallNext(self.now, desk, "aigul"))[0]
        assert isinstance(fact, e.TicketCalled)
        return fact.ticket, fact.reason

    def finish(self, desk: int = 1, outcome: Outcome = Outcome.SERVED) -> None:
        held = self.office.desks[desk].ticket
        assert held is not None
        self.ask(c.FinishTicket(self.now, desk, "aigul", held, outcome))

    def serve_next(self, desk: int = 1) -> tuple[str, CallReason]:
        called = self.call(desk)
        self.finish(desk)
        return called

    def ticket(self, ticket: str) -> Ticket:
        return self.office.tickets[ticket]

    def order(self, *desks: int) -> list[str]:
        """The tickets as these desks would call them now."""
        return [ticket.id for ticket, _ in line_up(self.office, frozenset(desks), self.now)]

    def ahead(self, ticket: str) -> int:
        held = self.ticket(ticket)
        return sum(ahead(self.office, held.callers, held.rank, held.place, self.now).values())


def world(*open_desks: int, guard: e.Guard | None = None, desks: tuple[e.DeskRule, ...] = DAY.desks) -> World:
    """The story's centre just after opening, with these desks open."""
    told = World()
    told.ask(c.OpenDay(day(guard, desks)))
    told.open(*open_desks)
    return told


def report(
    number: int = 1,
    service: str = CERTIFICATE,
    village: str | None = NEAR,
    *,
    language: Language = Language.KY,
    taken_at: datetime | None = None,
    key: str | None = None,
    now: datetime = OPENING,
    kiosk: str = "K",
    also: tuple[str, ...] = (),
) -> c.TakeTicket:
    return c.TakeTicket(now, kiosk, number, service, village, language, taken_at, key, also)


ORDINARY, OUT_OF_TURN = Rank.ORDINARY, Rank.OUT_OF_TURN
