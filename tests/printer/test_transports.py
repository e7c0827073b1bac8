"""The ways to a printer, each with the real thing on the other side."""

import asyncio
import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from config.texts import speaker
from printer import layout, samples
from printer.address import BadUrl, parse
from printer.decode import decode
from printer.draw import draw
from printer.encode import encode
from printer.find import Place, found
from printer.page import PAPER_80, Paper
from printer.transports import CupsQueue, Descriptor, Folder, open_transport, usb_device
from printer.wire import Gone
from tests.fakes.clock import run
from tests.fakes.printer import FakePrinter, Script


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("", "is no way to a printer"),
        ("192.168.1.50:9100", "is no way to a printer"),
        ("ftp://printer", "“ftp” is no way to a printer"),
        ("tcp://", "write it like one of"),
        ("tcp://host:99999", "[Pp]ort"),
        ("tcp://host:port", "[Pp]ort"),
        ("serial:ttyUSB0", "write it like one of"),
        ("serial://ttyUSB0", "write it like one of"),
        ("serial:/dev/ttyUSB0?baud=12345", "baud=12345 is not one of 2400, 4800"),
        ("serial:/dev/ttyUSB0?flow=yes", "flow=yes is not one of rtscts"),
        ("folder:", "write it like one of"),
        ("cups:", "write it like one of"),
        ("usb:04b8", "write it like one of"),
        ("libusb:04b8:printer", "write it like one of"),
        ("tcp://host?papier=58", "unknown option “papier”"),
        ("tcp://host?paper=57", "paper=57 is not one of 80, 58"),
        ("tcp://host?width=10", "width=10 is not a number from 200 to 1000"),
        ("tcp://host?profile=TM-T2", "no printer model “TM-T2”"),
        ("tcp://host?mode=text", "mode=text needs a profile"),
    ],
)
def test_a_wrong_address_is_answered_with_what_is_wrong(url: str, complaint: str) -> None:
    with pytest.raises(BadUrl, match=complaint):
        open_transport(url)


def test_an_address_tells_the_width_by_its_own_word_then_the_paper_then_the_model() -> None:
    assert parse("tcp://host").paper == PAPER_80
    assert parse("tcp://host?paper=58").paper == Paper(384)
    assert parse("tcp://host?profile=ZJ-5870").paper == Paper(384)
    assert parse("tcp://host?profile=TM-T88V").paper == Paper(512, 180)
    assert parse("tcp://host?profile=TM-T88V&width=420").paper == Paper(420, 180)
    assert parse("tcp://host?profile=ZJ-5870").cuts is False
    assert parse("tcp://host?cutter=no&roll_m=50").roll_mm == 50_000


def test_a_folder_keeps_the_bytes_and_the_picture_decoded_from_them(tmp_path: Path) -> None:
    picture = draw(layout.page(samples.ticket("ky"), speaker("ticket", "ky")), PAPER_80)
    tray = open_transport(f"folder:{tmp_path}/papers")
    assert isinstance(tray, Folder)
    for _ in range(2):
        asyncio.run(tray.deliver(encode(picture), "А042"))
    names = sorted(file.name for file in (tmp_path / "papers").iterdir())
    stamp = r"_А042_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d"
    patterns = [f"000{n}{stamp}.{kind}" for n in (1, 2) for kind in ("bin", "png")]
    assert all(re.fullmatch(pattern, name) for pattern, name in zip(patterns, names, strict=True))
    with Image.open(tmp_path / "papers" / names[1]) as kept:
        assert ImageChops.logical_xor(kept.convert("1"), picture).getbbox() is None
    assert decode((tmp_path / "papers" / names[0]).read_bytes(), 576).size == picture.size


def test_a_title_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    tray = Folder(tmp_path / "papers", 576)
    asyncio.run(tray.deliver(encode(Image.new("1", (576, 9))), "../../A 1/x"))
    assert len(list((tmp_path / "papers").iterdir())) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["papers"]


def test_a_folder_that_cannot_be_written_took_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Gone, match="cannot write to"):
        asyncio.run(Folder(tmp_path / "file", 576).deliver(encode(Image.new("1", (576, 9))), "А042"))


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A CUPS client that keeps what it is given, and refuses the queue "broken"."""
    program = tmp_path / "bin" / "lp"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\n[ "$2" = broken ] && {{ echo "lp: The printer does not exist." >&2; exit 1; }}\n'
        f'echo "$@" > {tmp_path}/words; cat > {tmp_path}/job\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return tmp_path


def test_cups_gets_the_job_raw_and_whole(lp: Path) -> None:
    job = encode(Image.new("1", (576, 300), 0))
    asyncio.run(CupsQueue("RECEIPTS").deliver(job, "А042"))
    assert (lp / "job").read_bytes() == job
    assert (lp / "words").read_text() == "-d RECEIPTS -t А042 -o raw\n"


def test_a_queue_that_does_not_exist_took_nothing(lp: Path) -> None:
    with pytest.raises(Gone, match="does not exist"):
        asyncio.run(CupsQueue("broken").deliver(b"job", "А042"))
    assert not (lp / "job").exists()


def test_without_cups_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Gone, match="cups-client"):
        asyncio.run(CupsQueue("RECEIPTS").deliver(b"job", "А042"))


@pytest.mark.parametrize("on_pty", [False, True], ids=["tcp", "serial"])
def test_a_wire_carries_bytes_both_ways_and_tells_how_many_went(on_pty: bool) -> None:
    async def talk() -> None:
        async with FakePrinter(on_pty=on_pty) as printer:
            wire, went = open_transport(printer.url), list[int]()
            assert isinstance(wire, Descriptor)
            await wire.open()
            await wire.write(b"\0" * 5000 + b"\x10\x04\x01", went.append)
            assert await wire.read() == b"\x16"
            assert sum(went) == 5003
            wire.close(drop=True)

    asyncio.run(talk())


@pytest.mark.parametrize("on_pty", [False, True], ids=["tcp", "serial"])
def test_a_wire_says_when_the_printer_is_gone(on_pty: bool) -> None:
    async def talk() -> None:
        async with FakePrinter(on_pty=on_pty) as printer:
            wire = open_transport(printer.url)
            assert isinstance(wire, Descriptor)
            await wire.open()
            await wire.write(b"\x10\x04\x01", lambda _: None)
            await wire.read()
            await printer.unplug()
            with pytest.raises(Gone):
                await wire.read()
            wire.close(drop=True)
            with pytest.raises(Gone):
                await wire.write(b"x", lambda _: None)

    asyncio.run(talk())


def test_what_was_dropped_does_not_trickle_out_later() -> None:
    async def talk() -> int:
        async with FakePrinter(Script(paper_rows=0)) as printer:
            wire = open_transport(printer.url)
            assert isinstance(wire, Descriptor)
            await wire.open()
            writing = asyncio.ensure_future(wire.write(encode(Image.new("1", (576, 2000), 0)), lambda _: None))
            await asyncio.wait({writing}, timeout=5)
            assert not writing.done()
            writing.cancel()
            wire.close(drop=True)
            received = printer.received
            printer.load_paper()
            await asyncio.sleep(60)
            return printer.received - received

    assert run(talk()) <= 2 * 4096, "no more than was already on its way into the printer"


def test_nothing_listens_nobody_is_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for url in (f"tcp://127.0.0.1:{port}", "serial:/dev/no-such-line", "device:/dev/no*"):
        wire = open_transport(url)
        assert isinstance(wire, Descriptor)
        with pytest.raises(Gone):
            asyncio.run(wire.open())


def test_a_plain_file_is_no_printer_device(tmp_path: Path) -> None:
    (tmp_path / "lp0").write_text("")
    wire = open_transport(f"device:{tmp_path}/lp*")
    assert isinstance(wire, Descriptor)
    with pytest.raises(Gone, match="use folder:"):
        asyncio.run(wire.open())


def usb_tree(root: Path, name: str, **facts: str) -> None:
    usb = root / "sys/devices" / name / "1-1"
    (usb / "1-1:1.0").mkdir(parents=True)
    for fact, value in facts.items():
        (usb / fact).write_text(value + "\n")
    entry = root / "sys/class/usbmisc" / name
    entry.mkdir(parents=True)
    (entry / "device").symlink_to(usb / "1-1:1.0")


def test_a_usb_printer_is_found_under_whatever_name_it_got(tmp_path: Path) -> None:
    usb_tree(tmp_path, "lp0", idVendor="0416", idProduct="5011", product="POS58")
    usb_tree(tmp_path, "lp7", idVendor="04b8", idProduct="0e28", product="TM-T20III", serial="X1")
    devices = tmp_path / "sys/class/usbmisc"
    assert usb_device("04b8:0e28", devices) == "/dev/usb/lp7"
    assert usb_device("04b8:0e28:x1", devices) == "/dev/usb/lp7"
    with pytest.raises(Gone, match="no USB printer 04b8:0e28:x2"):
        usb_device("04b8:0e28:x2", devices)


def test_what_is_plugged_in_is_listed_with_the_address_to_write(tmp_path: Path, lp: Path) -> None:
    usb_tree(tmp_path, "lp0", idVendor="0416", idProduct="5011", product="POS58")
    (tmp_path / "dev/serial/by-id").mkdir(parents=True)
    (tmp_path / "dev/serial/by-id/usb-FTDI-if00").touch()
    (lp / "bin/lpstat").write_text("#!/bin/sh\necho RECEIPTS\n")
    (lp / "bin/lpstat").chmod(0o755)
    assert found(tmp_path) == [
        Place("usb:0416:5011", "POS58 at /dev/usb/lp0"),
        Place("serial:/dev/serial/by-id/usb-FTDI-if00", "serial line"),
        Place("cups:RECEIPTS", "CUPS queue"),
    ]


def test_importing_the_room_leaves_no_litter_and_sets_up_no_logging(tmp_path: Path) -> None:
    script = "import logging, printer.spool, printer.profiles as p; p.profiles(); print(logging.root.handlers)"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    said = subprocess.run((sys.executable, "-c", script), capture_output=True, text=True, check=True, env=environment)
    assert said.stdout == "[]\n"
    assert list(tmp_path.iterdir()) == []
