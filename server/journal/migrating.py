"""The tables brought up to this version of the program, by Alembic, which is loaded only when they are behind."""

import logging
from pathlib import Path

from sqlalchemy import Connection, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"

log = logging.getLogger(__name__)


class UnknownTables(Exception):
    """No version of this program up to now has made such tables."""


def migrate(connection: Connection) -> None:
    """In the transaction of this connection. Raises UnknownTables, and what the database says."""
    version = _version(connection)
    if version == newest():
        return
    logging.getLogger("alembic").setLevel(logging.WARNING)
    from alembic import command  # noqa: PLC0415 - ten megabytes and a fifth of a second, for once in a version
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as fault:
        raise UnknownTables(str(fault)) from fault
    log.info("the journal's tables: from version %s to %s", version or "none", newest())


def newest() -> str:
    """The revision of the newest migration: their files are named "v0003_…" by it."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("v*.py"))[1:5]


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version
