"""Reading a screen aloud: in order, in words, and silent as soon as somebody touches the glass."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from core.words import Language
from kiosk.reader import Reader
from tests.voice.test_speech import Spoken
from voice.player import Player

pytestmark = pytest.mark.asyncio
KY = Language.KY


def player(folder: Path, then: str) -> Player:
    """A program that notes its own number for each file it plays, and then ends or goes on."""
    script = folder / "player"
    script.write_text(f'#!/bin/sh\necho $$ >> "{folder}/played"\n{then}\n')
    script.chmod(0o755)
    return Player([str(script)])


def played(folder: Path) -> list[int]:
    noted = folder / "played"
    return [int(line) for line in noted.read_text().split()] if noted.exists() else []


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - other processes give no signal
            await asyncio.sleep(0.01)


@asynccontextmanager
async def reading(folder: Path, voice: Spoken, then: str = "exit 0") -> AsyncIterator[Reader]:
    reader, well = Reader(folder / "voice", [voice], player(folder, then)), asyncio.Event()
    life = asyncio.create_task(reader.run(well.set))
    await well.wait()
    try:
        yield reader
    finally:
        life.cancel()
        await asyncio.wait({life})


async def test_a_screen_is_read_text_by_text_in_words(tmp_path: Path) -> None:
    voice = Spoken()
    async with reading(tmp_path, voice) as reader:
        reader.say(["Азыр кезекте: 3 адам", "→", "Талон алуу"], KY)
        await until(lambda: len(played(tmp_path)) == 2)
        assert voice.said == ["Азыр кезекте: үч адам", "Талон алуу"]


async def test_a_touch_ends_what_is_being_said_at_once(tmp_path: Path) -> None:
    async with reading(tmp_path, Spoken(), "exec tail -f /dev/null") as reader:
        reader.say(["Кош келиңиз!", "Талон алуу"], KY)
        await until(lambda: played(tmp_path))
        (speaking,) = played(tmp_path)
        reader.hush()
        await until(lambda: not is_running(speaking))
        assert len(played(tmp_path)) == 1


async def test_a_new_screen_silences_the_one_before(tmp_path: Path) -> None:
    voice = Spoken()
    async with reading(tmp_path, voice, "exec tail -f /dev/null") as reader:
        reader.say(["Кош келиңиз!"], KY)
        await until(lambda: played(tmp_path))
        reader.say(["Талон алуу"], KY)
        await until(lambda: len(played(tmp_path)) == 2)
        assert not is_running(played(tmp_path)[0])
        assert voice.said == ["Кош келиңиз!", "Талон алуу"]


async def test_a_language_nobody_speaks_and_a_machine_without_a_player_have_no_voice(tmp_path: Path) -> None:
    voice = Spoken(languages=(KY,))
    assert Reader(tmp_path, [voice], player(tmp_path, "exit 0")).voices() == {KY}
    assert Reader(tmp_path, [voice], Player([str(tmp_path / "nothing")])).voices() == set()
