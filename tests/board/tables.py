"""The tables people read to check the voice: `python -m tests.board.tables` writes them into tests/golden/voice."""

from collections.abc import Iterable
from pathlib import Path

from board.voice import sentences
from core.words import Language
from voice import words

FOLDER = Path(__file__).parents[1] / "golden" / "voice"
NUMBERS, DESKS = range(10_000), range(1, 100)


def numbers(language: Language) -> str:
    """0 to 9999, one a line."""
    return _lines(f"{number}\t{words.cardinal(number, language)}" for number in NUMBERS)


def letters() -> str:
    """Every letter a ticket's code may begin with, by its name in Kyrgyz, Russian and English."""
    return _lines(
        "\t".join([sign, *(words.letter(sign, language) for language in Language)]) for sign in words.ALPHABET
    )


def desks() -> str:
    """Where a visitor is sent, for every desk there can be."""
    return _lines(
        "\t".join([str(number), *(sentences.desk(number, language) for language in Language)]) for number in DESKS
    )


def codes() -> str:
    """Whole sentences about tickets, with and without leading zeros."""
    some = [f"{sign}042" for sign in words.ALPHABET] + [f"А{number:03d}" for number in range(0, 1000, 37)]
    some += ["К000", "К007", "К070", "К100", "Т1000", "Т1042", "Т9999", "Т0010"]
    return _lines("\t".join([code, *(sentences.ticket(code, language) for language in Language)]) for code in some)


def tables() -> dict[str, str]:
    return {
        **{f"numbers-{language}.txt": numbers(language) for language in Language},
        "letters.txt": letters(),
        "desks.txt": desks(),
        "codes.txt": codes(),
    }


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in tables().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(FOLDER / name)
