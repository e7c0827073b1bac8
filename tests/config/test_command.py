"""`python -m config` shows what will be used, or every fault."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from config import STARTER, load
from config.__main__ import main
from config.texts import LANGUAGES
from tests.config.folders import small_centre, spoil


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_the_starter_kit_in_each_language(language: str) -> None:
    result = run("--language", language)
    assert result.exit_code == 0
    content = load(STARTER).content
    for text in (content.centre.name, *(service.everyday for service in content.services)):
        assert getattr(text, language) in result.output
    for text in (village.name for village in content.villages):
        assert getattr(text, language) in result.output
    for fact in (
        "+996 399 900 100",
        "09:00–18:00",
        "12:30–13:30",
        "800",
        "А001",
        "П001",
        "№ 8" if language != "en" else "No. 8",
    ):
        assert fact in result.output
    assert "Айгүл Темиржанова" in result.output


def test_it_begins_in_kyrgyz() -> None:
    assert run().output.startswith("Бул мазмун колдонулат")


def test_villages_stand_in_kyrgyz_order() -> None:
    lines = run().output.splitlines()
    names = [line.split(" — ")[0].strip() for line in lines if "жалпы кезек" in line or "кезексиз:" in line]
    assert names == [
        "Ак-Шоола",
        "Беш-Кайың",
        "Бийик-Кыр",
        "Гүлдүү-Бак",
        "Жаңы-Шоола",
        "Ийри-Кечүү",
        "Карагайлуу-Сай",
        "Кең-Өзөн",
        "Миң-Терек",
    ]


def test_it_shows_the_limit_and_the_closed_days_of_a_centre_that_has_them(tmp_path: Path) -> None:
    output = run(str(small_centre(tmp_path)), "--language", "en").output
    assert "Limit to out-of-turn calls: № 12, 02.03.2026" in output
    assert "Closed on: 31.12.2026" in output


@pytest.mark.parametrize(
    ("language", "words"),
    [("ky", "Каталар: 2"), ("ru", "Ошибок: 2"), ("en", "Faults: 2")],
)
def test_it_shows_every_fault_and_ends_with_one(tmp_path: Path, language: str, words: str) -> None:
    small_centre(tmp_path)
    spoil(tmp_path, "services/residence.toml", "som = 0", "sum = 0")
    spoil(tmp_path, "centre.toml", 'letter = "А"', 'letter = "В"')
    result = run(str(tmp_path), "--language", language)
    assert result.exit_code == 1
    assert "services/residence.toml: fee.sum — " in result.output
    assert "centre.toml: kiosks[1].letter — " in result.output
    assert words in result.output


def test_a_folder_that_is_not_there_is_a_fault_and_no_crash() -> None:
    result = run("no-such-folder", "--language", "ru")
    assert result.exit_code == 1
    assert "no-such-folder — Такой папки нет." in result.output
