"""`make run`: the whole centre in demo mode: hub, kiosk window, voice and, with DEMO_VISITORS=1, a day of visitors."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from typing import Any

FOLDER = Path("build/demo").resolve()
PEOPLE = (
    "aigul / 1111, bakyt / 2222 (operators), cholpon / 3333 (head), council / 4444 (observer), dinara / 5555 (guest)"
)


class Running(ExitStack):
    """The processes of the demo; at the end of the block the newest is ended first and the hub last."""

    def start(self, *command: str, **how: Any) -> subprocess.Popen[str]:
        """In a session of its own, so that Ctrl+C reaches this program alone."""
        process = subprocess.Popen(command, text=True, start_new_session=True, **how)
        self.callback(_end, process)
        return process


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(6)
    except subprocess.TimeoutExpired:
        process.kill()


def alone() -> TextIOWrapper:
    """To be held open for as long as this centre runs: a second one would empty its folder."""
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    lock = (FOLDER.parent / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SystemExit("The demo already runs in this folder; end it with Ctrl+C where it was started.") from None
    return lock


def free_port(wanted: int) -> int:
    """`wanted` if nobody listens there, any free port otherwise."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")


def start_hub(running: Running) -> tuple[subprocess.Popen[str], str]:
    """The hub and its address; ends the run with the hub's own message when it cannot start."""
    port = free_port(int(os.environ.get("PORT", "8080")))
    command = [sys.executable, "-m", "server", "--demo", "--port", str(port), "--data", str(FOLDER / "hub")]
    hub = running.start(*command, stdout=subprocess.PIPE)
    assert hub.stdout is not None
    line = hub.stdout.readline()
    if "ready:" not in line:
        hub.wait()
        raise SystemExit("The hub did not start; see the message above.")
    return hub, line.split()[-1]


def start_screen(running: Running) -> str:
    """A virtual screen; its DISPLAY."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"]
    screen = running.start(*command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert screen.stdout is not None
    return f":{screen.stdout.readline().strip()}"


def run(running: Running) -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    tickets = FOLDER / "tickets"
    tickets.mkdir(parents=True)
    hub, url = start_hub(running)
    window, display, where = ["--windowed"], os.environ.get("DISPLAY"), "in the window that has just opened"
    if not display:
        display = start_screen(running)
        window = ["--size", "1080x1920"]
        where = f"on virtual display {display}, because this machine has no screen"
    kiosk = [sys.executable, "-m", "kiosk", "--hub", url, "--token", "demo-kiosk", "--data", str(FOLDER / "kiosk")]
    voice = ["--shelf", str(FOLDER / "hub" / "voice"), "--data", str(FOLDER / "hall")]
    running.start(sys.executable, "-m", "board", "--hub", url, *voice)
    running.start(*kiosk, "--printer", f"folder:{tickets}", *window, env=os.environ | {"DISPLAY": display})
    print(
        f"\nKezek is running in demo mode. Ctrl+C ends it.\n\n"
        f"  Kiosk    {where}\n"
        f"  Tickets  land as pictures in {os.path.relpath(tickets)}/\n"
        f"  Papers   of desk 1 land in {os.path.relpath(FOLDER / 'hub' / 'papers')}/\n"
        f"  Board    {url}/board   click it once, or the browser keeps it silent\n"
        f"  Desk     {url}/desk   log in as {PEOPLE}\n"
        f"  Journal  {url}/journal\n"
        f"  Head     {url}/head   and {url}/admin\n"
        f"  API      {url}/api/openapi.json\n",
        flush=True,
    )
    if os.environ.get("DEMO_VISITORS") == "1":
        running.start(sys.executable, "-m", "tools.visitors", url)
    return hub.wait()


def main() -> int:
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    try:
        with alone(), Running() as running:
            return run(running)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
