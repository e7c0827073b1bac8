"""Hundreds of bad days: whatever happens to the printer, in whatever order, no ticket is doubled, lost or swallowed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from printer.jobs import Result
from printer.page import Page
from tests.fakes.clock import run
from tests.fakes.printer import FakePrinter, Script, Sheet
from tests.printer.office import WIDTH, centre, is_page, marked, shows

VISITORS = 4


@dataclass(frozen=True)
class Happening:
    """Something happens to the printer `after` that many seconds of the day, and is over `lasts` seconds later."""

    what: str
    after: float
    lasts: float


HAPPENINGS: dict[str, tuple[Callable[[FakePrinter], None], Callable[[FakePrinter], None]]] = {
    "paper out": (lambda p: p.load_paper(0), FakePrinter.load_paper),
    "paper ends soon": (lambda p: p.load_paper(60), FakePrinter.load_paper),
    "cover": (lambda p: p.set_cover(is_open=True), lambda p: p.set_cover(is_open=False)),
    "low": (lambda p: p.set_low(low=True), lambda p: p.set_low(low=False)),
    "mute": (lambda p: p.set_mute(mute=True), lambda p: p.set_mute(mute=False)),
    "dropped": (FakePrinter.drop, lambda p: None),
    "power": (FakePrinter.power_cycle, lambda p: None),
    "breaks off": (lambda p: p.break_after(700), lambda p: None),
    "noise": (lambda p: p.chatter(b"\xff\x12\x90\x16\x10\x00"), lambda p: None),
    "slow": (lambda p: p.set_speed(60), lambda p: p.set_speed(1600)),
}

days = st.lists(
    st.builds(
        Happening,
        st.sampled_from(sorted(HAPPENINGS)),
        st.floats(0, 12).map(lambda s: round(s, 2)),
        st.sampled_from([0.2, 3.0, 15.0, 200.0]),
    ),
    max_size=5,
)
scripts = st.builds(
    Script,
    width_dots=st.just(WIDTH),
    rows_per_s=st.sampled_from([1600.0, 200.0]),
    automatic_status=st.booleans(),
    process_id=st.booleans(),
    answer_late_s=st.sampled_from([0.0, 0.3]),
    buffer=st.sampled_from([512, 4096]),
)


@dataclass(frozen=True)
class Paper:
    """One print of a visitor's ticket: the original, or a marked copy, each under its own name and with own dots."""

    visitor: int
    copy: int

    @property
    def page(self) -> Page:
        return marked(self.visitor + 100 * self.copy)


@dataclass
class Day:
    outcomes: dict[Paper, Result]
    on_screen: set[int]
    sheets: list[Sheet]
    complaints: list[str]


async def day(script: Script, happenings: list[Happening], options: str) -> Day:
    """Visitors come one after another; a kiosk asks when nobody can tell, prints a copy, shows the number at last."""
    outcomes: dict[Paper, Result] = {}
    on_screen: set[int] = set()
    loop = asyncio.get_running_loop()
    async with FakePrinter(script) as printer:
        async with centre(printer, options) as (spool, _):
            for happening in happenings:
                begin, over = HAPPENINGS[happening.what]
                loop.call_later(happening.after, begin, printer)
                loop.call_later(happening.after + happening.lasts, over, printer)
            for visitor in range(1, VISITORS + 1):
                for copy in count():
                    paper = Paper(visitor, copy)
                    outcomes[paper] = await spool.print(f"K-{visitor}/{copy}", paper.page, wait_s=5)
                    assert await spool.outcome(f"K-{visitor}/{copy}") is outcomes[paper]
                    if outcomes[paper] is not Result.UNKNOWN:
                        break
                    if copy == 2:
                        break
                if outcomes[paper] is not Result.PRINTED:
                    on_screen.add(visitor)
        await asyncio.sleep(300)
        return Day(outcomes, on_screen, [*printer.sheets, printer.sheet], printer.complaints)


def whole(day: Day, paper: Paper) -> int:
    return sum(is_page(sheet, paper.page) for sheet in day.sheets)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scripts, days, st.sampled_from(["", "&profile=TM-T20II"]))
def test_no_ticket_is_printed_twice_without_a_mark_none_is_lost_none_swallowed(
    script: Script, happenings: list[Happening], options: str
) -> None:
    seen = run(day(Script(**vars(script)), happenings, options))
    for paper, outcome in seen.outcomes.items():
        copies = whole(seen, paper)
        match outcome:
            case Result.PRINTED:
                assert copies == 1, f"{paper} was said to be printed and is there {copies} times"
            case Result.UNKNOWN:
                assert copies <= 1, f"{paper} is there {copies} times"
            case Result.NOT_PRINTED:
                assert not any(shows(sheet, paper.page) for sheet in seen.sheets), f"{paper} is partly on paper"
            case Result.SENT:
                raise AssertionError("this printer answers")
    for visitor in range(1, VISITORS + 1):
        held = any(seen.outcomes[paper] is Result.PRINTED for paper in seen.outcomes if paper.visitor == visitor)
        assert held or visitor in seen.on_screen, f"visitor {visitor} has no number"
    assert not any(sheet.texts for sheet in seen.sheets), "part of a picture was printed as text"
    assert seen.complaints == [], "the printer met bytes it did not understand"
