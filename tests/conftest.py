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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of a room run in one process, one after the other: they share a browser, a window, a database."""
    here = Path(__file__).parent
    for item in items:
        item.add_marker(pytest.mark.xdist_group(item.path.relative_to(here).parts[0]))


def pytest_collection_finish() -> None:
    """What was imported stays until the end: no collection of garbage need look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
