"""A kiosk's way with a printer, as short as it can be: it prints, and does what each outcome asks for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops

from printer.answers import State
from printer.draw import draw
from printer.jobs import Result
from printer.page import Page, Paper, Picture
from printer.spool import Spool
from tests.fakes.printer import FakePrinter, Sheet

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""The book is written in earnest, but a test need not wait for a disk."""
WIDTH = 208
"""A narrow paper and low pages keep hundreds of days short."""
ROWS = 150


def marked(number: int, rows: int = ROWS) -> Page:
    """A page nobody can take for another: its number stands in dots on every eighth row."""
    picture = Image.new("1", (WIDTH, rows), 255)
    for row in range(0, rows, 8):
        for bit in range(16):
            if number >> bit & 1 or bit == 15:
                picture.paste(0, (bit * 12, row, bit * 12 + 10, row + 5))
    picture.paste(0, (0, rows - 3, WIDTH, rows))
    return Page(f"page {number}", (Picture(picture),))


def dots(page: Page) -> Image.Image:
    return draw(page, Paper(WIDTH))


def is_page(sheet: Sheet, page: Page) -> bool:
    """Whether the sheet is this page and nothing else, but for white paper before it."""
    wanted, got = dots(page), sheet.picture(WIDTH)
    if got.height < wanted.height or sheet.texts:
        return False
    above = ImageChops.invert(got.crop((0, 0, WIDTH, got.height - wanted.height)))
    below = got.crop((0, got.height - wanted.height, WIDTH, got.height))
    return above.getbbox() is None and ImageChops.logical_xor(below, wanted).getbbox() is None


def shows(sheet: Sheet, page: Page) -> bool:
    """Whether any band of this page's own marks is on the sheet."""
    mark = dots(page).crop((0, 0, WIDTH, 8)).tobytes()
    picture = sheet.picture(WIDTH)
    return any(picture.crop((0, top, WIDTH, top + 8)).tobytes() == mark for top in range(max(0, picture.height - 7)))


@dataclass
class Seen:
    """The states staff were shown, in order, with when."""

    states: list[tuple[float, State]] = field(default_factory=list)

    @property
    def names(self) -> list[State]:
        return [state for _, state in self.states]


@asynccontextmanager
async def centre(
    printer: FakePrinter, options: str = "", folder: Path | None = None
) -> AsyncIterator[tuple[Spool, Seen]]:
    """A spool that owns the printer, and somebody who watches its state."""
    with TemporaryDirectory(dir=MEMORY) as own:
        async with Spool(f"{printer.url}?width={WIDTH}{options}", folder or Path(own)) as spool:
            seen = Seen()
            watching = asyncio.create_task(_watch(spool, seen))
            await spool.looked()
            try:
                yield spool, seen
            finally:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching


async def _watch(spool: Spool, seen: Seen) -> None:
    loop = asyncio.get_running_loop()
    while True:
        state = spool.state
        seen.states.append((loop.time(), state))
        await spool.changed(state)


async def hand_out(spool: Spool, number: int, *, asks: bool = True) -> list[Result]:
    """Print ticket `number`; when nobody can tell whether it came, a copy under its own name. All outcomes."""
    results = [await spool.print(f"K-{number}/0", marked(number))]
    while asks and results[-1] is Result.UNKNOWN and len(results) < 3:
        copy = len(results)
        results.append(await spool.print(f"K-{number}/{copy}", marked(number + 1000 * copy)))
    return results
