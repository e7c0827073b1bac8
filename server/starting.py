"""What the hub and the commands beside it begin with: the folder of the books, the key, a clear no."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

import click

from config.schema import Settings
from config.texts import LANGUAGES, speaker
from server.access_book import AccessBook, StorageFault, WrongStorage
from server.journal.keys import KeyFault, Keys, read_keys


class CannotStart(Exception):
    """One clear message, in three languages, and no traceback."""

    def __init__(self, key: str, *more: str, **values: object) -> None:
        lines = [speaker("hub", language)(f"start.{key}", **values) for language in LANGUAGES]
        super().__init__("\n".join([*lines, *more]))


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


def keys_of_centre(settings: Settings) -> Keys | None:
    """Raises CannotStart."""
    try:
        return read_keys(settings.hub.key_file, settings.hub.data)
    except KeyFault as fault:
        raise CannotStart(fault.key, file=settings.hub.key_file) from None


def give_up(fault: CannotStart) -> NoReturn:
    click.echo(str(fault), err=True)
    sys.exit(1)


def tell(key: str, **values: object) -> None:
    """In the three languages: whoever looks after the computer may be no speaker of Kyrgyz."""
    for language in LANGUAGES:
        click.echo(speaker("hub", language)(f"start.{key}", **values))
