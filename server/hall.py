"""The hall and the staff: what the head tells everybody there, and which board cannot be heard."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from config.schema import Board, Text
from config.texts import LANGUAGES, speaker
from core.record import record
from core.views import Notice
from server.hub import Hub
from server.shapes import shape_of, to_json

MUTED = "muted"
"""What a board's page says over its WebSocket when the browser lets it play nothing; anything else takes it back."""

log = logging.getLogger(__name__)


class Ready(StrEnum):
    """Notices that are ready in the three languages: `hall.<notice>` of the hub's texts."""

    POWER = "power"
    NETWORK = "network"
    BREAK = "break"
    EARLY = "early"


@record
class HallWord:
    """What the boards say to the hall."""

    text: Text
    until: AwareDatetime


class Hall:
    """`folder` keeps the present notice, so that a restart of the hub does not lose it."""

    def __init__(self, hub: Hub, boards: Iterable[Board], folder: Path) -> None:
        self._hub = hub
        self._desks = {board.id: frozenset(board.desks) or None for board in boards}
        self._file = folder / "hall.json"
        self._word = self._read()
        self._muted: dict[object, str] = {}

    def has(self, board: str) -> bool:
        return board in self._desks

    def desks(self, board: str) -> frozenset[int] | None:
        """The desks whose calls a board shows; None for all."""
        return self._desks.get(board)

    async def say(self, said: Text | Ready, until: time | None) -> bool:
        """Tell the hall, until this time of today or the end of the day; False when that time has passed.

        Raises OSError when it cannot be kept.
        """
        now = self._hub.now()
        midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
        ends = midnight if until is None else datetime.combine(now.date(), until, now.tzinfo)
        if ends <= now:
            return False
        text = said if isinstance(said, Text) else Text(*(speaker("hub", to)(f"hall.{said}") for to in LANGUAGES))
        word = HallWord(text, ends)
        await asyncio.to_thread(self._keep, to_json(word))
        self._word = word
        self._hub.changed.set()
        return True

    async def be_silent(self) -> None:
        """Take the notice back."""
        await asyncio.to_thread(self._file.unlink, missing_ok=True)
        self._word = None
        self._hub.changed.set()

    def notices(self) -> tuple[Notice, ...]:
        """For the hall: `hall`, with its words in each language, and `until` when it does not last the whole day."""
        if self._word is None or self._word.until <= self._hub.now():
            return ()
        ends = self._word.until.astimezone(self._hub.zone)
        until = {} if (ends.hour, ends.minute) == (0, 0) else {"until": f"{ends:%H:%M}"}
        return (Notice("hall", until | asdict(self._word.text)),)

    def troubles(self) -> tuple[Notice, ...]:
        """For the staff: each board whose browser lets it play nothing."""
        return tuple(Notice("board_muted", {"board": board}) for board in sorted(set(self._muted.values())))

    @contextmanager
    def listening(self, board: str) -> Iterator[Callable[[str], None]]:
        """While a board's WebSocket is open; gives what takes its words."""
        seat = object()

        def hear(said: str) -> None:
            if said == MUTED:
                self._muted[seat] = board
            else:
                self._muted.pop(seat, None)
            self._hub.changed.set()

        try:
            yield hear
        finally:
            if self._muted.pop(seat, None) is not None:
                self._hub.changed.set()

    def _read(self) -> HallWord | None:
        try:
            return shape_of(HallWord).validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as fault:
            log.error("the hall's notice cannot be read: %s", fault)
            return None

    def _keep(self, word: bytes) -> None:
        part = self._file.with_suffix(".part")
        part.write_bytes(word)
        part.replace(self._file)
