"""The hall over HTTP: the head's word to it, and what its boards draw and play."""

import re
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from config.schema import Board
from server.access import Right
from server.web.bodies import TellHall
from server.web.errors import Refused
from server.web.route import HOUSE, Call, Route

PAGE = Path(__file__).parent.parent.parent / "board" / "page" / "board.html"
SPOKEN = re.compile(r"(ticket-[А-ЯҢӨҮ][0-9]{1,6}|desk-[0-9]{1,2})\.wav")
"""The sentences on the voice's shelf, as board/voice/shelf.py names them."""


async def tell(call: Call) -> web.Response:
    word: TellHall = call.body
    try:
        if not await call.house.hall.say(word.say, word.until):
            raise Refused("wrong_field", "until")
    except OSError:
        raise Refused("storage") from None
    return web.Response(status=204)


async def be_silent(call: Call) -> web.Response:
    await call.house.hall.be_silent()
    return web.Response(status=204)


ROUTES = (
    Route(
        "PUT",
        "/api/hall/notice",
        Right.TELL_HALL,
        "Tell everybody in the hall something, on the boards",
        tell,
        TellHall,
        statuses=(204,),
        noes=(422, 503),
    ),
    Route("DELETE", "/api/hall/notice", Right.TELL_HALL, "Take the notice back", be_silent, statuses=(204,)),
)


async def _page(request: web.Request) -> web.FileResponse:
    boards: tuple[Board, ...] = request.app[HOUSE].settings.content.boards
    if request.match_info.get("board", boards[0].id) not in {board.id for board in boards}:
        raise web.HTTPNotFound
    return web.FileResponse(PAGE, headers={"Cache-Control": "no-cache"})


async def _slide(request: web.Request) -> web.FileResponse:
    settings, name = request.app[HOUSE].settings, request.match_info["file"]
    if name not in {slide.file for slide in settings.content.slides} or not (settings.pictures / name).is_file():
        raise web.HTTPNotFound
    return web.FileResponse(settings.pictures / name, headers={"Cache-Control": "no-cache"})


async def _spoken(request: web.Request) -> web.StreamResponse:
    """A sentence as `python -m board --shelf` has laid it out; 204 when nobody has: the board then only chimes."""
    house, name = request.app[HOUSE], request.match_info["name"]
    if not SPOKEN.fullmatch(name):
        raise web.HTTPNotFound
    file = Path(house.settings.hub.data) / "voice" / request.match_info["language"] / name
    if not file.is_file():
        return web.Response(status=204, headers={"Cache-Control": "no-store"})
    return web.FileResponse(file, headers={"Cache-Control": "no-cache"})


BOARD_PAGES: Mapping[str, Handler] = {
    "/board": _page,
    "/board/slides/{file}": _slide,
    "/board/voice/{language:ky|ru|en}/{name}": _spoken,
    "/board/{board}": _page,
}
"""The televisions: the page of each board, its pictures and videos, and the spoken sentences."""
