"""Reading a screen aloud, in the language of the visit, until a finger stops it or another screen comes."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

from core.words import Language
from link.outage import Outage
from link.supervise import Well
from voice import sound
from voice.engines import Engine
from voice.plain import plain
from voice.player import NoSound, Player
from voice.speech import Cache, Speech

FILES_MAX = 400
PAUSE_S = 0.35
log = logging.getLogger(__name__)


class Reader:
    """`run(well)` under supervision; `say` and `hush` never block, and the newest of them counts."""

    def __init__(self, folder: Path, engines: Sequence[Engine], player: Player) -> None:
        self._folder, self._engines, self._player = folder, engines, player
        self._speech: Speech | None = None
        self._wanted: tuple[Sequence[str], Language] | None = None
        self._changed = asyncio.Event()
        self._outage = Outage(log, "sound")

    def voices(self) -> frozenset[Language]:
        """The languages somebody here speaks, now."""
        if not self._player.is_there():
            return frozenset()
        return frozenset(one for one in Language if any(engine.voice(one) for engine in self._engines))

    def say(self, texts: Sequence[str], language: Language) -> None:
        self._wanted = (texts, language)
        self._changed.set()

    def hush(self) -> None:
        self._wanted = None
        self._changed.set()

    async def run(self, well: Well) -> None:
        """For ever; ends only when cancelled. Raises OSError when the folder cannot be written."""
        self._speech = Speech(self._engines, Cache(self._folder, FILES_MAX))
        well()
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._wanted is not None:
                await self._until_changed(asyncio.create_task(self._read(*self._wanted)))

    async def _until_changed(self, reading: asyncio.Task[None]) -> None:
        change = asyncio.create_task(self._changed.wait())
        try:
            await asyncio.wait({reading, change}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (reading, change):
                task.cancel()
            await asyncio.gather(reading, change, return_exceptions=True)

    async def _read(self, texts: Sequence[str], language: Language) -> None:
        """One text after the other; the next is made while one is heard."""
        sentences = [said for text in texts if (said := plain(text, language))]
        coming = asyncio.create_task(self._made(sentences[0], language)) if sentences else None
        try:
            for following in [*sentences[1:], ""]:
                made = await coming if coming else None
                coming = asyncio.create_task(self._made(following, language)) if following else None
                if made is not None:
                    await self._play(made)
                    await asyncio.sleep(PAUSE_S)
        finally:
            if coming is not None:
                coming.cancel()

    async def _made(self, text: str, language: Language) -> sound.Samples | None:
        assert self._speech is not None
        return await self._speech.say(text, language)

    async def _play(self, samples: sound.Samples) -> None:
        file = self._folder / "now.said"
        await asyncio.to_thread(lambda: file.write_bytes(sound.write(samples)))
        try:
            await self._player.play(file, sound.seconds(samples))
        except (NoSound, OSError) as error:
            self._outage.failed(str(error))
        else:
            self._outage.well()
