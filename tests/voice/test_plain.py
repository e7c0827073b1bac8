"""What a screen says is read in words, whoever reads it."""

import pytest

from core.words import Language
from voice.plain import plain

KY, RU, EN = Language


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Азыр кезекте: 3 адам", KY, "Азыр кезекте: үч адам"),
        ("Бүгүн 09:00–18:00 иштейбиз.", KY, "Бүгүн тогуз, он сегиз иштейбиз."),
        ("Обед 12:30–13:30", RU, "Обед двенадцать тридцать, тринадцать тридцать"),
        ("10–25 минут", RU, "десять, двадцать пять минут"),
        ("А042", KY, "а нөл кырк эки"),
        ("← Back", EN, "Back"),
        ("✓ «Out of turn»", EN, "Out of turn"),
        ("+996 700 040", RU, "девятьсот девяносто шесть семьсот ноль сорок"),
        ("3-терезе, 23-ноябрь", KY, "үчүнчү терезе, жыйырма үчүнчү ноябрь"),
        ("2026-жылдын 1-кабаты", KY, "эки миң жыйырма алтынчы жылдын биринчи кабаты"),
        ("1-2-кабат, 9–18-күндөрү", KY, "бир-экинчи кабат, тогуз, он сегизинчи күндөрү"),
        ("101", EN, "one hundred and one"),
        ("at 9:05", EN, "at nine zero five"),
        ("1290000000000001", EN, "one two nine" + " zero" * 12 + " one"),
        ("Family · Land", EN, "Family Land"),
    ],
)  # fmt: skip
def test_numbers_times_and_codes_are_spoken_in_words(text: str, language: Language, said: str) -> None:
    assert plain(text, language) == said
