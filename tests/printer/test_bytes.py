"""What goes over the wire: bands every printer takes, and nothing a printer would obey by accident."""

import asyncio
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from config.texts import LANGUAGES, speaker
from printer import layout, samples
from printer.decode import decode
from printer.draw import draw
from printer.encode import encode, harmless, heights
from printer.orders import CUT, RESET, process_id, resync
from printer.page import PAPER_58, PAPER_80, Page, Paper, Ruler, Text
from printer.profiles import UnknownProfile, profile, profiles
from printer.text import encode_text
from tests.fakes.clock import run
from tests.fakes.printer import FakePrinter, Script, Sheet

OBEYED = re.compile(rb"\x10[\x04\x05\x14]", re.DOTALL)

pictures = st.builds(
    lambda width, rows: Image.frombytes("1", (width * 8, len(rows) // width or 1), rows.ljust(width, b"\xff")),
    st.integers(1, 72),
    st.one_of(st.binary(max_size=4000), st.lists(st.sampled_from([b"\0" * 72, b"\x10\x04\x01" * 24])).map(b"".join)),
)


@given(pictures)
def test_decoding_gives_the_picture_back_but_for_the_dots_that_make_it_harmless(picture: Image.Image) -> None:
    back = decode(encode(picture), picture.width)
    assert back.size == picture.size
    added = ImageChops.logical_xor(back, picture)
    assert ImageChops.logical_and(added, back).getbbox() is None, "dots may be added, never taken away"
    if not OBEYED.search(ImageChops.invert(picture).tobytes()):
        assert added.getbbox() is None


@given(st.binary(max_size=300))
def test_no_picture_holds_a_command_a_printer_would_obey_at_once(data: bytes) -> None:
    safe = harmless(data)
    assert not OBEYED.search(safe)
    assert len(safe) == len(data)


@given(st.integers(1, 3000))
def test_bands_are_low_and_never_a_multiple_of_48(rows: int) -> None:
    assert sum(heights(rows)) == rows
    assert all(0 < height <= 100 and height % 48 for height in heights(rows))


def test_a_job_begins_with_a_reset_and_ends_with_a_cut_or_with_paper_to_tear() -> None:
    picture = Image.new("1", (576, 60), 0)
    assert encode(picture).startswith(RESET)
    assert encode(picture).endswith(CUT)
    assert CUT not in encode(picture, cuts=False)
    assert decode(encode(picture, cuts=False), 576).height == 60 + 120


@pytest.mark.parametrize("width", [384, 576, 1000])
def test_a_resync_is_longer_than_the_longest_band(width: int) -> None:
    full = encode(Image.new("1", (width, 100), 0))
    assert len(resync(width)) > len(full)


def test_a_process_id_has_four_characters() -> None:
    assert process_id("0042") == bytes.fromhex("1d284806003030") + b"0042"
    with pytest.raises(ValueError, match="four"):
        process_id("42")


def test_foreign_bytes_are_not_decoded_as_ours() -> None:
    with pytest.raises(ValueError, match="byte 2"):
        decode(RESET + b"hello", 576)
    with pytest.raises(ValueError, match="cut off"):
        decode(encode(Image.new("1", (80, 9), 0), cuts=False)[:40], 80)


def printed(job: bytes, script: Script) -> tuple[list[Sheet], list[str]]:
    """The paper a strict printer makes of a job."""

    async def feed() -> tuple[list[Sheet], list[str]]:
        async with FakePrinter(script) as printer:
            _, writer = await asyncio.open_connection("127.0.0.1", int(printer.url.rsplit(":", 1)[1]))
            writer.write(job)
            await asyncio.wait_for(printer.until(lambda: bool(printer.sheets)), 60)
            writer.transport.abort()
            return printer.sheets, printer.complaints

    return run(feed())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80", "58"])
def test_a_strict_printer_prints_every_paper_dot_for_dot(language: str, paper: Paper) -> None:
    for face in samples.faces(language).values():
        picture = draw(layout.page(face, speaker("ticket", language)), PAPER_58 if paper is PAPER_58 else PAPER_80)
        sheets, complaints = printed(encode(picture), Script(width_dots=paper.width_dots))
        assert complaints == []
        assert sheets[0].texts == []
        assert ImageChops.logical_xor(sheets[0].picture(paper.width_dots), picture).getbbox() is None


def test_a_clone_that_jams_on_48_rows_and_ignores_esc_j_prints_it_too() -> None:
    picture = draw(layout.page(samples.ticket("ky"), speaker("ticket", "ky")), PAPER_58)
    sheets, _ = printed(encode(picture), Script(width_dots=384, jams_on_48=True, ignores_esc_j=True))
    assert ImageChops.logical_xor(sheets[0].picture(384), picture).getbbox() is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_mode_keeps_every_letter_and_is_a_fiftieth_of_the_picture(language: str) -> None:
    page = layout.page(samples.ticket(language), speaker("ticket", language))
    job = encode_text(page, PAPER_80, 53)
    assert len(job) * 30 < len(encode(draw(page, PAPER_80)))
    sheets, complaints = printed(job, Script())
    words = " ".join(sheets[0].texts).split()
    assert complaints == []
    assert "?" not in "".join(words)
    wanted = [word for block in page.blocks if isinstance(block, Text) for word in block.text.split(" ")]
    said = " ".join(words).replace("\u00a0", " ")
    assert [word for word in wanted if word.replace("\u00a0", " ") not in said] == []
    assert "А042" in words
    assert sheets[0].codes == [samples.URL]


def test_in_text_mode_what_the_code_page_lacks_goes_as_a_picture() -> None:
    job = encode_text(Page("", (Text("Көк-Суу ☃"), Ruler((384,)))), PAPER_80, 53)
    sheets, complaints = printed(job, Script())
    assert complaints == []
    assert sheets[0].texts == []
    assert sheets[0].inked


@settings(max_examples=30)
@given(st.text(st.sampled_from("абңөүҢӨҮ -«»№"), max_size=200))
def test_lines_of_text_mode_fit_the_paper(text: str) -> None:
    job = encode_text(Page("", (Text(text),)), PAPER_58, 53)
    body = job.split(b"\x1d!\x01", 1)[1].removesuffix(CUT)
    assert all(len(line) <= 32 for line in body.split(b"\n"))


def test_profiles_know_widths_knives_and_the_kyrgyz_code_page() -> None:
    epson, clone = profile("TM-T20II"), profile("ZJ-5870")
    assert (epson.width_dots, epson.cuts, epson.kyrgyz_page, epson.process_id) == (576, True, 53, True)
    assert (clone.width_dots, clone.cuts, clone.kyrgyz_page, clone.process_id) == (384, False, None, False)
    assert len(profiles()) > 20
    assert not {"OCD-100", "AF-240"} & set(profiles()), "customer displays are no printers"


def test_an_unknown_model_is_answered_with_the_nearest_names() -> None:
    with pytest.raises(UnknownProfile, match="TM-T20II"):
        profile("TM-T20")
