"""Pictures over the one WebSocket: whole, newest, and nobody waits for a slow neighbour."""

import asyncio
import socket
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from server import fanout
from tests.server.hubs import Centre, centre, service_of

PATIENCE_S = 60


async def picture(ws: "aiohttp.ClientWebSocketResponse[bool]", seq: int = 0) -> dict[str, Any]:
    """The first picture that is at least as new as `seq`."""
    while True:
        message: dict[str, Any] = await ws.receive_json(timeout=PATIENCE_S)
        if message.get("seq", -1) >= seq:
            return message


@pytest.mark.asyncio
async def test_the_whole_picture_comes_at_once_and_after_each_change(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall, hall.client().ws_connect("/ws?view=board") as board:
        assert (await picture(board))["waiting_count"] == 0
        await hall.visitor(1)
        newest = await picture(board, hall.hub.office.seq)
        assert newest["waiting"] == [{"code": "А001", "out_of_turn": False}]
        assert newest == await (await hall.client().get("/api/board")).json()


@pytest.mark.asyncio
async def test_the_first_tick_comes_with_the_first_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one never comes."""
    monkeypatch.setattr(fanout, "TICK_S", 3_600.0)
    async with centre(tmp_path) as hall, hall.client().ws_connect("/ws?view=board") as board:
        await picture(board)
        assert await board.receive_json(timeout=PATIENCE_S) == {"tick": hall.watch.now.isoformat()}


@pytest.mark.asyncio
async def test_a_tick_comes_when_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "TICK_S", 0.05)
    async with centre(tmp_path) as hall, hall.client().ws_connect("/ws?view=board") as board:
        await picture(board)
        for _ in range(3):
            assert await board.receive_json(timeout=PATIENCE_S) == {"tick": hall.watch.now.isoformat()}


@pytest.mark.asyncio
async def test_a_tick_comes_while_very_much_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "TICK_S", 0.05)
    async with centre(tmp_path) as hall, hall.client().ws_connect("/ws?view=board") as board:
        kiosk = hall.kiosk()

        async def hurry() -> None:
            for number in range(1, 10_000):
                await kiosk.post("/api/tickets", json={"number": number, "service": service_of(1)})

        busy = asyncio.create_task(hurry())
        for _ in range(2):
            while "tick" not in await board.receive_json(timeout=PATIENCE_S):
                pass
        busy.cancel()
        await asyncio.gather(busy, return_exceptions=True)


@pytest.mark.asyncio
async def test_desk_kiosk_and_head_see_their_own_pictures(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall, AsyncExitStack() as open_ones:
        await hall.visitor(1)
        operator, head = await hall.person("aigul", desk=1), await hall.person("cholpon")
        desk = await open_ones.enter_async_context(operator.ws_connect("/ws?view=desk:1"))
        kiosk = await open_ones.enter_async_context(hall.kiosk().ws_connect("/ws?view=kiosk:K"))
        chief = await open_ones.enter_async_context(head.ws_connect("/ws?view=head"))
        shown = await picture(desk)
        assert (shown["desk"], shown["state"], shown["waiting"][0]["ticket"]) == (1, "open", "K-1")
        shown = await picture(kiosk)
        assert (shown["letter"], shown["highest"], len(shown["services"])) == ("А", 1, 30)
        shown = await picture(chief)
        assert (shown["taken"], shown["waiting_count"]) == (1, 1)


@pytest.mark.asyncio
async def test_the_staff_sees_that_the_clock_jumped_back(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        await hall.visitor(1)
        hall.watch.after(hours=-2)
        async with operator.ws_connect("/ws?view=desk:1") as desk:
            shown = await picture(desk)
        assert shown["notices"] == [{"code": "clock_back", "values": {"time": "23.11.2026 09:00"}}]
        board = await (await hall.client().get("/api/board")).json()
        assert board["notices"] == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("view", "status"),
    [("", 404), ("moon", 404), ("board:1", 404), ("desk:9", 404), ("desk:x", 404), ("desk:", 404), ("kiosk:L", 403)],
)
async def test_a_picture_there_is_not(tmp_path: Path, view: str, status: int) -> None:
    async with centre(tmp_path) as hall:
        someone = hall.kiosk() if view.startswith("kiosk") else await hall.person("aigul")
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await someone.ws_connect("/ws", params={"view": view})
        assert refused.value.status == status


@pytest.mark.asyncio
async def test_without_an_upgrade_there_is_a_plain_no(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        answer = await hall.client().get("/ws?view=board")
        assert (answer.status, (await answer.json())["error"]["code"]) == (400, "unreadable")


@pytest.mark.asyncio
async def test_a_page_of_another_origin_may_not_look(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await operator.ws_connect("/ws?view=desk:1", headers={"Origin": "http://evil.example"})
        assert refused.value.status == 403


@pytest.mark.asyncio
async def test_the_picture_ends_with_the_session(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        operator = await hall.person("aigul")
        async with operator.ws_connect("/ws?view=desk:1") as desk:
            await picture(desk)
            await operator.delete("/api/session")
            await hall.visitor(1)
            while (message := await desk.receive(timeout=PATIENCE_S)).type is aiohttp.WSMsgType.TEXT:
                assert "tick" in message.json()
            assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


@pytest.mark.asyncio
async def test_what_a_viewer_sends_changes_nothing(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall, hall.client().ws_connect("/ws?view=board") as board:
        await picture(board)
        await board.send_str("hello")
        await hall.visitor(1)
        assert (await picture(board, hall.hub.office.seq))["waiting_count"] == 1


@pytest.mark.asyncio
async def test_a_viewer_who_sends_a_flood_is_shown_out(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall, hall.client().ws_connect("/ws?view=board") as board:
        await picture(board)
        await board.send_str("x" * 100_000)
        while (message := await board.receive(timeout=PATIENCE_S)).type is aiohttp.WSMsgType.TEXT:
            pass
        assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)


def stalled_board(hall: Centre) -> socket.socket:
    """A board that asks for pictures and never reads one."""
    host, port = hall.url.removeprefix("http://").split(":")
    board = socket.socket()
    board.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    board.connect((host, int(port)))
    board.sendall(
        f"GET /ws?view=board HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    return board


@pytest.mark.asyncio
async def test_a_stalled_board_never_delays_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "HOLD_S", 0.0)
    async with centre(tmp_path) as hall, hall.client().ws_connect("/ws?view=board") as healthy:
        stalled = [stalled_board(hall) for _ in range(3)]
        await picture(healthy)
        for number in range(1, 31):
            await hall.visitor(number)
        sent = 0
        for number in range(31, 331):
            await hall.visitor(number)
            shown = await picture(healthy, hall.hub.office.seq)
            sent += len(str(shown))
            assert shown["waiting_count"] == number
        assert hall.fanout.viewers == 4
        assert sent > 3 * 64 * 1024, "more was drawn than any buffer holds"
        for board in stalled:
            board.close()


@pytest.mark.asyncio
async def test_a_burst_of_changes_is_few_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanout, "HOLD_S", 0.2)
    async with centre(tmp_path) as hall, hall.client().ws_connect("/ws?view=board") as board:
        seen = [(await picture(board))["seq"]]
        for number in range(1, 31):
            await hall.visitor(number)
        while seen[-1] < hall.hub.office.seq:
            seen.append((await picture(board))["seq"])
        assert seen == sorted(set(seen)), "never an older picture after a newer one"
        assert len(seen) < 30


@pytest.mark.asyncio
async def test_one_picture_is_drawn_once_for_all_who_look(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall, AsyncExitStack() as open_ones:
        boards = [await open_ones.enter_async_context(hall.client().ws_connect("/ws?view=board")) for _ in range(20)]
        for board in boards:
            await picture(board)
        await hall.visitor(1)
        shown = [await picture(board, hall.hub.office.seq) for board in boards]
        assert all(one == shown[0] for one in shown)
        assert hall.fanout.picture("board") is hall.fanout.picture("board")
