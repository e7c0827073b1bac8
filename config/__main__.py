"""`python -m config [FOLDER]`: what a hub would use from a folder, or every fault in it."""

import sys
from pathlib import Path

import click

from config.faults import Faulty
from config.load import STARTER, load
from config.summary import summary
from config.texts import LANGUAGES, speaker


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=STARTER)
@click.option("--language", type=click.Choice(LANGUAGES), default="ky", show_default=True)
def main(folder: Path, language: str) -> None:
    """Check a centre's content in FOLDER (the starter kit when left out)."""
    try:
        settings = load(folder)
    except Faulty as faulty:
        for fault in faulty.faults:
            click.echo(fault.line(language))
        click.echo(speaker("config", language)("summary.faults", count=len(faulty.faults)))
        sys.exit(1)
    click.echo("\n".join(summary(settings, language)))


if __name__ == "__main__":
    main()
