"""Announcing calls: one after the other, the newest never interrupts, and what is likely next is spoken ahead."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, time
from itertools import product
from pathlib import Path
from typing import NamedTuple

from board.calls import Calls, still_called
from board.voice import sentences, shelf
from board.voice.shelf import Shelf
from config.schema import Voice
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


def gain(voice: Voice, now: time) -> float:
    """How loud, 0 to 1, by the time of day; before the first step as after the last."""
    steps = sorted(voice.volume, key=lambda step: step.since)
    begun = [step for step in steps if step.since <= now] or steps
    return begun[-1].percent / 100 if begun else 1.0


class Likely(NamedTuple):
    """A sentence that may soon be needed, and its name on the shelf."""

    text: str
    language: Language
    name: str


class Announcer:
    """Speaks each new call of the pictures it is shown, by the `player`; lays what may be said next on the `on_shelf`.

    `voice` is how the centre wants its calls, and may be changed at any time. `run(well)` under supervision; `hear()`
    never blocks.
    """

    def __init__(
        self,
        speech: Speech,
        voice: Voice,
        folder: Path,
        *,
        player: Player | None = None,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        on_shelf: Shelf | None = None,
    ) -> None:
        self.voice = voice
        self._speech, self._player, self._now = speech, player, now
        self._file = folder / "announcement.wav"
        self._calls = Calls()
        self._queue: deque[BoardCall] = deque(maxlen=WAITING_MAX)
        self._picture: BoardPicture | None = None
        self._told = asyncio.Event()
        self._chime = sound.levelled(sound.chime())
        self._shelf = on_shelf
        self._ready: set[str] = set()
        self._outage, self._disk = Outage(log, "sound"), Outage(log, "sentences for the board")

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
        loud = gain(self.voice, self._now().time())
        if self._player is None or loud == 0:
            return
        whole = await self.compose(call.code, call.desk)
        wav = await asyncio.to_thread(lambda: sound.write(sound.louder(whole, loud)))
        try:
            await asyncio.to_thread(self._file.write_bytes, wav)
            await self._player.play(self._file, sound.seconds(whole))
        except (NoSound, OSError) as error:
            self._outage.failed(str(error))
        else:
            self._outage.well()

    async def compose(self, code: str, desk: int) -> sound.Samples:
        """Chime, then each language: who, and where to. A language nobody can speak in time is left out."""
        said = [self._chime]
        for language in self.voice.languages:
            pieces = []
            for text in (sentences.ticket(code, language), sentences.desk(desk, language)):
                try:
                    async with asyncio.timeout(FRESH_SPEECH_S_MAX):
                        pieces.append(await self._speech.say(text, language))
                except TimeoutError:
                    pieces.append(None)
            if None not in pieces:
                said.append(sound.joined([piece for piece in pieces if piece], SENTENCE_PAUSE_S))
        return sound.joined(said * self.voice.times, LANGUAGE_PAUSE_S)

    async def _speak_ahead(self) -> None:
        """Keep ready what a call may need next: desks first, then tickets in order. Stops for a real call."""
        for likely in self._likely():
            if self._told.is_set():
                return
            if likely.name in self._ready or (said := await self._speech.say(likely.text, likely.language)) is None:
                continue
            if self._shelf is not None and not await self._lay(self._shelf, likely.name, said):
                return
            self._ready.add(likely.name)
        if len(self._ready) > READY_MAX:
            self._ready.clear()

    async def _lay(self, on_shelf: Shelf, name: str, said: sound.Samples) -> bool:
        """Whether the board's page can have it now; if not, the next picture tries again."""
        try:
            self._ready -= await asyncio.to_thread(on_shelf.put, name, said)
        except OSError as error:
            self._disk.failed(str(error))
            return False
        self._disk.well()
        return True

    def _likely(self) -> Sequence[Likely]:
        picture = self._picture
        if picture is None:
            return []
        codes = [call.code for call in picture.calls] + [waiting.code for waiting in picture.waiting]
        desks, tickets = product(picture.desks, self.voice.languages), product(codes, self.voice.languages)
        return [
            *(Likely(sentences.desk(at.desk, to), to, shelf.desk(at.desk, to)) for at, to in desks),
            *(Likely(sentences.ticket(code, to), to, shelf.ticket(code, to)) for code, to in tickets),
        ]
