"""`python -m printer` and `python -m tests.fakes.printer`, as a technician runs them."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from config.texts import speaker
from printer import layout, samples
from printer.draw import draw
from printer.jobs import Jobs, Result
from printer.page import PAPER_58, PAPER_80


def command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-m", "printer", *words), capture_output=True, text=True, check=False, timeout=60
    )


@contextmanager
def fake(*words: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A printer in a process of its own, as people start it by hand; gives its address."""
    arguments = (sys.executable, "-m", "tests.fakes.printer", "--port", "0", "--rows-per-s", "50000", *words)
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.kill()


def test_a_sample_goes_to_the_printer_and_comes_out_dot_for_dot(tmp_path: Path) -> None:
    with fake("--out", str(tmp_path)) as (url, process):
        done = command("sample", url, "--language", "ru", "--kind", "receipt")
        assert (done.stdout, done.returncode) == ("printed (printer: ready)\n", 0)
        assert process.stdout is not None
        assert "no complaints" in process.stdout.readline()
    wanted = draw(layout.page(samples.faces("ru")["receipt"], speaker("ticket", "ru")), PAPER_80)
    with Image.open(tmp_path / "sheet-001.png") as got:
        assert ImageChops.logical_xor(got.convert("1"), wanted).getbbox() is None


def test_status_test_page_width_and_feed(tmp_path: Path) -> None:
    with fake("--width", "640", "--low") as (url, _):
        assert command("status", url).stdout == "paper_low\n"
        for act in ("test", "width", "feed"):
            assert command(act, url).stdout == "printed (printer: paper_low)\n"


def test_a_printer_without_paper_prints_nothing_and_says_why() -> None:
    with fake("--paper-out-after", "0") as (url, _):
        done = command("sample", url)
        assert (done.stdout, done.returncode) == ("not_printed (printer: paper_out)\n", 1)


def test_the_fake_obeys_what_is_typed() -> None:
    with fake() as (url, process):
        assert process.stdin is not None
        process.stdin.write("cover open\n")
        process.stdin.flush()
        assert command("status", url).stdout == "cover_open\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("status", "lpt1"), "is no way to a printer"),
        (("sample", "tcp://host?profile=Epsom"), "no printer model “Epsom” is known"),
    ],
)
def test_a_mistake_is_explained_without_a_traceback(words: tuple[str, ...], complaint: str) -> None:
    done = command(*words)
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


def test_a_missing_font_is_explained_without_a_traceback(tmp_path: Path) -> None:
    script = (
        "import runpy, printer.fonts as f; f.folders = lambda: []; runpy.run_module('printer', run_name='__main__')"
    )
    done = subprocess.run(
        (sys.executable, "-c", script, "render", str(tmp_path / "ticket.png")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "apt install fonts-open-sans" in done.stderr
    assert "Traceback" not in done.stderr


def test_papers_are_drawn_into_a_file(tmp_path: Path) -> None:
    command("render", str(tmp_path / "route.png"), "--kind", "route", "--paper", "58", "--large")
    wanted = draw(layout.page(samples.faces("ky")["route"], speaker("ticket", "ky"), large=True), PAPER_58)
    with Image.open(tmp_path / "route.png") as got:
        assert ImageChops.logical_xor(got.convert("1"), wanted).getbbox() is None


def test_models_are_listed_by_any_word() -> None:
    lines = command("models", "epson", "kz-1048").stdout.splitlines()
    assert len(lines) >= 6
    assert all("Epson" in line and "KZ-1048" in line for line in lines)


def test_a_new_roll_is_told_to_the_book(tmp_path: Path) -> None:
    file = tmp_path / "printer.db"
    book = Jobs(file)
    book.begin("K-1/0", "А001")
    book.end("K-1/0", Result.PRINTED, 130)
    assert "another program" in command("new-roll", str(file)).stderr
    book.close()
    assert command("new-roll", str(file)).returncode == 0
    book = Jobs(file)
    assert book.used_mm == 0
    book.close()
    assert "does not exist" in command("new-roll", str(tmp_path / "none.db")).stderr
