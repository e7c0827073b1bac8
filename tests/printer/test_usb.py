"""A printer on USB without a device file: pyusb for real, the printer behind a bus that hands on its bytes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
import usb.core
from PIL import Image

from printer import transports
from printer.address import parse
from printer.encode import encode
from printer.jobs import Result
from printer.spool import Spool
from printer.transports import open_transport
from printer.usb_line import UsbLine, printers_on_usb
from printer.wire import Gone
from tests.fakes.printer import FakePrinter, Script
from tests.fakes.usb import FakeUsb
from tests.printer.office import WIDTH, is_page, marked

pytestmark = pytest.mark.asyncio
IDENTITY = "0416:5011"


@asynccontextmanager
async def plugged_in(script: Script | None = None, **how: bool) -> AsyncIterator[tuple[FakePrinter, FakeUsb, UsbLine]]:
    async with FakePrinter(script) as printer:
        address = parse(printer.url)
        bus = FakeUsb((address.target, address.port), IDENTITY, **how)
        line = UsbLine(IDENTITY, bus)
        yield printer, bus, line
        line.close(drop=True)


async def answers(line: UsbLine) -> bool:
    await line.write(b"\x10\x04\x01", lambda _: None)
    return await line.read() == b"\x16"


async def test_bytes_go_both_ways_and_a_paper_comes_out_whole() -> None:
    async with plugged_in() as (printer, bus, line):
        await line.open()
        assert bus.claimed
        job, went = encode(Image.new("1", (576, 300), 0)), list[int]()
        await line.write(job + b"\x1dVB\0\x1dr1", went.append)
        assert sum(went) == len(job) + 7
        assert await line.read() == b"\0", "the answer that all of it was processed"
        assert [sheet.picture(576).height for sheet in printer.sheets] >= [300]
        assert printer.complaints == []
        line.close(drop=False)
        assert not bus.claimed


async def test_a_ticket_is_confirmed_and_a_torn_one_is_honestly_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with plugged_in(Script(width_dots=WIDTH)) as (printer, bus, _):
        monkeypatch.setattr(transports, "UsbLine", partial(UsbLine, backend=bus))
        async with Spool(f"libusb:{IDENTITY}?width={WIDTH}", tmp_path) as spool:
            assert await spool.print("K-1/0", marked(1)) is Result.PRINTED
            assert is_page(printer.sheets[-1], marked(1))
            printer.break_after(700)
            assert await spool.print("K-2/0", marked(2)) is Result.UNKNOWN
            bus.unplugged = False
            assert await spool.print("K-2/1", marked(2)) is Result.PRINTED
            assert is_page(printer.sheets[-1], marked(2)), "the torn piece was cut off before"


async def test_the_kernels_driver_gives_the_printer_up() -> None:
    async with plugged_in(kernel_driver=True) as (_, bus, line):
        await line.open()
        assert not bus.kernel_driver
        assert await answers(line)


async def test_a_silent_printer_is_listened_to_and_a_full_one_waited_for_without_holding_up_anybody() -> None:
    async with plugged_in(Script(paper_rows=0)) as (printer, _, line):
        await line.open()
        went = list[int]()
        reading = asyncio.create_task(line.read())
        writing = asyncio.create_task(line.write(encode(Image.new("1", (576, 2000), 0)), went.append))
        await asyncio.wait({writing}, timeout=0.4)
        assert not writing.done()
        writing.cancel()
        reading.cancel()
        await asyncio.gather(writing, reading, return_exceptions=True)
        line.close(drop=True)
        told = sum(went)
        assert 0 < printer.received <= told < 2000 * 72


async def test_a_printer_pulled_out_is_gone_and_found_again_when_it_is_back() -> None:
    async with plugged_in() as (_, bus, line):
        await line.open()
        assert await answers(line)
        bus.unplugged = True
        with pytest.raises(Gone, match="No such device"):
            await line.read()
        line.close(drop=True)
        with pytest.raises(Gone, match=f"no USB printer {IDENTITY} is plugged in"):
            await line.open()
        bus.unplugged = False
        await line.open()
        assert await answers(line)


async def test_a_bus_nobody_may_use_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    async with plugged_in() as (_, bus, line):

        def refuse(*_: object) -> str:
            raise usb.core.USBError("Access denied (insufficient permissions)", None, 13)

        monkeypatch.setattr(bus, "open_device", refuse)
        with pytest.raises(Gone, match=r"docs/printers\.md"):
            await line.open()


async def test_what_is_plugged_in_without_a_device_file_is_found() -> None:
    async with plugged_in() as (_, bus, _line):
        assert printers_on_usb(bus) == [IDENTITY]
        bus.unplugged = True
        assert printers_on_usb(bus) == []


async def test_its_address_leads_to_it() -> None:
    assert isinstance(open_transport(f"libusb:{IDENTITY}?paper=58"), UsbLine)
