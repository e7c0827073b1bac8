"""The pages in a browser: their files, fonts and texts, and the two pages the hub writes itself."""

import json
import logging
import re
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from config.texts import LANGUAGES, catalogue
from core import views
from server.web.errors import language as asked_language
from server.web.hall import BOARD_PAGES
from server.web.route import HOUSE, House, shaped
from server.web.visitor import visitor_page

HOME = Path(__file__).parent.parent.parent
PAGES = Path(__file__).parent.parent / "pages"
FOLDERS = {
    "board": HOME / "board" / "page",
    "link": HOME / "link" / "page",
    "desk": PAGES / "desk",
    "head": PAGES / "head",
    "journal": PAGES / "journal",
    "admin": PAGES / "admin",
    "staff": PAGES / "staff",
    "visitor": PAGES / "visitor",
    "index": PAGES / "index",
}
PAGE_FILES = {
    "/desk": FOLDERS["desk"] / "desk.html",
    "/head": FOLDERS["head"] / "head.html",
    "/journal": FOLDERS["journal"] / "journal.html",
    "/admin": FOLDERS["admin"] / "admin.html",
}
TEXT_ROOMS = ("board", "desk", "journal", "admin", "kiosk")
FONT_FOLDERS = tuple(
    Path("/usr/share/fonts") / folder for folder in ("opentype/inter", "truetype/open-sans", "truetype/noto")
)
FILE_NAME = re.compile(r"[\w-]+\.(js|css|html|svg|png|wav)")
FONT_NAME = re.compile(r"(Inter|InterDisplay|OpenSans|NotoSans)-[A-Za-z]+\.(otf|ttf)")

log = logging.getLogger(__name__)
_missing_fonts: set[str] = set()


def add_pages(app: web.Application, house: House) -> None:
    """Add every page, its files, `/fonts`, `/api/texts` to the hub."""
    app[HOUSE] = house
    pages = {
        "/": _index,
        "/t/{key}": _visitor,
        "/board/content": _content,
        **BOARD_PAGES,
        **dict.fromkeys(PAGE_FILES, _page),
        "/page/{folder}/{name}": _file,
        "/favicon.ico": _icon,
        "/fonts/{name}": _font,
        "/api/texts/{room}/{language}": _texts,
    }
    for path, page in pages.items():
        app.router.add_get(path, shaped(house, path, page))


async def _page(request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE_FILES[request.path], headers={"Cache-Control": "no-cache"})


async def _file(request: web.Request) -> web.FileResponse:
    """A script, a style or a picture of a page; folders have no folders below them."""
    folder, name = FOLDERS.get(request.match_info["folder"]), request.match_info["name"]
    if folder is None or not FILE_NAME.fullmatch(name) or not (folder / name).is_file():
        raise web.HTTPNotFound
    return web.FileResponse(folder / name, headers={"Cache-Control": "no-cache"})


async def _icon(request: web.Request) -> web.FileResponse:
    return web.FileResponse(FOLDERS["link"] / "kezek.svg")


async def _index(request: web.Request) -> web.Response:
    pages = "".join(
        f'<li><a href="/{name}"><strong>{_in_all(f"index.{name}")}</strong>'
        f"<em>{_in_all(f'index.{name}_about')}</em></a></li>"
        for name in ("board", "desk", "journal", "head", "admin")
    )
    html = Template((FOLDERS["index"] / "index.html").read_text(encoding="utf-8")).substitute(
        title=escape(catalogue("desk", "ky")["index.title"]), headings=_in_all("index.title"), pages=pages
    )
    return _tagged(request, html.encode(), "text/html")


def _in_all(key: str) -> str:
    texts = {language: catalogue("desk", language)[key] for language in LANGUAGES}
    return "".join(f'<span lang="{language}">{escape(text)}</span>' for language, text in texts.items())


async def _visitor(request: web.Request) -> web.Response:
    """A visitor's own ticket; in the language asked for, else in the one the ticket was taken in."""
    house = request.app[HOUSE]
    office, at = house.hub.office, house.hub.now()
    ticket = office.tickets.get(office.by_key.get(request.match_info["key"], ""))
    language = request.query.get("lang", ticket.language if ticket else asked_language(request))
    status = views.status(office, ticket, at) if ticket else None
    page = visitor_page(status, language if language in LANGUAGES else "ky", at)
    headers = {"Cache-Control": "no-store"}
    return web.Response(text=page, status=200 if ticket else 404, content_type="text/html", headers=headers)


async def _content(request: web.Request) -> web.Response:
    """The published content for the board, which nobody logs in at: all of it is public."""
    return _tagged(request, request.app[HOUSE].content, "application/json")


async def _texts(request: web.Request) -> web.Response:
    """The words of a page in one language."""
    room, language = request.match_info["room"], request.match_info["language"]
    if room not in TEXT_ROOMS or language not in LANGUAGES:
        raise web.HTTPNotFound
    return _tagged(request, json.dumps(catalogue(room, language), ensure_ascii=False).encode(), "application/json")


def _tagged(request: web.Request, body: bytes, content_type: str) -> web.Response:
    """The body, or 304 when the asker has it already."""
    tag = sha256(body).hexdigest()[:32]
    response: web.Response
    if any(known.value == tag for known in request.if_none_match or ()):
        response = web.Response(status=304)
    else:
        response = web.Response(body=body, content_type=content_type, charset="utf-8")
    response.etag = tag
    response.headers["Cache-Control"] = "no-cache"
    return response


async def _font(request: web.Request) -> web.StreamResponse:
    """A letter shape from Debian's packages for a board that lacks it."""
    name = request.match_info["name"]
    if not FONT_NAME.fullmatch(name):
        raise web.HTTPNotFound
    for folder in FONT_FOLDERS:
        if (folder / name).is_file():
            return web.FileResponse(folder / name, headers={"Cache-Control": "public, max-age=86400"})
    if name not in _missing_fonts:
        _missing_fonts.add(name)
        log.warning("font %s is not installed: boards without it show another letter shape", name)
    raise web.HTTPNotFound
