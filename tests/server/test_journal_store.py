"""What the journal promises whatever holds it: a file, or PostgreSQL."""

from functools import partial
from pathlib import Path

import aiohttp
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, insert, select, text

from config.schema import Hub
from server.journal.journal import url_of
from server.journal.migrating import MIGRATIONS, newest
from server.journal.store import Store
from server.journal.tables import METADATA, register
from server.ledger import NotWritten
from tests.server.journals import at_work, hub_of

pytestmark = pytest.mark.asyncio


def written(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(register)).scalar_one()


async def test_the_migrations_make_exactly_the_tables_the_program_knows(journal_url: str) -> None:
    store = Store(journal_url)
    differences = await store.do(
        lambda connection: compare_metadata(
            MigrationContext.configure(connection, opts={"compare_server_default": True}), METADATA
        )
    )
    assert differences == []
    await store.close()


async def test_there_is_one_chain_of_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [newest()]


async def test_what_was_written_is_there_after_opening_again(journal_url: str) -> None:
    for expected in (1, 2):
        row = insert(register).values(year=expected, last=0)
        store = Store(journal_url)
        await store.open()
        await store.do(partial(Connection.execute, statement=row))
        assert await store.do(written) == expected
        await store.close()


async def test_work_that_fails_leaves_nothing_behind(journal_url: str) -> None:
    def half(connection: Connection) -> None:
        connection.execute(insert(register).values(year=2026, last=1))
        raise ValueError("changed my mind")

    def twice(connection: Connection) -> None:
        for _ in range(2):
            connection.execute(insert(register).values(year=2026, last=1))

    store = Store(journal_url)
    with pytest.raises(ValueError, match="changed my mind"):
        await store.do(half)
    assert await store.do(written) == 0
    with pytest.raises(NotWritten):
        await store.do(twice)
    assert await store.do(written) == 0
    await store.close()


async def test_tables_of_a_later_version_are_left_alone(journal_url: str) -> None:
    store = Store(journal_url)
    await store.do(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    await store.close()
    with pytest.raises(NotWritten, match="9999"):
        await Store(journal_url).open()


async def test_a_database_that_is_not_there_refuses_and_is_tried_again(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'later' / 'journal.db'}")
    with pytest.raises(NotWritten):
        await store.do(written)
    (tmp_path / "later").mkdir()
    assert await store.do(written) == 0
    await store.close()


async def test_of_a_damaged_file_one_line_is_said(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    file.write_bytes(b"no database at all, and long enough to be looked at" * 100)
    store = Store(f"sqlite:///{file}")
    with pytest.raises(NotWritten, match=r"file is not a database$"):
        await store.open()
    await store.close()


async def test_the_journal_is_a_file_beside_the_ledger_unless_the_settings_say_otherwise() -> None:
    assert url_of(Hub(data="/var/lib/kezek")) == "sqlite:////var/lib/kezek/journal.db"
    assert url_of(Hub(journal="postgresql://k@db/kezek")) == "postgresql+psycopg://k@db/kezek"


async def test_a_full_disk_refuses_with_words_and_nothing_is_half_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A limit of the connection: the next one, after the fault, has space again."""
    async with at_work(tmp_path) as desk:
        entry = await desk.register()
        pages = await desk.hall.journal.do(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar_one())
        await desk.hall.journal.do(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages + 6}"))
        appeal = {"kind": "appeal", "statement": {"text": "x" * 3000}}
        taken, answer = 0, await desk.session.post("/api/journal", json=appeal)
        while answer.status == 201:
            taken += 1
            assert taken < 100, "the journal never filled"
            answer = await desk.session.post("/api/journal", json=appeal)
        error = (await answer.json())["error"]
        assert (answer.status, error["code"]) == (503, "storage")
        assert "full" in caplog.text and "xxx" not in caplog.text and "INSERT" not in caplog.text
        assert (await desk.ask("GET", "/api/journal"))["total"] == taken + 1
        assert await desk.ask("GET", "/api/journal/2026/1") == entry
        assert (await desk.register())["number"] == f"2026/{taken + 2}", "a refused entry took a number"


async def test_the_queue_does_not_wait_for_a_database_that_does_not_answer(tmp_path: Path) -> None:
    nobody = f"postgresql://kezek@/kezek?host={tmp_path}"
    with hub_of(tmp_path, nobody) as hub:
        async with aiohttp.ClientSession(hub.url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as someone:
            assert (await someone.get("/api/board")).status == 200
            assert (await someone.post("/api/session", json={"person": "aigul", "pin": "1111"})).status == 200
            answer = await someone.post("/api/journal", json={"kind": "consultation"})
            assert (answer.status, (await answer.json())["error"]["code"]) == (503, "storage")
            assert (await someone.get("/api/receipts/26000174821")).status == 503
