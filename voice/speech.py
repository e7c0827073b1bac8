"""From a sentence to its sound: the best engine that can, and a cache on disk so that each is made once."""

import asyncio
import hashlib
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from core.words import Language
from link.outage import Outage
from voice import sound
from voice.engines import CannotSpeak, Engine

FILES_MAX = 5_000
log = logging.getLogger(__name__)


class Cache:
    """Sounds by what they were made of. Holds `files_max` files at most; the longest unused go first."""

    def __init__(self, folder: Path, files_max: int = FILES_MAX) -> None:
        self._folder, self._files_max = folder, files_max
        self._stored = 0
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, engine: Engine, voice: str, text: str) -> Path:
        made_of = f"{engine.name}|{voice}|{engine.rate}|{text}"
        return self._folder / f"{hashlib.sha256(made_of.encode()).hexdigest()}.wav"

    def get(self, path: Path) -> sound.Samples | None:
        """None when it is not there, or not whole."""
        try:
            samples = sound.read(path.read_bytes())
            os.utime(path)
        except (OSError, ValueError):
            return None
        return samples or None

    def put(self, path: Path, samples: sound.Samples) -> None:
        """Whole or not at all, whenever the power goes."""
        if self._stored % 100 == 0:
            self._make_room()
        self._stored += 1
        part = path.with_suffix(".part")
        part.write_bytes(sound.write(samples))
        part.replace(path)

    def _make_room(self) -> None:
        files = sorted(self._folder.glob("*.wav"), key=lambda file: file.stat().st_mtime)
        for file in files[: max(0, len(files) - self._files_max)]:
            file.unlink(missing_ok=True)


class Speech:
    """Asks each engine in turn, best first. Every sentence comes out trimmed and equally loud."""

    def __init__(self, engines: Sequence[Engine], cache: Cache) -> None:
        self._engines, self._cache = engines, cache
        self._outages = {engine.name: Outage(log, f"voice {engine.name}") for engine in engines}
        self._cannot: dict[str, set[Path]] = {engine.name: set() for engine in engines}
        self._disk = Outage(log, "voice cache")
        self._one_at_a_time = asyncio.Lock()

    async def say(self, text: str, language: Language) -> sound.Samples | None:
        """The sound of a sentence; None when nobody here can speak it."""
        if (known := await self._known(text, language)) is not None:
            return known
        async with self._one_at_a_time:
            if (known := await self._known(text, language)) is not None:
                return known
            return await self._make(text, language)

    async def _known(self, text: str, language: Language) -> sound.Samples | None:
        """As the best engine that can would say it: what a lesser one said before a better came does not count."""
        for engine in self._engines:
            voice = engine.voice(language)
            if voice is not None and (path := self._cache.path(engine, voice, text)) not in self._cannot[engine.name]:
                return await asyncio.to_thread(self._cache.get, path)
        return None

    async def _make(self, text: str, language: Language) -> sound.Samples | None:
        for engine in self._engines:
            voice = engine.voice(language)
            if voice is None:
                continue
            path = self._cache.path(engine, voice, text)
            try:
                said = await engine.speak(text, language)
            except (CannotSpeak, OSError) as error:
                self._outages[engine.name].failed(str(error))
                self._cannot[engine.name].add(path)
                continue
            self._outages[engine.name].well()
            self._cannot[engine.name].clear()
            return await asyncio.to_thread(self._keep, path, said)
        return None

    def _keep(self, path: Path, said: sound.Samples) -> sound.Samples:
        samples = sound.levelled(sound.trimmed(said))
        try:
            self._cache.put(path, samples)
        except OSError as error:
            self._disk.failed(str(error))
        else:
            self._disk.well()
        return samples
