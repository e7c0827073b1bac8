"""The printer's book survives the power cut."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from printer.jobs import Jobs, Result
from printer.spool import Spool
from tests.fakes.printer import FakePrinter, Script
from tests.printer.office import WIDTH, is_page, marked

KIOSK = """
import asyncio, sys
from pathlib import Path
from printer.spool import Spool
from tests.printer.office import marked

async def main(url, folder):
    async with Spool(url, Path(folder)) as spool:
        for n in (1, 2):
            print(await spool.print(f"K-{n}/0", marked(n)), flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("when", ["before", "in the middle", "after"])
def test_after_a_power_cut_the_outcome_is_known_or_honestly_unknown(when: str, tmp_path: Path) -> None:
    async def power_cut() -> tuple[list[Result], list[bool]]:
        script = Script(width_dots=WIDTH, rows_per_s=20_000, cover_open=when == "before")
        async with FakePrinter(script) as printer:
            url = f"{printer.url}?width={WIDTH}"
            kiosk = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", KIOSK, url, str(tmp_path)), stdout=asyncio.subprocess.PIPE
            )
            assert kiosk.stdout is not None
            if when != "before":
                assert await kiosk.stdout.readline() == b"printed\n"
                printer.set_speed(20_000 if when == "after" else 200)
            match when:
                case "before":
                    await asyncio.wait_for(printer.until(lambda: printer.received > 0), 20)
                case "in the middle":
                    await asyncio.wait_for(printer.until(lambda: printer.sheet.inked), 20)
                case _:
                    assert await kiosk.stdout.readline() == b"printed\n"
            kiosk.send_signal(signal.SIGKILL)
            await kiosk.wait()
            printer.set_speed(20_000)
            printer.set_cover(is_open=False)
            async with Spool(url, tmp_path) as spool:
                outcomes = [await spool.outcome(f"K-{n}/0") for n in (1, 2)]
                assert await spool.print("K-3/0", marked(3), wait_s=20) is Result.PRINTED
            return outcomes, [is_page(sheet, marked(3)) for sheet in printer.sheets[-1:]]

    known = {
        "before": [Result.NOT_PRINTED, Result.NOT_PRINTED],
        "in the middle": [Result.PRINTED, Result.UNKNOWN],
        "after": [Result.PRINTED, Result.PRINTED],
    }
    assert asyncio.run(power_cut()) == (known[when], [True])


def test_a_job_that_was_under_way_is_unknown_when_the_book_is_opened_again(tmp_path: Path) -> None:
    book = Jobs(tmp_path / "printer.db")
    book.begin("K-1/0", "А001")
    assert book.outcome("K-1/0") is Result.UNKNOWN
    book.close()
    again = Jobs(tmp_path / "printer.db")
    assert (again.outcome("K-1/0"), again.broken) == (Result.UNKNOWN, True)
    again.mended()
    assert again.broken is False
    again.close()


def test_a_job_may_begin_again_only_under_its_own_number(tmp_path: Path) -> None:
    book = Jobs(tmp_path / "printer.db")
    first = book.begin("K-1/0", "А001")
    book.end("K-1/0", Result.NOT_PRINTED, 0)
    assert book.begin("K-1/0", "А001") == first
    book.end("K-1/0", Result.PRINTED, 120.5)
    assert (book.outcome("K-1/0"), book.used_mm) == (Result.PRINTED, 120.5)
    book.new_roll()
    assert book.used_mm == 0
    book.close()


def test_the_book_forgets_after_a_month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Jobs(tmp_path / "printer.db")
    book.begin("K-1/0", "А001")
    book.end("K-1/0", Result.PRINTED, 0)
    book.close()
    monkeypatch.setattr("printer.jobs.KEPT_DAYS", -1)
    later = Jobs(tmp_path / "printer.db")
    assert later.outcome("K-1/0") is Result.NOT_PRINTED
    later.close()


@pytest.mark.parametrize("at", [0, 4096], ids=["the head", "a page"])
def test_a_damaged_book_is_laid_aside_and_paper_comes_out(at: int, tmp_path: Path) -> None:
    file = tmp_path / "printer.db"
    book = Jobs(file)
    book.begin("K-1/0", "А001")
    book.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:at] + b"\xff" * 3000 + whole[at + 3000 :])

    async def print_one() -> Result:
        script = Script(width_dots=WIDTH, rows_per_s=20_000)
        async with FakePrinter(script) as printer, Spool(f"{printer.url}?width={WIDTH}", tmp_path) as spool:
            return await spool.print("K-2/0", marked(1))

    assert asyncio.run(print_one()) is Result.PRINTED
    assert b"\xff" * 3000 in (tmp_path / "damaged-printer.db").read_bytes()
