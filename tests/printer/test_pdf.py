"""The papers as PDF: the words of the roll on a sheet, with a font of their own inside."""

import subprocess
from itertools import product

import pytest

from config.texts import LANGUAGES, speaker
from printer import layout, samples
from printer.page import Bar, Blank, Item, Number, Page, Qr, Text
from printer.pdf import pdf

FACES = [(name, language) for name, language in product(samples.faces("ky"), LANGUAGES) if name != "test"]


def read(program: str, *arguments: str, made: bytes) -> str:
    return subprocess.run([program, *arguments], input=made, capture_output=True, check=True).stdout.decode()


def words(page: Page) -> list[str]:
    said = []
    for block in page.blocks:
        match block:
            case Text(text) | Bar(text) | Number(text) | Blank(text):
                said.append(text)
            case Item(text, note=note):
                said += [text, note]
            case Qr(caption=caption):
                said.append(caption)
    return " ".join(said).split()


@pytest.mark.parametrize(("name", "language"), FACES)
def test_every_word_of_the_roll_is_on_the_sheet_in_the_same_order(name: str, language: str) -> None:
    page = layout.page(samples.faces(language)[name], speaker("ticket", language))
    made = pdf(page)
    assert made == pdf(page)
    printed = iter(read("pdftotext", "-raw", "-", "-", made=made).split())
    assert [word for word in words(page) if word not in printed] == []


def test_the_font_is_inside_and_no_other_is_asked_for() -> None:
    fonts = read("pdffonts", "-", made=pdf(layout.page(samples.faces("ky")["receipt"], speaker("ticket", "ky"))))
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert rows and all("OpenSans" in row[0] and row[-5] == "yes" for row in rows), fonts


def test_markup_in_a_text_is_a_text() -> None:
    said = read("pdftotext", "-", "-", made=pdf(Page("x", (Text("<b>баш</b> & <para>"), Item("<br/>", 1)))))
    assert said.split() == ["<b>баш</b>", "&", "<para>", "1.", "<br/>", "x·1"]
