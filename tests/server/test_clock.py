"""Days open and close because the clock says so, as often as it likes to say it."""

from pathlib import Path

import pytest

from core.events import DayClosed, TicketHanded, TicketLeftOver, TicketTaken, TicketWithdrawn
from core.words import Stage
from server.clock import SLEPT_DAYS_MAX, _until_midnight
from server.ledger import MemoryLedger
from tests.server.hubs import MORNING, Watch, centre

STREAM = "ak-shoola/2026-11-23"


@pytest.mark.asyncio
async def test_midnight_closes_the_day_and_opens_the_next(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    async with centre(tmp_path, ledger) as hall:
        await hall.visitor(1)
        hall.watch.after(hours=15, seconds=1)
        await hall.clock.turn()
        assert hall.hub.day.isoformat() == "2026-11-24"
        assert hall.hub.office.tickets == {}
        *_, left_over, closed = await ledger.read(STREAM)
        assert isinstance(left_over, TicketLeftOver)
        assert isinstance(closed, DayClosed)


@pytest.mark.asyncio
async def test_what_became_of_a_number_after_midnight_stands_in_the_book_of_its_day(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    async with centre(tmp_path, ledger) as hall:
        kiosk = hall.kiosk()
        for number in (1, 2):
            assert (await kiosk.post("/api/tickets", json={"number": number, "service": "birth"})).status == 201
        hall.watch.after(hours=15, seconds=1)
        await hall.clock.turn()
        closed = len(await ledger.read(STREAM))
        assert (await kiosk.put("/api/tickets/K-1/handed", json={"how": "printed"})).status == 204
        assert (await kiosk.delete("/api/tickets/K-2")).status == 204
        assert (await kiosk.delete("/api/tickets/K-3")).status == 404
        said = (await ledger.read(STREAM))[closed:]
        assert [type(fact) for fact in said] == [TicketHanded, TicketLeftOver, TicketWithdrawn]
        assert (await kiosk.post("/api/tickets", json={"number": 1, "service": "birth"})).status == 201
        assert (await kiosk.delete("/api/tickets/K-1")).status == 204
        assert hall.hub.office.tickets["K-1"].stage is Stage.WITHDRAWN


@pytest.mark.asyncio
async def test_turning_again_and_again_changes_nothing(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    async with centre(tmp_path, ledger) as hall:
        hall.watch.after(days=1)
        for _ in range(3):
            await hall.clock.turn()
        assert len(await ledger.read(STREAM)) == 2
        assert len(await ledger.read("ak-shoola/2026-11-24")) == 1


@pytest.mark.asyncio
async def test_a_hub_that_slept_over_midnight_closes_the_day_when_it_wakes(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    async with centre(tmp_path, ledger) as hall:
        await hall.visitor(1)
    later = Watch()
    later.after(days=3)
    async with centre(tmp_path, ledger, later) as hall:
        assert hall.hub.day.isoformat() == "2026-11-26"
        assert isinstance((await ledger.read(STREAM))[-1], DayClosed)


@pytest.mark.asyncio
async def test_what_a_kiosk_gave_out_while_the_hub_slept_belongs_to_its_own_day(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    async with centre(tmp_path, ledger):
        pass
    later = Watch()
    later.after(days=3)
    async with centre(tmp_path, ledger, later) as hall:
        days = [f"ak-shoola/2026-11-{day}" for day in (23, 24, 25, 26)]
        assert await ledger.streams() == days
        for day in days[:-1]:
            assert isinstance((await ledger.read(day))[-1], DayClosed)
        late = {"number": 1, "service": "birth", "taken_at": "2026-11-25T11:00:00+06:00", "key": "late"}
        assert (await hall.kiosk().post("/api/tickets", json=late)).status == 201
        assert hall.hub.office.tickets == {}, "nobody calls who came yesterday"
        assert [type(fact) for fact in (await ledger.read(days[2]))[-2:]] == [TicketTaken, TicketLeftOver]
        today = {**late, "taken_at": None, "key": "today"}
        assert (await hall.kiosk().post("/api/tickets", json=today)).status == 201


@pytest.mark.asyncio
async def test_a_hub_off_for_months_waits_for_the_heads_word_and_opens_as_many_days_as_a_kiosk_remembers(
    tmp_path: Path,
) -> None:
    ledger = MemoryLedger()
    async with centre(tmp_path, ledger):
        pass
    later = Watch()
    later.after(days=90)
    async with centre(tmp_path, ledger, later) as hall:
        assert (hall.hub.day.isoformat(), await ledger.streams()) == ("2026-11-23", [STREAM])
        assert [notice.code for notice in hall.hub.notices()] == ["clock_ahead"]
        assert hall.hub.believe(later().date())
        await hall.clock.turn()
        assert len(await ledger.streams()) == 1 + SLEPT_DAYS_MAX + 1


@pytest.mark.asyncio
async def test_the_same_day_goes_on_after_a_restart(tmp_path: Path) -> None:
    ledger = MemoryLedger()
    async with centre(tmp_path, ledger) as hall:
        await hall.visitor(1)
    async with centre(tmp_path, ledger) as hall:
        assert hall.hub.office.tickets["K-1"].stage is Stage.HANDED
        assert await ledger.streams() == [STREAM]


def test_it_wakes_just_after_midnight() -> None:
    assert _until_midnight(MORNING) == pytest.approx(15 * 3600 + 0.05)
