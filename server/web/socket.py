"""The one WebSocket: whole pictures of a view, and a tick."""

import asyncio
import re
import socket
from contextlib import ExitStack, suppress

from aiohttp import WSMsgType, web

from server.access import Device, Right, Who
from server.web.errors import Refused
from server.web.route import COOKIE, House, permit, permit_desk, refuse_other_origin, who_asks

SEND_BUFFER = 32 * 1024
"""Small, so that a stalled display is noticed soon and has little that is stale to read when it wakes."""
HEARTBEAT_S = 15.0
FROM_CLIENT_MAX = 1024
VIEWS = {"board": Right.PUBLIC, "desk": Right.SEE_DESK, "kiosk": Right.ISSUE, "head": Right.SEE_HEAD}
DESK = re.compile("[0-9]{1,2}")


async def watch(house: House, request: web.Request) -> web.WebSocketResponse:
    """`GET /ws?view=board|board:hall|desk:3|kiosk:K|head`. Raises Refused before the upgrade."""
    refuse_other_origin(request)
    who = who_asks(house.access, request, uses=False)
    view = request.query.get("view", "")
    permit(who, _right(view), request)
    if not _exists(house, view):
        raise Refused("not_found")
    if view.startswith("desk:"):
        permit_desk(who, int(view.removeprefix("desk:")), house)
    if isinstance(who, Device) and view.startswith("kiosk:") and view != f"kiosk:{who.kiosk}":
        raise Refused("forbidden")
    if request.headers.get("Upgrade", "").lower() != "websocket":
        raise Refused("unreadable")
    ws = web.WebSocketResponse(
        timeout=1.0, heartbeat=HEARTBEAT_S, compress=False, max_msg_size=FROM_CLIENT_MAX, writer_limit=1
    )
    await ws.prepare(request)
    _keep_little_back(request)

    def still_allowed() -> bool:
        return _exists(house, view) and _still(house, request, who)

    async def send(picture: bytes) -> None:
        await ws.send_frame(picture, WSMsgType.TEXT)

    async def feed() -> None:
        with suppress(ConnectionError):
            await house.fanout.feed(view, send, still_allowed)
            await ws.close()

    kind, _, which = view.partition(":")
    feeding = asyncio.create_task(feed())
    try:
        with ExitStack() as open_here:
            if kind == "kiosk" and isinstance(who, Device):
                open_here.enter_context(house.devices.listening(which))
            hear = open_here.enter_context(house.hall.listening(which)) if kind == "board" and which else None
            async for message in ws:
                if hear is not None and message.type is WSMsgType.TEXT:
                    hear(message.data)
    finally:
        feeding.cancel()
        with suppress(asyncio.CancelledError):
            await feeding
    return ws


def _right(view: str) -> Right:
    """Raises Refused for a view there is not."""
    right = VIEWS.get(view.partition(":")[0])
    if right is None:
        raise Refused("not_found")
    return right


def _exists(house: House, view: str) -> bool:
    kind, _, which = view.partition(":")
    if kind == "desk":
        return DESK.fullmatch(which) is not None and int(which) in house.hub.office.desks
    if kind == "board":
        return not which or house.hall.has(which)
    return kind == "kiosk" or not which


def _still(house: House, request: web.Request, who: Who) -> bool:
    """Whether a viewer may go on looking; looking does not keep a session alive."""
    if isinstance(who, Device):
        return who_asks(house.access, request, uses=False) == who
    return who is None or house.access.still(request.cookies[COOKIE])


def _keep_little_back(request: web.Request) -> None:
    if (transport := request.transport) is not None:
        transport.set_write_buffer_limits(high=SEND_BUFFER)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
