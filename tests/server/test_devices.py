"""What the staff hears of kiosks and printers: from the kiosks' own word, and from their silence."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest

from config.texts import LANGUAGES, catalogue
from printer.answers import State
from server import fanout
from server.devices import SILENT_AFTER_S, Trouble
from server.ledger import MemoryLedger
from tests.server.hubs import Centre, Watch, centre
from tests.server.test_socket import picture

pytestmark = pytest.mark.asyncio


async def say(kiosk: aiohttp.ClientSession, *states: str, warnings: tuple[str, ...] = (), **more: Any) -> int:
    printers = [{"state": state, **more} for state in states]
    answer = await kiosk.put("/api/kiosk/state", json={"printers": printers, "warnings": warnings})
    return answer.status


def notices(hall: Centre) -> dict[str, dict[str, str]]:
    return {notice.code: notice.values for notice in hall.fanout._notices()}


async def test_desk_and_head_see_at_once_that_the_paper_is_out_and_that_it_is_back(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk, operator, head = hall.kiosk(), await hall.person("aigul"), await hall.person("council")
        async with operator.ws_connect("/ws?view=desk:1") as desk, head.ws_connect("/ws?view=head") as chief:
            for screen in (desk, chief):
                assert (await picture(screen))["notices"] == []
            assert await say(kiosk, "paper_out", paper_left_mm=-20) == 204
            values = {"kiosk": "K", "letter": "А", "printer": "1", "time": "09:00"}
            for screen in (desk, chief):
                assert (await picture(screen))["notices"] == [{"code": "printer_paper_out", "values": values}]
            await say(kiosk, "ready")
            for screen in (desk, chief):
                assert (await picture(screen))["notices"] == []
        assert (await (await hall.client().get("/api/board")).json())["notices"] == []


async def test_the_time_is_that_of_the_change_and_each_printer_has_its_own(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        await say(kiosk, "cover_open", "ready")
        hall.watch.after(minutes=7)
        await say(kiosk, "cover_open", "paper_low")
        assert notices(hall) == {
            "printer_cover_open": {"kiosk": "K", "letter": "А", "printer": "1", "time": "09:00"},
            "printer_paper_low": {"kiosk": "K", "letter": "А", "printer": "2", "time": "09:07"},
        }


async def test_a_state_of_yesterday_is_told_with_its_date(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        await say(kiosk, "offline")
        hall.watch.after(days=1)
        await say(kiosk, "offline")
        assert notices(hall)["printer_offline"]["time"] == "23.11. 09:00"


async def test_what_the_hub_refused_and_a_full_disk_are_told(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        await say(hall.kiosk(), "ready", warnings=("disk", "aside"))
        assert list(notices(hall)) == ["kiosk_aside", "kiosk_disk"]


async def test_a_kiosk_that_is_cut_off_is_announced_with_its_letter_until_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fanout, "TICK_S", 0.05)
    async with centre(tmp_path) as hall, (await hall.person("aigul")).ws_connect("/ws?view=desk:1") as desk:
        kiosk = hall.kiosk()
        await say(kiosk, "paper_out")
        async with kiosk.ws_connect("/ws?view=kiosk:K") as watching:
            await picture(watching)
            hall.watch.after(hours=1, minutes=5)
            assert list(notices(hall)) == ["printer_paper_out"]
        while hall.fanout.viewers > 1:
            await desk.receive()
        hall.watch.after(seconds=SILENT_AFTER_S)
        assert list(notices(hall)) == ["printer_paper_out"]
        hall.watch.after(seconds=1)
        silent = {"code": "kiosk_silent", "values": {"kiosk": "K", "letter": "А", "time": "10:05"}}
        while (await picture(desk))["notices"] != [silent]:
            pass
        await kiosk.get("/api/lane")
        assert [notice["code"] for notice in (await picture(desk))["notices"]] == ["printer_paper_out"]


async def test_a_short_break_is_no_news(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        await say(kiosk, "ready")
        for _ in range(5):
            hall.watch.after(seconds=SILENT_AFTER_S)
            await kiosk.get("/api/lane")
        assert notices(hall) == {}


async def test_a_kiosk_whose_numbers_are_in_the_book_is_missed_after_a_restart_and_one_never_seen_is_not(
    tmp_path: Path,
) -> None:
    ledger, later = MemoryLedger(), Watch()
    async with centre(tmp_path, ledger) as hall:
        hall.watch.after(minutes=1)
        assert notices(hall) == {}
        await hall.visitor(1)
        operator = await hall.person("aigul", desk=1)
        await operator.post("/api/desks/1/tickets", json={"service": "residence"})
    later.after(hours=2)
    async with centre(tmp_path, ledger, later) as hall:
        assert notices(hall) == {}
        later.after(minutes=1)
        assert notices(hall) == {"kiosk_silent": {"kiosk": "K", "letter": "А", "time": "11:00"}}


async def test_what_is_no_state_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        await say(kiosk, "ready")
        assert await say(kiosk, "burning") == 422
        assert await say(kiosk, "ready", warnings=("bored",)) == 422
        assert await say(kiosk, *["ready"] * 5) == 422
        assert await say(kiosk, "ready", paper_left_mm="much") == 422
        assert notices(hall) == {}


async def test_the_paper_that_is_left_is_a_figure(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk = hall.kiosk()
        await say(kiosk, "ready", paper_left_mm=61_500)
        figures = await (await kiosk.get("/metrics")).text()
        assert 'kezek_paper_left_mm{kiosk="K",printer="1"} 61500.0' in figures


@pytest.mark.parametrize("language", LANGUAGES)
async def test_everything_told_has_words(language: str) -> None:
    codes = {f"printer_{state.value}" for state in State if state is not State.READY}
    codes |= {"kiosk_silent", *(f"kiosk_{trouble.value}" for trouble in Trouble)}
    assert {f"notice.{code}" for code in codes} <= set(catalogue("desk", language))


async def test_a_call_for_an_employee_stands_at_the_desks_until_one_answers_and_then_the_kiosk_knows(
    tmp_path: Path,
) -> None:
    async with centre(tmp_path) as hall:
        kiosk, operator, head = hall.kiosk(), await hall.person("aigul"), await hall.person("council")
        async with kiosk.ws_connect("/ws?view=kiosk:K") as screen, head.ws_connect("/ws?view=head") as chief:
            assert (await picture(screen))["helped"] == 0
            assert (await picture(chief))["notices"] == []
            first = await (await kiosk.post("/api/kiosk/help")).json()
            hall.watch.after(minutes=3)
            second = await (await kiosk.post("/api/kiosk/help")).json()
            assert (first, second) == ({"call": 1}, {"call": 2})
            values = {"kiosk": "K", "letter": "А", "time": "09:00"}
            while (seen := await picture(chief))["notices"] == []:
                pass
            assert seen["notices"] == [{"code": "kiosk_help", "values": values}]
            assert (await head.delete("/api/kiosks/K/help")).status == 403
            assert (await operator.delete("/api/kiosks/Z/help")).status == 404
            assert (await operator.delete("/api/kiosks/K/help")).status == 204
            while (seen := await picture(screen))["helped"] == 0:
                pass
            assert seen["helped"] == 2
        assert notices(hall) == {}
