"""One owner of one printer, and what visitor and desk see when something goes wrong."""

import asyncio
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.texts import speaker
from printer import layout, samples
from printer.answers import State
from printer.fonts import MissingFont
from printer.jobs import Busy, Result
from printer.page import Page, Picture, Text
from printer.spool import Spool, print_on_any
from tests.fakes.clock import run
from tests.fakes.printer import FakePrinter, Script, Sheet
from tests.printer.office import WIDTH, centre, hand_out, is_page, marked, shows

PRINTED, SENT, NOT_PRINTED, UNKNOWN = Result.PRINTED, Result.SENT, Result.NOT_PRINTED, Result.UNKNOWN


def narrow(**facts: object) -> Script:
    return Script(width_dots=WIDTH, **facts)  # type: ignore[arg-type]


@dataclass
class Fault:
    """What is wrong with the printer, when; what becomes of ticket 1; what staff are shown; what of ticket 2."""

    name: str
    script: Script
    outcome: Result
    shown: State | None
    afterwards: Result = PRINTED
    meanwhile: Callable[[FakePrinter], None] | None = None
    mend: Callable[[FakePrinter], None] = lambda printer: None
    options: str = ""
    transports: tuple[str, ...] = ("tcp", "serial", "device")
    whole: bool = field(default=True)


def later(seconds: float, act: Callable[[FakePrinter], None]) -> Callable[[FakePrinter], None]:
    def arrange(printer: FakePrinter) -> None:
        asyncio.get_running_loop().call_later(seconds, act, printer)

    return arrange


def mute(printer: FakePrinter) -> None:
    printer.set_mute(mute=True)


def unmute(printer: FakePrinter) -> None:
    printer.set_mute(mute=False)


def open_the_cover_for_a_while(printer: FakePrinter) -> None:
    later(2, lambda p: p.set_cover(is_open=True))(printer)
    later(9, lambda p: p.set_cover(is_open=False))(printer)


MATRIX = [
    Fault("nothing", narrow(), PRINTED, None),
    Fault("no paper, before", narrow(paper_rows=0), NOT_PRINTED, State.PAPER_OUT, mend=FakePrinter.load_paper),
    Fault(
        "no paper, refilled while waiting",
        narrow(paper_rows=0, refill_after_s=None),
        PRINTED,
        State.PAPER_OUT,
        meanwhile=later(3, FakePrinter.load_paper),
    ),
    Fault("paper out in the middle, refilled", narrow(paper_rows=70, refill_after_s=20), PRINTED, State.PAPER_OUT),
    Fault(
        "paper out in the middle, never refilled",
        narrow(paper_rows=70),
        UNKNOWN,
        State.PAPER_OUT,
        mend=FakePrinter.load_paper,
    ),
    Fault(
        "paper out in the middle, printer tells nothing by itself",
        narrow(paper_rows=70, refill_after_s=20, automatic_status=False),
        PRINTED,
        State.PAPER_OUT,
    ),
    Fault(
        "cover open, before",
        narrow(cover_open=True),
        NOT_PRINTED,
        State.COVER_OPEN,
        mend=lambda printer: printer.set_cover(is_open=False),
    ),
    Fault(
        "cover opened in the middle, closed",
        narrow(rows_per_s=50),
        PRINTED,
        State.COVER_OPEN,
        meanwhile=open_the_cover_for_a_while,
    ),
    Fault("paper low", narrow(low=True), PRINTED, State.PAPER_LOW),
    Fault("mute", narrow(mute=True), NOT_PRINTED, State.OFFLINE, mend=unmute),
    Fault(
        "mute from the middle on",
        narrow(rows_per_s=50),
        UNKNOWN,
        State.OFFLINE,
        mend=unmute,
        meanwhile=later(1, mute),
    ),
    Fault("slow", narrow(rows_per_s=20), PRINTED, None),
    Fault("slow to answer", narrow(answer_late_s=0.9), PRINTED, None),
    Fault("connection breaks in the middle", narrow(disconnect_after=900), UNKNOWN, State.OFFLINE, transports=("tcp",)),
    Fault(
        "power lost in the middle",
        narrow(rows_per_s=50),
        UNKNOWN,
        State.OFFLINE,
        transports=("tcp",),
        meanwhile=later(1, FakePrinter.power_cycle),
    ),
    Fault("no process id", narrow(process_id=False), PRINTED, None, options="&profile=TM-T20II"),
    Fault("process id", narrow(in_order_status=False), PRINTED, None, options="&profile=TM-T20II"),
    Fault("noise on the line", narrow(noise=b"\xff\x90\x80\xfe"), PRINTED, None),
    Fault("noise that looks like an answer", narrow(noise=b"\x16\x12"), PRINTED, None),
    Fault("cannot tell when it is done", narrow(in_order_status=False), SENT, None, SENT, options="&answers=status"),
    Fault("tells nothing", narrow(mute=True), SENT, State.UNKNOWN, SENT, options="&answers=no"),
    Fault("confirmation never comes", narrow(in_order_status=False), UNKNOWN, None, NOT_PRINTED),
    Fault("no knife", narrow(), PRINTED, None, options="&cutter=no", whole=False),
]


@pytest.mark.parametrize(
    ("fault", "transport"),
    [(fault, transport) for fault in MATRIX for transport in fault.transports],
    ids=lambda value: value.name if isinstance(value, Fault) else value,
)
def test_whatever_fails_the_ticket_is_in_exactly_one_state_and_the_next_is_whole(fault: Fault, transport: str) -> None:
    run(one_fault(fault, transport), with_pty=transport != "tcp")


async def one_fault(fault: Fault, transport: str) -> None:
    script = Script(**vars(fault.script))
    async with FakePrinter(script, on_pty=transport != "tcp", as_device=transport == "device") as printer:
        async with centre(printer, fault.options) as (spool, seen):
            if fault.meanwhile:
                fault.meanwhile(printer)
            assert await spool.print("K-1/0", marked(1)) is fault.outcome
            if fault.shown:
                assert fault.shown in seen.names
            assert await spool.outcome("K-1/0") is fault.outcome
            if fault.outcome is NOT_PRINTED:
                assert not printer.sheet.inked and not printer.sheets, "not a dot of it is on paper"
            fault.mend(printer)
            assert await spool.print("K-2/0", marked(2), wait_s=60) is fault.afterwards
            if fault.afterwards is SENT:
                await printer.until(lambda: len(printer.sheets) == 2)
        if fault.whole:
            copies = [sum(is_page(sheet, marked(n)) for sheet in printer.sheets) for n in (1, 2)]
            assert copies[0] == 1 if fault.outcome in (PRINTED, SENT) else copies[0] <= 1
            assert copies[1] == 1 or fault.afterwards is NOT_PRINTED
        assert not any(sheet.texts for sheet in printer.sheets), "nothing was printed as text"
        assert printer.complaints == []


def test_state_is_known_within_five_seconds_of_every_change() -> None:
    async def day() -> list[tuple[State, float]]:
        async with FakePrinter(narrow(automatic_status=False)) as printer, centre(printer) as (spool, _):
            loop, delays = asyncio.get_running_loop(), []
            acts: list[tuple[Callable[[], None], State]] = [
                (lambda: printer.set_cover(is_open=True), State.COVER_OPEN),
                (lambda: printer.set_cover(is_open=False), State.READY),
                (lambda: printer.load_paper(0), State.PAPER_OUT),
                (printer.load_paper, State.READY),
                (lambda: printer.set_low(low=True), State.PAPER_LOW),
            ]
            for act, state in acts:
                changed = loop.time()
                act()
                while spool.state is not state:
                    await spool.changed(spool.state)
                delays.append((state, loop.time() - changed))
            changed = loop.time()
            await printer.unplug()
            while spool.state is not State.OFFLINE:
                await spool.changed(spool.state)
            return [*delays, (State.OFFLINE, loop.time() - changed)]

    assert [(state, delay) for state, delay in run(day()) if delay > 5] == []


def test_a_printer_that_reports_by_itself_is_heard_at_once() -> None:
    async def moment() -> float:
        async with FakePrinter(narrow()) as printer, centre(printer) as (spool, _):
            loop = asyncio.get_running_loop()
            opened = loop.time()
            printer.set_cover(is_open=True)
            await spool.changed(State.READY)
            assert spool.state is State.COVER_OPEN
            return loop.time() - opened

    assert run(moment()) < 0.5


def test_a_serial_printer_that_comes_back_under_another_name_is_found_again(tmp_path: Path) -> None:
    async def replug() -> list[Result]:
        async with FakePrinter(narrow(), on_pty=True) as printer:
            link = tmp_path / "ttyUSB0"
            link.symlink_to(printer.device)
            async with Spool(f"serial:{tmp_path}/ttyUSB*?width={WIDTH}", tmp_path) as spool:
                first = await spool.print("K-1/0", marked(1))
                await printer.unplug()
                link.unlink()
                await spool.changed(State.READY)
                assert spool.state is State.OFFLINE
                gone = await spool.print("K-2/0", marked(2), wait_s=4)
                await printer.plug_in()
                (tmp_path / "ttyUSB1").symlink_to(printer.device)
                return [first, gone, await spool.print("K-2/0", marked(2), wait_s=20)]

    assert run(replug(), with_pty=True) == [PRINTED, NOT_PRINTED, PRINTED]


def test_the_same_job_is_never_printed_twice() -> None:
    async def again() -> int:
        async with FakePrinter(narrow()) as printer, centre(printer) as (spool, _):
            assert await spool.print("K-1/0", marked(1)) is PRINTED
            assert await spool.print("K-1/0", marked(1)) is PRINTED
            return len(printer.sheets)

    assert run(again()) == 1


def test_an_unknown_outcome_is_remembered_and_not_tried_again_silently() -> None:
    async def again() -> tuple[Result, list[Result]]:
        async with FakePrinter(narrow(disconnect_after=900)) as printer, centre(printer) as (spool, _):
            first = await spool.print("K-1/0", marked(1))
            return first, [await spool.print("K-1/0", marked(1)), await spool.print("K-1/1", marked(1001))]

    assert run(again()) == (UNKNOWN, [UNKNOWN, PRINTED])


def test_what_was_given_up_does_not_come_out_later() -> None:
    async def ten_minutes() -> list[bool]:
        async with FakePrinter(narrow(cover_open=True)) as printer, centre(printer) as (spool, _):
            waiting = [asyncio.create_task(spool.print(f"K-{n}/0", marked(n))) for n in range(5)]
            assert [await job for job in waiting] == [NOT_PRINTED] * 5
            await asyncio.sleep(600)
            printer.set_cover(is_open=False)
            assert await spool.print("K-9/0", marked(9)) is PRINTED
            return [is_page(sheet, marked(9)) for sheet in printer.sheets]

    assert run(ten_minutes()) == [True]


def test_a_visitor_who_walks_away_does_not_tear_the_ticket() -> None:
    async def cancelled() -> list[bool]:
        async with FakePrinter(narrow(rows_per_s=100)) as printer, centre(printer) as (spool, _):
            printing = asyncio.create_task(spool.print("K-1/0", marked(1)))
            await asyncio.sleep(0.5)
            printing.cancel()
            assert await spool.print("K-2/0", marked(2)) is PRINTED
            assert await spool.outcome("K-1/0") is PRINTED
            return [is_page(sheet, marked(n)) for n, sheet in enumerate(printer.sheets, 1)]

    assert run(cancelled()) == [True, True]


def test_jobs_come_out_in_order_one_at_a_time() -> None:
    async def crowd() -> list[bool]:
        async with FakePrinter(narrow()) as printer, centre(printer) as (spool, _):
            jobs = [asyncio.create_task(spool.print(f"K-{n}/0", marked(n), wait_s=60)) for n in range(1, 9)]
            assert {await job for job in jobs} == {PRINTED}
            return [is_page(sheet, marked(n)) for n, sheet in enumerate(printer.sheets, 1)]

    assert run(crowd()) == [True] * 8


def test_a_full_queue_says_no_at_once() -> None:
    async def crowd() -> list[Result]:
        async with FakePrinter(narrow(cover_open=True)) as printer, centre(printer) as (spool, _):
            jobs = [asyncio.create_task(spool.print(f"K-{n}/0", marked(n))) for n in range(40)]
            await asyncio.sleep(1)
            refused = [job.result() for job in jobs if job.done()]
            await asyncio.gather(*jobs)
            return refused

    refused = run(crowd())
    assert len(refused) >= 15
    assert set(refused) == {NOT_PRINTED}


def test_a_page_that_cannot_be_drawn_is_its_senders_fault_and_the_printer_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def faulty() -> Result:
        async with FakePrinter(narrow()) as printer, centre(printer) as (spool, _):
            monkeypatch.setenv("HOME", str(tmp_path))
            monkeypatch.setattr("printer.draw.folders", lambda: [tmp_path])
            with pytest.raises(MissingFont, match="fonts-open-sans"):
                await spool.print("K-1/0", Page("А001", (Text("Кезек"),)))
            return await spool.print("K-2/0", marked(2))

    assert run(faulty()) is PRINTED


def test_paper_is_counted_in_millimetres_since_the_last_roll(tmp_path: Path) -> None:
    async def roll() -> tuple[float, State, float, State]:
        async with FakePrinter(narrow()) as printer, centre(printer, "&roll_m=4&answers=no", tmp_path) as (spool, _):
            high = Page("high", (Picture(marked(1).blocks[0].image.resize((WIDTH, 8000))),))  # type: ignore[union-attr]
            await spool.print("K-1/0", high)
            used, low = spool.paper_left_mm, spool.state
            await spool.new_roll()
            return used, low, spool.paper_left_mm, spool.state

    left, low, new, ready = run(roll())
    assert left == pytest.approx(4000 - 8000 * 25.4 / 203 - 15)
    assert (low, new, ready) == (State.PAPER_LOW, 4000, State.UNKNOWN)


def test_a_sensor_is_believed_before_the_count(tmp_path: Path) -> None:
    async def used_up() -> State:
        async with FakePrinter(narrow()) as printer, centre(printer, "&roll_m=1", tmp_path) as (spool, _):
            return await spool.looked()

    assert run(used_up()) is State.READY


def test_a_second_owner_is_refused(tmp_path: Path) -> None:
    async def two() -> None:
        async with FakePrinter(narrow()) as printer, centre(printer, folder=tmp_path):
            with pytest.raises(Busy, match="another program"):
                async with Spool(printer.url, tmp_path):
                    pass

    run(two())


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_on_a_full_disk_nothing_is_printed_that_could_not_be_remembered() -> None:
    async def full() -> tuple[Result, int, Result]:
        async with FakePrinter(narrow()) as printer, centre(printer) as (spool, _):
            with full_disk():
                refused = await spool.print("K-1/0", marked(1))
            return refused, len(printer.sheets), await spool.print("K-1/0", marked(1))

    assert run(full()) == (NOT_PRINTED, 0, PRINTED)


def test_an_outcome_that_cannot_be_written_is_still_told() -> None:
    async def full() -> Result:
        async with FakePrinter(narrow(rows_per_s=100)) as printer, centre(printer) as (spool, _):
            printing = asyncio.create_task(spool.print("K-1/0", marked(1)))
            await asyncio.sleep(1)
            with full_disk():
                return await printing

    assert run(full()) is PRINTED


def test_the_loop_is_never_held_up_while_a_printer_is_stuck() -> None:
    async def stuck() -> float:
        async with FakePrinter(narrow(paper_rows=40)) as printer, centre(printer) as (spool, _):
            printing = asyncio.create_task(spool.print("K-1/0", marked(1)))
            loop, worst = asyncio.get_running_loop(), 0.0
            for _ in range(150):
                before = loop.time()
                await asyncio.sleep(0.01)
                worst = max(worst, loop.time() - before - 0.01)
            printer.load_paper()
            assert await printing is PRINTED
            return worst

    assert asyncio.run(stuck()) < 0.25, "generous: the machine may be busy with other things"


@pytest.mark.parametrize("fault", ["disconnect", "paper"])
def test_a_torn_ticket_does_not_swallow_the_next_one(fault: str) -> None:
    async def torn() -> tuple[list[Result], bool, bool]:
        script = narrow(disconnect_after=1500) if fault == "disconnect" else narrow(paper_rows=60)
        async with FakePrinter(script) as printer, centre(printer) as (spool, _):
            first = [await spool.print("K-1/0", marked(1))]
            printer.load_paper()
            await hand_out(spool, 2)
            return first, is_page(printer.sheets[-1], marked(2)), shows(printer.sheets[-1], marked(1))

    assert run(torn()) == ([UNKNOWN], True, False)


def test_the_second_printer_takes_what_the_first_could_not_and_only_that(tmp_path: Path) -> None:
    async def two() -> tuple[list[Result], int, int]:
        async with (
            FakePrinter(narrow(cover_open=True)) as first,
            FakePrinter(narrow()) as second,
            Spool(f"{first.url}?width={WIDTH}", tmp_path, name="first") as one,
            Spool(f"{second.url}?width={WIDTH}", tmp_path, name="second") as other,
        ):
            results = [await print_on_any([one, other], "K-1/0", marked(1), wait_s=2)]
            first.set_cover(is_open=False)
            while one.state is not State.READY:
                await one.changed(one.state)
            results.append(await print_on_any([one, other], "K-1/0", marked(1)))
            results.append(await print_on_any([one, other], "K-2/0", marked(2)))
            return results, len(first.sheets), len(second.sheets)

    assert run(two()) == ([PRINTED, PRINTED, PRINTED], 1, 1)


def test_after_an_unknown_outcome_the_second_printer_stays_silent(tmp_path: Path) -> None:
    async def two() -> tuple[Result, int]:
        async with (
            FakePrinter(narrow(disconnect_after=900)) as first,
            FakePrinter(narrow()) as second,
            Spool(f"{first.url}?width={WIDTH}", tmp_path, name="first") as one,
            Spool(f"{second.url}?width={WIDTH}", tmp_path, name="second") as other,
        ):
            return await print_on_any([one, other], "K-1/0", marked(1)), len(second.sheets)

    assert run(two()) == (UNKNOWN, 0)


def test_leaving_in_the_middle_of_a_ticket_says_honestly_that_nobody_knows(tmp_path: Path) -> None:
    async def leave() -> tuple[list[Result], Result]:
        async with FakePrinter(narrow(rows_per_s=50)) as printer:
            async with Spool(f"{printer.url}?width={WIDTH}", tmp_path) as spool:
                jobs = [asyncio.create_task(spool.print(f"K-{n}/0", marked(n))) for n in (1, 2)]
                await printer.until(lambda: printer.sheet.inked)
            async with Spool(f"{printer.url}?width={WIDTH}", tmp_path) as spool:
                return [await job for job in jobs], await spool.outcome("K-1/0")

    assert run(leave()) == ([UNKNOWN, NOT_PRINTED], UNKNOWN)


def test_on_a_slow_line_tickets_go_as_text_in_the_kyrgyz_code_page(tmp_path: Path) -> None:
    async def slow_line() -> tuple[Result, Sheet, int]:
        async with FakePrinter() as printer, Spool(f"{printer.url}?profile=TM-T20II&mode=text", tmp_path) as spool:
            page = layout.page(samples.ticket("ky"), speaker("ticket", "ky"))
            return await spool.print("K-1/0", page), printer.sheets[0], printer.received

    result, sheet, received = run(slow_line())
    assert result is PRINTED
    assert received < 1200
    assert "Үй-бүлөсүнүн курамы" in sheet.texts
    assert sheet.codes == [samples.URL]


def test_a_folder_answers_sent_and_remembers_it(tmp_path: Path) -> None:
    async def into_a_folder() -> tuple[list[Result], State]:
        async with Spool(f"folder:{tmp_path}/papers?width={WIDTH}", tmp_path) as spool:
            return [await spool.print("K-1/0", marked(1)), await spool.print("K-1/0", marked(1))], spool.state

    assert run(into_a_folder()) == ([SENT, SENT], State.READY)
    assert len(list((tmp_path / "papers").iterdir())) == 2


def test_a_folder_on_a_full_disk_printed_nothing(tmp_path: Path) -> None:
    async def into_a_full_folder() -> tuple[Result, State]:
        (tmp_path / "papers").write_text("a file where the folder should be")
        async with Spool(f"folder:{tmp_path}/papers?width={WIDTH}", tmp_path) as spool:
            return await spool.print("K-1/0", marked(1), wait_s=2), spool.state

    assert run(into_a_full_folder()) == (NOT_PRINTED, State.OFFLINE)


@pytest.mark.parametrize(
    ("program", "result", "state"),
    [
        ("cat > /dev/null", SENT, State.UNKNOWN),
        ("echo no such queue >&2; exit 1", NOT_PRINTED, State.OFFLINE),
        ("exec sleep 60", UNKNOWN, State.STUCK),
    ],
)
def test_cups_takes_the_job_or_refuses_it_or_nobody_can_tell(
    program: str, result: Result, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lp").write_text(f"#!/bin/sh\n{program}\n")
    (tmp_path / "lp").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("printer.transports.SUBMIT_S", 0.5)

    async def to_cups() -> tuple[Result, State]:
        async with Spool(f"cups:RECEIPTS?width={WIDTH}", tmp_path) as spool:
            return await spool.print("K-1/0", marked(1), wait_s=1), spool.state

    assert asyncio.run(to_cups()) == (result, state)
