"""One PostgreSQL for all tests, and a journal of each kind of storage for each test that asks for one."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.server.postgres import cluster

_names = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    with cluster() as socket:
        yield socket


@pytest.fixture(params=["sqlite", "postgresql"])
def journal_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, as `Store` takes it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'journal.db'}"
    socket, name = request.getfixturevalue("postgres"), f"journal_{next(_names)}"
    with psycopg.connect(host=str(socket), user="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
    return f"postgresql+psycopg://postgres@/{name}?host={socket}"
