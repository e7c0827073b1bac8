"""Whatever slips into one line of a file: it is harmless, or a fault with words; never a crash."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import Faulty, load
from config.texts import LANGUAGES
from tests.config.folders import EXAMPLE, small_centre

FILES = [name for name, _ in EXAMPLE.findall((Path(__file__).parents[2] / "docs" / "content.md").read_text("utf-8"))]

VALUES = [
    "1",
    "-5",
    "1.5",
    "nan",
    "99999999999999999999999",
    "true",
    '""',
    '" "',
    '"x"',
    '"Айгүл"',
    '"09:00"',
    "[]",
    "{}",
    "[1]",
    "[[]]",
    '["x"]',
    '["Айгүл"]',
    "[{}]",
    "{ ky = 1 }",
    "{ x = { y = [] } }",
    "2026-11-02",
    "2026-11-02T09:00:00",
    "09:00:00",
    "2026-99-99",
    "",
]


def another_value(line: str, value: str) -> list[str]:
    return [f"{line.partition('=')[0]}= {value}"]


SLIPS: dict[str, Callable[[str, str], list[str]]] = {
    "left out": lambda line, value: [],
    "twice": lambda line, value: [line, line],
    "another value": another_value,
    "another key": lambda line, value: [f"x{line}"],
    "more": lambda line, value: [line, f"more = {value}"],
    "cut short": lambda line, value: [line[: len(line) // 2]],
}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_centre(tmp_path_factory.mktemp("centre"))


@given(
    name=st.sampled_from(FILES), at=st.integers(0, 200), slip=st.sampled_from([*SLIPS]), value=st.sampled_from(VALUES)
)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_slip_is_harmless_or_has_words(centre: Path, name: str, at: int, slip: str, value: str) -> None:
    kept = (centre / name).read_text(encoding="utf-8")
    lines = kept.splitlines()
    at %= len(lines)
    (centre / name).write_text("\n".join([*lines[:at], *SLIPS[slip](lines[at], value), *lines[at + 1 :]]), "utf-8")
    try:
        load(centre)
    except Faulty as faulty:
        assert faulty.faults
        for fault in faulty.faults:
            assert fault.code != "does_not_fit", fault
            for language in LANGUAGES:
                assert len(fault.what(language)) > 10
    finally:
        (centre / name).write_text(kept, encoding="utf-8")


def test_a_folder_in_place_of_a_file_is_a_fault_too(tmp_path: Path) -> None:
    small_centre(tmp_path)
    (tmp_path / "faq.toml").unlink()
    (tmp_path / "faq.toml").mkdir()
    with pytest.raises(Faulty) as caught:
        load(tmp_path)
    assert [(fault.file, fault.code) for fault in caught.value.faults] == [("faq.toml", "not_opened")]
