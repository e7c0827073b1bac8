"""The commands beside the hub: `python -m server pin`, `pair`, `key`, `backup`, `restore`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from errno import ENOENT
from os import strerror
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from config.schema import Settings
from config.texts import speaker
from server.access_book import AccessBook, StorageFault
from server.backup import NewerBooks, NotCopied, NotUndone, back_up, restore
from server.journal.keys import put_new_key
from server.starting import CannotStart, access_book, give_up, keys_of_centre, storage, tell


@click.command()
@click.argument("person")
@click.pass_obj
def pin(settings: Settings, person: str) -> None:
    """Set the PIN of PERSON; it is asked for, never written on the command line."""
    known = [someone.id for someone in settings.people]
    try:
        if person not in known:
            raise CannotStart("person", person=person, known=", ".join(known))
        with _book(settings) as book:
            secret = click.prompt("PIN", hide_input=True, confirmation_prompt=True)
            if not (secret.isascii() and secret.isdigit() and 4 <= len(secret) <= 12):
                raise CannotStart("pin")
            book.set_pin(person, secret)
    except CannotStart as fault:
        give_up(fault)
    click.echo(speaker("hub", "ky")("start.pin_set", person=person))


@click.command()
@click.argument("kiosk")
@click.pass_obj
def pair(settings: Settings, kiosk: str) -> None:
    """Print a code that pairs KIOSK once, within 15 minutes."""
    known = [lane.id for lane in settings.content.kiosks]
    try:
        if kiosk not in known:
            raise CannotStart("kiosk", kiosk=kiosk, known=", ".join(known))
        with _book(settings) as book:
            code = book.pairing_code(kiosk)
    except CannotStart as fault:
        give_up(fault)
    click.echo(speaker("hub", "ky")("start.code", kiosk=kiosk, code=code))


@contextmanager
def _book(settings: Settings) -> Iterator[AccessBook]:
    """Of the hub's folder, which is not made here: a slip in its name would give it to nobody. Raises CannotStart."""
    folder = Path(settings.hub.data)
    if not folder.is_dir():
        raise CannotStart("folder", folder=folder, reason=strerror(ENOENT))
    try:
        yield access_book(folder, demo=False)
    except StorageFault as fault:
        raise CannotStart("storage", folder=folder, reason=fault) from None


@click.command()
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


@click.command()
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


@click.command(name="restore")
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
    except (NotCopied, NotUndone) as fault:
        give_up(CannotStart("not_restored", copy=copy, reason=fault))
    except NewerBooks as newer:
        more = ", ".join(f"{book}: {here} > {there}" for book, (here, there) in newer.rows.items())
        give_up(CannotStart("newer", copy=copy, more=more))
    tell("restored", copy=copy, aside=aside)


def in_words(rows: dict[str, int]) -> dict[str, int]:
    entries = rows.get("journal.db", rows.get("journal.dump", 0))
    return {"events": rows.get("ledger.sqlite", 0), "entries": entries}


COMMANDS = (pin, pair, key, backup, put_back)
