"""The hub under load, against a bare aiohttp server on the same machine in the same run."""

import asyncio
import os
import re
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from pathlib import Path

import aiohttp

from tests.bench.rows import heading, percentile, row

SERVICE = "family-composition"
LUA = Path(__file__).with_name("take.lua")
KIOSK = {"Authorization": "Bearer demo-kiosk"}
CLIENTS = 64
THREADS = 2


@contextmanager
def server(*arguments: str) -> Iterator[tuple[str, int, float]]:
    """A server process: its address, its process id and the seconds until it was ready."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    ready = time.perf_counter() - started
    try:
        yield line.split()[-1], process.pid, ready
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def hub(data: Path) -> AbstractContextManager[tuple[str, int, float]]:
    return server("-m", "server", "--demo", "--port", "0", "--data", str(data))


def wrk(url: str, seconds: int, first: int) -> tuple[float, float, int]:
    """Answers per second, 99th percentile in ms, and how many answers were not 2xx."""
    out = subprocess.run(
        ["wrk", "-t", str(THREADS), "-c", str(CLIENTS), "-d", f"{seconds}s", "--latency", "-s", LUA, url],
        env={**os.environ, "FIRST": str(first), "SERVICE": SERVICE},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    tail = re.search(r"99%\s+([\d.]+)(us|ms|s)", out)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    assert rate and tail, out
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[tail[2]]
    return float(rate[1]), float(tail[1]) * scale, int(bad[1]) if bad else 0


def memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024


def throughput(rounds: int = 5, seconds: int = 3) -> None:
    """Pairs of runs, bare and hub in turn, each hub on a fresh book; the ratio is taken pair by pair."""
    pairs = []
    with server("-m", "tests.bench.bare") as (bare_url, _, _):
        wrk(bare_url, 1, 1)
        for _ in range(rounds):
            bare, bare_tail, _ = wrk(bare_url, seconds, 1)
            with tempfile.TemporaryDirectory() as folder, hub(Path(folder)) as (url, _, _):
                rate, tail, bad = wrk(url, seconds, 1)
                assert not bad, f"{bad} tickets were refused"
            pairs.append((rate, tail, bare, bare_tail))
    ratio = statistics.median(p[0] / p[2] for p in pairs)
    row(
        f"tickets/s, {CLIENTS} clients, each on disk before its answer",
        f"{statistics.median(p[0] for p in pairs):.0f}/s, p99 {statistics.median(p[1] for p in pairs):.1f} ms"
        f" → **{ratio:.2f}** of the baseline",
        f"{statistics.median(p[2] for p in pairs):.0f}/s, p99 {statistics.median(p[3] for p in pairs):.1f} ms",
        "≥ 0.70, aim 0.85",
        "one processor core: aiohttp's own HTTP work is the baseline; the rest is deciding and encoding",
    )


def filling() -> None:
    """One continuous load; the rates are read from the times in the hub's own ledger."""
    with tempfile.TemporaryDirectory() as folder:
        with hub(Path(folder)) as (url, _, _):
            first = 1
            while ledger_tickets(Path(folder)) < 21_500:
                wrk(url, 3, first)
                first += 400_000 // 4 * 4
        times = ledger_times(Path(folder))
    early = 1000 / (times[999] - times[0])
    late = 1000 / (times[20_999] - times[20_000])
    row(
        "tickets/s as the day fills: tickets 20,000–21,000",
        f"{late:.0f}/s → **{late / early:.2f}** of the first 1,000",
        f"first 1,000: {early:.0f}/s",
        "does not fall",
        "nothing per ticket grows with the day but a binary search",
    )


def ledger_rows(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{folder / 'ledger.sqlite'}?mode=ro", uri=True)


def ledger_tickets(folder: Path) -> int:
    with closing(ledger_rows(folder)) as book:
        return int(book.execute("select count(*) from event where kind = 'TicketTaken'").fetchone()[0])


def ledger_times(folder: Path) -> list[float]:
    with closing(ledger_rows(folder)) as book:
        rows = book.execute("select at from event where kind = 'TicketTaken' order by seq")
        return [datetime.fromisoformat(at).timestamp() for (at,) in rows]


async def log_in(session: aiohttp.ClientSession) -> None:
    await session.post("/api/session", json={"person": "aigul", "pin": "1111"})
    await session.post("/api/desks/1/open")


async def hand_out(session: aiohttp.ClientSession, numbers: range) -> None:
    for number in numbers:
        body = {"number": number, "service": SERVICE, "village": None, "language": "ky"}
        async with session.post("/api/tickets", json=body, headers=KIOSK) as answer:
            ticket = (await answer.json())["ticket"]
        await session.put(f"/api/tickets/{ticket}/handed", json={"how": "printed"}, headers=KIOSK)


async def calls(url: str, count: int) -> list[float]:
    """Milliseconds of each call-next, every visit finished at once."""
    took = []
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        for _ in range(count):
            await log_in(session)
            break
        for _ in range(count):
            started = time.perf_counter()
            async with session.post("/api/desks/1/next") as answer:
                ticket = (await answer.json())["ticket"]
            took.append((time.perf_counter() - started) * 1000)
            await session.post("/api/desks/1/finish", json={"ticket": ticket, "outcome": "served"})
    return took


def calling() -> None:
    """Call-next alone, and while 64 clients take tickets."""
    count = 300
    with tempfile.TemporaryDirectory() as folder, hub(Path(folder)) as (url, _, _):

        async def prepare() -> None:
            async with aiohttp.ClientSession(url) as session:
                await hand_out(session, range(900_001, 900_001 + 2 * count))

        asyncio.run(prepare())
        alone = asyncio.run(calls(url, count))
        load = subprocess.Popen(
            ["wrk", "-t", str(THREADS), "-c", str(CLIENTS), "-d", "60s", "-s", LUA, url],
            env={**os.environ, "FIRST": "1", "SERVICE": SERVICE},
            stdout=subprocess.DEVNULL,
        )
        try:
            loaded = asyncio.run(calls(url, count))
        finally:
            load.terminate()
            load.wait()
    row(
        f"call next while {CLIENTS} clients take tickets, p99",
        f"{percentile(loaded, 0.99):.0f} ms (median {percentile(loaded, 0.5):.0f})",
        f"alone: {percentile(alone, 0.99):.1f} ms (median {percentile(alone, 0.5):.1f})",
        "–",
        "the call waits its turn behind the requests already in the hub's socket queue",
    )


async def press_to_board(url: str, boards: int, changes: int) -> list[float]:
    """Milliseconds from an answered change to its picture at each of `boards` healthy boards."""
    seen: list[dict[int, float]] = [{} for _ in range(boards)]
    everybody = asyncio.Event()

    async def watch(session: aiohttp.ClientSession, mine: dict[int, float], ready: asyncio.Semaphore) -> None:
        async with session.ws_connect("/ws?view=board", max_msg_size=0) as ws:
            async for message in ws:
                picture = message.json()
                if "waiting_count" in picture:
                    mine.setdefault(picture["waiting_count"], time.perf_counter())
                    ready.release()

    async with aiohttp.ClientSession(url) as session:
        stalled = stalled_board(url)
        ready = asyncio.Semaphore(0)
        tasks = [asyncio.create_task(watch(session, mine, ready)) for mine in seen]
        for _ in range(boards):
            await ready.acquire()
        answered: dict[int, float] = {}
        for number in range(1, changes + 1):
            body = {"number": number, "service": SERVICE, "village": None, "language": "ky"}
            async with session.post("/api/tickets", json=body, headers=KIOSK) as answer:
                ticket = (await answer.json())["ticket"]
            await asyncio.sleep(0.1)
            await session.put(f"/api/tickets/{ticket}/handed", json={"how": "printed"}, headers=KIOSK)
            answered[number] = time.perf_counter()
            await asyncio.sleep(0.1)
        everybody.set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        stalled.close()
    lost = sum(number not in mine for mine in seen for number in answered)
    assert lost == 0, f"{lost} pictures never came"
    return [max(0.0, (mine[n] - answered[n]) * 1000) for mine in seen for n in answered]


def stalled_board(url: str) -> socket.socket:
    """A board that asks for pictures and never reads one."""
    host, port = url.removeprefix("http://").split(":")
    board = socket.create_connection((host, int(port)))
    board.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    board.sendall(
        f"GET /ws?view=board HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    return board


def boards() -> None:
    with tempfile.TemporaryDirectory() as folder, hub(Path(folder)) as (url, _, _):
        one = asyncio.run(press_to_board(url, 1, 100))
    with tempfile.TemporaryDirectory() as folder, hub(Path(folder)) as (url, _, _):
        many = asyncio.run(press_to_board(url, 49, 150))
    row(
        "press to board: POST answered → picture received, 50 boards, one stalled, 5 changes/s, p99",
        f"{percentile(many, 0.99):.1f} ms (median {percentile(many, 0.5):.1f})",
        f"one board: {percentile(one, 0.99):.1f} ms",
        "≤ 25 ms",
        "drawing once and writing 50 sockets; half of it is the measuring client",
    )


def whole_day() -> None:
    """A day of 5,000 tickets through the front door: memory, and opening the hub on it again; without and with papers.

    In a house that is lived in, whose people have their PINs from an earlier start. The journal comes with its library
    when it is first asked for (docs/decisions/0016).
    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as empty:
        for new in (folder, empty):
            with hub(Path(new)):
                pass
        with hub(Path(folder)) as (url, pid, _):
            before = memory_mb(pid)
            asyncio.run(day(url))
            after = memory_mb(pid)
        with hub(Path(empty)) as (_, _, fresh):
            pass
        opened, _ = opening(Path(folder))
        with hub(Path(folder)) as (url, _, _):
            asyncio.run(ask_for_papers(url))
        opened_on_papers, with_papers = opening(Path(folder))
    row(
        "memory of the hub after a day of 5,000 tickets",
        f"{after:.0f} MB",
        f"at start: {before:.0f} MB",
        "≤ 80 MB",
        "Python with aiohttp and pydantic; two offices",
    )
    row(
        "opening the hub on that day, process start to ready",
        f"{opened:.2f} s",
        f"on an empty book: {fresh:.2f} s",
        "≤ 1 s",
        "imports and content; replay is the difference",
    )
    row(
        "both again in a centre that also keeps the journal",
        f"{with_papers:.0f} MB, {opened_on_papers:.2f} s",
        f"the queue alone: {after:.0f} MB, {opened:.2f} s",
        "–",
        "SQLAlchemy, which serves SQLite and PostgreSQL alike",
    )


async def day(url: str) -> None:
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        await log_in(session)
        await asyncio.gather(*(hand_out(session, range(n, 5001, 16)) for n in range(1, 17)))
        for _ in range(5000):
            async with session.post("/api/desks/1/next") as answer:
                ticket = (await answer.json())["ticket"]
            await session.post("/api/desks/1/finish", json={"ticket": ticket, "outcome": "served"})


async def ask_for_papers(url: str) -> None:
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        await log_in(session)
        async with session.get("/api/journal") as answer:
            assert answer.status == 200, await answer.text()


def opening(folder: Path) -> tuple[float, float]:
    """Of three starts on these books, the median: (seconds until ready, MB then)."""
    starts = []
    for _ in range(3):
        with hub(folder) as (_, pid, ready):
            starts.append((ready, memory_mb(pid)))
    return statistics.median(ready for ready, _ in starts), statistics.median(memory for _, memory in starts)


def run() -> None:
    heading("Hub")
    throughput()
    filling()
    calling()
    boards()
    whole_day()


if __name__ == "__main__":
    run()
