"""Copies of the books while the hub runs; each one opens; one put back brings everything back."""

import asyncio
import contextlib
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from click.testing import CliRunner, Result

from config import STARTER
from config.schema import Hub
from server.__main__ import main
from server.backup import LIST, NAME, NewerBooks, NotCopied, back_up, check, copies, newer, restore, undo
from server.copies import Copies
from server.ledger import SqliteLedger
from server.restoring import ORDER, Order, carry_out, last_outcome, leave_order
from tests.server.hubs import MORNING, Centre, Process, centre, running, starter
from tests.server.test_socket import picture
from tests.server.test_start import said

PAPERS = {"kind": "service", "service": "land-plot", "applicant": {"name": "Асанова Гүлнара"}}


@pytest.fixture
def hub(tmp_path: Path, journal_url: str) -> Hub:
    """The settings of a centre whose journal is in a file, or in PostgreSQL."""
    (data := tmp_path / "data").mkdir()
    postgres = journal_url.replace("postgresql+psycopg:", "postgresql:")
    return Hub(data=str(data), journal=postgres if postgres.startswith("postgresql:") else "", backups=2)


def address(hub: Hub) -> str:
    return hub.journal.replace("postgresql:", "postgresql+psycopg:")


async def work(hall: Centre, number: int) -> None:
    """A visitor takes a ticket and hands in papers."""
    await hall.visitor(number)
    head = await hall.person("cholpon")
    assert (await head.post("/api/journal", json=PAPERS)).status == 201


async def entries(hall: Centre) -> int:
    found = await (await (await hall.person("cholpon")).get("/api/journal?text=асанова")).json()
    return int(found["total"])


@pytest.mark.asyncio
async def test_a_copy_made_while_the_hub_works_brings_everything_back(tmp_path: Path, hub: Hub) -> None:
    data, ledger = Path(hub.data), SqliteLedger(Path(hub.data) / "ledger.sqlite")
    async with centre(data, ledger, journal_url=address(hub)) as hall:
        await work(hall, 1)
        working = asyncio.create_task(work(hall, 2))
        made = await asyncio.to_thread(back_up, hub, tmp_path / "copies", MORNING)
        await working
        await work(hall, 3)
        assert await entries(hall) == 3
    await ledger.close()
    copy = tmp_path / "copies" / made.name
    assert (copies(tmp_path / "copies"), check(copy)) == ([made], made)
    assert (oct(copy.stat().st_mode & 0o777), made.bytes > 0) == ("0o700", True)
    fuller = newer(hub, made)
    assert set(fuller) == {"ledger.sqlite", "journal.dump" if hub.journal else "journal.db"}
    with pytest.raises(NewerBooks):
        restore(hub, copy, MORNING, force=False)
    undo(hub, restore(hub, copy, MORNING, force=True))
    assert newer(hub, made) == fuller, "what was moved aside is in place again"
    aside = restore(hub, copy, MORNING + timedelta(seconds=1), force=True)
    assert (aside / "ledger.sqlite").is_file() and newer(hub, made) == {}
    ledger = SqliteLedger(data / "ledger.sqlite")
    async with centre(data, ledger, journal_url=address(hub)) as hall:
        assert "K-1" in hall.hub.office.tickets and "K-3" not in hall.hub.office.tickets
        assert 1 <= await entries(hall) <= 2
        await work(hall, 4)
    await ledger.close()


def books(folder: Path, rows: int = 0) -> Hub:
    """A centre's folder with real books; `rows` more lines make the queue's one large."""

    async def made() -> None:
        ledger = SqliteLedger(folder / "ledger.sqlite")
        async with centre(folder, ledger) as hall:
            await work(hall, 1)
            for number in range(2, rows):
                await hall.visitor(number)
        await ledger.close()

    folder.mkdir(exist_ok=True)
    asyncio.run(made())
    return Hub(data=str(folder), backups=2)


def test_the_newest_are_kept_and_nobody_elses_folders_touched(tmp_path: Path) -> None:
    hub, folder = books(tmp_path / "data"), tmp_path / "copies"
    (folder / "photos").mkdir(parents=True)
    (folder / "kezek-20200101-000000").mkdir()
    (folder / "kezek-20260101-000000.part").mkdir()
    made = [back_up(hub, folder, MORNING + timedelta(days=day)).name for day in range(4)]
    assert sorted(one.name for one in folder.iterdir()) == ["kezek-20200101-000000", *made[2:], "photos"]
    assert [copy.name for copy in copies(folder)] == made[:1:-1]


def test_a_copy_that_was_changed_or_is_incomplete_is_not_put_back(tmp_path: Path) -> None:
    hub = books(tmp_path / "data")
    copy = tmp_path / "copies" / back_up(hub, tmp_path / "copies", MORNING).name
    before = {file.name: file.read_bytes() for file in Path(hub.data).iterdir()}

    def spoilt(name: str, body: bytes | None) -> Path:
        other = tmp_path / "other"
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(copy, other)
        (other / name).unlink() if body is None else (other / name).write_bytes(body)
        return other

    ledger = (copy / "ledger.sqlite").read_bytes()
    faults = {
        "ledger.sqlite": (None, ledger[:5000], ledger[:-1] + bytes([ledger[-1] ^ 1]), b"no book"),
        LIST: (None, b"{}", b""),
    }
    for name, bodies in faults.items():
        for body in bodies:
            with pytest.raises(NotCopied):
                restore(hub, spoilt(name, body), MORNING, force=True)
    assert {file.name: file.read_bytes() for file in Path(hub.data).iterdir()} == before


def command(hub: Hub, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(STARTER), "--data", hub.data, *arguments])


def test_the_commands_say_plainly_what_they_did_and_what_they_will_not(tmp_path: Path) -> None:
    hub, folder = books(tmp_path / "data"), tmp_path / "copies"
    done = command(hub, "backup", str(folder))
    (copy,) = (one for one in folder.iterdir() if NAME.fullmatch(one.name))
    assert done.exit_code == 0 and said(
        done.output, "start.copied", folder=copy, events=check(copy).rows["ledger.sqlite"], entries=1
    )
    missing = command(hub, "backup", str(tmp_path / "no" / "stick"))
    assert missing.exit_code == 1 and str(tmp_path / "no" / "stick") in missing.output
    refused = command(hub, "restore", str(tmp_path))
    assert refused.exit_code == 1 and LIST in refused.output
    done = command(hub, "restore", str(copy))
    (aside,) = Path(hub.data).glob("before-*")
    assert done.exit_code == 0 and said(done.output, "start.restored", copy=copy, aside=aside)
    assert said(done.output, "start.restoring", copy=copy, data=hub.data)
    asyncio.run(more(hub))
    refused = command(hub, "restore", str(copy))
    assert refused.exit_code == 1 and "--force" in refused.output and "journal.db: 2 > 1" in refused.output


async def more(hub: Hub) -> None:
    async with centre(Path(hub.data)) as hall:
        assert (await (await hall.person("cholpon")).post("/api/journal", json=PAPERS)).status == 201


@contextmanager
def copying(hub: Hub, folder: Path, *, file_blocks: int | None = None) -> Iterator["subprocess.Popen[str]"]:
    """`python -m server backup`; no file may grow beyond so many KiB, as on a full disk."""
    python = [sys.executable, "-m", "server", "--config", str(STARTER), "--data", hub.data, "backup", str(folder)]
    limited = ["bash", "-c", f'ulimit -f {file_blocks}; exec "$@"', "-", *python] if file_blocks else python
    with subprocess.Popen(limited, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process


def test_a_full_disk_leaves_no_half_copy_and_the_earlier_ones_alone(tmp_path: Path) -> None:
    hub, folder = books(tmp_path / "data"), tmp_path / "copies"
    earlier = back_up(hub, folder, MORNING)
    with copying(hub, folder, file_blocks=16) as process:
        _, text = process.communicate(timeout=60)
    assert process.returncode == 1 and str(folder) in text and "Traceback" not in text
    assert [one.name for one in folder.iterdir()] == [earlier.name]
    assert back_up(hub, folder, MORNING) == copies(folder)[0] != earlier, "two in one second are two"


def test_killed_in_the_middle_it_leaves_no_copy_that_looks_whole(tmp_path: Path) -> None:
    hub, folder = books(tmp_path / "data", rows=300), tmp_path / "copies"
    folder.mkdir()
    with copying(hub, folder) as process:
        while process.poll() is None and not any(folder.glob("*.part/*")):
            pass
        process.send_signal(signal.SIGKILL)
    for copy in copies(folder):
        check(folder / copy.name)
    made = back_up(hub, folder, MORNING)
    assert check(folder / made.name) == made and not list(folder.glob("*.part"))


@pytest.mark.asyncio
async def test_each_night_one_copy_where_a_folder_is_set_and_one_on_a_stick_when_asked(tmp_path: Path) -> None:
    data, stick, mounts = tmp_path / "data", tmp_path / "stick", tmp_path / "mounts"
    mounts.write_text(f"proc /proc proc rw 0 0\ntmpfs /media/KEZEK\\040USB vfat rw 0 0\ntmpfs {stick} ext4 rw 0 0\n")
    settings = replace(starter(), hub=replace(starter().hub, backup=str(tmp_path / "nightly")))
    data.mkdir()
    async with centre(data, settings=settings) as hall:
        kept = Copies(replace(settings.hub, data=str(data)), hall.hub.now, lambda: None, mounts)
        for _ in range(2):
            await kept.nightly()
        (own, usb) = await kept.places()
        assert (own.folder, own.stick, len(own.copies)) == (str(tmp_path / "nightly"), False, 1)
        assert (usb.folder, usb.stick, usb.copies) == ("/media/KEZEK USB/kezek", True, ())
        hall.watch.after(days=1)
        await kept.nightly()
        assert len((await kept.places())[0].copies) == 2
        with pytest.raises(KeyError):
            await kept.make(str(stick))
        with pytest.raises(NotCopied):
            await kept.make("/media/KEZEK USB/kezek")
        assert not kept.failed, "a stick is told of where it was asked for"
        await Copies(starter().hub, hall.hub.now, lambda: None).nightly()


@pytest.mark.asyncio
async def test_a_nightly_copy_that_fails_is_told_to_the_head_until_one_succeeds(tmp_path: Path) -> None:
    (data := tmp_path / "data").mkdir()
    settings = replace(starter(), hub=replace(starter().hub, backup=str(tmp_path / "disk" / "nightly")))
    async with (
        centre(data, settings=settings) as hall,
        (await hall.person("cholpon")).ws_connect("/ws?view=head") as ws,
    ):

        async def told(codes: list[str]) -> None:
            while [notice["code"] for notice in (await picture(ws))["notices"]] != codes:
                pass

        await told([])
        with pytest.raises(NotCopied):
            await hall.copies.nightly()
        await told(["copy_failed"])
        (tmp_path / "disk").mkdir()
        await hall.copies.nightly()
        await told([])


@contextmanager
def kept_hub(folder: Path) -> Iterator[tuple[Process, Path]]:
    """A real hub with a folder for copies, and where its books are."""
    content, data = folder / "content", folder / "data"
    shutil.copytree(STARTER, content)
    file = content / "centre.toml"
    text = file.read_text(encoding="utf-8").replace("[hub]", f'[hub]\nbackup = "{folder / "copies"}"')
    file.write_text(text, encoding="utf-8")
    with running("--demo", "--config", str(content), "--data", str(data)) as hub:
        yield hub, data


async def asked(url: str, method: str, path: str, body: object = None, status: int = 200) -> dict[str, Any]:
    """What the hub answers the head, who logs in for it."""
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as head:
        async with head.post("/api/session", json={"person": "cholpon", "pin": "3333"}) as answer:
            assert answer.status == 200
        async with head.request(method, path, json=body) as answer:
            assert answer.status == status, await answer.text()
            found: dict[str, Any] = await answer.json()
            return found


async def copied(url: str, folder: str) -> dict[str, Any]:
    """A copy of now: in another second than the one the hub makes at its start."""
    while True:
        with contextlib.suppress(AssertionError):
            return await asked(url, "POST", "/api/copies", {"folder": folder}, 201)


async def begun_again(hub: Process) -> str:
    """Where the hub listens after it has put a copy back, in the same process."""
    assert hub.process.stdout is not None
    line = await asyncio.to_thread(hub.process.stdout.readline)
    assert line.startswith("Kezek hub ready: ") and hub.process.poll() is None
    return line.split()[-1]


@pytest.mark.asyncio
async def test_the_head_puts_a_copy_back_while_the_hub_runs(tmp_path: Path) -> None:
    with kept_hub(tmp_path) as (hub, data):
        await asked(hub.url, "POST", "/api/journal", PAPERS, 201)
        folder = str(tmp_path / "copies")
        copy = await copied(hub.url, folder)
        one = {"folder": folder, "name": copy["name"]}
        await asked(hub.url, "POST", "/api/journal", PAPERS, 201)
        assert (await asked(hub.url, "POST", "/api/copies/check", one))["lost"]["journal.db"] == 1
        for path in ("/api/copies/check", "/api/copies/restore"):
            await asked(hub.url, "POST", path, {**one, "name": "../data"}, 422)
        await asked(hub.url, "POST", "/api/copies/restore", one, 202)
        url = await begun_again(hub)
        assert (await asked(url, "GET", "/api/journal"))["total"] == 1
        told = (await asked(url, "GET", "/api/copies"))["restored"]
        assert (told["by"], told["failed"], Path(told["copy"]).name) == ("cholpon", "", copy["name"])
        assert (Path(told["aside"]) / "journal.db").is_file() and not (data / ORDER).exists()

        book = tmp_path / "copies" / copy["name"] / "ledger.sqlite"
        whole = book.read_bytes()
        book.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert (await asked(url, "POST", "/api/copies/restore", one, 409))["error"]["code"] == "bad_copy"
        book.write_bytes(whole)


@pytest.mark.asyncio
async def test_books_the_hub_cannot_start_with_are_given_up_for_those_it_had(tmp_path: Path) -> None:
    with kept_hub(tmp_path) as (hub, data):
        folder = tmp_path / "copies"
        await asked(hub.url, "GET", "/api/journal")
        copy = await copied(hub.url, str(folder))
        await asked(hub.url, "POST", "/api/journal", PAPERS, 201)
        later = folder / copy["name"]
        with closing(sqlite3.connect(later / "journal.db")) as journal, journal:
            journal.execute("UPDATE alembic_version SET version_num = '9999'")
        told = json.loads((later / LIST).read_bytes())
        told["digests"]["journal.db"] = sha256((later / "journal.db").read_bytes()).hexdigest()
        (later / LIST).write_text(json.dumps(told))
        await asked(hub.url, "POST", "/api/copies/restore", {"folder": str(folder), "name": copy["name"]}, 202)
        url = await begun_again(hub)
        assert (await asked(url, "GET", "/api/journal"))["total"] == 1
        outcome = (await asked(url, "GET", "/api/copies"))["restored"]
        assert outcome["failed"] and not outcome["aside"] and not (data / ORDER).exists()


def test_an_order_that_a_power_cut_left_is_carried_out_at_the_next_start(tmp_path: Path) -> None:
    hub = books(tmp_path / "data")
    copy = tmp_path / "copies" / back_up(hub, tmp_path / "copies", MORNING).name
    asyncio.run(more(hub))
    leave_order(Path(hub.data), Order(str(copy), "cholpon"))
    done = carry_out(hub, MORNING)
    assert done is not None and (done.by, done.failed) == ("cholpon", "")
    assert newer(hub, check(copy)) == {} and carry_out(hub, MORNING) is None
    leave_order(Path(hub.data), Order(str(tmp_path / "gone"), "cholpon"))
    done = carry_out(hub, MORNING)
    assert done is not None and done.failed and last_outcome(Path(hub.data)) == done
    assert newer(hub, check(copy)) == {}


class PowerCut(BaseException):
    """Nothing of the program runs after it."""


def test_a_swap_that_ends_midway_is_undone_whole_in_the_same_run_and_after_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = books(tmp_path / "data")
    data, copy = Path(hub.data), tmp_path / "copies" / back_up(hub, tmp_path / "copies", MORNING).name
    asyncio.run(more(hub))
    (data / "journal.db-wal").write_bytes(b"what the book has not taken up yet")
    before = {file.name: file.read_bytes() for file in data.iterdir()}
    rename, left = Path.rename, [0]
    fault: type[BaseException] = OSError

    def moved(old: Path, new: Path) -> Path:
        left[0] -= 1
        if left[0] == 0:
            raise fault
        return rename(old, new)

    monkeypatch.setattr(Path, "rename", moved)
    cuts = 0
    for fault in (OSError, PowerCut):
        for nth in range(1, 20):
            left[0] = nth
            try:
                restore(hub, copy, MORNING, force=True)
            except NotCopied:
                assert fault is OSError
            except PowerCut:
                left[0] = 1
                with contextlib.suppress(PowerCut):
                    carry_out(hub, MORNING)
                left[0] = 0
                assert carry_out(hub, MORNING) is None
            else:
                left[0] = 0
                undo(hub, data / f"before-{MORNING:%Y%m%d-%H%M%S}")
                break
            assert {file.name: file.read_bytes() for file in data.iterdir()} == before, nth
            cuts += 1
    assert cuts >= 2 * 7
