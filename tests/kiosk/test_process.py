"""The whole of it as it stands in a hall: `python -m kiosk` on an X screen, a finger, a demo hub, a printer."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from PIL import Image, ImageGrab

from kiosk.__main__ import EXIT_FOR_GOOD
from kiosk.app import GUARD_S
from kiosk.heartbeat import BEAT, BEAT_S

WIDTH, HEIGHT = 540, 960
SILENCE_S = 6 * BEAT_S
REST_S = 2 * GUARD_S
PATIENCE_S = 60
PLACES = {
    "take a ticket": (0.5, 0.28),
    "municipal services": (0.5, 0.22),
    "the first service": (0.4, 0.176),
    "go on": (0.8, 0.919),
    "the first village": (0.25, 0.234),
    "yes": (0.7, 0.919),
}


@contextmanager
def process(*command: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | environment
    )
    try:
        yield running
    finally:
        running.terminate()
        running.communicate(timeout=PATIENCE_S)


@pytest.fixture
def screen() -> Iterator[str]:
    size = f"{WIDTH}x{HEIGHT}x24"
    with process("Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp") as xvfb:
        assert xvfb.stdout is not None
        yield f":{xvfb.stdout.readline().strip()}"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[str]:
    with process(sys.executable, "-m", "server", "--demo", "--port", "0", "--data", str(tmp_path / "hub")) as server:
        assert server.stdout is not None
        yield server.stdout.readline().split()[-1]


@contextmanager
def kiosk(screen: str, hub: str, folder: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "kiosk", "--hub", hub, "--token", "demo-kiosk", "--data", str(folder / "kiosk")]
    command += ["--printer", f"folder:{folder}/papers", "--size", f"{WIDTH}x{HEIGHT}", "--diagonal", "24"]
    software = {"LIBGL_ALWAYS_SOFTWARE": "1", "SDL_VIDEODRIVER": "x11", "KIVY_HOME": str(folder / "kivy")}
    with process(*command, DISPLAY=screen, **software, **environment) as running:
        yield running


def seen(screen: str) -> str:
    """What the screen shows, as a sum over its pixels."""
    return sha256(ImageGrab.grab(xdisplay=screen).tobytes()).hexdigest()


def until(condition: Callable[[], object], what: str, limit_s: float = PATIENCE_S) -> None:
    started = monotonic()
    while not condition():
        assert monotonic() - started < limit_s, what


def move(screen: str, *acts: str) -> None:
    subprocess.run(["xdotool", *acts], env=os.environ | {"DISPLAY": screen}, check=True)


def touch(screen: str, place: str) -> None:
    """Touch once a screen that is at rest: the guard against double taps is over. Then wait until the next one is."""
    x, y = PLACES[place]
    before = seen(screen)
    move(screen, "mousemove", str(int(x * WIDTH)), str(int(y * HEIGHT)), "mousedown", "1")
    until(lambda: seen(screen) != before, f"there is nothing to touch for {place!r}")
    touched = {before, seen(screen)}
    move(screen, "mouseup", "1")
    until(lambda: seen(screen) not in touched and still(screen, REST_S), f"nothing follows from touching {place!r}")


def still(screen: str, rest_s: float = 1) -> bool:
    """Whether what is new has been drawn: nothing changes for so long."""
    before = seen(screen)
    move(screen, "sleep", str(rest_s))
    return seen(screen) == before


def board(hub: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{hub}/api/board", timeout=PATIENCE_S) as answer:
        picture: dict[str, Any] = json.load(answer)
    return picture


@pytest.mark.timeout(120)
def test_a_finger_takes_a_ticket_that_lies_on_paper_and_waits_at_the_hub(screen: str, hub: str, tmp_path: Path) -> None:
    with kiosk(screen, hub, tmp_path) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == f"Kezek kiosk ready: {WIDTH}x{HEIGHT}\n"
        escape = ["xdotool", "key", "Escape", "key", "F1"]
        subprocess.run(escape, env=os.environ | {"DISPLAY": screen}, check=True)
        until(lambda: still(screen), "the screen does not come to rest")
        for place in ("take a ticket", "municipal services", "the first service", "go on", "the first village"):
            touch(screen, place)
        assert board(hub)["waiting_count"] == 0
        touch(screen, "yes")
        until(lambda: board(hub)["waiting_count"] == 1, "the hub does not know of the ticket")
        assert board(hub)["waiting"] == [{"code": "А001", "out_of_turn": False}]
        (paper,) = (tmp_path / "papers").glob("*.png")
        with Image.open(paper) as ticket:
            assert ticket.width >= 380
        running.send_signal(signal.SIGTERM)
        assert running.wait(PATIENCE_S) == 0
        assert running.stderr is not None
        assert running.stderr.read() == ""


def waits(hub: str, tickets: int) -> bool:
    return bool(board(hub)["waiting_count"] == tickets)


@contextmanager
def service_manager(folder: Path) -> Iterator[socket.socket]:
    """Where it listens for signs of life."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(folder / "notify"))
        yield ear


def falls_silent(ear: socket.socket) -> bool:
    """After whatever was said already; always in the end, for a frozen process says nothing more."""
    ear.settimeout(SILENCE_S)
    try:
        while ear.recv(64) == BEAT:
            pass
    except TimeoutError:
        return True
    return False


@pytest.mark.timeout(180)
def test_frozen_or_killed_in_the_middle_it_comes_back_and_forgets_nothing(
    screen: str, hub: str, tmp_path: Path
) -> None:
    """The test stands where the service manager stands: it hears no sign of life, kills, starts the same again."""
    unit = (Path(__file__).parents[2] / "docs" / "kiosk.md").read_text("utf-8")
    for line in (
        "Restart=always",
        f"RestartPreventExitStatus={EXIT_FOR_GOOD}",
        "Type=notify",
        "WatchdogSignal=SIGKILL",
    ):
        assert f"{line}\n" in unit
    with service_manager(tmp_path) as ear:
        for tickets in (1, 2):
            with kiosk(screen, hub, tmp_path, NOTIFY_SOCKET=str(tmp_path / "notify")) as running:
                assert running.stdout is not None
                assert running.stdout.readline().startswith("Kezek kiosk ready")
                ear.settimeout(PATIENCE_S)
                assert ear.recv(64) == BEAT
                until(lambda: still(screen), "the screen does not come to rest")
                for place in PLACES:
                    touch(screen, place)
                until(partial(waits, hub, tickets), "the hub does not know of it")
                if tickets == 1:
                    running.send_signal(signal.SIGSTOP)
                    assert falls_silent(ear)
                running.kill()
                running.wait(PATIENCE_S)
    assert [one["code"] for one in board(hub)["waiting"]] == ["А001", "А002"]


def answer(*arguments: str, **environment: str) -> tuple[int, str]:
    clean = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "SDL_VIDEODRIVER"}}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments],
        capture_output=True,
        text=True,
        env=clean | environment,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_what_is_missing_is_said_in_plain_words(tmp_path: Path) -> None:
    usual = ("--hub", "http://127.0.0.1:1", "--data", str(tmp_path), "--printer", f"folder:{tmp_path}")
    assert "missing --hub" in answer("--data", str(tmp_path))[1]
    assert "write it like http://" in answer("pair", "--hub", "192.168.1.10:8080", "--code", "1", "--data", "x")[1]
    assert "not paired with a hub yet" in answer(*usual)[1]
    assert "DISPLAY is not set" in answer(*usual, "--token", "t")[1]
    assert "no window" in answer(*usual, "--token", "t", DISPLAY=":7171")[1]
    assert "no size" in answer(*usual, "--token", "t", "--size", "big")[1]
    wrong = answer("--hub", "http://127.0.0.1:1", "--data", str(tmp_path), "--printer", "lpt1", "--token", "t")
    assert "write it like" in wrong[1]


def test_pairing_with_nobody_or_with_a_wrong_code_is_said_in_plain_words(hub: str, tmp_path: Path) -> None:
    nobody = answer("pair", "--hub", "http://127.0.0.1:1", "--code", "123", "--data", str(tmp_path))
    assert nobody[0] != 0
    assert "does not answer" in nobody[1]
    wrong = answer("pair", "--hub", hub, "--code", "000000", "--data", str(tmp_path))
    assert wrong[0] != 0
    assert "does not accept this code" in wrong[1]
    assert not (tmp_path / "token").exists()
