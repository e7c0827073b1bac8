"""`python -m printer`: find a printer, see how it is, print on it. Stop the kiosk first: a printer has one owner."""

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import click

from config.texts import LANGUAGES, speaker
from printer import layout, samples
from printer.address import Address, BadUrl, parse
from printer.answers import State
from printer.draw import draw
from printer.faces import SelfTestFace
from printer.find import found
from printer.fonts import MissingFont
from printer.jobs import Busy, Jobs, Result
from printer.page import PAPER_58, PAPER_80, Page, Paper, Space
from printer.profiles import profiles
from printer.spool import Spool

T = TypeVar("T")

WAIT_S = 3
"""The technician stands before the printer: no need to wait long for somebody to close the cover."""

language = click.option("--language", type=click.Choice(LANGUAGES), default="ky", show_default=True)
kind = click.option("--kind", type=click.Choice(tuple(samples.faces("ky"))), default="ticket", show_default=True)
large = click.option("--large", is_flag=True, help="the large-letter variant")
url = click.argument("url")


@click.group(help=__doc__)
def printer() -> None:
    logging.basicConfig(level=logging.WARNING)


@printer.command("list")
def show_list() -> None:
    """The printers plugged in here, and the CUPS queues."""
    places = found()
    for place in places:
        click.echo(f"{place.url}\t{place.what}")
    if not places:
        click.echo("nothing is plugged in; a network printer is reached as tcp://ITS-ADDRESS:9100")


@printer.command()
@click.argument("words", nargs=-1)
def models(words: tuple[str, ...]) -> None:
    """The known models (for ?profile=…), all or those whose name contains the given words."""
    for model in profiles().values():
        line = f"{model.name}\t{model.vendor}\t{model.width_dots or 'width unknown'}"
        line += "\tcuts" if model.cuts else ""
        line += "\tKZ-1048 text" if model.kyrgyz_page is not None else ""
        if all(word.lower() in line.lower() for word in words):
            click.echo(line)


@printer.command()
@url
def status(url: str) -> None:
    """How the printer is."""

    click.echo(_with(parse(url), Spool.looked))


@printer.command()
@url
@language
def test(url: str, language: str) -> None:
    """Print the test page."""
    face = SelfTestFace(url, parse(url).paper.width_dots, datetime.now().astimezone())
    _print(parse(url), layout.page(face, speaker("ticket", language)))


@printer.command()
@url
@language
@kind
@large
def sample(url: str, language: str, kind: str, large: bool) -> None:
    """Print a sample paper."""
    _print(parse(url), layout.page(samples.faces(language)[kind], speaker("ticket", language), large=large))


@printer.command()
@url
@language
def width(url: str, language: str) -> None:
    """Print bars of the usual widths, to find out how many dots wide this printer prints (for ?width=…)."""
    address = replace(parse(url), paper=Paper(max(layout.USUAL_WIDTHS_DOTS), parse(url).paper.dpi))
    _print(address, layout.calibration(speaker("ticket", language)))


@printer.command()
@url
@click.option("--mm", default=50, show_default=True, type=click.IntRange(5, 500))
def feed(url: str, mm: int) -> None:
    """Feed paper, after a new roll was put in."""
    _print(parse(url), Page("feed", (Space(mm),)))


@printer.command("new-roll")
@click.argument("book", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def new_roll(book: Path) -> None:
    """Tell that a new roll was put in; BOOK is the printer's .db file in the kiosk's data folder."""
    jobs = Jobs(book)
    jobs.new_roll()
    jobs.close()


@printer.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@language
@kind
@large
@click.option("--paper", type=click.Choice(("80", "58")), default="80", show_default=True)
def render(file: Path, language: str, kind: str, large: bool, paper: str) -> None:
    """Draw a sample paper into a PNG file."""
    page = layout.page(samples.faces(language)[kind], speaker("ticket", language), large=large)
    draw(page, PAPER_80 if paper == "80" else PAPER_58).save(file, "PNG")


def _print(address: Address, page: Page) -> None:
    async def put(spool: Spool) -> tuple[Result, State]:
        return await spool.print(uuid4().hex, page, wait_s=WAIT_S), spool.state

    result, state = _with(address, put)
    click.echo(f"{result} (printer: {state})")
    if result not in (Result.PRINTED, Result.SENT):
        raise SystemExit(1)


def _with(address: Address, act: Callable[[Spool], Awaitable[T]]) -> T:
    async def run() -> T:
        with tempfile.TemporaryDirectory() as folder:
            async with Spool(address, Path(folder)) as spool:
                return await act(spool)

    return asyncio.run(run())


if __name__ == "__main__":
    try:
        printer()
    except (BadUrl, Busy, MissingFont, OSError) as fault:
        raise SystemExit(f"printer: {fault}") from None
