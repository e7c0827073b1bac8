"""The one decider: decide, write, tell, in that order; and what is left after each thing that can fail."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from config.day import day_opened
from core import commands as c
from core.events import Event, TicketCalled, TicketTaken
from core.evolve import replay
from core.words import How, Impossible, Stage, Why
from server import hub as hubs
from server.hub import Busy, Done, Hub, Unavailable
from server.ledger import Collision, Ledger, MemoryLedger, NotWritten, SqliteLedger
from tests.server.hubs import MORNING, Watch, service_of, starter

STREAM = "ak-shoola/2026-11-23"


@asynccontextmanager
async def working(ledger: Ledger, watch: Watch | None = None, *, day: bool = True) -> AsyncIterator[Hub]:
    hub = Hub(ledger, "ak-shoola", watch or Watch())
    await hub.open()
    task = asyncio.create_task(hub.run())
    if day:
        await hub.ask(lambda at: c.OpenDay(day_opened(starter().content, at)))
    yield hub
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def take(number: int, taken_at: datetime | None = None, service: str = "") -> hubs.Request:
    return lambda at: c.TakeTicket(at, "K", number, service or service_of(1), taken_at=taken_at, key=f"k{number}")


async def hand_out(hub: Hub, *numbers: int) -> None:
    for number in numbers:
        await hub.ask(take(number))
        await hub.ask(lambda at, number=number: c.ConfirmHanded(at, f"K-{number}", How.PRINTED))  # type: ignore[misc]


class StuckLedger(MemoryLedger):
    """A disk whose next write takes until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.writing = asyncio.Event()
        self.go = asyncio.Event()
        self.go.set()

    async def append(self, stream: str, after_seq: int, events: Sequence[Event]) -> None:
        self.writing.set()
        await self.go.wait()
        await super().append(stream, after_seq, events)


class BrokenLedger(MemoryLedger):
    """A disk that fails when told to: `lies` writes and says it has not; `blind` cannot be read either."""

    def __init__(self) -> None:
        super().__init__()
        self.fails = self.lies = self.blind = False

    async def append(self, stream: str, after_seq: int, events: Sequence[Event]) -> None:
        if self.fails and not self.lies:
            raise NotWritten("no space left")
        await super().append(stream, after_seq, events)
        if self.fails:
            raise NotWritten("nobody knows")

    async def reopen(self) -> None:
        if self.blind:
            raise NotWritten("the disk is gone")


@pytest.mark.asyncio
async def test_nothing_is_answered_or_shown_before_it_is_on_the_disk() -> None:
    ledger = StuckLedger()
    async with working(ledger) as hub:
        ledger.writing.clear()
        ledger.go.clear()
        answer = asyncio.create_task(hub.ask(take(1)))
        await ledger.writing.wait()
        assert not answer.done()
        assert hub.office.tickets == {}
        ledger.go.set()
        done = await answer
        assert done.office.tickets["K-1"].stage is Stage.TAKEN


@pytest.mark.asyncio
async def test_a_no_waits_for_the_facts_it_was_decided_on() -> None:
    """Somebody else's call, not yet written, has emptied the queue: the no may be told only if that call stands."""
    ledger = StuckLedger()
    async with working(ledger) as hub:
        await hand_out(hub, 1)
        for desk in (1, 2):
            await hub.ask(lambda at, desk=desk: c.OpenDesk(at, desk, "aigul"))  # type: ignore[misc]
        ledger.writing.clear()
        ledger.go.clear()
        yes = asyncio.create_task(hub.ask(lambda at: c.CallNext(at, 1, "aigul")))
        no = asyncio.create_task(hub.ask(lambda at: c.CallNext(at, 2, "bakyt")))
        await ledger.writing.wait()
        assert not no.done()
        ledger.go.set()
        assert isinstance((await yes).events[0], TicketCalled)
        with pytest.raises(Impossible) as why:
            await no
        assert why.value.why is Why.NOBODY_WAITING


@pytest.mark.asyncio
async def test_a_no_decided_on_facts_that_were_not_written_is_not_told() -> None:
    ledger = BrokenLedger()
    async with working(ledger) as hub:
        await hand_out(hub, 1)
        for desk in (1, 2):
            await hub.ask(lambda at, desk=desk: c.OpenDesk(at, desk, "aigul"))  # type: ignore[misc]
        ledger.fails = True
        answers = await asyncio.gather(
            hub.ask(lambda at: c.CallNext(at, 1, "aigul")),
            hub.ask(lambda at: c.CallNext(at, 2, "bakyt")),
            return_exceptions=True,
        )
        assert [type(answer) for answer in answers] == [Unavailable, Unavailable]
        ledger.fails = False
        done = await hub.ask(lambda at: c.CallNext(at, 2, "bakyt"))
        assert isinstance(done.events[0], TicketCalled)


@pytest.mark.asyncio
async def test_what_waits_together_is_written_in_one_commit() -> None:
    ledger = StuckLedger()
    async with working(ledger) as hub:
        ledger.go.clear()
        ledger.writing.clear()
        first = asyncio.create_task(hub.ask(take(1)))
        await ledger.writing.wait()
        commits = hub.figures.commits
        others = [asyncio.create_task(hub.ask(take(number))) for number in range(2, 40)]
        await asyncio.sleep(0)
        ledger.go.set()
        await asyncio.gather(first, *others)
        assert hub.figures.commits == commits + 2
        assert list(hub.office.tickets) == [f"K-{number}" for number in range(1, 40)]


@pytest.mark.asyncio
async def test_a_failed_write_changes_nothing_and_the_hub_goes_on() -> None:
    ledger = BrokenLedger()
    async with working(ledger) as hub:
        await hand_out(hub, 1)
        before = hub.office.seq
        ledger.fails = True
        with pytest.raises(Unavailable):
            await hub.ask(take(2))
        assert hub.office.seq == before
        assert [notice.code for notice in hub.notices()] == ["storage"]
        ledger.fails = False
        assert isinstance((await hub.ask(take(2))).events[0], TicketTaken)
        assert hub.notices() == ()
        assert replay(await ledger.read(STREAM)) == hub.office


@pytest.mark.asyncio
async def test_a_write_that_landed_although_it_failed_is_found_again() -> None:
    """After a failed sync nobody can tell: the disk alone is believed, and the repeated report is the same ticket."""
    ledger = BrokenLedger()
    async with working(ledger) as hub:
        ledger.fails = ledger.lies = True
        with pytest.raises(Unavailable):
            await hub.ask(take(1))
        assert "K-1" in hub.office.tickets
        ledger.fails = False
        again = await hub.ask(take(1))
        assert again.events == []
        assert replay(await ledger.read(STREAM)) == hub.office


@pytest.mark.asyncio
async def test_while_the_disk_cannot_be_read_everybody_is_refused_and_pictures_stay() -> None:
    ledger = BrokenLedger()
    async with working(ledger) as hub:
        await hand_out(hub, 1)
        ledger.fails = ledger.blind = True
        for _ in range(2):
            with pytest.raises(Unavailable):
                await hub.ask(take(2))
        assert hub.office.tickets["K-1"].stage is Stage.HANDED
        ledger.fails = ledger.blind = False
        assert (await hub.ask(take(2))).events


@pytest.mark.asyncio
async def test_a_second_hub_on_the_same_book_collides_reads_again_and_is_right(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    one, other = SqliteLedger(path), SqliteLedger(path)
    async with working(one) as first, working(other) as second:
        await first.ask(take(1))
        with pytest.raises(Unavailable):
            await second.ask(take(2))
        assert list(second.office.tickets) == ["K-1"]
        await second.ask(take(2))
        assert second.office == replay(await one.read(STREAM))
    await one.close()
    await other.close()


@pytest.mark.asyncio
async def test_a_day_can_be_opened_although_its_first_writing_failed_halfway() -> None:
    ledger = BrokenLedger()
    watch = Watch()
    async with working(ledger, watch) as hub:
        watch.after(days=1)
        ledger.fails = ledger.lies = True
        with pytest.raises(Unavailable):
            await hub.ask(lambda at: c.OpenDay(day_opened(starter().content, at)))
        ledger.fails = False
        await hub.ask(lambda at: c.OpenDay(day_opened(starter().content, at)))
        assert hub.day == watch.now.date()
        assert (await hub.ask(take(1))).office.tickets["K-1"].code.endswith("001")


@pytest.mark.asyncio
async def test_a_restarted_hub_knows_what_it_knew(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "ledger.sqlite")
    async with working(ledger) as hub:
        await hand_out(hub, 1, 2)
        before = hub.office
    async with working(ledger, Watch(MORNING + timedelta(hours=1))) as hub:
        assert hub.office == before
        assert (await hub.ask(take(3))).office.highest == {"K": 3}
    await ledger.close()


@pytest.mark.asyncio
async def test_a_clock_that_jumped_back_stands_still_and_the_staff_is_told() -> None:
    watch = Watch()
    async with working(MemoryLedger(), watch) as hub:
        watch.after(minutes=30)
        await hub.ask(take(1))
        watch.after(minutes=-25)
        done = await hub.ask(take(2))
        assert done.events[0].at == MORNING + timedelta(minutes=30)
        assert [notice.code for notice in hub.notices()] == ["clock_back"]
        watch.after(minutes=26)
        assert hub.notices() == ()


@pytest.mark.asyncio
async def test_a_clock_before_the_last_day_never_reopens_an_old_one_nor_repeats_a_number() -> None:
    ledger = MemoryLedger()
    async with working(ledger) as hub:
        await hub.ask(take(1))
    async with working(ledger, Watch(MORNING - timedelta(days=40))) as hub:
        assert hub.day == MORNING.date()
        assert (await hub.ask(take(1))).events == []
        assert (await hub.ask(take(2))).events[0].at >= MORNING
        assert await ledger.streams() == [STREAM]
        assert [notice.code for notice in hub.notices()] == ["clock_back"]


@pytest.mark.asyncio
async def test_a_clock_that_jumped_far_ahead_stands_still_until_it_is_set_right() -> None:
    watch = Watch()
    async with working(MemoryLedger(), watch) as hub:
        await hub.ask(take(1))
        watch.after(days=365)
        assert (await hub.ask(take(2))).events[0].at == MORNING
        assert [notice.code for notice in hub.notices()] == ["clock_ahead"]
        watch.after(days=-365, minutes=5)
        assert hub.notices() == ()
        assert (await hub.ask(take(3))).events[0].at == MORNING + timedelta(minutes=5)


@pytest.mark.asyncio
async def test_a_small_correction_of_the_clock_is_no_news() -> None:
    watch = Watch()
    async with working(MemoryLedger(), watch) as hub:
        await hub.ask(take(1))
        watch.after(seconds=-1.5)
        await hub.ask(take(2))
        assert hub.notices() == ()


async def next_day(hub: Hub, watch: Watch) -> None:
    watch.after(days=1)
    await hub.ask(lambda at: c.OpenDay(day_opened(starter().content, at)))


@pytest.mark.asyncio
async def test_a_ticket_of_yesterday_reported_late_goes_to_yesterday() -> None:
    watch, ledger = Watch(), MemoryLedger()
    async with working(ledger, watch) as hub:
        await hub.ask(take(1))
        await next_day(hub, watch)
        await hub.ask(c.CloseDay, day=MORNING.date())
        done = await hub.ask(take(7, taken_at=MORNING + timedelta(hours=2)))
        assert done.office.tickets["K-7"].stage is Stage.LEFT_OVER
        assert hub.office.tickets == {}
        assert "K-7" in replay(await ledger.read(STREAM)).tickets
        again = await hub.ask(take(7, taken_at=MORNING + timedelta(hours=2)))
        assert again.events == []


@pytest.mark.asyncio
async def test_a_late_ticket_of_a_day_nobody_knows_takes_its_place_today() -> None:
    async with working(MemoryLedger()) as hub:
        done = await hub.ask(take(7, taken_at=MORNING - timedelta(days=3)))
        assert hub.office.tickets["K-7"].stage is Stage.TAKEN
        assert done.office.tickets["K-7"].taken_at == MORNING


@pytest.mark.asyncio
async def test_late_and_present_tickets_in_one_batch_each_go_to_their_day() -> None:
    watch = Watch()
    async with working(MemoryLedger(), watch) as hub:
        await next_day(hub, watch)
        done: tuple[Done, ...] = await asyncio.gather(
            hub.ask(take(1)),
            hub.ask(take(1, taken_at=MORNING)),
            hub.ask(take(2)),
            hub.ask(take(2, taken_at=MORNING)),
        )
        days = [answer.office.day.date.day for answer in done if answer.office.day]
        assert days == [24, 23, 24, 23]
        assert list(hub.office.tickets) == ["K-1", "K-2"]


@pytest.mark.asyncio
async def test_a_visitor_who_gave_up_waiting_for_the_answer_disturbs_nobody() -> None:
    ledger = StuckLedger()
    async with working(ledger) as hub:
        ledger.go.clear()
        ledger.writing.clear()
        gone, patient = asyncio.create_task(hub.ask(take(1))), asyncio.create_task(hub.ask(take(2)))
        await ledger.writing.wait()
        gone.cancel()
        ledger.go.set()
        assert (await patient).events
        assert list(hub.office.tickets) == ["K-1", "K-2"]


@pytest.mark.asyncio
async def test_the_inbox_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "INBOX_MAX", 3)
    ledger = StuckLedger()
    async with working(ledger) as hub:
        ledger.go.clear()
        ledger.writing.clear()
        asked = [asyncio.create_task(hub.ask(take(1)))]
        await ledger.writing.wait()
        asked += [asyncio.create_task(hub.ask(take(number))) for number in range(2, 5)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await hub.ask(take(9))
        ledger.go.set()
        await asyncio.gather(*asked)
        assert len(hub.office.tickets) == 4


@pytest.mark.asyncio
async def test_before_the_first_day_is_open_nothing_can_be_asked() -> None:
    async with working(MemoryLedger(), day=False) as hub:
        with pytest.raises(Impossible) as why:
            await hub.ask(take(1))
        assert why.value.why is Why.DAY_CLOSED


@pytest.mark.asyncio
async def test_a_collision_is_told_as_try_again() -> None:
    class Contested(MemoryLedger):
        async def append(self, stream: str, after_seq: int, events: Sequence[Event]) -> None:
            if any(isinstance(event, TicketTaken) for event in events):
                raise Collision(stream)
            await super().append(stream, after_seq, events)

    async with working(Contested()) as hub:
        with pytest.raises(Unavailable):
            await hub.ask(take(1))
        assert hub.office.tickets == {}
