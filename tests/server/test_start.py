"""Starting and stopping the real program, and what it says when it cannot start."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from click.testing import CliRunner

from config import STARTER
from config.texts import LANGUAGES, speaker
from server.__main__ import main
from server.access_book import AccessBook
from tests.server.hubs import KIOSK, demo, running, service_of


def refused(*arguments: str) -> str:
    """What the program says when it will not start; it may say nothing else."""
    ended = subprocess.run(
        [sys.executable, "-m", "server", *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    return ended.stderr


def said(text: str, key: str, **values: object) -> bool:
    return all(speaker("hub", language)(key, **values) in text for language in LANGUAGES)


@pytest.mark.asyncio
async def test_the_demo_starts_says_where_and_takes_a_ticket(demo_hub: str) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", demo_hub)
    async with aiohttp.ClientSession(demo_hub, headers=KIOSK) as kiosk:
        answer = await kiosk.post("/api/tickets", json={"number": 1, "service": service_of(1)})
        assert answer.status == 201


@pytest.mark.asyncio
async def test_a_hub_that_nobody_asks_for_papers_opens_no_journal(tmp_path: Path) -> None:
    with demo("--data", str(tmp_path)) as hub:
        async with aiohttp.ClientSession(hub.url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as desk:
            await desk.post("/api/session", json={"person": "aigul", "pin": "1111"})
            assert (await desk.post("/api/desks/1/open")).status == 204
            assert not (tmp_path / "journal.db").exists() and "sqlalchemy" not in mapped(hub.process.pid)
            assert (await (await desk.get("/api/journal")).json())["total"] == 0
            assert (tmp_path / "journal.db").exists() and "sqlalchemy" in mapped(hub.process.pid)


def mapped(pid: int) -> str:
    """The files a process has in its memory."""
    return Path(f"/proc/{pid}/maps").read_text()


def test_sigterm_ends_it_cleanly_within_five_seconds(tmp_path: Path) -> None:
    """On a machine so busy that the start took longer than that: within as much again."""
    asked = time.monotonic()
    with demo("--data", str(tmp_path)) as hub:
        start_s = time.monotonic() - asked
        host, port = hub.url.removeprefix("http://").split(":")
        board = socket.create_connection((host, int(port)))
        board.sendall(
            f"GET /ws?view=board HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        assert b"101" in board.recv(64)
        started = time.monotonic()
        hub.process.send_signal(signal.SIGTERM)
        assert hub.process.wait(60) == 0
        assert time.monotonic() - started < max(5, start_s)
        assert hub.process.stderr is not None
        assert "Traceback" not in hub.process.stderr.read()
        board.close()
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as book:
        assert book.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.asyncio
async def test_a_restart_keeps_the_day_the_people_and_the_kiosks(tmp_path: Path) -> None:
    with demo("--data", str(tmp_path)) as hub:
        async with aiohttp.ClientSession(hub.url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            await session.post("/api/tickets", json={"number": 1, "service": service_of(1)}, headers=KIOSK)
            await session.put("/api/tickets/K-1/handed", json={"how": "printed"}, headers=KIOSK)
            answer = await session.post("/api/session", json={"person": "aigul", "pin": "1111"})
            token = answer.cookies["kezek_session"].value
            await session.post("/api/desks/1/open")
    with demo("--data", str(tmp_path)) as hub:
        async with aiohttp.ClientSession(hub.url, cookies={"kezek_session": token}) as session:
            answer = await session.post("/api/desks/1/next")
            assert (answer.status, (await answer.json())["ticket"]) == (200, "K-1")


def test_without_a_folder_the_demo_leaves_nothing_behind(tmp_path: Path) -> None:
    with running("--demo", environment={"TMPDIR": str(tmp_path)}):
        assert len(list(tmp_path.glob("kezek-demo-*/ledger.sqlite"))) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert said(refused("--demo", "--port", str(port)), "start.port", port=port)


def test_a_demo_listens_to_this_computer_only() -> None:
    assert said(refused("--demo", "--host", "0.0.0.0"), "start.loopback", host="0.0.0.0")
    assert said(refused("--demo", "--host", "kezek.example"), "start.loopback", host="kezek.example")


def test_an_address_this_computer_does_not_have_is_said_so(tmp_path: Path) -> None:
    kit = tmp_path / "kit"
    shutil.copytree(STARTER, kit)
    text = refused("--config", str(kit), "--data", str(tmp_path / "d"), "--host", "192.0.2.1", "--port", "0")
    assert said(text, "start.address", host="192.0.2.1")


def test_a_folder_that_is_none_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    text = refused("--demo", "--data", str(tmp_path / "file" / "data"))
    assert said(text, "start.folder", folder=tmp_path / "file" / "data", reason=os.strerror(20))


@pytest.mark.parametrize("name", ["ledger.sqlite", "access.sqlite"])
def test_a_book_that_cannot_be_read_is_said_so(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"this is not a database" * 200)
    text = refused("--demo", "--data", str(tmp_path))
    assert f"{tmp_path}" in text
    assert "not a database" in text


def test_a_book_of_another_kind_is_not_guessed_at(tmp_path: Path) -> None:
    with demo("--data", str(tmp_path)):
        pass
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as book, book:
        book.execute("UPDATE event SET kind = 'DayInvented'")
    assert "DayInvented" in refused("--demo", "--data", str(tmp_path))


def test_two_hubs_never_share_a_folder(tmp_path: Path) -> None:
    with demo("--data", str(tmp_path)):
        assert said(refused("--demo", "--port", "0", "--data", str(tmp_path)), "start.in_use", folder=tmp_path)


def test_a_real_centre_never_takes_over_a_demo(tmp_path: Path) -> None:
    with demo("--data", str(tmp_path)):
        pass
    text = refused("--config", str(STARTER), "--data", str(tmp_path), "--port", "0")
    assert said(text, "start.wrong_storage", folder=tmp_path)


def test_faulty_content_is_said_with_file_and_key(tmp_path: Path) -> None:
    kit = tmp_path / "kit"
    shutil.copytree(STARTER, kit)
    people = kit / "people.toml"
    people.write_text(people.read_text(encoding="utf-8").replace('role = "head"', 'role = "king"'), encoding="utf-8")
    text = refused("--config", str(kit), "--data", str(tmp_path / "data"))
    assert said(text, "start.content", folder=kit)
    assert "people.toml" in text and "role" in text


def test_a_centre_without_settings_is_said_so(tmp_path: Path) -> None:
    assert said(refused("--config", str(tmp_path / "none")), "start.content", folder=tmp_path / "none")


@pytest.mark.asyncio
async def test_a_real_centre_has_no_built_in_token_or_pin(tmp_path: Path) -> None:
    with running("--config", str(STARTER), "--data", str(tmp_path), "--host", "127.0.0.1") as hub:
        async with aiohttp.ClientSession(hub.url) as session:
            async with session.get("/api/lane", headers=KIOSK) as answer:
                assert answer.status == 401
            async with session.post("/api/session", json={"person": "aigul", "pin": "1111"}) as answer:
                assert answer.status == 401


@pytest.mark.asyncio
async def test_pins_and_kiosks_are_added_beside_the_running_hub(tmp_path: Path) -> None:
    options = ["--config", str(STARTER), "--data", str(tmp_path)]
    with running(*options, "--host", "127.0.0.1") as hub:
        typed = CliRunner().invoke(main, [*options, "pin", "aigul"], input="473829\n473829\n")
        assert typed.exit_code == 0 and "473829" not in typed.output
        shown = CliRunner().invoke(main, [*options, "pair", "K"])
        found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", shown.output)
        assert found, shown.output
        async with aiohttp.ClientSession(hub.url) as session:
            async with session.post("/api/session", json={"person": "aigul", "pin": "473829"}) as answer:
                assert answer.status == 200
            async with session.post("/api/pair", json={"code": found[0]}) as answer:
                token = (await answer.json())["token"]
            async with session.get("/api/lane", headers={"Authorization": f"Bearer {token}"}) as answer:
                assert (await answer.json())["letter"] == "А"


@pytest.mark.parametrize(
    ("arguments", "typed", "key"),
    [
        (["pin", "nobody"], "", "start.person"),
        (["pin", "aigul"], "12\n12\n", "start.pin"),
        (["pin", "aigul"], "abcdef\nabcdef\n", "start.pin"),
        (["pair", "Z"], "", "start.kiosk"),
    ],
)
def test_a_slip_in_a_command_is_said_so(tmp_path: Path, arguments: list[str], typed: str, key: str) -> None:
    result = CliRunner().invoke(main, ["--config", str(STARTER), "--data", str(tmp_path), *arguments], input=typed)
    assert result.exit_code == 1
    first_words = speaker("hub", "en")(
        key,
        person="nobody",
        kiosk="Z",
        known="aigul, bakyt, cholpon, dinara, council" if "pin" in arguments else "K, DESK",
    )
    assert first_words in result.output


def test_a_command_beside_a_hub_that_is_not_there_or_cannot_write_says_so(tmp_path: Path) -> None:
    options = ["--config", str(STARTER), "--data", str(tmp_path / "hub")]
    nowhere = CliRunner().invoke(main, [*options, "pair", "K"])
    assert (nowhere.exit_code, (tmp_path / "hub").exists()) == (1, False)
    assert "No such file" in nowhere.output
    (tmp_path / "hub").mkdir()
    assert CliRunner().invoke(main, [*options, "pair", "K"]).exit_code == 0
    with closing(sqlite3.connect(tmp_path / "hub" / "access.sqlite")) as book:
        book.execute("CREATE TRIGGER full BEFORE INSERT ON pairing BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
        book.commit()
    full = CliRunner().invoke(main, [*options, "pair", "K"])
    assert (full.exit_code, full.exception.__class__) == (1, SystemExit)
    assert "disk is full" in full.output


def test_a_demo_gives_its_people_the_published_pins(tmp_path: Path) -> None:
    with demo("--data", str(tmp_path)):
        pass
    book = AccessBook(tmp_path / "access.sqlite", demo=True)
    pins = {"aigul": "1111", "bakyt": "2222", "cholpon": "3333", "council": "4444", "dinara": "5555"}
    assert all(book.pin_fits(person, pin) for person, pin in pins.items())
    book.close()


@pytest.mark.asyncio
async def test_a_demo_has_a_place_for_copies_of_its_own(tmp_path: Path) -> None:
    with demo("--data", str(tmp_path)) as hub:
        async with aiohttp.ClientSession(hub.url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as head:
            await head.post("/api/session", json={"person": "cholpon", "pin": "3333"})
            places = (await (await head.get("/api/copies")).json())["places"]
            assert [place["folder"] for place in places] == [str(tmp_path / "copies")]
