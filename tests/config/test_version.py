"""The version tells a kiosk that the content has changed."""

from pathlib import Path

from config import load
from tests.config.folders import small_centre, spoil


def test_the_same_files_have_the_same_version(tmp_path: Path) -> None:
    one, two = small_centre(tmp_path / "one"), small_centre(tmp_path / "two")
    assert load(one).content.version == load(two).content.version


def test_any_change_of_a_file_changes_it(tmp_path: Path) -> None:
    before = load(small_centre(tmp_path)).content.version
    spoil(tmp_path, "faq.toml", "2026-11-02", "2026-11-03")
    after = load(tmp_path).content.version
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "residence.png").write_bytes(b"picture")
    assert len({before, after, load(tmp_path).content.version}) == 3


def test_hidden_files_of_an_editor_do_not_count(tmp_path: Path) -> None:
    before = load(small_centre(tmp_path)).content.version
    (tmp_path / ".faq.toml.swp").write_bytes(b"x")
    assert load(tmp_path).content.version == before


def test_all_is_written_out_in_the_order_of_the_catalogue(tmp_path: Path) -> None:
    assert [desk.services for desk in load(small_centre(tmp_path)).content.desks] == [("residence",), ("residence",)]


def test_wrong_code_points_become_the_kyrgyz_letters(tmp_path: Path) -> None:
    small_centre(tmp_path)
    spoil(tmp_path, "villages.toml", 'ky = "Миң-Терек"', 'ky = "Миӊ-Тѳрѳк\u0438\u0306"')
    assert load(tmp_path).content.villages[0].name.ky == "Миң-Төрөкй"
