"""What a ledger promises, whatever it is kept in."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import apsw
import pytest
import pytest_asyncio

from core.events import Event
from server.ledger import READ_MAX, Collision, Ledger, MemoryLedger, NotWritten, SqliteLedger
from tests.server.stories import AT, DAY, EVERY_KIND, taken

MONDAY, TUESDAY = "ak-shoola/2026-11-23", "ak-shoola/2026-11-24"


@pytest_asyncio.fixture(params=["memory", "sqlite"])
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ledger]:
    kept: Ledger = MemoryLedger() if request.param == "memory" else SqliteLedger(tmp_path / "ledger.sqlite")
    yield kept
    await kept.close()


@pytest.mark.asyncio
async def test_what_is_written_is_read_in_order(ledger: Ledger) -> None:
    await ledger.append(MONDAY, 0, EVERY_KIND[:5])
    await ledger.append(MONDAY, 5, EVERY_KIND[5:])
    assert await ledger.read(MONDAY) == list(EVERY_KIND)


@pytest.mark.asyncio
async def test_a_stream_is_read_from_where_one_stands(ledger: Ledger) -> None:
    await ledger.append(MONDAY, 0, EVERY_KIND)
    assert await ledger.read(MONDAY, 7) == list(EVERY_KIND[7:])
    assert await ledger.read(MONDAY, len(EVERY_KIND)) == []


@pytest.mark.asyncio
async def test_nobody_has_written_an_unknown_stream(ledger: Ledger) -> None:
    assert await ledger.read(MONDAY) == []
    assert await ledger.streams() == []


@pytest.mark.asyncio
async def test_streams_are_apart_and_sorted(ledger: Ledger) -> None:
    await ledger.append(TUESDAY, 0, [DAY])
    await ledger.append(MONDAY, 0, EVERY_KIND)
    assert await ledger.streams() == [MONDAY, TUESDAY]
    assert await ledger.read(TUESDAY) == [DAY]


@pytest.mark.asyncio
async def test_a_second_writer_collides_and_writes_nothing(ledger: Ledger) -> None:
    await ledger.append(MONDAY, 0, [DAY, taken(1)])
    with pytest.raises(Collision):
        await ledger.append(MONDAY, 1, [taken(2), taken(3)])
    assert await ledger.read(MONDAY) == [DAY, taken(1)]


@pytest.mark.asyncio
async def test_a_batch_that_collides_at_its_end_writes_nothing(ledger: Ledger) -> None:
    await ledger.append(MONDAY, 3, [taken(3)])
    with pytest.raises(Collision):
        await ledger.append(MONDAY, 1, [taken(1), taken(2), taken(4)])
    assert await ledger.read(MONDAY) == [taken(3)]


@pytest.mark.asyncio
async def test_it_goes_on_after_it_was_opened_again(ledger: Ledger) -> None:
    await ledger.append(MONDAY, 0, [DAY])
    await ledger.reopen()
    await ledger.append(MONDAY, 1, [taken(1)])
    assert await ledger.read(MONDAY) == [DAY, taken(1)]


async def whole(ledger: Ledger, stream: str) -> list[Event]:
    """Piece by piece, as the hub reads a day."""
    read: list[Event] = []
    while piece := await ledger.read(stream, len(read)):
        assert len(piece) <= READ_MAX
        read += piece
    return read


@pytest.mark.asyncio
async def test_a_long_batch_is_one_batch(ledger: Ledger) -> None:
    many = [taken(number) for number in range(1, 12_001)]
    await ledger.append(MONDAY, 0, many)
    assert await whole(ledger, MONDAY) == many
    with pytest.raises(Collision):
        await ledger.append(MONDAY, 11_999, many)
    assert await whole(ledger, MONDAY) == many


@pytest.mark.asyncio
async def test_times_come_back_as_the_same_instant_and_day(ledger: Ledger) -> None:
    await ledger.append(MONDAY, 0, [taken(1)])
    [event] = await ledger.read(MONDAY)
    assert event.at == taken(1).at
    assert event.at.isoformat() == taken(1).at.isoformat()


@pytest.mark.asyncio
async def test_another_process_sees_what_was_answered(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "ledger.sqlite")
    await ledger.append(MONDAY, 0, [DAY, taken(1)])
    reader = apsw.Connection(str(tmp_path / "ledger.sqlite"), flags=apsw.SQLITE_OPEN_READONLY)
    rows = reader.execute("SELECT stream, seq, at, kind, json_extract(body, '$.ticket') FROM event").fetchall()
    assert rows == [
        (MONDAY, 1, AT.isoformat(), "DayOpened", None),
        (MONDAY, 2, taken(1).at.isoformat(), "TicketTaken", "K-1"),
    ]
    reader.close()
    await ledger.close()


@pytest.mark.asyncio
async def test_two_writers_of_one_file_cannot_both_win(tmp_path: Path) -> None:
    one, other = SqliteLedger(tmp_path / "ledger.sqlite"), SqliteLedger(tmp_path / "ledger.sqlite")
    await one.append(MONDAY, 0, [DAY])
    assert await other.read(MONDAY) == [DAY]
    await one.append(MONDAY, 1, [taken(1)])
    with pytest.raises(Collision):
        await other.append(MONDAY, 1, [taken(2)])
    assert await other.read(MONDAY) == [DAY, taken(1)]
    await one.close()
    await other.close()


@pytest.mark.asyncio
async def test_each_batch_is_synced_to_the_disk_before_the_answer(tmp_path: Path) -> None:
    """Counted where SQLite meets the disk: a file system that counts the syncs of the journal."""
    syncs = CountingDisk()
    try:
        ledger = SqliteLedger(tmp_path / "ledger.sqlite")
        await ledger.append(MONDAY, 0, [DAY])
        before = syncs.journal
        for number in range(1, 11):
            await ledger.append(MONDAY, number, [taken(number)])
        assert syncs.journal - before >= 10
        await ledger.close()
    finally:
        syncs.unregister()


@pytest.mark.asyncio
async def test_a_file_that_is_not_a_book_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(os.urandom(8192))
    ledger = SqliteLedger(tmp_path / "ledger.sqlite")
    with pytest.raises(NotWritten):
        await ledger.streams()


class CountingDisk(apsw.VFS):
    """The usual file system as SQLite's default, counting the syncs of write-ahead logs."""

    def __init__(self) -> None:
        self.journal = 0
        self.base = apsw.vfs_names()[0]
        super().__init__("counting", base=self.base, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return CountedFile(self, name, flags)


class CountedFile(apsw.VFSFile):
    def __init__(self, disk: CountingDisk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self._disk = disk
        self._journal = str(name.filename() if isinstance(name, apsw.URIFilename) else name).endswith("-wal")
        super().__init__(disk.base, name, flags)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.journal += self._journal
        super().xSync(flags)
