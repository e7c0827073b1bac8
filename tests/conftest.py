import gc
from collections.abc import Iterator
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.server.hubs import demo

GARBAGE = 100_000
"""New objects after which garbage is looked for: as often as usual, it takes half of the time of some tests."""


@pytest.fixture
def demo_hub() -> Iterator[str]:
    """The address of a real hub in demo mode, a process of its own with an empty book."""
    with demo() as hub:
        yield hub.url


SHARING = ("pages",)
"""Rooms whose tests share a browser, and stories told beside it, run in one process; so does a file of any other."""

LONG = (
    "pages",
    "kiosk/test_look.py",
    "kiosk/test_app.py",
    "kiosk/test_process.py",
    "server/test_start.py",
    "server/test_openapi.py",
    "printer/test_any_faults.py",
    "server/test_journal.py",
    "kiosk/test_visits.py",
    "server/test_rights.py",
    "server/test_tickets.py",
    "board/test_hall.py",
    "server/test_kill.py",
)
"""They begin first, so that no process is left waiting at the end for the one that has the last of them."""


def _group(nodeid: str) -> str:
    room, _, file = nodeid.partition("::")[0].removeprefix("tests/").partition("/")
    return room if room in SHARING else f"{room}/{file}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    turns = {group: turn for turn, group in enumerate(LONG)}
    items.sort(key=lambda item: turns.get(_group(item.nodeid), len(LONG)))


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]
    """Groups stay whole, in this order. By marks it cannot be: xdist 3.8 does not see those of pytest 9.2."""

    def _split_scope(self, nodeid: str) -> str:
        return _group(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup:
    config.option.loadscopereorder = False
    return ByGroup(config, log)


def pytest_collection_finish() -> None:
    """What was imported stays until the end: no collection of garbage need look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
