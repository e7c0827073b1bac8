import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.hubs import demo

GARBAGE = 100_000
"""New objects after which garbage is looked for: as often as usual, it takes half of the time of some tests."""


@pytest.fixture
def demo_hub() -> Iterator[str]:
    """The address of a real hub in demo mode, a process of its own with an empty book."""
    with demo() as hub:
        yield hub.url


SHARING = ("kiosk", "pages")
"""Rooms whose tests share a window, or a browser and stories told beside it: each runs in one process."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs in one process, one test after the other: a room that shares something, or else a file."""
    here = Path(__file__).parent
    for item in items:
        path = item.path.relative_to(here)
        item.add_marker(pytest.mark.xdist_group(path.parts[0] if path.parts[0] in SHARING else str(path)))


def pytest_collection_finish() -> None:
    """What was imported stays until the end: no collection of garbage need look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
