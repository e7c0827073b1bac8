"""The facts: each can be written and read, says who and why where that matters, and adds up to the same office."""

from collections.abc import Callable
from dataclasses import fields
from typing import get_args

import pytest
from pydantic import TypeAdapter

from core import commands as c
from core import events as e
from core.evolve import evolve, replay
from core.office import Office, twin
from core.rules import decide
from core.words import CallReason, How, Impossible, Outcome, Rank, Why
from tests.core.world import CERTIFICATE, FAR, OPENING, PENSION, World, report, world

BY = "aigul"
KINDS: tuple[type[e.Event], ...] = get_args(e.Event)


def whole_day() -> World:
    """A day on which everything happens that can happen."""
    centre = world(1, 2, 3, guard=e.Guard("№ 7, 2026-02-01", after_calls=1))
    first, second, third, fourth = (centre.visitor(village=village) for village in ("near", FAR, None, FAR))
    fifth = centre.visitor(PENSION, also=(CERTIFICATE,))
    centre.call(3)
    centre.ask(c.FinishService(centre.now, 3, BY, fifth, PENSION))
    centre.ask(c.WithdrawTicket(centre.now, centre.take()))
    centre.call(1)
    centre.ask(c.RecallTicket(centre.now, 1, BY, second, "again"))
    centre.ask(c.StartService(centre.now, 1, BY, second))
    centre.ask(c.ParkTicket(centre.now, 1, BY, second, "form"))
    assert centre.call(1) == (first, CallReason.GUARD)
    centre.ask(c.TransferTicket(centre.now, 1, BY, first, PENSION, reason="pension"))
    centre.call(1)
    centre.ask(c.MarkNoShow(centre.now, 1, BY, fourth, "silent"))
    centre.ask(c.ResumeTicket(centre.now, 1, BY, fourth))
    centre.finish(1, Outcome.DOCUMENTS_REFUSED)
    centre.ask(c.CorrectRank(centre.now, 1, BY, third, Rank.OUT_OF_TURN, "seen"))
    centre.ask(c.CallByHand(centre.now, 2, BY, "L", 7, CERTIFICATE))
    centre.finish(2)
    centre.ask(c.PauseDesk(centre.now, 2, BY, "tea"))
    centre.ask(c.CloseDesk(centre.now, 3, BY))
    centre.ask(report(9, kiosk="L", key="k", taken_at=OPENING))
    centre.ask(c.CloseDay(centre.now))
    return centre


def test_on_a_whole_day_every_kind_of_fact_happens() -> None:
    assert {type(fact) for fact in whole_day().events} == set(KINDS)


def test_replaying_the_facts_gives_an_equal_office() -> None:
    centre = whole_day()
    assert replay(centre.events) == centre.office
    assert replay(centre.events[:-1]) != centre.office


def test_every_fact_comes_back_from_json_as_it_was() -> None:
    centre = whole_day()
    read = []
    for fact in centre.events:
        adapter = TypeAdapter[e.Event](type(fact))
        again = adapter.validate_json(adapter.dump_json(fact))
        assert again == fact
        assert type(again) is type(fact)
        read.append(again)
    assert replay(read) == centre.office


def test_a_twin_is_equal_and_goes_its_own_way() -> None:
    facts = whole_day().events
    for known in range(len(facts)):
        office = replay(facts[:known])
        ahead = twin(office)
        assert ahead == office
        evolve(ahead, facts[known])
        assert office == replay(facts[:known])
        assert ahead == replay(facts[: known + 1])


WHO = {
    e.DeskOpened,
    e.DeskPaused,
    e.DeskClosed,
    e.TicketVouched,
    e.TicketCalled,
    e.TicketRecalled,
    e.ServiceStarted,
    e.ServiceFinished,
    e.TicketFinished,
    e.TicketNoShow,
    e.TicketParked,
    e.TicketTransferred,
    e.RankCorrected,
}
WHY = {
    e.DeskPaused,
    e.TicketCalled,
    e.TicketRecalled,
    e.TicketNoShow,
    e.TicketParked,
    e.TicketTransferred,
    e.RankCorrected,
}


def test_every_act_of_the_staff_names_its_person_and_every_skip_recall_transfer_and_correction_its_reason() -> None:
    named = {kind: {field.name for field in fields(kind)} for kind in KINDS}
    assert {kind for kind in KINDS if "by" in named[kind]} == WHO
    assert {kind for kind in KINDS if "reason" in named[kind]} == WHY
    assert all("at" in names for names in named.values())
    for fact in whole_day().events:
        if isinstance(fact, tuple(WHO)):
            assert fact.by == BY  # type: ignore[union-attr]


def test_the_reason_of_the_staff_is_on_record_word_by_word() -> None:
    reasons = [fact.reason for fact in whole_day().events if isinstance(fact, tuple(WHY - {e.TicketCalled}))]  # type: ignore[union-attr]
    assert reasons == ["again", "form", "pension", "silent", "seen", "tea"]


def test_a_fact_that_cannot_be_true_is_a_broken_book() -> None:
    centre = world(1)
    ticket = centre.visitor()
    centre.office.waiting.lines.clear()
    with pytest.raises(KeyError):
        evolve(centre.office, e.TicketCalled(centre.now, ticket, 1, BY, CallReason.LONGEST_WAIT))
    with pytest.raises(KeyError):
        evolve(centre.office, e.TicketHanded(centre.now, "K-99", How.PRINTED))


def test_a_place_that_is_not_in_its_line_is_a_broken_book() -> None:
    centre = world(1)
    first, second = centre.ticket(centre.visitor()), centre.ticket(centre.visitor())
    lines = centre.office.waiting
    lines.remove(first.callers, first.rank, first.place)
    for gone in (first.place, (second.place[0] + 1, 99, "K-99")):
        with pytest.raises(ValueError, match="is not in its line"):
            lines.remove(first.callers, first.rank, gone)
    assert centre.order(1) == [second.id]


def _waiting() -> World:
    centre = world(1)
    centre.visitor()
    return centre


def _called() -> World:
    centre = _waiting()
    centre.call()
    return centre


NO: dict[Why, tuple[Callable[[], World], c.Command]] = {
    Why.NOBODY_WAITING: (lambda: world(1), c.CallNext(OPENING, 1, BY)),
    Why.DESK_BUSY: (_called, c.CallNext(OPENING, 1, BY)),
    Why.DESK_CLOSED: (world, c.CallNext(OPENING, 1, BY)),
    Why.WRONG_TICKET: (_called, c.FinishTicket(OPENING, 1, BY, "K-2")),
    Why.NUMBER_KNOWN: (_waiting, c.CallByHand(OPENING, 1, BY, "K", 1, CERTIFICATE)),
    Why.NO_SUCH_KIOSK: (lambda: world(1), c.CallByHand(OPENING, 1, BY, "X", 1, CERTIFICATE)),
    Why.NUMBER_FAR: (_waiting, c.CallByHand(OPENING, 1, BY, "K", 999, CERTIFICATE)),
    Why.NUMBER_TAKEN: (_waiting, report(1, PENSION)),
    Why.ALREADY_HANDED: (_waiting, c.WithdrawTicket(OPENING, "K-1")),
    Why.DAY_CLOSED: (World, c.OpenDesk(OPENING, 1, BY)),
    Why.NO_NEXT_SERVICE: (_called, c.FinishService(OPENING, 1, BY, "K-1", CERTIFICATE)),
    Why.REASON_MISSING: (_waiting, c.CorrectRank(OPENING, 1, BY, "K-1", Rank.OUT_OF_TURN, "")),
    Why.NO_SUCH_TICKET: (world, c.WithdrawTicket(OPENING, "K-1")),
    Why.NO_SUCH_DESK: (world, c.OpenDesk(OPENING, 9, BY)),
    Why.UNKNOWN_KIOSK: (world, report(kiosk="X")),
    Why.UNKNOWN_SERVICE: (world, report(service="nothing")),
    Why.UNKNOWN_VILLAGE: (world, report(village="nowhere")),
    Why.UNKNOWN_DESK: (_called, c.TransferTicket(OPENING, 1, BY, "K-1", to_desk=9)),
}


@pytest.mark.parametrize("why", list(Why))
def test_every_no_of_the_closed_list_can_be_heard_and_changes_nothing(why: Why) -> None:
    centre, command = NO[why][0](), NO[why][1]
    before = replay(centre.events)
    assert centre.refusal(command) is why
    assert centre.office == before


def test_a_no_says_its_reason_in_the_words_of_the_closed_list() -> None:
    with pytest.raises(Impossible, match=r"^nobody_waiting$"):
        decide(world(1).office, c.CallNext(OPENING, 1, BY))


def test_an_empty_office_is_no_facts() -> None:
    assert replay([]) == Office()
    assert (Office().seq, Office().day, Office().last_at, Office().closed) == (0, None, None, False)


def test_a_command_without_details_asks_for_the_usual() -> None:
    assert c.FinishTicket(OPENING, 1, BY, "K-1").outcome is Outcome.SERVED
    assert c.TakeTicket(OPENING, "K", 1, CERTIFICATE).language == "ky"
