"""The words on every screen and paper: one gettext catalogue a language and room, `texts/<language>/<room>.po`.

Message ids are stable keys (`ticket.people_ahead`), so each language, English too, is a catalogue of its own.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("ky", "ru", "en")
FOLDER = Path(__file__).parent / "texts"

Say = Callable[..., str]
"""`say(key, **values)` gives the text in one language; raises KeyError for a key that does not exist."""


@cache
def catalogue(room: str, language: str) -> dict[str, str]:
    """All texts of a room in one language. Raises FileNotFoundError for an unknown room or language."""
    with (FOLDER / language / f"{room}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def speaker(room: str, language: str) -> Say:
    texts = catalogue(room, language)

    def say(key: str, /, **values: object) -> str:
        return texts[key].format(**values)

    return say
