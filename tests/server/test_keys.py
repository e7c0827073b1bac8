"""With a key of the centre's nothing personal stands readable in the journal's database, and names are still found."""

import stat
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Text, select, text, type_coerce

from config import STARTER
from server.__main__ import main
from server.journal.keys import KeyFault, Keys, put_new_key, read_keys
from server.journal.store import Store
from server.journal.tables import applicant
from tests.config.folders import spoil
from tests.server.hubs import Centre, centre, starter
from tests.server.test_start import refused, said

pytestmark = pytest.mark.asyncio
PERSON = {"name": "Өмүрбекова Ңукай", "representative": "Үсөнов Тынчтык", "phone": "+996 700 123-456"}
PAPERS = {"kind": "service", "service": "land-plot", "applicant": PERSON}
SAID = {"form": "written", "addressee": "Башчыга", "text": "Көчөдө жарык жок"}
FOUND_BY = ("омурбекова нук", "тынч", "Ө", "0700 123 456", "+996700123456")
Open = Callable[[], AbstractAsyncContextManager[Centre]]


def with_key(folder: Path, journal_url: str = "") -> Open:
    """The centre as its key file is when it opens."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Centre]:
        file = folder / "key" / "journal.key"
        settings = replace(starter(), hub=replace(starter().hub, key_file=str(file) if file.exists() else ""))
        data = folder / "data"
        data.mkdir(exist_ok=True)
        async with centre(data, journal_url=journal_url, settings=settings) as hall:
            yield hall

    (folder / "key").mkdir()
    return opened


async def asked(hall: Centre, method: str, path: str, body: object = None) -> Any:
    head = await hall.person("cholpon")
    answer = await head.request(method, path, json=body)
    assert answer.ok, await answer.text()
    return await answer.json()


async def finds(hall: Centre) -> bool:
    found = [await asked(hall, "GET", f"/api/journal?text={words}".replace("+", "%2B")) for words in FOUND_BY]
    kept = await asked(hall, "GET", "/api/journal/2026/1")
    return all(one["total"] == 1 for one in found) and kept["applicant"]["representative"] == PERSON["representative"]


def readable(folder: Path) -> bool:
    """Whether anything of the person, or of what they wrote, can be read in the files of the database."""
    kept = b"".join(file.read_bytes() for file in (folder / "data").glob("journal.db*"))
    return any(word.encode() in kept for word in ("Өмүрбекова", "омурбекова", "Тынчтык", "700123456", "жарык"))


async def test_a_key_set_later_seals_what_is_there_and_a_newer_one_takes_its_place(tmp_path: Path) -> None:
    opened, file = with_key(tmp_path), tmp_path / "key" / "journal.key"
    async with opened() as hall:
        await asked(hall, "POST", "/api/journal", PAPERS)
        await asked(hall, "POST", "/api/journal", {"kind": "appeal", "statement": SAID})
        assert await finds(hall)
    assert readable(tmp_path)
    for count in (1, 2):
        put_new_key(file)
        async with opened() as hall:
            assert await finds(hall)
            assert (await asked(hall, "GET", "/api/journal/2026/2"))["statement"]["text"] == SAID["text"]
            assert (await asked(hall, "GET", "/api/journal?text=асанова"))["total"] == 0
        assert not readable(tmp_path)
        assert len(file.read_text().split()) == count
    newest = file.read_text().split()[0]
    file.write_text(newest)
    async with opened() as hall:
        assert await finds(hall)
        await asked(hall, "PUT", "/api/journal/2026/1/applicant", {"name": "Асанова Гүл"})
        assert (await asked(hall, "GET", "/api/journal?text=асан"))["total"] == 1


async def test_sealed_and_found_alike_in_both_databases(tmp_path: Path, journal_url: str) -> None:
    opened = with_key(tmp_path, journal_url)
    put_new_key(tmp_path / "key" / "journal.key")
    async with opened() as hall:
        await asked(hall, "POST", "/api/journal", PAPERS)
        assert await finds(hall)
        stands = await hall.journal.do(lambda c: c.execute(select(type_coerce(applicant.c.name, Text))).scalar_one())
        assert stands.startswith("gAAAA")


async def test_without_its_key_a_sealed_journal_does_not_open(journal_url: str) -> None:
    own, other = Keys([FERNET[0]]), Keys([FERNET[1]])
    store = Store(journal_url, own)
    await store.open()
    await store.close()
    for keys, why in ((None, "key_missing"), (other, "key_wrong")):
        store = Store(journal_url, keys)
        with pytest.raises(KeyFault) as fault:
            await store.open()
        assert fault.value.key == why
        with pytest.raises(KeyFault):
            await store.do(lambda c: c.execute(text("SELECT 1")))
        await store.close()


FERNET = ("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=", "aGVsbG8gaGVsbG8gaGVsbG8gaGVsbG8gaGVsbG8gISE=")


async def test_what_is_wrong_with_a_key_file_is_told_apart(tmp_path: Path) -> None:
    (data := tmp_path / "data").mkdir()
    (file := tmp_path / "key").write_text("no key\n")
    for content, why in (("no key", "key_form"), ("", "key_form"), ("ключ", "key_file")):
        file.write_text(content)
        with pytest.raises(KeyFault, match=why):
            read_keys(str(file), str(data))
    (data / "key").write_text(FERNET[0])
    with pytest.raises(KeyFault, match="key_in_data"):
        read_keys(str(data / "key"), str(data))
    assert read_keys("", str(data)) is None


def kit_with_key(folder: Path, file: Path) -> Path:
    for name in STARTER.rglob("*"):
        if name.is_file():
            copy = folder / "kit" / name.relative_to(STARTER)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(name.read_bytes())
    spoil(folder / "kit", "centre.toml", "[hub]", f'[hub]\nkey_file = "{file}"')
    return folder / "kit"


async def test_the_command_makes_a_key_and_the_hub_says_when_it_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "journal.key"
    arguments = ("--config", str(kit_with_key(tmp_path, file)), "--data", str(tmp_path / "data"))
    for count in (1, 2):
        done = CliRunner().invoke(main, [*arguments, "key"])
        assert done.exit_code == 0, done.output
        assert len(Keys(file.read_text().split()).fingerprints) == count
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.unlink()
    assert said(refused(*arguments, "--port", "0"), "start.key_file", file=file)
