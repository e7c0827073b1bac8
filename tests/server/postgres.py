"""A PostgreSQL of the tests' own: a throwaway cluster behind a Unix socket, without a port."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"))
UNSAFE_BUT_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=''")


@contextmanager
def cluster() -> Iterator[Path]:
    """The folder of its socket; the user is `postgres`, and the database too."""
    folder = Path(tempfile.mkdtemp(prefix="kezek-pg-"))
    settings = [part for setting in UNSAFE_BUT_FAST for part in ("-c", setting)]
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _run("initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = " ".join([*settings, "-k", str(folder)])
        _run("pg_ctl", "-D", str(folder / "data"), "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield folder
        finally:
            _run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(program: str, *arguments: str) -> None:
    """PostgreSQL will not run as root: then its own user runs it."""
    user = "postgres" if os.geteuid() == 0 else None
    done = subprocess.run(
        [PROGRAMS / program, *arguments],
        cwd="/",
        user=user,
        group=user,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout
