"""What the hub serves to browsers: files, fonts, texts, and the headers that keep pages safe."""

import re
from pathlib import Path
from string import Formatter

import pytest

from config.texts import LANGUAGES, catalogue
from server.web_pages import FOLDERS
from tests.pages.centre import Centre

PAGES = ("/", "/board", "/desk", "/head", "/t/none")
SCRIPTS = sorted(path for folder in FOLDERS.values() for path in folder.glob("*.js"))


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("path", [*PAGES, "/api/board", "/page/board/board.js", "/api/texts/board/ky"])
async def test_every_answer_forbids_what_no_page_needs(quiet_centre: Centre, path: str) -> None:
    async with quiet_centre.client.get(quiet_centre.url + path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("path", ["/board", "/page/board/board.js", "/board/content", "/api/texts/desk/ru"])
async def test_what_a_browser_has_already_is_not_sent_again(quiet_centre: Centre, path: str) -> None:
    async with quiet_centre.client.get(quiet_centre.url + path) as answer:
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-cache"
        tag = answer.headers["ETag"]
    async with quiet_centre.client.get(quiet_centre.url + path, headers={"If-None-Match": tag}) as again:
        assert again.status == 304


@pytest.mark.asyncio(loop_scope="session")
async def test_fonts_come_from_debians_packages_and_nothing_else_does(quiet_centre: Centre) -> None:
    async with quiet_centre.client.get(f"{quiet_centre.url}/fonts/Inter-Regular.otf") as answer:
        assert answer.status == 200
        assert (await answer.read())[:4] == b"OTTO"
    for name in ("Inter-Nowhere.otf", "..%2f..%2fpasswd", "DejaVuSans.ttf", "Inter-Regular.otf%00.ttf"):
        async with quiet_centre.client.get(f"{quiet_centre.url}/fonts/{name}") as answer:
            assert answer.status == 404
    for path in ("/page/desk/..%2f..%2f..%2fpyproject.toml", "/page/board/../__init__.py", "/page/board/"):
        async with quiet_centre.client.get(quiet_centre.url + path) as answer:
            assert answer.status in (400, 403, 404)


@pytest.mark.asyncio(loop_scope="session")
async def test_a_missing_font_is_logged_once(quiet_centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        with pytest.raises(AssertionError, match="404"):
            await quiet_centre.ask("GET", "/fonts/OpenSans-Nowhere.ttf")
    assert caplog.text.count("font OpenSans-Nowhere.ttf is not installed") == 1


@pytest.mark.asyncio(loop_scope="session")
async def test_texts_of_other_rooms_stay_inside(quiet_centre: Centre) -> None:
    for path in ("/api/texts/config/ky", "/api/texts/board/kk", "/api/texts/..%2f/ky"):
        async with quiet_centre.client.get(quiet_centre.url + path) as answer:
            assert answer.status == 404


@pytest.mark.parametrize("room", ["board", "desk"])
def test_three_languages_say_the_same_things(room: str) -> None:
    keys = {language: set(catalogue(room, language)) for language in LANGUAGES}
    assert keys["ky"] == keys["ru"] == keys["en"]
    for key in keys["ky"]:
        texts = [catalogue(room, language)[key] for language in LANGUAGES]
        assert all(texts), key
        named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts]
        assert named[0] == named[1] == named[2], key


def test_every_text_a_page_names_exists() -> None:
    for script in SCRIPTS:
        room = "board" if script.parent == FOLDERS["board"] else "desk"
        named = re.findall(r"""say\(\s*"([a-z_]+\.[a-z_]+)\"""", script.read_text(encoding="utf-8"))
        assert set(named) <= set(catalogue(room, "ky")), script.name


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_pages_write_text_and_never_html(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", code)


@pytest.mark.parametrize("path", [p for f in FOLDERS.values() for p in f.glob("*.html")], ids=lambda path: path.name)
def test_html_has_no_inline_script_or_style(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|style=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)
