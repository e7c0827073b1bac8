"""Whole days of chance: kiosks and desks that act as devices and people do, and what must hold whatever they do.

KEZEK_DAYS, if set, is how many days are tried, then always the same ones.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import TypeVar, cast, get_args

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pydantic import TypeAdapter

from core import commands as c
from core import events as e
from core import figures, views
from core.evolve import evolve, replay
from core.office import Office, twin
from core.order import ahead, line_up, next_for
from core.rules import decide
from core.waits import of_ticket
from core.words import (
    AT_DESK,
    AWAY,
    Activity,
    CallReason,
    DeskState,
    How,
    Impossible,
    Language,
    Outcome,
    Rank,
    Stage,
    Why,
)
from tests.core.naive import Naive
from tests.core.world import CERTIFICATE, DAY, FAR, LAND, NEAR, OPENING, PENSION, RARE, SETTLEMENT, day

T = TypeVar("T")
BY = "aigul"
DAYS = int(os.environ.get("KEZEK_DAYS", "70"))
CLOCKS = (0, 0, 0, -1, 1, -180, 300, -24 * 60, 24 * 60, -20 * 365 * 24 * 60)
"""By how many minutes a kiosk's clock is wrong."""
GUARDS = (
    None,
    None,
    e.Guard("№ 7", after_calls=1),
    e.Guard("№ 7", after_calls=2, after_minutes=20),
    e.Guard("№ 7", after_minutes=10),
)
Report = c.TakeTicket | c.ConfirmHanded | c.WithdrawTicket
ADAPTERS = {kind: TypeAdapter[e.Event](kind) for kind in get_args(e.Event)}


def through_json(fact: e.Event) -> e.Event:
    adapter = ADAPTERS[type(fact)]
    return adapter.validate_json(adapter.dump_json(fact))


def done_or_no(office: Office, command: c.Command) -> bool:
    """Whether the same request once more would do nothing."""
    try:
        return decide(office, command) == []
    except Impossible:
        return True


@dataclass
class Kiosk:
    """Numbers on its own; reports what it did when the line is up, keeps what the hub has not answered.

    `held` are the tickets whose visitor stands before the printer.
    """

    name: str
    number: int = 0
    clock_minutes: int = 0
    deaf: bool = False
    outbox: list[Report] = field(default_factory=list)
    held: list[str] = field(default_factory=list)


@dataclass
class Seen:
    """What a desk's page showed when its person last looked."""

    ticket: str | None = None
    service: str = ""
    waiting: tuple[str, ...] = ()
    away: tuple[str, ...] = ()


class Day(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.office = Office()
        self.mirror = Office()
        self.naive = Naive()
        self.now = OPENING
        self.kiosks = {name: Kiosk(name) for name in ("K", "L")}
        self.seen = {desk.id: Seen() for desk in DAY.desks}
        self.sent: list[Report] = []
        self.codes: dict[str, str] = {}
        self.facts: list[e.Event] = []
        self.draw: Callable[[Sequence[object]], object] = lambda options: options[0]

    @initialize(guard=st.sampled_from(GUARDS), closed=st.sets(st.sampled_from((1, 2, 3))))
    def the_day_opens(self, guard: e.Guard | None, closed: set[int]) -> None:
        self.ask(c.OpenDay(day(guard)))
        for desk in {1, 2, 3} - closed:
            self.ask(c.OpenDesk(self.now, desk, BY))

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        self.draw = lambda options: data.draw(st.sampled_from(options))
        self.pick(HAPPENINGS)(self)

    def pick(self, options: Sequence[T]) -> T:
        return cast(T, self.draw(options))

    def ask(self, command: c.Command) -> list[e.Event]:
        """As the hub does it; the mirror is fed what was written, as a restarted hub would be."""
        try:
            facts = decide(self.office, command)
        finally:
            assert self.office == self.mirror, "deciding changes nothing"
        tentative = twin(self.office)
        for fact in facts:
            evolve(tentative, fact)
        assert self.office == self.mirror, "a tentative office goes its own way"
        for fact in facts:
            self.check(fact)
            evolve(self.office, fact)
            self.naive.note(fact)
            evolve(self.mirror, through_json(fact))
        assert self.office == tentative
        self.facts += facts
        if not isinstance(command, c.RecallTicket):
            assert done_or_no(self.office, command), "asked once more, nothing happens twice"
        return facts

    def check(self, fact: e.Event) -> None:
        if isinstance(fact, e.TicketVouched):
            assert fact.code not in self.codes, "no code twice in a day"
            self.codes[fact.code] = fact.ticket
        if isinstance(fact, e.TicketTaken):
            known = self.office.tickets.get(fact.ticket)
            assert fact.code not in self.codes or (known is not None and known.vouched), "no code twice in a day"
            self.codes[fact.code] = fact.ticket
            assert fact.place_at <= fact.at
            assert fact.place_at.date() == DAY.date or fact.place_at == fact.at
        if isinstance(fact, e.TicketHanded):
            stage = self.office.tickets[fact.ticket].stage
            assert stage in (Stage.TAKEN, Stage.WITHDRAWN, Stage.LEFT_OVER), "nobody comes to hold their number twice"
        if isinstance(fact, e.TicketCalled):
            ticket = self.office.tickets[fact.ticket]
            assert ticket.stage in AWAY if fact.reason is CallReason.RETURNED else ticket.stage is Stage.HANDED
            assert ticket.how is How.SEEN or fact.reason is not CallReason.BY_HAND, "only a number that was seen"
            assert bool(fact.note) == (fact.reason is CallReason.CHOSEN), "out of order only with a reason"
            assert ticket.how is not None, "nobody is called by a code they do not hold"
            assert self.office.desks[fact.desk].state is DeskState.OPEN
        if isinstance(fact, e.RankCorrected):
            assert fact.reason.strip()
        assert getattr(fact, "by", "somebody")

    def time_passes(self) -> None:
        self.now += timedelta(minutes=self.pick((0.1, 1, 7, 30)))

    def visitors_press(self) -> None:
        for _ in range(self.pick((3, 2, 1, 5))):
            self.now += timedelta(seconds=1)
            kiosk = self.kiosks[self.pick(("K", "L"))]
            kiosk.number += 1
            says = self.pick((True, False))
            clock = self.now + timedelta(minutes=kiosk.clock_minutes) if says else None
            key = f"{kiosk.name}{kiosk.number}/{len(self.facts)}" if says else None
            service = self.pick((CERTIFICATE, LAND, PENSION, RARE))
            village = self.pick((NEAR, NEAR, FAR, SETTLEMENT, None))
            also = self.pick(((), (), (CERTIFICATE, LAND), (PENSION,), (RARE, PENSION)))
            also = tuple(other for other in also if other != service)
            command = c.TakeTicket(self.now, kiosk.name, kiosk.number, service, village, Language.KY, clock, key, also)
            self.report(kiosk, command)
            kiosk.held.append(command.ticket)
            if self.pick(("at once", "at once", "later")) == "at once":
                self.a_visitor_goes_from(kiosk, "paper")

    def the_printer_is_done(self) -> None:
        for kiosk in self.kiosks.values():
            if kiosk.held:
                self.a_visitor_goes_from(kiosk, self.pick(("paper", "walked away", "paper after all")))

    def a_visitor_goes_from(self, kiosk: Kiosk, end: str) -> None:
        ticket = kiosk.held.pop()
        if end != "paper":
            self.report(kiosk, c.WithdrawTicket(self.now, ticket))
        if end != "walked away":
            self.report(kiosk, c.ConfirmHanded(self.now, ticket, self.pick(tuple(How))))

    def report(self, kiosk: Kiosk, command: Report) -> None:
        if kiosk.deaf or not self.deliver(command):
            kiosk.outbox.append(command)

    def deliver(self, command: Report) -> bool:
        """A report arrives. A kiosk that reports out of order tells again later what is not known yet."""
        try:
            self.ask(replace(command, at=self.now))
        except Impossible as no:
            assert not isinstance(command, c.TakeTicket), "a visitor with a number is never refused"
            if no.why is Why.NO_SUCH_TICKET:
                return False
            assert isinstance(command, c.WithdrawTicket)
            assert no.why is Why.ALREADY_HANDED
        self.sent.append(command)
        return True

    def something_happens_to_a_kiosk(self) -> None:
        kiosk = self.kiosks[self.pick(("K", "L"))]
        match self.pick(("deaf", "deaf", "clock", "disk")):
            case "deaf":
                kiosk.deaf = True
            case "clock":
                kiosk.clock_minutes = self.pick(CLOCKS)
            case "disk":  # what was not told is gone; it takes up after the highest number the hub has seen
                self.kiosks[kiosk.name] = Kiosk(kiosk.name, self.office.highest.get(kiosk.name, 0))

    def a_kiosk_tells_what_it_did_in_any_order(self) -> None:
        kiosk = self.kiosks[self.pick(("K", "L"))]
        for _ in range(len(kiosk.outbox)):
            command = self.pick(kiosk.outbox)
            if self.deliver(command):
                kiosk.outbox.remove(command)
        if self.pick((True, False)):
            kiosk.deaf = False
            self.empty(kiosk)

    def empty(self, kiosk: Kiosk) -> None:
        waiting, kiosk.outbox = kiosk.outbox, []
        for command in sorted(waiting, key=lambda one: not isinstance(one, c.TakeTicket)):
            assert self.deliver(command)

    def a_report_arrives_once_more(self) -> None:
        if self.sent:
            before = self.office.seq
            command = self.pick(self.sent)
            self.deliver(command)
            assert self.office.seq == before or not isinstance(command, c.TakeTicket)

    def look(self, desk: int) -> None:
        picture = views.desk(self.office, desk, self.now)
        self.seen[desk] = Seen(
            picture.ticket.ticket if picture.ticket else None,
            picture.ticket.service if picture.ticket else "",
            tuple(one.ticket for one in picture.waiting),
            tuple(one.ticket for one in picture.away),
        )

    def a_desk_comes_and_goes(self) -> None:
        ways: tuple[type[c.OpenDesk | c.PauseDesk | c.CloseDesk], ...] = (c.OpenDesk, c.PauseDesk, c.CloseDesk)
        self.click(self.pick(ways)(self.now, self.pick((1, 2, 3)), BY))

    def desks_work(self) -> None:
        """People click what the page showed when they last looked, which may be long ago."""
        for _ in range(self.pick((3, 2, 1, 6))):
            desk = self.pick((1, 2, 3))
            if self.pick(("fresh", "fresh", "stale")) == "fresh":
                self.look(desk)
            seen = self.seen[desk]
            if seen.ticket is not None:
                self.act_on_own(desk, seen.ticket)
            elif seen.away and self.pick(("aside", "next")) == "aside":
                self.click(c.ResumeTicket(self.now, desk, BY, self.pick(seen.away)))
            else:
                self.call_the_next(desk)

    def call_the_next(self, desk: int) -> None:
        before = self.naive.order({desk}, self.now.timestamp())
        for fact in self.click(c.CallNext(self.now, desk, BY)):
            assert isinstance(fact, e.TicketCalled)
            assert (fact.ticket, fact.reason) == before[0], "the order is respected"

    def act_on_own(self, desk: int, ticket: str) -> None:
        now, pick = self.now, self.pick
        services = (None, CERTIFICATE, LAND, PENSION, RARE)
        acts: tuple[Callable[[], c.DeskCommand], ...] = (
            lambda: c.FinishTicket(now, desk, BY, ticket, pick(tuple(Outcome)), pick((None, *Activity))),
            lambda: c.FinishService(now, desk, BY, ticket, self.seen[desk].service, pick(tuple(Outcome))),
            lambda: c.StartService(now, desk, BY, ticket),
            lambda: c.ParkTicket(now, desk, BY, ticket),
            lambda: c.TransferTicket(
                now, desk, BY, ticket, pick(services), pick((None, 1, 2, 3)), back=pick((True, False))
            ),
            lambda: c.MarkNoShow(now, desk, BY, ticket),
            lambda: c.RecallTicket(now, desk, BY, ticket),
            lambda: c.CorrectRank(now, desk, BY, ticket, pick(tuple(Rank)), "seen"),
        )
        held = self.office.desks[desk].ticket
        for fact in self.click(pick(acts)()):
            assert held == ticket or isinstance(fact, e.RankCorrected), "a late click never acts on the wrong ticket"
            assert fact.ticket == ticket  # type: ignore[union-attr]

    def a_desk_corrects_the_rank_of_one_who_waits(self) -> None:
        desk = self.pick((1, 2, 3))
        if self.seen[desk].waiting:
            ticket, rank = self.pick(self.seen[desk].waiting), self.pick(tuple(Rank))
            self.click(c.CorrectRank(self.now, desk, BY, ticket, rank, "document seen"))

    def a_desk_calls_one_of_the_waiting_out_of_order(self) -> None:
        desk = self.pick((1, 2, 3))
        if self.seen[desk].waiting:
            self.click(c.CallTicket(self.now, desk, BY, self.pick(self.seen[desk].waiting), self.pick(("ill", ""))))

    def a_number_of_a_kiosk_is_called_by_hand(self) -> None:
        """Mostly the newest; one it has yet to give, when the finger slips."""
        desk, kiosk = self.pick((1, 2, 3)), self.kiosks[self.pick(("K", "L"))]
        number = max(1, kiosk.number + self.pick((0, 0, -1, 1)))
        self.click(c.CallByHand(self.now, desk, BY, kiosk.name, number, self.pick((CERTIFICATE, PENSION))))

    def click(self, command: c.DeskCommand) -> list[e.Event]:
        try:
            return self.ask(command)
        except Impossible as no:
            assert not self.office.closed or no.why is Why.DAY_CLOSED
            return []

    def the_day_closes(self) -> None:
        if len(self.facts) > 40:
            self.ask(c.CloseDay(self.now))
            stages = {ticket.stage for ticket in self.office.tickets.values()}
            assert stages <= {Stage.FINISHED, Stage.NO_SHOW, Stage.WITHDRAWN, Stage.LEFT_OVER}

    @invariant()
    def a_desk_has_one_ticket_and_a_ticket_one_desk(self) -> None:
        held = {desk.id: desk.ticket for desk in self.office.desks.values() if desk.ticket}
        at_desk = {t.desk: t.id for t in self.office.tickets.values() if t.stage in AT_DESK}
        assert held == at_desk
        assert len(set(held.values())) == len(held)
        for desk in self.office.desks.values():
            assert (desk.since is None) == (desk.ticket is None)
            assert desk.ticket is None or desk.state is DeskState.OPEN

    @invariant()
    def the_lines_agree_with_the_tickets(self) -> None:
        for lines, stage in ((self.office.waiting, Stage.HANDED), (self.office.unhanded, Stage.TAKEN)):
            standing = [
                (callers, rank, place)
                for callers, line in lines.lines.items()
                for rank in Rank
                for place in line.of(rank)
            ]
            tickets = [(t.callers, t.rank, t.place) for t in self.office.tickets.values() if t.stage is stage]
            assert sorted(standing, key=str) == sorted(tickets, key=str)
            for line in lines.lines.values():
                assert line.ordinary == sorted(line.ordinary)
                assert line.out_of_turn == sorted(line.out_of_turn)
        assert set(self.office.away) == {t.id for t in self.office.tickets.values() if t.stage in AWAY}

    @invariant()
    def no_service_of_a_visit_is_lost_or_left_twice(self) -> None:
        for ticket in self.office.tickets.values():
            left = [leg.service for leg in ticket.left]
            assert len(set(left)) == len(left)
            changed = self.naive.visitors[ticket.id].changed
            assert {ticket.asked_for, *ticket.taken.also} <= {*ticket.done, ticket.service, *left, *changed}

    @invariant()
    def everybody_who_waits_can_be_called_by_some_desk(self) -> None:
        for ticket in self.office.tickets.values():
            if ticket.stage is Stage.HANDED:
                assert ticket.callers
                assert ticket.callers <= set(self.office.desks)
                assert not self.office.closed
                kept = ticket.to_desk
                assert kept is None or self.office.desks[kept].state is not DeskState.CLOSED

    @invariant()
    def the_order_is_the_one_told_a_second_time(self) -> None:
        at = self.now.timestamp()
        for desks in ({1}, {2}, {3}, {1, 2}, {1, 2, 3}):
            line = [(t.id, reason.value) for t, reason in line_up(self.office, frozenset(desks), self.now)]
            assert line == self.naive.order(desks, at)
        for desk in (1, 2, 3):
            found = next_for(self.office, desk, self.now)
            order = self.naive.order({desk}, at)
            assert (found and (found[0].id, found[1].value)) == (order[0] if order else None)

    @invariant()
    def people_ahead_is_the_true_place(self) -> None:
        for ticket in self.office.tickets.values():
            if ticket.stage in (Stage.TAKEN, Stage.HANDED):
                order = self.naive.order(set(ticket.callers), self.now.timestamp(), kiosk_too=True)
                place = [name for name, _ in order].index(ticket.id)
                assert sum(ahead(self.office, ticket.callers, ticket.rank, ticket.place, self.now).values()) == place
                prospect = of_ticket(self.office, ticket, self.now)
                assert prospect.ahead == place
                working = any(self.office.desks[desk].state is DeskState.OPEN for desk in ticket.callers)
                assert (prospect.wait_minutes is not None) == working
                if prospect.wait_minutes is not None:
                    assert 0 <= prospect.wait_minutes.low < prospect.wait_minutes.high

    @invariant()
    def pictures_can_always_be_drawn(self) -> None:
        board = views.board(self.office, self.now)
        assert board.waiting_count >= len(board.waiting)
        assert {call.code for call in board.calls} <= set(self.codes)
        figures.of_day(self.office, self.now)
        views.kiosk(self.office, "K", self.now)
        for desk in self.office.desks:
            views.desk(self.office, desk, self.now)

    def teardown(self) -> None:
        """The evening: every kiosk tells what it has, every desk opens and serves until nobody waits."""
        if self.office.day is None:
            return
        for kiosk in self.kiosks.values():
            self.empty(kiosk)
        assert replay([through_json(fact) for fact in self.facts]) == self.office
        if self.office.closed:
            return
        handed = {t.id for t in self.office.tickets.values() if t.stage is Stage.HANDED}
        called = set()
        for desk in self.office.desks.values():
            if desk.ticket:
                self.ask(c.FinishTicket(self.now, desk.id, "evening", desk.ticket))
            self.ask(c.OpenDesk(self.now, desk.id, "evening"))
        for number in self.office.desks:
            while next_for(self.office, number, self.now) is not None:
                (call,) = self.ask(c.CallNext(self.now, number, "evening"))
                assert isinstance(call, e.TicketCalled)
                called.add(call.ticket)
                self.ask(c.FinishTicket(self.now, number, "evening", call.ticket))
        assert called == handed
        assert len(self.office.waiting) == 0


HAPPENINGS: tuple[Callable[[Day], None], ...] = (
    *[Day.desks_work] * 5,
    *[Day.visitors_press] * 4,
    *[Day.time_passes] * 2,
    Day.the_printer_is_done,
    Day.something_happens_to_a_kiosk,
    *[Day.a_kiosk_tells_what_it_did_in_any_order] * 2,
    Day.a_report_arrives_once_more,
    Day.a_desk_comes_and_goes,
    Day.a_desk_corrects_the_rank_of_one_who_waits,
    Day.a_desk_calls_one_of_the_waiting_out_of_order,
    Day.a_number_of_a_kiosk_is_called_by_hand,
    Day.the_day_closes,
)
"""What can happen, the frequent more often. One rule draws from them all, so that no day leaves out the desks."""

PROMISES: tuple[Callable[[Day], None], ...] = (
    Day.a_desk_has_one_ticket_and_a_ticket_one_desk,
    Day.the_lines_agree_with_the_tickets,
    Day.no_service_of_a_visit_is_lost_or_left_twice,
    Day.everybody_who_waits_can_be_called_by_some_desk,
    Day.the_order_is_the_one_told_a_second_time,
    Day.people_ahead_is_the_true_place,
    Day.pictures_can_always_be_drawn,
)

TestDays = Day.TestCase
TestDays.settings = settings(
    max_examples=DAYS,
    stateful_step_count=50,
    deadline=None,
    derandomize="KEZEK_DAYS" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("seed", range(DAYS // 5))
def test_on_long_days_it_all_holds_too(seed: int) -> None:
    """The machine looks for the shortest day that breaks a promise; these are long ones, full of everything."""
    dice = Random(seed)
    long = Day()
    long.draw = dice.choice
    long.the_day_opens(guard=long.pick(GUARDS), closed=set())
    for happened in range(120):
        long.pick(HAPPENINGS[:-1])(long)
        if happened % 10 == 0:
            for promise in PROMISES:
                promise(long)
    if long.pick(("closes", "goes on")) == "closes":
        long.the_day_closes()
    long.teardown()
    assert len({type(fact) for fact in long.facts}) >= 12, "a day on which much happens"
