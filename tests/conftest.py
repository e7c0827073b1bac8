from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.hubs import demo


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
