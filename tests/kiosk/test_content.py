"""The content on the kiosk's own disk, with its pictures."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from config.pictures import SIDE_MAX
from config.schema import Content
from kiosk.content import Shelf
from link.hub_client import Published
from tests.config.folders import damaged
from tests.kiosk.content import CONTENT
from tests.kiosk.house import form


def published(version: str = "1") -> Published:
    body = TypeAdapter(Content).dump_json(CONTENT).replace(b'"version":"1"', f'"version":"{version}"'.encode())
    return Published(body, f'"{version}"')


def test_content_and_pictures_outlive_a_restart(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.put(published())
    assert shelf.missing() == ["form.png"]
    assert shelf.put_picture("form.png", form())
    again = Shelf(tmp_path)
    assert again.missing() == []
    picture = again.pictures["form.png"]
    assert (picture.width, picture.height, picture.file.read_bytes()) == (50, 70, form())


def test_a_new_version_asks_for_its_pictures_anew(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(published())
    shelf.put_picture("form.png", form())
    shelf.put(published("2"))
    assert shelf.pictures == {}
    assert shelf.missing() == ["form.png"]


@pytest.mark.parametrize("body", [b"", b"no picture", form()[:40], damaged(form())])
def test_what_is_no_picture_is_not_kept(body: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(published())
    assert not shelf.put_picture("form.png", body)
    assert shelf.missing() == Shelf(tmp_path).missing() == ["form.png"]
    assert "form.png" in caplog.text


def test_a_picture_too_large_for_the_glass_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.pictures.SIDE_MAX", 60)
    assert SIDE_MAX == 4096
    shelf = Shelf(tmp_path)
    shelf.put(published())
    assert not shelf.put_picture("form.png", form())


def test_a_picture_damaged_on_the_disk_is_asked_for_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(published())
    shelf.put_picture("form.png", form())
    for body in (b"damaged", damaged(form())):
        shelf.pictures["form.png"].file.write_bytes(body)
        assert Shelf(tmp_path).missing() == ["form.png"]
