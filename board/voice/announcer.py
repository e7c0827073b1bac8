"""Announcing calls: one after the other, the newest never interrupts, and what is likely next is spoken ahead."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import product
from pathlib import Path
from typing import NamedTuple

from board.calls import Calls, still_called
from board.voice import sentences, shelf
from board.voice.shelf import Shelf
from core.views import BoardCall, BoardPicture
from core.words import Language
from link.outage import Outage
from link.supervise import Well
from voice import sound
from voice.player import NoSound, Player
from voice.speech import Speech

WAITING_MAX = 10
SENTENCE_PAUSE_S = 0.25
LANGUAGE_PAUSE_S = 0.45
FRESH_SPEECH_S_MAX = 2.0
READY_MAX = 5_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Volume:
    """How loud, by the time of day: from each time on, in percent; before the first time as after the last."""

    steps: tuple[tuple[time, int], ...] = ((time(0), 100),)

    def at(self, now: time) -> float:
        """The gain, 0 to 1."""
        percent = self.steps[-1][1]
        for since, level in self.steps:
            if since <= now:
                percent = level
        return percent / 100


@dataclass(frozen=True, slots=True)
class Manner:
    """How the centre wants its calls: `languages` in this order, the whole said `times` over."""

    languages: tuple[Language, ...] = (Language.KY, Language.RU)
    times: int = 1
    volume: Volume = Volume()


class Likely(NamedTuple):
    """A sentence that may soon be needed, and its name on the shelf."""

    text: str
    language: Language
    name: str


class Announcer:
    """Speaks each new call of the pictures it is shown. `run(well)` under supervision; `hear()` never blocks."""

    def __init__(
        self,
        speech: Speech,
        player: Player,
        manner: Manner,
        folder: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        on_shelf: Shelf | None = None,
    ) -> None:
        self._speech, self._player, self._manner, self._now = speech, player, manner, now
        self._file = folder / "announcement.wav"
        self._calls = Calls()
        self._queue: deque[BoardCall] = deque(maxlen=WAITING_MAX)
        self._picture: BoardPicture | None = None
        self._told = asyncio.Event()
        self._chime = sound.levelled(sound.chime())
        self._shelf = on_shelf
        self._ready: set[Likely] = set()
        self._outage = Outage(log, "sound")

    def hear(self, picture: BoardPicture) -> None:
        self._picture = picture
        self._queue.extend(self._calls.news(picture))
        self._told.set()

    async def run(self, well: Well) -> None:
        """For ever; ends only when cancelled."""
        well()
        while True:
            await self._told.wait()
            self._told.clear()
            while self._queue:
                call = self._queue.popleft()
                if self._picture is not None and still_called(call, self._picture):
                    await self._announce(call)
            await self._speak_ahead()

    async def _announce(self, call: BoardCall) -> None:
        whole = await self.compose(call.code, call.desk)
        gain = self._manner.volume.at(self._now().time())
        if gain == 0:
            return
        wav = await asyncio.to_thread(lambda: sound.write(sound.louder(whole, gain)))
        self._file.write_bytes(wav)
        try:
            await self._player.play(self._file, sound.seconds(whole))
        except (NoSound, OSError) as error:
            self._outage.failed(str(error))
        else:
            self._outage.well()

    async def compose(self, code: str, desk: int) -> sound.Samples:
        """Chime, then each language: who, and where to. A language nobody can speak in time is left out."""
        said = [self._chime]
        for language in self._manner.languages:
            pieces = []
            for text in (sentences.ticket(code, language), sentences.desk(desk, language)):
                try:
                    async with asyncio.timeout(FRESH_SPEECH_S_MAX):
                        pieces.append(await self._speech.say(text, language))
                except TimeoutError:
                    pieces.append(None)
            if None not in pieces:
                said.append(sound.joined([piece for piece in pieces if piece], SENTENCE_PAUSE_S))
        return sound.joined(said * self._manner.times, LANGUAGE_PAUSE_S)

    async def _speak_ahead(self) -> None:
        """Keep ready what a call may need next: desks first, then tickets in order. Stops for a real call."""
        for likely in self._likely():
            if self._told.is_set():
                return
            if likely not in self._ready and (said := await self._speech.say(likely.text, likely.language)) is not None:
                self._ready.add(likely)
                if self._shelf is not None:
                    await asyncio.to_thread(self._shelf.put, likely.name, said)
        if len(self._ready) > READY_MAX:
            self._ready.clear()

    def _likely(self) -> Sequence[Likely]:
        picture = self._picture
        if picture is None:
            return []
        codes = [call.code for call in picture.calls] + [waiting.code for waiting in picture.waiting]
        desks, tickets = product(picture.desks, self._manner.languages), product(codes, self._manner.languages)
        return [
            *(Likely(sentences.desk(at.desk, to), to, shelf.desk(at.desk, to)) for at, to in desks),
            *(Likely(sentences.ticket(code, to), to, shelf.ticket(code, to)) for code, to in tickets),
        ]
