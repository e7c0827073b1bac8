"""`make run`: the whole centre in demo mode: hub, kiosk window and, with DEMO_VISITORS=1, a day of visitors."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

FOLDER = Path("build/demo").resolve()
PEOPLE = "aigul / 1111 and bakyt / 2222 (operators), cholpon / 3333 (head), council / 4444 (observer)"


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


def start_hub() -> tuple[subprocess.Popen[str], str]:
    """The hub and its address; ends the run with the hub's own message when it cannot start."""
    port = free_port(int(os.environ.get("PORT", "8080")))
    hub = subprocess.Popen(
        [sys.executable, "-m", "server", "--demo", "--port", str(port), "--data", str(FOLDER / "hub")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert hub.stdout is not None
    line = hub.stdout.readline()
    if "ready:" not in line:
        hub.wait()
        raise SystemExit("The hub did not start; see the message above.")
    return hub, line.split()[-1]


def start_screen() -> tuple[subprocess.Popen[str], str]:
    """A virtual screen and its DISPLAY."""
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert screen.stdout is not None
    return screen, f":{screen.stdout.readline().strip()}"


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    tickets = FOLDER / "tickets"
    tickets.mkdir(parents=True)
    hub, url = start_hub()
    running: list[subprocess.Popen[str]] = [hub]
    window, environment, where = ["--windowed"], dict(os.environ), "in the window that has just opened"
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        screen, display = start_screen()
        running.append(screen)
        window, environment["DISPLAY"] = ["--size", "1080x1920"], display
        where = f"on virtual display {display}, because this machine has no screen"
    kiosk = [sys.executable, "-m", "kiosk", "--hub", url, "--token", "demo-kiosk", "--data", str(FOLDER / "kiosk")]
    running.append(subprocess.Popen([*kiosk, "--printer", f"folder:{tickets}", *window], env=environment, text=True))
    print(
        f"\nKezek is running in demo mode. Ctrl+C ends it.\n\n"
        f"  Kiosk    {where}\n"
        f"  Tickets  land as pictures in {os.path.relpath(tickets)}/\n"
        f"  Board    {url}/board\n"
        f"  Desk     {url}/desk   log in as {PEOPLE}\n"
        f"  Head     {url}/head\n"
        f"  API      {url}/api/openapi.json\n",
        flush=True,
    )
    if os.environ.get("DEMO_VISITORS") == "1":
        running.append(subprocess.Popen([sys.executable, "-m", "tools.visitors", url], text=True))
    return watch(running, hub)


def watch(running: list[subprocess.Popen[str]], hub: subprocess.Popen[str]) -> int:
    """Wait for Ctrl+C or the hub's end, then end everything, the hub last."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        return hub.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            try:
                process.wait(6)
            except subprocess.TimeoutExpired:
                process.kill()


if __name__ == "__main__":
    sys.exit(main())
