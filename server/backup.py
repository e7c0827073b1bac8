"""Copies of the books while the hub runs, and one of them put back (docs/admin.md).

A copy is a folder `kezek-YYYYMMDD-HHMMSS` with the books and a list of what is in it. It has its name only once it is
whole, checked and on the disk; before that it ends in `.part`, and the next copy clears such a remnant away.

So has the folder with the books that a copy took the place of: while it ends in `.part` the books are half swapped, and
`undo_half` brings back what was there.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import apsw
from pydantic import AwareDatetime, ValidationError

from config.schema import Hub
from core.record import record
from server.shapes import shape_of, to_json

NAME = re.compile(r"kezek-\d{8}-\d{6}")
LIST = "list.json"
DUMP = "journal.dump"
ROWS = {
    "ledger.sqlite": "SELECT count(*) FROM event",
    "access.sqlite": "SELECT count(*) FROM person",
    "journal.db": "SELECT count(*) FROM entry",
}
"""Each book, and what tells how full it is."""
PROGRAM_S = 600


class NotCopied(OSError):
    """No copy was made, or this is none that can be put back; what was there before is as it was."""


class NotUndone(OSError):
    """Half of a copy is in place, and the books that were there could not be brought back yet."""


class NewerBooks(Exception):
    """The books in place have rows the copy has not: {book: (rows in place, rows of the copy)}."""

    def __init__(self, rows: dict[str, tuple[int, int]]) -> None:
        super().__init__(str(rows))
        self.rows = rows


@record
class Copy:
    """`rows` and `digests` by the name of the file."""

    name: str
    made_at: AwareDatetime
    bytes: int
    rows: dict[str, int]
    digests: dict[str, str]


def back_up(hub: Hub, folder: Path, at: datetime) -> Copy:
    """Copy, check, keep the newest `hub.backups` of the folder. Blocking; raises NotCopied."""
    while (folder / (name := f"kezek-{at:%Y%m%d-%H%M%S}")).exists():
        at += timedelta(seconds=1)
    part = folder / f"{name}.part"
    try:
        folder.mkdir(exist_ok=True)
        for remnant in folder.glob("kezek-*.part"):
            shutil.rmtree(remnant)
        part.mkdir(mode=0o700)
        for book in ROWS:
            if book == "journal.db" and hub.journal:
                _run("pg_dump", "--format=custom", f"--file={part / DUMP}", hub.journal)
            elif (Path(hub.data) / book).exists():
                _copy_of(book)(Path(hub.data) / book, part / book)
        made = _listed(part, name, at)
        (part / LIST).write_bytes(to_json(made))
        for file in part.iterdir():
            _to_disk(file)
        part.rename(folder / name)
        _to_disk(folder)
        for old in copies(folder)[hub.backups :]:
            shutil.rmtree(folder / old.name)
    except (OSError, apsw.Error, sqlite3.Error) as fault:
        shutil.rmtree(part, ignore_errors=True)
        raise NotCopied(str(fault)) from fault
    return made


def copies(folder: Path) -> list[Copy]:
    """The whole ones of a folder, the newest first; none where it cannot be read."""
    try:
        names = sorted((one for one in folder.iterdir() if NAME.fullmatch(one.name)), reverse=True)
    except OSError:
        return []
    found = []
    for one in names:
        try:
            found.append(shape_of(Copy).validate_json((one / LIST).read_bytes()))
        except (OSError, ValidationError):
            continue
    return found


def check(copy: Path) -> Copy:
    """That everything of a copy is there, unchanged and can be opened. Raises NotCopied."""
    try:
        told = shape_of(Copy).validate_json((copy / LIST).read_bytes())
        now = _listed(copy, told.name, told.made_at)
    except (OSError, ValidationError, apsw.Error, sqlite3.Error) as fault:
        raise NotCopied(str(fault)) from fault
    if (now.digests, now.rows) != (told.digests, told.rows):
        raise NotCopied(f"{copy}: {LIST} tells of other files")
    return told


def newer(hub: Hub, copy: Copy) -> dict[str, tuple[int, int]]:
    """The books in place that are fuller than in the copy: {book: (rows in place, rows of the copy)}."""
    here = {}
    for book in ROWS:
        if book == "journal.db" and hub.journal:
            here[DUMP] = _rows_in_postgres(hub.journal)
        elif (Path(hub.data) / book).exists():
            here[book] = _rows(Path(hub.data) / book, book)
    return {book: (rows, copy.rows.get(book, 0)) for book, rows in here.items() if rows > copy.rows.get(book, 0)}


def restore(hub: Hub, copy: Path, at: datetime, *, force: bool) -> Path:
    """Put a copy in the place of the books, whose hub is stopped; the folder into which those went.

    Raises NotCopied, NotUndone, and NewerBooks unless `force`. Whoever was logged in is not any more.
    """
    told = check(copy)
    undo_half(hub)
    if not force and (fuller := newer(hub, told)):
        raise NewerBooks(fuller)
    data = Path(hub.data)
    half = data / f"before-{at:%Y%m%d-%H%M%S}.part"
    try:
        books = [book for book in ROWS if book in told.rows]
        for book in books:
            fresh = data / f"{book}.part"
            shutil.copyfile(copy / book, fresh)
            if book == "access.sqlite":
                with closing(apsw.Connection(str(fresh))) as access:
                    access.execute("DELETE FROM session")
                fresh.chmod(0o600)
            _to_disk(fresh)
        half.mkdir(mode=0o700)
        if DUMP in told.rows:
            _swap_postgres(hub, copy / DUMP, half)
        for book in books:
            for old in (data / f"{book}-wal", data / f"{book}-shm", data / book):
                if old.exists():
                    old.rename(half / old.name)
            (data / f"{book}.part").rename(data / book)
        _to_disk(half)
        _to_disk(data)
        return half.rename(half.with_suffix(""))
    except (OSError, apsw.Error) as fault:
        undo_half(hub)
        raise NotCopied(str(fault)) from fault


def undo(hub: Hub, aside: Path) -> None:
    """The books that `restore` moved aside are in place again, instead of those put there. Raises NotUndone."""
    try:
        aside.rename(aside.with_name(f"{aside.name}.part"))
    except OSError as fault:
        raise NotUndone(str(fault)) from fault
    undo_half(hub)


def undo_half(hub: Hub) -> None:
    """The books in place are again those that were there before a swap that ended midway, if one did.

    It may itself end midway, and is then done again. Raises NotUndone.
    """
    data = Path(hub.data)
    try:
        for half in list(data.glob("before-*.part")):
            if (half / DUMP).exists():
                _into_postgres(hub, half / DUMP)
            for book in ROWS:
                files = [f"{book}{ending}" for ending in ("", "-wal", "-shm")]
                if (half / book).exists():
                    for file in files:
                        (data / file).unlink(missing_ok=True)
                for file in (file for file in files if (half / file).exists()):
                    (half / file).rename(data / file)
            _to_disk(data)
            shutil.rmtree(half)
        for book in ROWS:
            (data / f"{book}.part").unlink(missing_ok=True)
    except OSError as fault:
        raise NotUndone(str(fault)) from fault


def _swap_postgres(hub: Hub, dump: Path, half: Path) -> None:
    """All of a dump or nothing; what was there is in `half` before. Raises NotCopied, OSError."""
    fresh = half / f"{DUMP}.part"
    _run("pg_dump", "--format=custom", f"--file={fresh}", hub.journal)
    _to_disk(fresh)
    before = fresh.rename(half / DUMP)
    try:
        _into_postgres(hub, dump)
    except NotCopied:
        before.unlink()
        raise


def _into_postgres(hub: Hub, dump: Path) -> None:
    how = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
    _run("pg_restore", *how, "-d", hub.journal, str(dump))


def _copy_of(book: str) -> Callable[[Path, Path], None]:
    """The journal by the SQLite that the hub has it open with: two of them in one process undo each other's locks."""
    return _copy_by_sqlite3 if book == "journal.db" else _copy_by_apsw


def _copy_by_apsw(book: Path, to: Path) -> None:
    with (
        closing(apsw.Connection(str(book), flags=apsw.SQLITE_OPEN_READWRITE)) as here,
        closing(apsw.Connection(str(to))) as there,
    ):
        here.set_busy_timeout(5000)
        with there.backup("main", here, "main") as copying:
            copying.step(-1)
        there.pragma("journal_mode", "delete")


def _copy_by_sqlite3(book: Path, to: Path) -> None:
    with closing(sqlite3.connect(book)) as here, closing(sqlite3.connect(to)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode = delete")


def _listed(folder: Path, name: str, at: datetime) -> Copy:
    """What is in it, each file opened and looked through. Raises NotCopied, OSError, apsw.Error, sqlite3.Error."""
    files = sorted(file for file in folder.iterdir() if file.name in (*ROWS, DUMP))
    rows = {file.name: _rows_in_dump(file) if file.name == DUMP else _rows(file, file.name) for file in files}
    digests = {file.name: sha256(file.read_bytes()).hexdigest() for file in files}
    return Copy(name, at, sum(file.stat().st_size for file in files), rows, digests)


def _rows(file: Path, book: str) -> int:
    """By the SQLite that the hub has the book open with."""
    if book == "journal.db":
        with closing(sqlite3.connect(file)) as journal:
            (said,) = journal.execute("PRAGMA integrity_check").fetchone()
            (count,) = journal.execute(ROWS[book]).fetchone() if said == "ok" else (0,)
        if said != "ok":
            raise NotCopied(f"{file.name}: {said}")
        return int(count)
    with closing(apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READWRITE)) as opened:
        if (said := opened.pragma("integrity_check")) != "ok":
            raise NotCopied(f"{file.name}: {said}")
        return int(opened.execute(ROWS[book]).get)


def _rows_in_dump(file: Path) -> int:
    """Of the entries, read out of the dump as they would be put back."""
    lines = _run("pg_restore", "--data-only", "--table=entry", "--file=-", str(file)).splitlines()
    begins = next((number for number, line in enumerate(lines) if line.startswith("COPY ")), None)
    if begins is None:
        raise NotCopied(f"{file.name}: no entries")
    return lines.index("\\.", begins) - begins - 1


def _rows_in_postgres(url: str) -> int:
    """None of them where the tables are not there yet."""
    there = _run("psql", "-XAt", "-c", "SELECT to_regclass('entry')", url).strip()
    return int(_run("psql", "-XAt", "-c", "SELECT count(*) FROM entry", url)) if there else 0


def _run(*program: str) -> str:
    """What a program of PostgreSQL's says. Raises NotCopied."""
    try:
        done = subprocess.run(program, capture_output=True, text=True, timeout=PROGRAM_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise NotCopied(str(fault)) from fault
    if done.returncode != 0:
        raise NotCopied(f"{program[0]}: {done.stderr.strip()[:500]}")
    return done.stdout


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
