"""`python -m board`: signs, voice and call pads of a hall; and what a technician needs to set them up."""

import asyncio
import logging
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from board.options import Read, languages, speech, voice_options
from board.pad_line import PadPlace, Session, pad_place
from board.runner import Hall
from board.signs.bus import buses
from board.signs.candle import Candle, brightness
from board.signs.mount import Mounted, WrongPlace, mounted
from board.signs.sign import doubts
from board.voice import sentences
from board.voice.announcer import Announcer
from board.voice.shelf import Shelf
from config import STARTER, Faulty, load
from config.schema import Voice
from config.texts import LANGUAGES, speaker
from core.words import Language
from link.hub_client import hub_address
from link.port import PortLost, opened
from voice import sound, words
from voice.engines import words_of
from voice.player import Player

HUB = Read("URL", hub_address)
SIGN = Read("KIND:PORT?…", mounted)
ORDER = Read("ky,ru,en", languages)
PADS = Read("STYLE:PORT?ADDRESS=DESK", pad_place)


@click.group(invoke_without_command=True, help=__doc__)
@click.option("--hub", type=HUB, help="As in http://192.168.1.10:8080.")
@click.option("--token", default="", help="Of this device; the board's picture needs none.")
@click.option("--sign", "signs", type=SIGN, multiple=True, help="Repeat for each sign.")
@click.option("--pretend", is_flag=True, help="Draw the signs in this terminal instead.")
@click.option("--voice", is_flag=True, help="Speak the calls here, by this machine's sound output.")
@click.option("--shelf", type=click.Path(path_type=Path, file_okay=False), help="Lay the sounds out for the boards.")
@click.option("--player", help="Program that plays a WAV file, instead of aplay.")
@click.option("--pads", type=PADS, multiple=True, help="Repeat for each line of call pads.")
@click.option("--person", help="The pads act for this person, an operator.")
@click.option("--pin-file", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="With that PIN.")
@voice_options
@click.pass_context
def main(
    context: click.Context,
    /,
    *,
    hub: str | None,
    token: str,
    signs: Sequence[Mounted],
    pretend: bool,
    voice: bool,
    shelf: Path | None,
    player: str | None,
    pads: Sequence[PadPlace],
    person: str | None,
    pin_file: Path | None,
    **manner: Any,
) -> None:
    if context.invoked_subcommand is not None:
        return
    if hub is None:
        raise click.UsageError("--hub is needed")
    if pads and (person is None or pin_file is None):
        raise click.UsageError("--pads need --person and --pin-file: a desk is served by somebody")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        lines = [] if pretend else buses(signs)
    except WrongPlace as error:
        raise click.UsageError(str(error)) from error
    announcer = None
    if voice or shelf:
        loudspeaker = Player([player] if player else None) if voice else None
        on_shelf = Shelf(shelf) if shelf else None
        announcer = Announcer(speech(**manner), Voice(), manner["data"], player=loudspeaker, on_shelf=on_shelf)
    hall = Hall(
        hub=hub,
        token=token,
        buses=lines,
        announcer=announcer,
        pads=pads,
        session=Session(person, pin_file.read_text().strip()) if person and pin_file else None,
        pretended=signs if pretend else (),
        draw=lambda drawn: click.echo(f"\033[2J\033[H{drawn}"),
    )
    asyncio.run(until_told(hall))


async def until_told(hall: Hall) -> None:
    """Run until SIGTERM or Ctrl-C; the signs are clear when this returns."""
    running = asyncio.ensure_future(hall.run())
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, running.cancel)
    with suppress(asyncio.CancelledError):
        await running


@main.command()
@click.option("--sign", "signs", type=SIGN, multiple=True, required=True)
@click.option("--content", type=click.Path(path_type=Path, file_okay=False, exists=True), default=STARTER)
@click.option("--letters", help="These letters, as in АКТ, instead of those of the content's lanes.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ky", show_default=True)
def check(signs: Sequence[Mounted], content: Path, letters: str | None, language: str) -> None:
    """Ask whether the signs can show the centre's codes; ends with 1 when one cannot."""
    say = speaker("voice", language)
    try:
        lanes = set(letters or (kiosk.letter for kiosk in load(content).content.kiosks))
    except Faulty as faulty:
        raise click.ClickException("\n".join(fault.line(language) for fault in faulty.faults)) from faulty
    found = [(sign, doubt) for sign in signs for doubt in doubts(sign.sign.capabilities, lanes)]
    for sign, doubt in found:
        click.echo(f"{sign.port}: {say(doubt.text, **doubt.values)}")
    if found:
        raise SystemExit(1)


@main.command(name="brightness")
@click.argument("sign", type=SIGN)
@click.argument("level", type=click.IntRange(0, 3))
def set_brightness(sign: Mounted, level: int) -> None:
    """Tell a Candle display how bright to be, 0 (full) to 3; it keeps that itself."""
    candle = sign.sign
    if not isinstance(candle, Candle):
        raise click.UsageError("only Candle displays can be told")

    async def send() -> None:
        async with opened(sign.port, sign.line) as port:
            for row in range(candle.rows):
                await port.write(brightness(candle.address + row, level))
                await asyncio.sleep(candle.pause_s)

    try:
        asyncio.run(send())
    except PortLost as error:
        raise click.ClickException(str(error)) from error


@main.command(name="words")
@click.argument("language", type=click.Choice(LANGUAGES))
@click.option("--letters", default=words.ALPHABET, help="Only these letters of lanes.")
@click.option("--desks", type=click.IntRange(1, 99), default=20, show_default=True)
def list_words(language: str, letters: str, desks: int) -> None:
    """List the words to record as clips, one a line: CLIPS/<language>/<word>.wav."""
    said = [sentences.ticket(f"{letters[0]}{number:03d}", Language(language)) for number in range(2000)]
    said += [words.letter(letter, Language(language)) for letter in letters]
    said += [sentences.desk(desk, Language(language)) for desk in range(1, desks + 1)]
    for word in sorted({word for text in said for word in words_of(text)}):
        click.echo(word)


@main.command()
@click.argument("code")
@click.argument("desk", type=click.IntRange(1, 99))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=Path("call.wav"), show_default=True)
@click.option("--languages", "order", type=ORDER, default="ky,ru", show_default=True, help="In this order.")
@voice_options
def say(code: str, desk: int, out: Path, order: tuple[Language, ...], **manner: Any) -> None:
    """Write a call as it would sound, for listening and for setting the loudspeaker: say А042 3."""
    try:
        whole = asyncio.run(Announcer(speech(**manner), Voice(order), manner["data"]).compose(code, desk))
    except (ValueError, KeyError) as error:
        raise click.UsageError(f"{code}: expected a letter and a number, as in А042") from error
    out.write_bytes(sound.write(whole))
    click.echo(f"{out}: {sound.seconds(whole):.1f} s")


if __name__ == "__main__":
    main(prog_name="python -m board")
