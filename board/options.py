"""How the command line of the board is read: each value once, with a message that says what may stand there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from core.words import Language
from voice.engines import engines
from voice.speech import Cache, Speech

T = TypeVar("T")
Command = Callable[..., None]


class Read(click.ParamType[T]):
    """A value read by a function that raises ValueError with a message for a person."""

    def __init__(self, name: str, read: Callable[[str], T]) -> None:
        self.name, self._read = name, read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def languages(text: str) -> tuple[Language, ...]:
    try:
        return tuple(Language(part) for part in text.split(","))
    except ValueError as error:
        raise ValueError(f"{text}: expected some of ky, ru, en, joined by commas") from error


def voice_options(command: Command) -> Command:
    """The options of everything that speaks, as `speech` takes them."""
    folder = click.Path(path_type=Path, file_okay=False)
    for option in (
        click.option("--voice-of", multiple=True, metavar="ky=azamat", help="Another of the free RHVoice voices."),
        click.option("--clips", type=folder, help="Words somebody recorded; see `words`."),
        click.option("--data", type=folder, default="board-data", show_default=True, help="For the voice's cache."),
    ):
        command = option(command)
    return command


def speech(*, voice_of: tuple[str, ...], clips: Path | None, data: Path) -> Speech:
    try:
        wanted = {Language(language): name for language, name in (pair.split("=") for pair in voice_of)}
        speakers = engines(clips, wanted)
    except ValueError as error:
        raise click.UsageError(f"--voice-of: {error}") from error
    return Speech(speakers, Cache(data / "voice"))
