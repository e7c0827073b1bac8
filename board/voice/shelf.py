"""Sentences laid out for the board page to fetch and play: the hub lends it this folder, `voice` in its data.

    ky/ticket-А042.wav             who, for each number that waits
    ky/desk-3.wav                  where to, for each desk

A page plays its chime, then ticket and desk in each language; of a language it says both or nothing.
"""

from pathlib import Path

from core.words import Language
from voice import sound

TICKETS_MAX, ROOM_EVERY = 500, 50


def ticket(code: str, language: Language) -> str:
    return f"{language}/ticket-{code}.wav"


def desk(number: int, language: Language) -> str:
    return f"{language}/desk-{number}.wav"


class Shelf:
    """Every file is whole whenever somebody reads it. The oldest tickets go first when there are too many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._puts = 0
        for language in Language:
            (folder / language).mkdir(parents=True, exist_ok=True)

    def put(self, name: str, samples: sound.Samples) -> set[str]:
        """The names that had to go for it. Raises OSError."""
        gone = self._make_room() if self._puts % ROOM_EVERY == 0 else set()
        self._puts += 1
        part = self._folder / f"{name}.part"
        part.write_bytes(sound.write(samples))
        part.replace(self._folder / name)
        return gone

    def _make_room(self) -> set[str]:
        gone = set()
        for language in Language:
            tickets = sorted((self._folder / language).glob("ticket-*.wav"), key=lambda file: file.stat().st_mtime_ns)
            for old in tickets[:-TICKETS_MAX]:
                old.unlink(missing_ok=True)
                gone.add(f"{language}/{old.name}")
        return gone
