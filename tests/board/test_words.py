"""What the voice says is right for every number, letter and desk, in three languages."""

import subprocess

import pytest

from board.voice import sentences
from core.words import Language
from tests.board import tables
from voice import words

KY_VALUES = {
    **{"бир": 1, "эки": 2, "үч": 3, "төрт": 4, "беш": 5, "алты": 6, "жети": 7, "сегиз": 8, "тогуз": 9, "он": 10},
    **{"жыйырма": 20, "отуз": 30, "кырк": 40, "элүү": 50, "алтымыш": 60, "жетимиш": 70, "сексен": 80, "токсон": 90},
}
RU_VALUES = {
    **{"один": 1, "одна": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7},
    **{"восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13},
    **{"четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18},
    **{"девятнадцать": 19, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60},
    **{"семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100, "двести": 200, "триста": 300},
    **{"четыреста": 400, "пятьсот": 500, "шестьсот": 600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900},
}
EN_VALUES = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17},
    **{"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60},
    **{"seventy": 70, "eighty": 80, "ninety": 90},
}
HUNDRED, THOUSAND = ("жүз", "hundred"), ("миң", "тысяча", "тысячи", "тысяч", "thousand")
ZERO = {"нөл", "ноль", "zero"}


def heard(said: str) -> int:
    """The number a listener understands."""
    total = part = 0
    for word in said.replace("-", " ").split():
        if word in HUNDRED:
            part = max(part, 1) * 100
        elif word in THOUSAND:
            assert part, "«миң» alone is not said here"
            total, part = total + part * 1000, 0
        elif word not in ZERO and word != "and":
            part += {**KY_VALUES, **RU_VALUES, **EN_VALUES}[word]
    return total + part


@pytest.mark.parametrize("language", Language)
def test_a_listener_understands_every_number(language: Language) -> None:
    numbers = [*range(10_000), *range(10_000, 1_000_000, 997), 999_999]
    assert [heard(words.cardinal(number, language)) for number in numbers] == numbers


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_there_are_no_words_beyond_the_numbers_of_a_day(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        words.cardinal(number, Language.KY)


def test_the_tables_people_read_are_what_is_said() -> None:
    for name, text in tables.tables().items():
        assert (tables.FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: python -m tests.board.tables"


def test_every_letter_has_a_name_of_its_own_in_each_language() -> None:
    for language in Language:
        names = [words.letter(letter, language) for letter in words.ALPHABET]
        assert len(set(names)) == 36 and all(names)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *[(1, "биринчи"), (2, "экинчи"), (3, "үчүнчү"), (4, "төртүнчү"), (5, "бешинчи"), (6, "алтынчы")],
        *[(7, "жетинчи"), (8, "сегизинчи"), (9, "тогузунчу"), (10, "онунчу"), (12, "он экинчи")],
        *[(20, "жыйырманчы"), (30, "отузунчу"), (40, "кыркынчы"), (50, "элүүнчү"), (60, "алтымышынчы")],
        *[(70, "жетимишинчи"), (80, "сексенинчи"), (90, "токсонунчу"), (100, "жүзүнчү"), (1000, "бир миңинчи")],
    ],
)
def test_kyrgyz_ordinals_follow_the_vowels(number: int, said: str) -> None:
    assert words.ordinal_ky(number) == said


@pytest.mark.parametrize(
    ("code", "ky", "ru", "en"),
    [
        ("А042", "а нөл кырк эки", "а ноль сорок два", "eigh zero forty-two"),
        ("Ң007", "ың нөл нөл жети", "эн с хвостиком ноль ноль семь", "eng zero zero seven"),
        ("К100", "ка жүз", "ка сто", "kay one hundred"),
        ("Т000", "тэ нөл нөл нөл", "тэ ноль ноль ноль", "tee zero zero zero"),
        ("М1042", "эм бир миң кырк эки", "эм одна тысяча сорок два", "em one thousand and forty-two"),
    ],
)
def test_a_code_is_said_with_its_letter_and_its_zeros(code: str, ky: str, ru: str, en: str) -> None:
    assert [words.code(code, language) for language in Language] == [ky, ru, en]


def test_no_two_codes_of_a_lane_sound_the_same() -> None:
    for language in Language:
        assert len({words.code(f"А{number:03d}", language) for number in range(1, 2000)}) == 1999


def test_the_desk_is_an_ordinal_in_kyrgyz_and_a_number_elsewhere() -> None:
    assert [sentences.desk(3, language) for language in Language] == [
        "Үчүнчү терезеге келиңиз.",
        "Подойдите к окну три.",
        "Please come to desk three.",
    ]


@pytest.mark.parametrize("language", Language)
def test_even_the_last_resort_reads_no_letter_in_a_foreign_tongue(language: Language) -> None:
    """espeak-ng marks a change of language with `(en)`, and reads lone consonants that way."""
    said = "\n".join(words.letter(letter, language) for letter in words.ALPHABET)
    voice = ["espeak-ng", "-v", language, "-x", "-q", "--stdin"]
    sounds = subprocess.run(voice, input=said, capture_output=True, text=True, check=True).stdout
    assert sounds.strip() and "(en)" not in sounds and "(ru)" not in sounds
