"""Kyrgyz lists are sorted as a dictionary sorts them, and a Russian keyboard finds Kyrgyz words."""

import random

import pytest

from config.order import ALPHABET, clean, fold, kyrgyz_key


def test_the_alphabet_has_its_36_letters_in_order() -> None:
    letters = list(ALPHABET)
    random.Random(1).shuffle(letters)
    assert len(set(letters)) == 36
    assert "".join(sorted(letters, key=kyrgyz_key)) == ALPHABET


def test_words_stand_as_in_a_dictionary() -> None:
    words = ["өрүк", "оюн", "ү", "уюл", "Ноокат", "ңа", "арча", "Ёлка", "елка", "жер", "Өзгөн", "ош"]
    assert sorted(words, key=kyrgyz_key) == [
        "арча",
        "елка",
        "Ёлка",
        "жер",
        "Ноокат",
        "ңа",
        "ош",
        "оюн",
        "Өзгөн",
        "өрүк",
        "уюл",
        "ү",
    ]


def test_a_shorter_word_stands_before_its_longer_relative_and_digits_before_letters() -> None:
    assert sorted(["айылы", "айыл", "1-терезе", "Agro"], key=kyrgyz_key) == ["1-терезе", "Agro", "айыл", "айылы"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("уй-було", "Үй-бүлө"),
        ("ёлка", "Елка"),
        ("жаны  шоола", " Жаңы Шоола "),
        ("корустон", "Көрүстөн"),
        ("корустон", "кѳрүстѳн"),
        ("мин", "миӊ"),
        ("и\u0306", "Й"),
    ],
)
def test_a_russian_keyboard_finds_kyrgyz_words(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


def test_letters_that_differ_in_russian_too_stay_different() -> None:
    assert fold("ишим") != fold("ишым")
    assert fold("кой") != fold("кои")


def test_cleaning_composes_letters_and_mends_wrong_code_points() -> None:
    assert clean("и\u0306ѳӊѲӉ") == "йөңӨҢ"
    assert clean("Өзгөн") == "Өзгөн"
