"""The one WebSocket: whole pictures of a view, and a tick."""

import asyncio
import socket
from contextlib import suppress

from aiohttp import WSMsgType, web

from server.access import Device, Right, Who
from server.web_errors import Refused
from server.web_route import COOKIE, House, permit, refuse_other_origin, who_asks

SEND_BUFFER = 32 * 1024
"""Small, so that a stalled display is noticed soon and has little that is stale to read when it wakes."""
HEARTBEAT_S = 15.0
FROM_CLIENT_MAX = 1024


async def watch(house: House, request: web.Request) -> web.WebSocketResponse:
    """`GET /ws?view=board|desk:3|kiosk:K|head`. Raises Refused before the upgrade."""
    refuse_other_origin(request)
    who = who_asks(house.access, request)
    view = request.query.get("view", "")
    _permit_view(house, who, view, request)
    if not request.headers.get("Upgrade", "").lower() == "websocket":
        raise Refused("unreadable")
    cookie = request.cookies.get(COOKIE, "")
    ws = web.WebSocketResponse(
        timeout=1.0, heartbeat=HEARTBEAT_S, compress=False, max_msg_size=FROM_CLIENT_MAX, writer_limit=1
    )
    await ws.prepare(request)
    if request.transport is not None:
        request.transport.set_write_buffer_limits(high=SEND_BUFFER)
        request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)

    def still_allowed() -> bool:
        if isinstance(who, Device):
            return who_asks(house.access, request) == who
        return who is None or house.access.still(cookie)

    async def send(picture: bytes) -> None:
        await ws.send_frame(picture, WSMsgType.TEXT)

    async def feed() -> None:
        with suppress(ConnectionError):
            await house.fanout.feed(view, send, still_allowed)
        await ws.close()

    feeding = asyncio.create_task(feed())
    try:
        async for _ in ws:
            pass
    finally:
        feeding.cancel()
        with suppress(asyncio.CancelledError):
            await feeding
    return ws


def _permit_view(house: House, who: Who, view: str, request: web.Request) -> None:
    kind, _, which = view.partition(":")
    match kind:
        case "board" if not which:
            permit(who, Right.PUBLIC, request)
        case "head" if not which:
            permit(who, Right.SEE_HEAD, request)
        case "desk":
            permit(who, Right.SEE_DESK, request)
            if not (which.isascii() and which.isdigit()) or int(which[:6]) not in house.hub.office.desks:
                raise Refused("not_found")
        case "kiosk":
            permit(who, Right.ISSUE, request)
            if which != (who.kiosk if isinstance(who, Device) else None):
                raise Refused("forbidden")
        case _:
            raise Refused("not_found")
