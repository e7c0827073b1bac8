from collections.abc import Iterator

import pytest

from tests.server.hubs import demo


@pytest.fixture
def demo_hub() -> Iterator[str]:
    """The address of a real hub in demo mode, a process of its own with an empty book."""
    with demo() as hub:
        yield hub.url
