"""Sounds laid out for the board page to fetch and play: whoever serves this folder lends the page the voice.

    manner.json                    {"languages": ["ky", "ru"], "times": 1}
    chime.wav
    ky/ticket-А042.wav             who, for each number that waits
    ky/desk-3.wav                  where to, for each desk

A page plays chime, then ticket and desk in each language; what is not there it leaves out, both or none.
"""

import json
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

    def __init__(self, folder: Path, languages: tuple[Language, ...], times: int) -> None:
        self._folder = folder
        self._puts = 0
        for language in Language:
            (folder / language).mkdir(parents=True, exist_ok=True)
        self.put("chime.wav", sound.levelled(sound.chime()))
        manner = {"languages": [language.value for language in languages], "times": times}
        self._write("manner.json", json.dumps(manner).encode())

    def put(self, name: str, samples: sound.Samples) -> None:
        if self._puts % ROOM_EVERY == 0:
            self._make_room()
        self._puts += 1
        self._write(name, sound.write(samples))

    def _make_room(self) -> None:
        for language in Language:
            tickets = sorted((self._folder / language).glob("ticket-*.wav"), key=lambda file: file.stat().st_mtime_ns)
            for old in tickets[:-TICKETS_MAX]:
                old.unlink(missing_ok=True)

    def _write(self, name: str, data: bytes) -> None:
        part = self._folder / f"{name}.part"
        part.write_bytes(data)
        part.replace(self._folder / name)
