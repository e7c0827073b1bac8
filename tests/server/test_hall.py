"""What the head tells the hall, what each board is shown, lent and lets the staff know."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from config import STARTER, load
from config.schema import Board
from server.hall import Hall, Ready
from tests.server.hubs import centre, service_of, starter_with
from tests.server.test_socket import picture

OWN = {"ky": "Бүгүн жыйын болот", "ru": "Сегодня собрание", "en": "There is a meeting today"}


async def tell(head: aiohttp.ClientSession, **body: object) -> int:
    return (await head.put("/api/hall/notice", json=body)).status


@pytest.mark.asyncio
async def test_the_heads_own_words_are_on_the_boards_until_they_are_taken_back(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        head = await hall.person("cholpon")
        board = await hall.client().ws_connect("/ws?view=board")
        assert (await picture(board))["notices"] == []
        assert await tell(head, say=OWN) == 204
        assert (await picture(board))["notices"] == [{"code": "hall", "values": OWN}]
        for _ in range(2):
            assert (await head.delete("/api/hall/notice")).status == 204
        assert (await picture(board))["notices"] == []


@pytest.mark.asyncio
@pytest.mark.parametrize("ready", list(Ready))
async def test_a_ready_notice_ends_by_itself_at_its_time(ready: Ready, tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        head = await hall.person("cholpon")
        until = hall.watch.now + timedelta(minutes=30)
        assert await tell(head, say=ready, until=f"{until:%H:%M}") == 204
        (told,) = (await (await head.get("/api/board")).json())["notices"]
        assert told["values"]["until"] == f"{until:%H:%M}"
        assert len({told["values"][language] for language in ("ky", "ru", "en")}) == 3
        hall.watch.after(minutes=31)
        hall.hub.changed.set()
        async with head.ws_connect("/ws?view=board:hall") as board:
            assert (await picture(board))["notices"] == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"say": OWN, "until": "00:00"}, "until"),
        ({"say": {**OWN, "ru": " "}}, "say"),
        ({"say": {**OWN, "ru": "о" * 201}}, "say"),
        ({"say": {"ky": "Жыйын"}}, "say"),
        ({"say": "holiday"}, "say"),
        ({}, "say"),
    ],
)
async def test_a_notice_that_cannot_be_is_refused_with_its_field(body: Any, field: str, tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        answer = await (await hall.person("cholpon")).put("/api/hall/notice", json=body)
        assert answer.status == 422
        assert (await answer.json())["error"]["field"].startswith(field)


@pytest.mark.asyncio
async def test_a_restart_of_the_hub_does_not_lose_the_notice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with centre(tmp_path) as hall:
        assert await tell(await hall.person("cholpon"), say=OWN) == 204
        assert Hall(hall.hub, (), tmp_path).notices()[0].values == OWN
        (tmp_path / "hall.json").write_text("half a not")
        assert Hall(hall.hub, (), tmp_path).notices() == ()
    assert "cannot be read" in caplog.text


@pytest.mark.asyncio
async def test_a_board_of_some_desks_shows_their_calls_and_visitors_alone(tmp_path: Path) -> None:
    async with centre(tmp_path, settings=starter_with(boards=(Board("side", desks=(3,)),))) as hall:
        for number, desk in ((1, 1), (2, 3), (3, 3)):
            await hall.visitor(number, service=service_of(desk))
        for desk in (1, 3):
            await (await hall.person("aigul" if desk == 1 else "bakyt", desk=desk)).post(f"/api/desks/{desk}/next")
        async with hall.client() as anybody, anybody.ws_connect("/ws?view=board:side") as side:
            shown = await picture(side)
            whole = await (await anybody.get("/api/board")).json()
    assert [call["code"] for call in shown["calls"]] == ["А002"]
    assert [waiting["code"] for waiting in shown["waiting"]] == ["А003"]
    assert (shown["waiting_count"], [desk["desk"] for desk in shown["desks"]]) == (1, [3])
    assert {call["code"] for call in whole["calls"]} == {"А001", "А002"}


@pytest.mark.asyncio
async def test_there_are_only_the_boards_of_the_content(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall, hall.client() as anybody:
        assert [(await anybody.get(path)).status for path in ("/board", "/board/hall", "/board/attic")] == [
            200,
            200,
            404,
        ]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await anybody.ws_connect("/ws?view=board:attic")


async def troubles(head: aiohttp.ClientWebSocketResponse) -> list[Any]:
    return [notice for notice in (await picture(head))["notices"] if notice["code"] == "board_muted"]


@pytest.mark.asyncio
async def test_the_staff_hear_of_a_board_that_cannot_be_heard_while_it_is_so(tmp_path: Path) -> None:
    muted = [{"code": "board_muted", "values": {"board": "hall"}}]
    async with centre(tmp_path) as hall:
        head = await (await hall.person("cholpon")).ws_connect("/ws?view=head")
        assert await troubles(head) == []
        board = await hall.client().ws_connect("/ws?view=board:hall")
        for said, expected in (("muted", muted), ("heard", []), ("muted", muted)):
            await board.send_str(said)
            assert await troubles(head) == expected
        await board.close()
        assert await troubles(head) == []


@pytest.mark.asyncio
async def test_the_hub_lends_the_boards_what_the_voice_has_laid_out_and_nothing_else(tmp_path: Path) -> None:
    shelf = tmp_path / "voice" / "ky"
    shelf.mkdir(parents=True)
    (shelf / "ticket-А042.wav").write_bytes(b"RIFF")
    (tmp_path / "voice" / "secret.wav").write_bytes(b"secret")
    async with centre(tmp_path) as hall, hall.client() as anybody:
        lent = await anybody.get("/board/voice/ky/ticket-А042.wav")
        assert (lent.status, await lent.read()) == (200, b"RIFF")
        assert (await anybody.get("/board/voice/ky/desk-3.wav")).status == 204, "nobody has spoken it yet"
        for never in ("ky/ticket-A042.wav", "ky/..%2Fsecret.wav", "ky/secret.wav", "kz/desk-3.wav", "secret.wav"):
            assert (await anybody.get(f"/board/voice/{never}")).status == 404, never


@pytest.mark.asyncio
async def test_pictures_for_the_boards_are_those_of_the_content(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall, hall.client() as anybody:
        picture = await anybody.get("/board/slides/hall.png")
        assert (picture.status, picture.content_type) == (200, "image/png")
        assert await picture.read() == (STARTER / "pictures" / "hall.png").read_bytes()
        for never in ("birth.png", "..%2Fcentre.toml", "none.png"):
            assert (await anybody.get(f"/board/slides/{never}")).status == 404, never


def test_a_centre_says_what_its_boards_are(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(STARTER, folder)
    with (folder / "board.toml").open("a") as file:
        file.write('\n[[boards]]\nid = "side"\ndesks = [3]\ntopics = ["hours"]\nsound = "none"\n')
    hall, side = load(folder).content.boards
    assert (hall.id, hall.distance_m, side) == ("hall", 4, Board("side", desks=(3,), topics=side.topics, sound="none"))
