"""How the printers are is known before a number is promised, at the kiosk and at the desks."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from kiosk import machine as machine_module
from kiosk import printers as printers_module
from kiosk.facts import Room
from kiosk.machine import Machine
from kiosk.printers import Printers
from kiosk.visit import Paper
from link.hub_client import PrinterReport
from printer.address import parse
from printer.answers import State
from printer.device import Limits
from printer.page import Page, Text
from server import fanout
from tests.fakes.printer import FakePrinter, Script
from tests.server.hubs import Centre, centre
from tests.server.test_socket import picture

pytestmark = pytest.mark.asyncio
PAGE = Page("А001", (Text("А001", 24),))
PATIENCE_S = 60
SEEN_S_MAX = 5
"""A promise: what waits on the way is added up, for the machine the tests run on may be slow."""


class Told:
    """Rings at each change."""

    def __init__(self) -> None:
        self._bell = asyncio.Event()

    def __call__(self) -> None:
        self._bell.set()

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                self._bell.clear()
                await self._bell.wait()


@asynccontextmanager
async def connected(folder: Path, *urls: str) -> AsyncIterator[tuple[Printers, Told]]:
    told = Told()
    printers = Printers([parse(url) for url in urls], folder, told)
    work = asyncio.create_task(printers.run())
    try:
        await printers.looked()
        yield printers, told
    finally:
        work.cancel()
        await asyncio.wait({work})


async def test_a_change_is_told_and_what_can_still_print_is_known(tmp_path: Path) -> None:
    async with FakePrinter() as printer, connected(tmp_path, printer.url) as (printers, told):
        assert printers.can_print
        printer.set_cover(is_open=True)
        await told.until(lambda: printers.states == (State.COVER_OPEN,))
        assert not printers.can_print
        printer.set_cover(is_open=False)
        await told.until(lambda: printers.can_print)
        assert printers.report() == (PrinterReport("ready", 80_000),)


async def test_the_second_prints_while_the_first_has_no_paper(tmp_path: Path) -> None:
    async with FakePrinter(Script(paper_rows=0)) as first, FakePrinter() as second:
        async with connected(tmp_path, first.url, second.url) as (printers, _):
            assert printers.states == (State.PAPER_OUT, State.READY)
            assert printers.can_print
            assert await printers.print("2026-11-23/K-1/0", PAGE) is Paper.OUT
        assert (len(first.sheets), len(second.sheets)) == (0, 1)


async def test_the_second_never_repeats_what_may_be_on_paper(tmp_path: Path) -> None:
    async with FakePrinter() as first, FakePrinter() as second:
        async with connected(tmp_path, first.url, second.url) as (printers, _):
            first.break_after(500)
            assert await printers.print("2026-11-23/K-1/0", PAGE) is Paper.UNKNOWN
        assert second.sheets == []


async def test_a_new_roll_is_that_of_the_printer_with_the_least_paper_left(tmp_path: Path) -> None:
    urls = f"folder:{tmp_path}/one?roll_m=1", f"folder:{tmp_path}/two?roll_m=2"
    async with connected(tmp_path, *urls) as (printers, _):
        assert await printers.print("2026-11-23/K-1/0", PAGE) is Paper.OUT
        assert printers.report()[0].paper_left_mm != 1_000
        await printers.new_roll()
        assert [report.paper_left_mm for report in printers.report()] == [1_000, 2_000]


async def test_without_any_printer_nobody_waits_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers_module, "NO_PAPER_S_MAX", 0.05)
    monkeypatch.setattr(printers_module, "PRINT_S_MAX", 3_600)
    async with connected(tmp_path, f"device:{tmp_path}/one", f"device:{tmp_path}/two") as (printers, _):
        assert printers.states == (State.OFFLINE, State.OFFLINE)
        async with asyncio.timeout(PATIENCE_S):
            assert await printers.print("2026-11-23/K-1/0", PAGE) is Paper.NOT_OUT


async def test_a_printer_that_belongs_to_another_program_is_out_of_reach(tmp_path: Path) -> None:
    async with (
        FakePrinter() as printer,
        connected(tmp_path, printer.url),
        connected(tmp_path, printer.url) as (printers, _),
    ):
        assert printers.states == (State.OFFLINE,)
        assert await printers.print("2026-11-23/K-1/0", PAGE) is Paper.NOT_OUT


@asynccontextmanager
async def kiosk_of(hall: Centre, folder: Path, *urls: str) -> AsyncIterator[Machine]:
    async with Machine(hall.url, "demo-kiosk", folder, [parse(url) for url in urls]) as machine:
        work = asyncio.create_task(machine.run())
        try:
            yield machine
        finally:
            work.cancel()
            await asyncio.wait({work})


async def until_told(desk: "aiohttp.ClientWebSocketResponse[bool]", *codes: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while [notice["code"] for notice in (await picture(desk))["notices"]] != [*codes]:
            pass


async def test_from_the_printers_sensor_to_the_desk_and_back_within_five_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it waits for the report that is due anyway, nor for the hub's tick."""
    limits = Limits()
    assert limits.look_s + limits.answer_s + fanout.HOLD_S < SEEN_S_MAX
    monkeypatch.setattr(machine_module, "STATE_S", 3_600)
    monkeypatch.setattr(fanout, "TICK_S", 3_600)
    async with FakePrinter() as printer, centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        async with (
            kiosk_of(hall, tmp_path / "kiosk", printer.url) as machine,
            operator.ws_connect("/ws?view=desk:1") as desk,
        ):
            await machine._printers.looked()
            printer.load_paper(0)
            await until_told(desk, "printer_paper_out")
            facts = machine.facts(Room())
            assert not facts.paper
            assert [notice.code for notice in facts.staff if notice.code.startswith("printer")] == ["printer_paper_out"]
            printer.load_paper()
            await until_told(desk)
            assert machine.facts(Room()).paper
            await printer.unplug()
            await until_told(desk, "printer_offline")


async def test_a_full_disk_reaches_the_desk(tmp_path: Path) -> None:
    """A folder that cannot be written stands for it: both stop the numbers."""
    (tmp_path / "kiosk").write_text("not a folder")
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        async with (
            operator.ws_connect("/ws?view=desk:1") as desk,
            kiosk_of(hall, tmp_path / "kiosk", "device:/nothing"),
        ):
            await until_told(desk, "kiosk_disk", "printer_offline")
