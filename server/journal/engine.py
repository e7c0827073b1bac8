"""The database behind the store: the connection, its settings, and its tables brought up to this version."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from server.journal.keys import Keys
from server.journal.migrating import UnknownTables, migrate
from server.journal.sealed_columns import KEYS
from server.journal.sealing import check_key

__all__ = ["FAULTS", "Connection", "Engine", "engine_of", "prepare"]

WAIT_S = 5
STATEMENT_S = 30
ONE: dict[str, Any] = {"pool_size": 1, "max_overflow": 0, "hide_parameters": True}
"""One connection, and no values in what it says went wrong."""
FAULTS = (DBAPIError, UnknownTables)
"""What the storage refuses with."""


def engine_of(url: str, keys: Keys | None) -> Engine:
    engine = _engine(url)
    setattr(engine.dialect, KEYS, keys)
    return engine


def prepare(engine: Engine) -> None:
    """The tables and the key. Raises FAULTS and KeyFault."""
    with engine.begin() as connection:
        migrate(connection)
        check_key(connection)


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"check_same_thread": False}, **ONE)
        event.listen(engine, "connect", _like_the_ledger)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine
    limits = {"connect_timeout": WAIT_S, "tcp_user_timeout": 2 * WAIT_S * 1000}
    engine = create_engine(url, connect_args=limits, pool_pre_ping=True, **ONE)
    event.listen(engine, "connect", _with_limits)
    return engine


def _like_the_ledger(connection: Any, _record: object) -> None:
    """WAL, told to the disk at each commit; transactions begin where we say and not where the driver guesses."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {WAIT_S * 1000}")
    mode = connection.execute("PRAGMA journal_mode = wal").fetchone()
    connection.execute("PRAGMA synchronous = full")
    connection.execute("PRAGMA foreign_keys = on")
    connection.execute("PRAGMA secure_delete = on")
    told = connection.execute("PRAGMA synchronous").fetchone()
    assert (mode, told) == (("wal",), (2,)), "the disk would not be told"


def _with_limits(connection: Any, _record: object) -> None:
    connection.autocommit = True
    connection.execute(f"SET statement_timeout = '{STATEMENT_S}s'")
    connection.execute(f"SET lock_timeout = '{WAIT_S}s'")
    connection.autocommit = False
