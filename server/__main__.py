"""`python -m server`: run the hub of a centre, or a demo; set PINs; pair kiosks."""

import asyncio
import fcntl
import gc
import logging
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any, NoReturn
from zoneinfo import ZoneInfo

import click
import uvloop
from aiohttp import web

from config import STARTER, Faulty, load
from config.schema import Settings
from config.texts import LANGUAGES, speaker
from server.access import Access
from server.access_book import AccessBook, StorageFault, WrongStorage
from server.backup import NewerBooks, NotCopied, back_up, restore
from server.clock import Clock
from server.codec import Unreadable
from server.copies import Copies
from server.devices import Devices
from server.fanout import Fanout
from server.hall import Hall
from server.hub import Hub, Unavailable
from server.journal.journal import Journal
from server.journal.keys import KeyFault, Keys, put_new_key, read_keys
from server.journal.rules import rules_of
from server.journal.store import Store, url_of
from server.ledger import NotWritten, SqliteLedger
from server.nightly import Chore, Nightly, forget_by_rule
from server.web import application

DEMO_PINS = {"aigul": "1111", "bakyt": "2222", "cholpon": "3333", "council": "4444", "dinara": "5555"}
DEMO_DEVICES = {"K": "demo-kiosk"}
STOP_S = 1.0

log = logging.getLogger("server")


class CannotStart(Exception):
    """One clear message, in three languages, and no traceback."""

    def __init__(self, key: str, *more: str, **values: object) -> None:
        lines = [speaker("hub", language)(f"start.{key}", **values) for language in LANGUAGES]
        super().__init__("\n".join([*lines, *more]))


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


@contextmanager
def storage(folder: Path) -> Iterator[None]:
    """The folder of the books, for one hub alone. Raises CannotStart."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock: IO[str] = (folder / "hub.lock").open("w")
    except OSError as fault:
        raise CannotStart("folder", folder=folder, reason=fault.strerror) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotStart("in_use", folder=folder) from None
        yield


def access_book(folder: Path, *, demo: bool) -> AccessBook:
    """Raises CannotStart."""
    try:
        return AccessBook(folder / "access.sqlite", demo=demo)
    except WrongStorage:
        raise CannotStart("wrong_storage", folder=folder) from None
    except (StorageFault, OSError) as fault:
        raise CannotStart("storage", folder=folder, reason=fault) from None


async def serve(settings: Settings, *, demo: bool) -> None:
    """Run until SIGTERM or SIGINT. Raises CannotStart, and whatever ended a vital task."""
    folder = Path(settings.hub.data)
    book = access_book(folder, demo=demo)
    zone = ZoneInfo(settings.content.centre.timezone)
    ledger = SqliteLedger(folder / "ledger.sqlite")
    hub = Hub(ledger, settings.content.centre.id, lambda: datetime.now(zone))
    access, clock, devices = Access(book, settings.people), Clock(hub, settings.content), Devices(hub)
    hall = Hall(hub, settings.content.boards, folder)
    journal = Journal(Store(url_of(settings.hub), keys_of_centre(settings)), rules_of(settings), hub.changed.set)
    copies = Copies(settings.hub, hub.now)
    chores: dict[str, Chore] = {
        "deletion by rule": partial(forget_by_rule, hub, journal),
        "the copy of the books": copies.nightly,
    }
    nightly = Nightly(hub, chores)
    fanout = Fanout(hub, devices, hall, journal, settings.content.faq)
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
    runner = web.AppRunner(
        application(settings, hub, fanout, access, devices, hall=hall, journal=journal, copies=copies),
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
        calm_garbage_collection()
        await first_of([*vital, asyncio.create_task(stop.wait())])
    finally:
        await runner.cleanup()
        for task in vital:
            task.cancel()
        await asyncio.gather(*vital, return_exceptions=True)
        await access.close()
        await journal.close()
        await ledger.close()


def keys_of_centre(settings: Settings) -> Keys | None:
    """Raises CannotStart."""
    try:
        return read_keys(settings.hub.key_file, settings.hub.data)
    except KeyFault as fault:
        raise CannotStart(fault.key, file=settings.hub.key_file) from None


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
    """A day's tickets stay to its end: looking through them again and again finds nothing and costs a third."""
    gc.collect()
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
    with storage(Path(settings.hub.data)):
        uvloop.run(serve(settings, demo=demo))


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def give_up(fault: CannotStart) -> NoReturn:
    click.echo(str(fault), err=True)
    sys.exit(1)


@main.command()
@click.argument("person")
@click.pass_obj
def pin(settings: Settings, person: str) -> None:
    """Set the PIN of PERSON; it is asked for, never written on the command line."""
    known = [someone.id for someone in settings.people]
    try:
        if person not in known:
            raise CannotStart("person", person=person, known=", ".join(known))
        book = access_book(Path(settings.hub.data), demo=False)
        secret = click.prompt("PIN", hide_input=True, confirmation_prompt=True)
        if not (secret.isascii() and secret.isdigit() and 4 <= len(secret) <= 12):
            raise CannotStart("pin")
    except CannotStart as fault:
        give_up(fault)
    book.set_pin(person, secret)
    click.echo(speaker("hub", "ky")("start.pin_set", person=person))


@main.command()
@click.argument("kiosk")
@click.pass_obj
def pair(settings: Settings, kiosk: str) -> None:
    """Print a code that pairs KIOSK once, within 15 minutes."""
    known = [lane.id for lane in settings.content.kiosks]
    try:
        if kiosk not in known:
            raise CannotStart("kiosk", kiosk=kiosk, known=", ".join(known))
        book = access_book(Path(settings.hub.data), demo=False)
    except CannotStart as fault:
        give_up(fault)
    click.echo(speaker("hub", "ky")("start.code", kiosk=kiosk, code=book.pairing_code(kiosk)))


@main.command()
@click.pass_obj
def key(settings: Settings) -> None:
    """Put a new key first in the centre's key file, made when it is not there: the journal stands under it from the
    hub's next start on."""
    file = Path(settings.hub.key_file)
    try:
        if not settings.hub.key_file:
            raise CannotStart("key_none")
        if file.exists():
            keys_of_centre(settings)
        put_new_key(file)
    except CannotStart as fault:
        give_up(fault)
    except OSError as fault:
        give_up(CannotStart("folder", folder=file.parent, reason=fault.strerror))
    click.echo(speaker("hub", "ky")("start.key_made", file=file))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def backup(settings: Settings, folder: Path) -> None:
    """Copy the books into FOLDER, while the hub runs or not, and check that the copy opens."""
    at = datetime.now(ZoneInfo(settings.content.centre.timezone))
    try:
        made = back_up(settings.hub, folder, at)
    except NotCopied as fault:
        give_up(CannotStart("not_copied", folder=folder, reason=fault))
    tell("copied", folder=folder / made.name, **in_words(made.rows))


@main.command(name="restore")
@click.argument("copy", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Though the books in place are fuller than the copy.")
@click.pass_obj
def put_back(settings: Settings, copy: Path, *, force: bool) -> None:
    """Put COPY, made by `backup`, in the place of the books; the hub is stopped. Those in place are moved aside."""
    at, data = datetime.now(ZoneInfo(settings.content.centre.timezone)), Path(settings.hub.data)
    try:
        with storage(data):
            tell("restoring", copy=copy, data=data)
            aside = restore(settings.hub, copy, at, force=force)
    except CannotStart as fault:
        give_up(fault)
    except NotCopied as fault:
        give_up(CannotStart("not_restored", copy=copy, reason=fault))
    except NewerBooks as newer:
        more = ", ".join(f"{book}: {here} > {there}" for book, (here, there) in newer.rows.items())
        give_up(CannotStart("newer", copy=copy, more=more))
    tell("restored", copy=copy, aside=aside)


def tell(key: str, **values: object) -> None:
    """In the three languages: whoever looks after the computer may be no speaker of Kyrgyz."""
    for language in LANGUAGES:
        click.echo(speaker("hub", language)(f"start.{key}", **values))


def in_words(rows: dict[str, int]) -> dict[str, int]:
    entries = rows.get("journal.db", rows.get("journal.dump", 0))
    return {"events": rows.get("ledger.sqlite", 0), "entries": entries}


if __name__ == "__main__":
    main()
