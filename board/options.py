"""How the command line of the board is read: each value once, with a message that says what may stand there."""

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any, TypeVar

import click

from board.voice.announcer import Announcer, Manner, Volume
from board.voice.shelf import Shelf
from core.words import Language
from voice.engines import engines
from voice.player import Player
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


def volume(text: str) -> Volume:
    try:
        pairs = [part.split("=") for part in text.split(",")]
        steps = sorted((time.fromisoformat(since), int(percent)) for since, percent in pairs)
    except ValueError as error:
        raise ValueError(f"{text}: expected times and percents, as in 08:00=80,12:00=40") from error
    if not all(0 <= percent <= 100 for _, percent in steps):
        raise ValueError(f"{text}: the volume is 0 to 100 percent")
    return Volume(tuple(steps))


def voice_options(command: Command) -> Command:
    """The options of everything that speaks, as `announcer` takes them."""
    order, loud = Read("ky,ru,en", languages), Read("08:00=80,…", volume)
    folder = click.Path(path_type=Path, file_okay=False)
    for option in (
        click.option("--languages", "order", type=order, default="ky,ru", show_default=True, help="In this order."),
        click.option("--times", type=click.IntRange(1, 3), default=1, show_default=True, help="How often each call."),
        click.option("--volume", type=loud, default="00:00=100", help="By the time of day, in percent."),
        click.option("--voice-of", multiple=True, metavar="ky=azamat", help="Another of the free RHVoice voices."),
        click.option("--clips", type=folder, help="Words somebody recorded; see `words`."),
        click.option("--player", help="Program that plays a WAV file, instead of aplay."),
        click.option("--shelf", type=folder, help="Also lay the sounds out here, for the board page to play."),
        click.option("--data", type=folder, default="board-data", show_default=True, help="For the voice's cache."),
    ):
        command = option(command)
    return command


def announcer(
    *,
    order: tuple[Language, ...],
    times: int,
    volume: Volume,
    voice_of: tuple[str, ...],
    clips: Path | None,
    player: str | None,
    shelf: Path | None,
    data: Path,
) -> Announcer:
    try:
        wanted = {Language(language): name for language, name in (pair.split("=") for pair in voice_of)}
        speakers = engines(clips, wanted)
    except ValueError as error:
        raise click.UsageError(f"--voice-of: {error}") from error
    speech = Speech(speakers, Cache(data / "voice"))
    return Announcer(
        speech,
        Player([player] if player else None),
        Manner(order, times, volume),
        data,
        on_shelf=Shelf(shelf, order, times) if shelf else None,
    )
