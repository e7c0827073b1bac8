"""The walls between the rooms: who may import whom, and which libraries belong to which room."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "core": set[str](),
    "config": {"core"},
    "link": {"core"},
    "printer": {"core"},
    "voice": {"core", "link"},
    "board": {"core", "config", "link", "voice"},
    "kiosk": {"core", "config", "link", "printer", "voice"},
    "server": {"core", "config", "link", "printer"},
}
SQL = ("server/backup.py", "server/ledger*", "server/access*", "server/journal/*", "kiosk/lane*", "printer/jobs*")
LIVES_IN = {
    "apsw": SQL,
    "sqlite3": SQL,
    "sqlalchemy": ("server/journal/*",),
    "alembic": ("server/journal/*",),
    "psycopg": ("server/journal/*",),
    "aiohttp.web": ("server/web/*", "server/__main__.py"),
    "kivy": ("kiosk/app*", "kiosk/screens/*", "kiosk/__main__.py", "kiosk/shots*"),
}
DOORS = {"printer/__main__.py": {"config"}, "config/checks.py": {"printer"}}
"""`python -m printer` is run by a person and fetches its texts itself; the room gets them passed in. A printer's
address is checked where the centre writes it (docs/decisions/0013)."""
CORE_NEEDS_ONLY = {
    "bisect",
    "collections",
    "core",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "heapq",
    "itertools",
    "math",
    "typing",
}
CLOCKS = {"now", "utcnow", "today"}
WORLD = {"open", "print", "input", "__import__", "exec", "eval"}


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module a source imports; `from a import b` is both `a` and `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reached(tree: ast.AST) -> Iterator[str]:
    """Every `a.b` a source speaks of: a library's part can be had without importing it by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def broken(path: str, source: str) -> list[str]:
    """What this file, at this path from the root, does against the walls."""
    room = path.split("/", maxsplit=1)[0]
    tree = ast.parse(source)
    modules = set(imported(tree))
    rooms = {module.split(".")[0] for module in modules} & MAY_IMPORT.keys()
    faults = [f"{path} imports {other}" for other in sorted(rooms - MAY_IMPORT[room] - DOORS.get(path, set()) - {room})]
    for module in sorted(modules | set(reached(tree))):
        for library, homes in LIVES_IN.items():
            at_home = any(fnmatch(path, home) for home in homes)
            if (module == library or module.startswith(f"{library}.")) and not at_home:
                faults.append(f"{path} uses {library}")
    return faults + (impure(path, tree) if room == "core" else [])


def impure(path: str, tree: ast.AST) -> list[str]:
    """What the rules must not know: no clock, no chance, no file, no network, no log."""
    faults = []
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        faults += [f"{path} needs {name}" for name in names if name.split(".")[0] not in CORE_NEEDS_ONLY]
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            faults.append(f"{path} reads a clock")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORLD:
            faults.append(f"{path} touches the world")
    return faults


def sources(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", list(MAY_IMPORT))
def test_no_file_breaks_a_wall(room: str) -> None:
    files = sources(room)
    assert files, f"there is no room {room}"
    faults = [fault for file in files for fault in broken(file.relative_to(ROOT).as_posix(), file.read_text())]
    assert faults == []


@pytest.mark.parametrize(
    ("path", "source", "fault"),
    [
        ("core/rules.py", "from config.schema import Service", "core/rules.py imports config"),
        ("config/load.py", "import link.hub_client", "config/load.py imports link"),
        ("config/load.py", "import printer.address", "config/load.py imports printer"),
        ("printer/layout.py", "def late() -> None:\n    from config import texts", "printer/layout.py imports config"),
        ("board/sound.py", "from printer import encode", "board/sound.py imports printer"),
        ("kiosk/lane.py", "import server", "kiosk/lane.py imports server"),
        ("server/hub.py", "from kiosk.lane import Lane", "server/hub.py imports kiosk"),
        ("server/hub.py", "import sqlite3", "server/hub.py uses sqlite3"),
        ("kiosk/session.py", "from apsw import Connection", "kiosk/session.py uses apsw"),
        ("server/hub.py", "from aiohttp import web", "server/hub.py uses aiohttp.web"),
        ("server/hub.py", "import aiohttp\n\napp = aiohttp.web.Application()", "server/hub.py uses aiohttp.web"),
        ("link/hub_client.py", "import aiohttp.web_exceptions, aiohttp.web", "link/hub_client.py uses aiohttp.web"),
        ("kiosk/session.py", "from kivy.app import App", "kiosk/session.py uses kivy"),
        ("core/rules.py", "import random", "core/rules.py needs random"),
        ("core/rules.py", "from asyncio import sleep", "core/rules.py needs asyncio"),
        ("core/rules.py", "import logging", "core/rules.py needs logging"),
        ("core/rules.py", "from datetime import datetime\n\nnow = datetime.now()", "core/rules.py reads a clock"),
        ("core/rules.py", "open('day')", "core/rules.py touches the world"),
    ],
)
def test_a_broken_wall_is_seen(path: str, source: str, fault: str) -> None:
    assert fault in broken(path, source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("server/ledger_sqlite.py", "import apsw"),
        ("kiosk/lane.py", "import sqlite3"),
        ("server/web/tickets.py", "from aiohttp import web\nfrom core.rules import decide\nimport printer.layout"),
        ("link/hub_client.py", "import aiohttp\nfrom core import events\nfrom link.supervise import supervise"),
        ("kiosk/screens/start.py", "from kivy.uix.label import Label"),
        ("config/checks.py", "from printer.address import parse"),
        ("server/hub.py", "import dataclasses\n\nconfig = dataclasses.replace(office.config)"),
    ],
)
def test_what_is_allowed_is_allowed(path: str, source: str) -> None:
    assert broken(path, source) == []
