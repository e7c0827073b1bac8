"""The papers people carry away."""

import os
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from config.texts import LANGUAGES, catalogue, speaker
from printer import fonts, layout, samples
from printer.decode import decode
from printer.draw import draw
from printer.encode import encode
from printer.faces import DocumentsFace, StatementFace
from printer.page import PAPER_58, PAPER_80, SMALL_PT, Bar, Item, Number, Page, Paper, Picture, Qr, Space, Text
from tests.printer.golden import FOLDER, Case, cases, fingerprint, golden_bytes, load, made_with

CASES = list(cases())
SAME_MACHINE = made_with() == (FOLDER / "made-with.txt").read_text()
"""Whether font and FreeType are those the golden pictures were drawn with: only then every dot can be the same."""

KY = speaker("ticket", "ky")
EMPTY = Page("", ())


def differs(one: Image.Image, other: Image.Image) -> bool:
    return one.size != other.size or ImageChops.logical_xor(one, other).getbbox() is not None


def ink(picture: Image.Image) -> int:
    return picture.histogram()[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_paper_looks_as_it_did_when_somebody_looked_at_it(case: Case) -> None:
    drawn, golden = draw(case.page, case.paper), load(case)
    if SAME_MACHINE:
        assert not differs(drawn, golden)
    assert drawn.width == golden.width
    assert drawn.height == pytest.approx(golden.height, rel=0.05)
    assert ink(drawn) == pytest.approx(ink(golden), rel=0.1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_bytes_of_every_paper_are_the_golden_ones_and_decode_to_the_picture(case: Case) -> None:
    picture = load(case)
    job = encode(picture)
    assert fingerprint(job) == golden_bytes()[case.name]
    assert not differs(decode(job, picture.width), picture)


def test_the_golden_folder_holds_these_papers_and_no_others() -> None:
    assert {file.stem for file in FOLDER.glob("*.png")} == {case.name for case in CASES} == set(golden_bytes())
    for file in FOLDER.glob("*.bin"):
        assert fingerprint(file.read_bytes()) == golden_bytes()[file.stem]


@pytest.mark.parametrize("case", [c for c in CASES if c.name.startswith("ticket")], ids=lambda case: case.name)
def test_a_phone_reads_the_code_of_every_ticket(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "ticket.png"
    draw(case.page, case.paper).convert("L").save(file)
    read = subprocess.run(("zbarimg", "--quiet", "--raw", str(file)), capture_output=True, text=True, check=True)
    assert read.stdout.strip() == samples.URL


@pytest.mark.parametrize("code", ["А042", "М888", "Ж777", "Ш042", "А1042"])
def test_the_number_is_at_least_20_mm_high_on_80_mm_paper(code: str) -> None:
    number = draw(Page("", (Number(code),)), PAPER_80)
    top, bottom = ink_rows(number)
    high = PAPER_80.in_mm(bottom - top)
    assert high >= 20 if len(code) == 4 else high >= 15
    assert high <= 22.5


def ink_rows(picture: Image.Image) -> tuple[int, int]:
    box = ImageChops.invert(picture).getbbox()
    assert box is not None
    return box[1], box[3]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_is_smaller_than_12_pt(case: Case) -> None:
    assert case.page.letters >= 1
    assert all(block.size >= SMALL_PT for block in case.page.blocks if isinstance(block, Text))


def test_large_letters_are_a_third_larger_everywhere() -> None:
    normal, large = (layout.page(samples.ticket("ky"), KY, large=large) for large in (False, True))
    assert large.blocks == normal.blocks
    assert draw(large, PAPER_80).height > 1.3 * draw(normal, PAPER_80).height


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_out_of_turn_mark_stands_on_the_ticket_and_its_reason_names_no_village(language: str) -> None:
    say = speaker("ticket", language)
    plain = layout.page(samples.ticket(language), say)
    marked = layout.page(replace(samples.ticket(language), out_of_turn=True), say)
    assert Bar(say("ticket.out_of_turn")) in marked.blocks
    assert Bar(say("ticket.out_of_turn")) not in plain.blocks


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_says_so_with_its_number_and_time_and_carries_the_same_code(language: str) -> None:
    copy = layout.page(samples.faces(language)["ticket-copy"], speaker("ticket", language))
    marks = [block.text for block in copy.blocks if isinstance(block, Bar)]
    assert Number("А042") in copy.blocks
    assert re.fullmatch(r"(КӨЧҮРМӨ|КОПИЯ|COPY) 1, 09:43", marks[0])


def test_the_ticket_is_short_unless_documents_are_asked_for() -> None:
    ticket = samples.ticket("ky")
    short = layout.page(ticket, KY)
    long = layout.page(replace(ticket, documents=("Паспорт",)), KY)
    assert not [block for block in short.blocks if isinstance(block, Item)]
    assert Item("Паспорт") in long.blocks
    assert PAPER_80.in_mm(draw(short, PAPER_80).height) < 130


def test_without_the_hub_the_ticket_says_nothing_about_place_and_wait() -> None:
    alone = replace(samples.ticket("ky"), ahead=None, wait_minutes=None, url=None)
    words = " ".join(block.text for block in layout.page(alone, KY).blocks if isinstance(block, Text))
    assert "алдыда" not in words
    assert "мүнөт" not in words
    assert not [block for block in layout.page(alone, KY).blocks if isinstance(block, Qr)]


def test_a_ticket_for_several_services_lists_them_all() -> None:
    several = replace(samples.ticket("ky"), also=("Никени каттоо", "Паспорт берүү"))
    items = [block.text for block in layout.page(several, KY).blocks if isinstance(block, Item)]
    assert items == ["Никени каттоо", "Паспорт берүү"]


@pytest.mark.parametrize(
    ("language", "written"),
    [("ky", "2026-жылдын 23-ноябры"), ("ru", "23\u00a0ноября 2026\u00a0г."), ("en", "23\u00a0November 2026")],
)
def test_dates_are_written_as_in_official_papers(language: str, written: str) -> None:
    assert layout.long_date(date(2026, 11, 23), speaker("ticket", language)) == written


def test_the_three_languages_have_the_same_texts_with_the_same_gaps() -> None:
    texts = {language: catalogue("ticket", language) for language in LANGUAGES}
    gaps = {
        language: {key: sorted(re.findall(r"{\w+}", text)) for key, text in known.items()}
        for language, known in texts.items()
    }
    assert gaps["ky"] == gaps["ru"] == gaps["en"]
    assert all(text for known in texts.values() for text in known.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_used_by_some_paper(language: str) -> None:
    used = set()
    say = speaker("ticket", language)

    def listening(key: str, **values: object) -> str:
        used.add(key)
        return say(key, **values)

    for face in samples.faces(language).values():
        layout.page(face, listening)
    layout.calibration(listening)
    ticket = samples.ticket(language)
    layout.page(replace(ticket, ahead=0, wait_minutes=(5, 5), copy=1, also=("…",)), listening)
    listed = samples.faces(language)["documents"]
    assert isinstance(listed, DocumentsFace)
    layout.page(replace(listed, documents=()), listening)
    complaint = samples.faces(language)["complaint"]
    assert isinstance(complaint, StatementFace)
    layout.page(replace(complaint, kind="appeal"), listening)
    used |= {f"month.{month}" for month in range(1, 13)}
    of_the_stand = {key for key in catalogue("ticket", language) if key.startswith(("blank.", "stand."))}
    assert used == set(catalogue("ticket", language)) - of_the_stand


def test_a_line_breaks_only_at_plain_spaces() -> None:
    narrow = Paper(200)
    held = draw(Page("", (Text("25\u00a0мүн", 12),)), narrow)
    broken = draw(Page("", (Text("25 мүнөт күтөсүз", 12),)), narrow)
    assert held.height < broken.height


def test_a_word_wider_than_the_paper_is_broken_not_cut_off() -> None:
    word = draw(Page("", (Text("административдик-аймактык", 17, bold=True),)), PAPER_58)
    box = ImageChops.invert(word).getbbox()
    assert box is not None
    assert box[2] <= PAPER_58.width_dots - PAPER_58.mm(0.5)
    assert word.height > 2 * PAPER_58.points(17)


def test_letters_typed_in_two_parts_print_as_one() -> None:
    whole, parts = (draw(Page("", (Text(text),)), PAPER_80) for text in ("й ё", "и\u0306 е\u0308"))
    assert not differs(whole, parts)


def test_a_missing_font_is_named_with_the_package_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("printer.draw.folders", lambda: [tmp_path])
    with pytest.raises(fonts.MissingFont, match="apt install fonts-open-sans"):
        draw(Page("", (Text("Кезек"),)), PAPER_80)


def test_fonts_are_taken_from_the_folder_of_the_environment_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KEZEK_FONTS", f"{tmp_path}{os.pathsep}/elsewhere")
    assert fonts.folders()[:2] == [tmp_path, Path("/elsewhere")]


def test_a_picture_wider_than_the_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        draw(Page("", (Picture(Image.new("1", (400, 10))),)), PAPER_58)


def test_an_address_too_long_for_the_paper_is_refused_rather_than_printed_unreadable() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        draw(Page("", (Qr("x" * 800, ""),)), PAPER_58)


@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80", "58"])
def test_modules_of_the_code_are_at_least_4_dots_with_a_quiet_zone_of_4(paper: Paper) -> None:
    code = ImageChops.invert(draw(Page("", (Space(1), Qr(samples.URL, ""), Space(1))), paper))
    box = code.getbbox()
    assert box is not None
    left, top = box[0], box[1]
    run = next(x for x in range(left, paper.width_dots) if not code.getpixel((x, top))) - left
    module = run // 7
    assert module >= 4
    assert min(left, paper.width_dots - box[2], top) >= 4 * module
