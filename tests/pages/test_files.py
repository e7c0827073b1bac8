"""What the hub serves to browsers: files, fonts, texts, and the headers that keep pages safe."""

import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter
from typing import get_args, get_type_hints

import pytest

from config.schema import Document, Role, Term
from config.texts import LANGUAGES, catalogue
from core.words import CallReason, DeskState, Outcome, Rank, Stage
from printer.answers import State
from printer.jobs import Result
from server.devices import Trouble
from server.journal.words import EntryKind, EntryState, Late, Level, Place, StatementForm, StepOutcome, Touch
from server.web.pages import FOLDERS
from server.web.pages import PAGES as PAGE_FOLDERS
from tests.pages.centre import Centre

PAGES = ("/", "/board", "/desk", "/journal", "/head", "/admin", "/t/none")
SERVER = PAGE_FOLDERS.parent
NOTICES = {
    *(found for path in SERVER.glob("*.py") for found in re.findall(r'Notice\("([a-z_]+)"', path.read_text("utf-8"))),
    *(f"kiosk_{trouble.value}" for trouble in Trouble),
    *(f"{whose}_{state.value}" for whose in ("printer", "desk_printer") for state in State if state is not State.READY),
}
PICTURES_WORDS: tuple[Iterable[str], ...] = (
    *(Stage, Rank, CallReason, Outcome, DeskState, LANGUAGES),
    *(Touch, Role, EntryKind, EntryState, Late, Level, Place, StatementForm, StepOutcome, Result),
    get_args(get_type_hints(Document)["form"]),
    get_args(get_type_hints(Term)["unit"]),
    NOTICES,
)
"""What the hub's pictures and the content may say where a key is built."""
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
    for path in (
        "/page/desk/..%2f..%2f..%2fpyproject.toml",
        "/page/board/../__init__.py",
        "/page/board/",
        "/page/desk",
    ):
        async with quiet_centre.client.get(quiet_centre.url + path) as answer:
            assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found"), path


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


@pytest.mark.parametrize("room", ["board", "desk", "journal", "admin"])
def test_three_languages_say_the_same_things(room: str) -> None:
    keys = {language: set(catalogue(room, language)) for language in LANGUAGES}
    assert keys["ky"] == keys["ru"] == keys["en"]
    for key in keys["ky"]:
        texts = [catalogue(room, language)[key] for language in LANGUAGES]
        assert all(texts), key
        named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts]
        assert named[0] == named[1] == named[2], key


def code_of(room: str) -> str:
    """All code that speaks the texts of this room."""
    folders = {
        "board": ("board", "link"),
        "desk": ("desk", "head", "staff", "link"),
        "journal": ("journal",),
        "admin": ("admin",),
    }[room]
    scripts = [path for path in SCRIPTS if path.parent in [FOLDERS[folder] for folder in folders]]
    written = {"board": "web/visitor.py", "desk": "web/pages.py"}
    pages = [SERVER / written[room]] if room in written else []
    return "\n".join(path.read_text(encoding="utf-8") for path in [*scripts, *pages])


SPEAKS_TOO = {"journal": ("desk",), "admin": ("desk",), "desk": ("kiosk",)}
"""The rooms whose texts a page speaks beside its own."""
WHOLE = re.compile(r"""["']([a-z_]+(?:\.[a-z_]+)+)["']""")
GAP = re.compile(r"\$?\{[^}]*\}")
WORD = re.compile(r"""["']([a-z]+(?:[_-][a-z0-9]+)*)["']""")


@pytest.mark.parametrize("room", ["board", "desk", "journal", "admin"])
def test_every_text_is_said_somewhere_and_every_text_said_is_there(room: str) -> None:
    """Keys stand in the code whole, or are built there around a word: one of the code's own, or of the pictures."""
    keys, code = set(catalogue(room, "ky")), code_of(room)
    rooms_own = {key.split(".")[0] for key in keys}
    whole = {key for key in WHOLE.findall(code) if key.split(".")[0] in rooms_own and not key.endswith(".html")}
    words = {word.replace("-", "_") for word in WORD.findall(code)}.union(*PICTURES_WORDS)
    built = [re.compile(GAP.sub("([a-z0-9_]+)", key.replace(".", r"\."))) for key in gaps(code)]
    made = {key for key in keys for one in built if (found := one.fullmatch(key)) and set(found.groups()) <= words}
    assert whole - keys == set()
    assert keys - whole - made == set()
    said = keys.union(*(catalogue(other, "ky") for other in SPEAKS_TOO.get(room, ())))
    assert [one.pattern for one in built if not any(map(one.fullmatch, said))] == []


def gaps(code: str) -> set[str]:
    """The texts put together in the code that look like keys: `stage.${ticket.state}`, f"own.{state}"."""
    texts = re.findall(r"`([^`\n]*)`", code) + [text for _, text in re.findall(r"""(?=f(["'])(.*?)\1)""", code)]
    return {text for text in texts if re.fullmatch(r"[a-z_]+\.[a-z_.]*", GAP.sub("x", text)) and "{" in text}


def test_every_notice_of_the_hub_has_a_text() -> None:
    assert {f"notice.{code}" for code in NOTICES} <= set(catalogue("desk", "ky"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_pages_write_text_and_never_html(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", code)


@pytest.mark.parametrize("path", [p for f in FOLDERS.values() for p in f.glob("*.html")], ids=lambda path: path.name)
def test_html_has_no_inline_script_or_style(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|style=|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)
