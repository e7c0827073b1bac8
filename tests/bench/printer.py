"""One ticket: drawing, encoding, bytes, and what a stuck printer does to the event loop.

The baseline is python-escpos's own `image()` on the same picture, in the same run.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

from PIL import Image

from config.texts import speaker
from printer import layout, samples
from printer.draw import draw
from printer.encode import encode
from printer.jobs import Result
from printer.page import PAPER_80, Page
from printer.spool import Spool
from printer.text import encode_text
from tests.bench.rows import heading, percentile, row
from tests.fakes.printer import FakePrinter, Script

ROUNDS = 40
LAG_MS_MAX = 30
STEP_S = 0.005


def run() -> None:
    heading("Printer: one queue ticket, 80 mm, Kyrgyz")
    page = layout.page(samples.ticket("ky"), speaker("ticket", "ky"))
    picture = draw(page, PAPER_80)
    with tempfile.TemporaryDirectory() as folder:
        image = _library(folder)
        _one_ticket(page, picture, image)
        asyncio.run(_lag(page, Path(folder)))


def _library(folder: str) -> Callable[[Image.Image], bytes]:
    os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = folder
    before, tempfile.tempdir = tempfile.tempdir, folder
    from escpos.printer import Dummy

    tempfile.tempdir = before

    def image(picture: Image.Image) -> bytes:
        dummy = Dummy(profile="TM-T20II")
        dummy.image(picture)
        dummy.cut()
        return bytes(dummy.output)

    return image


def _one_ticket(page: Page, picture: Image.Image, image: Callable[[Image.Image], bytes]) -> None:
    drawing = _ms(lambda: draw(page, PAPER_80))
    ours, theirs = _ms(lambda: encode(picture)), _ms(lambda: image(picture))
    grey = _ms(lambda: image(picture.convert("L")))
    row("draw the ticket (in a thread)", f"{drawing:.1f} ms", "–", "–", "Pillow and segno")
    row("encode the picture", f"{ours:.1f} ms", f"image() {theirs:.1f} ms, from grey {grey:.1f} ms",
        f"ratio {ours / theirs:.2f} of image()", "copying rows in Python")  # fmt: skip
    sent, baseline = len(encode(picture)), len(image(picture))
    row("bytes sent", f"{sent:,}", f"image() {baseline:,}", f"ratio {sent / baseline:.2f}",
        "ink of the ticket: only blank rows and right margins go")  # fmt: skip
    text = len(encode_text(page, PAPER_80, 53))
    row("bytes sent in text mode", f"{text:,}", f"image() {baseline:,}", f"ratio {text / baseline:.3f}",
        "the code page KZ-1048, on few printers")  # fmt: skip


def _ms(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)


async def _lag(page: Page, folder: Path) -> None:
    idle = await _late_by(asyncio.sleep(1.5))
    async with FakePrinter(Script(paper_rows=100)) as printer, Spool(printer.url, folder) as spool:
        await spool.looked()
        printing = asyncio.create_task(spool.print("K-1/0", page))
        stuck = await _late_by(printer.until(lambda: printer.paper_out), asyncio.sleep(1.5))
        printer.load_paper()
        if await printing is not Result.PRINTED:
            raise RuntimeError("the ticket did not come out")
    row("event-loop lag while the printer has no paper in mid-ticket",
        f"max {max(stuck):.1f} ms, p99 {percentile(stuck, 0.99):.1f} ms",
        f"idle loop max {max(idle):.1f} ms", f"≤ {LAG_MS_MAX} ms, ratio {max(stuck) / max(*idle, 0.1):.1f}",
        "drawing holds the interpreter's lock; the fake printer shares the loop")  # fmt: skip


async def _late_by(*during: Awaitable[object]) -> list[float]:
    """How late a clock of the loop was, in ms, while the rest went on."""
    busy = asyncio.gather(*during)
    late = []
    while not busy.done():
        due = time.perf_counter() + STEP_S
        await asyncio.sleep(STEP_S)
        late.append((time.perf_counter() - due) * 1000)
    await busy
    return late


if __name__ == "__main__":
    run()
