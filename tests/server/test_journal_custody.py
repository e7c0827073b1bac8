"""A document is always at exactly one place, whatever is done in whatever order, and its way is written down."""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from server.journal import custody, read, register
from server.journal.engine import Connection
from server.journal.forms import (
    Applicant,
    Back,
    GiveBack,
    HandOverLine,
    Issue,
    NewDocument,
    NewEntry,
    NewHandOver,
    NewRefusal,
    Results,
)
from server.journal.rules import Act, rules_of
from server.journal.store import Store
from server.journal.words import EntryKind, NotDone, PaperForm, StepOutcome
from tests.server.hubs import ZONE, starter
from tests.server.journals import LAND

UNITS = ("aiyl-okmotu", "cadastre", "zags")
PAPERS = tuple(NewDocument(f"Документ {n}", form=list(PaperForm)[n % 2], shown=n == 2) for n in range(3))
Where = tuple[str, str | None]
CENTRE, APPLICANT = ("centre", None), ("applicant", None)

ACTS = st.tuples(
    st.sampled_from(("register", "bring", "hand over", "back", "ready", "issue", "give back", "refuse")),
    st.integers(0, 2),
    st.one_of(st.none(), st.sets(st.integers(0, 7), max_size=3)),
    st.sampled_from(UNITS),
    st.sampled_from(StepOutcome),
)


@dataclass
class Office:
    """The journal, and beside it what somebody with a pencil would know of each document."""

    store: Store
    runner: asyncio.Runner
    numbers: list[str] = field(default_factory=list)
    where: dict[int, Where] = field(default_factory=dict)
    of: dict[int, str] = field(default_factory=dict)
    at: datetime = datetime(2026, 11, 23, 9, tzinfo=ZONE)

    def do(self, work: Callable[[Connection, Act], Any]) -> Any:
        self.at += timedelta(minutes=1)
        act = Act("aigul", self.at, rules_of(starter()))
        return self.runner.run(self.store.do(lambda c: work(c, act)))

    def look(self) -> None:
        """New documents are noted; the known ones must be where the pencil says, and where their last move went."""
        for entry in self.do(lambda c, act: read.many(c, range(1, len(self.numbers) + 1), act)):
            for paper in entry.documents:
                there = (paper.place.value, paper.unit)
                assert self.where.setdefault(paper.id, there) == there
                assert self.of.setdefault(paper.id, entry.number) == entry.number
                way = [(move.place.value, move.unit) for move in paper.moves]
                assert way[-1] == there
                assert all(one != after for one, after in pairwise(way))
                assert all((unit is None) == (place != "body") for place, unit in way)

    def try_to(
        self, work: Callable[[Connection, Act], Any], papers: Sequence[int], number: str, origin: Where, to: Where
    ) -> None:
        """Done with these papers if all are there; nothing at all if one is not."""
        possible = all(self.where.get(paper) == origin and self.of[paper] == number for paper in papers)
        try:
            self.do(work)
        except NotDone:
            return
        assert possible, f"{papers} went from {origin} to {to}"
        self.where |= dict.fromkeys(papers, to)

    def all_at(self, number: str, there: Where) -> list[int]:
        return [paper for paper, place in self.where.items() if place == there and self.of[paper] == number]


def act_out(office: Office, drawn: tuple[str, int, set[int] | None, str, StepOutcome]) -> None:
    what, which, chosen, unit, outcome = drawn
    if what == "register" or not office.numbers:
        new = NewEntry(EntryKind.SERVICE, service=LAND, applicant=Applicant("А"), documents=PAPERS)
        number, _ = office.do(lambda c, act: register.add_entry(c, new, act))
        office.numbers.append(number)
        return
    number = office.numbers[which % len(office.numbers)]
    known = sorted(office.where)
    papers = None if chosen is None else tuple({known[n % len(known)] for n in chosen})
    body = ("body", unit)
    results = Results((NewDocument("Жыйынтык"),))
    match what:
        case "bring":
            office.try_to(lambda c, act: custody.bring(c, number, PAPERS[0], act), (), number, CENTRE, CENTRE)
        case "hand over":
            went = office.all_at(number, CENTRE) if papers is None else papers
            new_list = NewHandOver(unit, "М", (HandOverLine(number, papers),))
            office.try_to(lambda c, act: custody.hand_over(c, new_list, act), went, number, CENTRE, body)
        case "back":
            steps = [s for s in office.do(lambda c, act: read.whole(c, number, act)).steps if s.back_at is None]
            if steps:
                there = ("body", steps[0].unit)
                came = office.all_at(number, there) if papers is None else papers
                refusal = NewRefusal("other") if outcome is StepOutcome.REFUSED else None
                back = Back(steps[0].id, outcome, "", papers, results.results, refusal)
                office.try_to(lambda c, act: register.take_back(c, number, back, act), came, number, there, CENTRE)
        case "ready":
            office.try_to(lambda c, act: custody.make_ready(c, number, results, act), (), number, CENTRE, CENTRE)
        case "issue":
            given_out = Issue(without="өздүгү текшерилди", documents=papers or ())
            office.try_to(
                lambda c, act: custody.issue(c, number, given_out, act), papers or (), number, CENTRE, APPLICANT
            )
        case "give back" if papers:
            returned = GiveBack(papers)
            office.try_to(lambda c, act: custody.give_back(c, number, returned, act), papers, number, CENTRE, APPLICANT)
        case "refuse":
            office.try_to(
                lambda c, act: register.refuse(c, number, NewRefusal("other"), act), (), number, CENTRE, CENTRE
            )


@cache
def an_empty_journal() -> bytes:
    """The migrations take their time: once for all examples."""
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        store = Store(f"sqlite:///{Path(folder) / 'journal.db'}")
        runner.run(store.open())
        runner.run(store.close())
        return (Path(folder) / "journal.db").read_bytes()


@settings(max_examples=25, deadline=None)
@given(st.lists(ACTS, max_size=10))
def test_a_document_is_always_at_exactly_one_place(
    acts: list[tuple[str, int, set[int] | None, str, StepOutcome]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        path = Path(folder) / "journal.db"
        path.write_bytes(an_empty_journal())
        office = Office(Store(f"sqlite:///{path}"), runner)
        try:
            for act in acts:
                act_out(office, act)
                office.look()
        finally:
            runner.run(office.store.close())
