"""Every word of every room is there in three languages, in the right letters."""

import re
import unicodedata
from itertools import product
from string import Formatter

import pytest

from config.files import MIXED
from config.texts import FOLDER, LANGUAGES, catalogue, speaker

ROOMS = sorted({file.stem for file in FOLDER.glob("*/*.po")})
WRONG = set("\u0472\u0473\u04c9\u04ca\u019f\u0275\u0301")
"""Look-alikes of Ө and Ң, and the stress mark."""
EVERYWHERE = list(product(ROOMS, LANGUAGES))


def placeholders(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


def test_there_are_rooms_to_look_at() -> None:
    assert {"config", "desk", "board", "ticket"} <= set(ROOMS)
    assert sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()) == sorted(LANGUAGES)


@pytest.mark.parametrize("room", ROOMS)
def test_the_three_languages_have_the_same_keys(room: str) -> None:
    kyrgyz, russian, english = (catalogue(room, language).keys() for language in LANGUAGES)
    assert kyrgyz == russian == english


@pytest.mark.parametrize("room", ROOMS)
def test_the_three_languages_have_the_same_placeholders(room: str) -> None:
    for key, text in catalogue(room, "ky").items():
        for language in LANGUAGES:
            assert placeholders(catalogue(room, language)[key]) == placeholders(text), (language, key)


@pytest.mark.parametrize(("room", "language"), EVERYWHERE)
def test_no_key_stands_twice(room: str, language: str) -> None:
    keys = re.findall(r'^msgid "(.+)"$', (FOLDER / language / f"{room}.po").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(keys) == sorted(catalogue(room, language))


@pytest.mark.parametrize(("room", "language"), EVERYWHERE)
def test_no_text_is_empty_or_marked_as_unsure(room: str, language: str) -> None:
    for key, text in catalogue(room, language).items():
        assert text.strip(), key
    assert "#, fuzzy" not in (FOLDER / language / f"{room}.po").read_text(encoding="utf-8")


@pytest.mark.parametrize(("room", "language"), EVERYWHERE)
def test_no_word_mixes_latin_and_cyrillic_letters(room: str, language: str) -> None:
    for key, text in catalogue(room, language).items():
        assert not MIXED.search(re.sub(r"\{[^}]*\}", " ", text)), (key, text)


@pytest.mark.parametrize(("room", "language"), EVERYWHERE)
def test_letters_are_the_right_code_points_in_one_form(room: str, language: str) -> None:
    for key, text in catalogue(room, language).items():
        assert text == unicodedata.normalize("NFC", text), key
        assert not set(text) & WRONG, (key, text)


def test_a_key_that_is_not_there_is_an_error_and_no_silent_gap() -> None:
    with pytest.raises(KeyError):
        speaker("config", "ky")("fault.no_such_fault")


def test_a_value_may_have_any_name() -> None:
    assert "[[people]]" in speaker("config", "ky")("fault.tables_missing", key="people")
