"""`python -m server`: run the hub of a centre, or a demo; with a word of `server/commands.py`, do that instead."""

import asyncio
import gc
import logging
import signal
import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import click
import uvloop
from aiohttp import web

from config import STARTER, Faulty, load
from config.schema import Printer, Settings
from server.access import Access, guest_desks
from server.clock import Clock
from server.codec import Unreadable
from server.commands import COMMANDS
from server.copies import Copies
from server.devices import Devices
from server.fanout import Fanout
from server.hall import Hall
from server.hub import Hub, Unavailable
from server.journal.journal import Journal
from server.journal.keys import KeyFault
from server.journal.rules import rules_of
from server.ledger import NotWritten, SqliteLedger
from server.nightly import Chore, Nightly, forget_by_rule
from server.printers import Printers
from server.restoring import carry_out, give_back
from server.starting import CannotStart, access_book, give_up, keys_of_centre, storage
from server.web.app import application

DEMO_PINS = {"aigul": "1111", "bakyt": "2222", "cholpon": "3333", "council": "4444", "dinara": "5555"}
DEMO_DEVICES = {"K": "demo-kiosk"}
STOP_S = 1.0

log = logging.getLogger("server")


def hub_settings(folder: Path, data: Path | None, demo: bool) -> Settings:
    """What the files say, with the folder of the command line. Raises CannotStart for faulty content."""
    try:
        settings = load(folder)
    except Faulty as faulty:
        raise CannotStart("content", *(fault.line("ky") for fault in faulty.faults), folder=folder) from None
    if demo:
        settings = replace(settings, hub=replace(settings.hub, host="127.0.0.1"))
    if data is not None:
        settings = replace(settings, hub=replace(settings.hub, data=str(data)))
    return settings


async def serve(settings: Settings, *, demo: bool) -> bool:
    """Run until SIGTERM or SIGINT, or until a copy is to be put back, which the answer says.

    Raises CannotStart, and whatever ended a vital task.
    """
    calm_garbage_collection()
    folder = Path(settings.hub.data)
    book = access_book(folder, demo=demo)
    zone = ZoneInfo(settings.content.centre.timezone)
    ledger = SqliteLedger(folder / "ledger.sqlite")
    hub = Hub(ledger, settings.content.centre.id, lambda: datetime.now(zone))
    access, clock, devices = Access(book, settings.people), Clock(hub, settings.content), Devices(hub)
    hall = Hall(hub, settings.content.boards, folder)
    journal = Journal(settings.hub, keys_of_centre(settings), rules_of(settings), hub.changed.set)
    copies = Copies(settings.hub, hub.now, hub.changed.set)
    chores: dict[str, Chore] = {
        "deletion by rule": partial(forget_by_rule, hub, journal),
        "the copy of the books": copies.nightly,
    }
    nightly = Nightly(hub, chores)
    printers = Printers(settings.printers, folder, hub)
    fanout = Fanout(
        hub, devices, hall, journal, copies, printers=printers, faq=settings.content.faq, guests=guest_desks(settings)
    )
    try:
        await hub.open()
        await open_journal(journal, elsewhere=bool(settings.hub.journal))
        await access.open()
        if demo:
            await access.give(DEMO_PINS, DEMO_DEVICES)
    except KeyFault as fault:
        raise CannotStart(fault.key, file=settings.hub.key_file) from None
    except (NotWritten, Unreadable) as fault:
        raise CannotStart("storage", folder=folder, reason=fault) from None
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    vital: list[asyncio.Task[Any]] = [asyncio.create_task(hub.run(), name="hub")]
    printing = asyncio.create_task(printers.run(), name="printers")
    runner = web.AppRunner(
        application(
            settings, hub, fanout, access, devices, hall=hall, journal=journal, printers=printers, copies=copies
        ),
        access_log=None,
        shutdown_timeout=STOP_S,
    )
    try:
        try:
            await first_of([*vital, asyncio.create_task(clock.turn())])
        except Unavailable as fault:
            raise CannotStart("storage", folder=folder, reason=fault) from None
        vital += [
            asyncio.create_task(part.run(), name=type(part).__name__) for part in (clock, fanout, access, nightly)
        ]
        await runner.setup()
        await listen(runner, settings.hub.host, settings.hub.port)
        await first_of([*vital, *(asyncio.create_task(end.wait()) for end in (stop, copies.ordered))])
        return copies.ordered.is_set() and not stop.is_set()
    finally:
        await runner.cleanup()
        for task in (*vital, printing):
            task.cancel()
        await asyncio.gather(*vital, printing, return_exceptions=True)
        await access.close()
        await journal.close()
        await ledger.close()


async def open_journal(journal: Journal, *, elsewhere: bool) -> None:
    """Raises NotWritten; but the queue does not wait for a database on another machine: the journal tries again."""
    try:
        await journal.open()
    except KeyFault:
        raise
    except NotWritten:
        if not elsewhere:
            raise
        log.warning("the queue runs; papers are registered when the journal's database answers")


async def first_of(tasks: list["asyncio.Task[Any]"]) -> None:
    """Until one of them ends. Raises what ended it."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


def calm_garbage_collection() -> None:
    """A day's tickets stay to its end: looking through them again and again finds nothing and costs a third.

    Before the day is read, which makes most of them at once.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


async def listen(runner: web.AppRunner, host: str, port: int) -> None:
    """Serve, and say where. Raises CannotStart when the port or the address cannot be had."""
    try:
        await web.TCPSite(runner, host, port).start()
    except OverflowError:
        raise CannotStart("port", port=port) from None
    except OSError as fault:
        key = "address" if fault.errno == 99 else "port"
        raise CannotStart(key, port=port, host=host) from None
    address = runner.addresses[0]
    shown = "127.0.0.1" if ip_address(address[0]).is_unspecified else address[0]
    print(f"Kezek hub ready: http://{shown}:{address[1]}", flush=True)


@click.group(invoke_without_command=True)
@click.option("--demo", is_flag=True, help="Made-up content, published PINs, this computer only.")
@click.option("--config", "folder", type=click.Path(path_type=Path), help="The folder of the centre's content.")
@click.option("--data", type=click.Path(path_type=Path), help="Keep the books in this folder.")
@click.option("--host", help="Listen on this address.")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this port; 0 takes any free one.")
@click.pass_context
def main(context: click.Context, /, demo: bool, folder: Path | None, data: Path | None, **listen_on: Any) -> None:
    """Run the hub of a centre."""
    folder = folder or (STARTER if demo else Path("/etc/kezek"))
    try:
        settings = hub_settings(folder, data, demo)
    except CannotStart as fault:
        give_up(fault)
    changes = {name: value for name, value in listen_on.items() if value is not None}
    context.obj = settings = replace(settings, hub=replace(settings.hub, **changes))
    if context.invoked_subcommand is not None:
        return
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        run(settings, demo=demo, keep=data is not None)
    except CannotStart as fault:
        give_up(fault)


def run(settings: Settings, *, demo: bool, keep: bool) -> None:
    if demo and not _loopback(settings.hub.host):
        raise CannotStart("loopback", host=settings.hub.host)
    if demo and not keep:
        with tempfile.TemporaryDirectory(prefix="kezek-demo-") as fresh:
            return run(replace(settings, hub=replace(settings.hub, data=fresh)), demo=True, keep=True)
    data = Path(settings.hub.data).absolute()
    if demo and not settings.printers:
        settings = replace(settings, printers=(Printer((1,), f"folder:{quote(str(data / 'papers'))}"),))
    if demo and not settings.hub.backup:
        settings = replace(settings, hub=replace(settings.hub, backup=str(data / "copies")))
    with storage(data):
        while run_once(settings, demo=demo):
            pass


def run_once(settings: Settings, *, demo: bool) -> bool:
    """Put a copy back, if that was ordered, and serve; whether to do it again. Raises CannotStart.

    Books the hub cannot start with are given up for those it had before.
    """
    hub, zone = settings.hub, ZoneInfo(settings.content.centre.timezone)
    try:
        restored = carry_out(hub, datetime.now(zone))
        try:
            return uvloop.run(serve(settings, demo=demo))
        except CannotStart as fault:
            if restored is None or not restored.aside:
                raise
            give_back(hub, restored, str(fault))
            return True
    except OSError as fault:
        raise CannotStart("storage", folder=hub.data, reason=fault) from None


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
