"""The kiosk touched as a visitor touches it: a real window, real disk, a hub on a real port, a printer."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from core.words import Language
from kiosk import effects as e
from kiosk import machine as machine_module
from kiosk import printers as printers_module
from kiosk import touches as t
from kiosk import visit as v
from kiosk.session import LEAVE_AFTER_S, WARN_AFTER_S
from kiosk.ticket import Fault
from tests.kiosk.content import CONTENT, picture
from tests.kiosk.house import House, greeting, house, new_hub, ready
from tests.link.hub import refusal, refuses

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def open_kiosk(folder: Path, *printers: str) -> AsyncIterator[House]:
    async with new_hub().serving() as hub, house(folder, hub, *printers) as kiosk:
        await ready(kiosk)
        yield kiosk


async def make_easier(kiosk: House, aid: str | None) -> None:
    """Whatever happens in a visit happens with large letters, contrast and low reach as well."""
    if aid is not None:
        await kiosk.press(aid, v.Start)
        assert kiosk.app.session.aids


async def test_from_the_first_touch_to_the_paper(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.go_to_offer()
        assert {"3 адам", "10–20 мүнөт"} <= set(kiosk.driver.texts())
        await kiosk.press("Ооба, талон алам", v.Printed)
        assert {"А001", "4 адам", "15–30 мүнөт"} <= set(kiosk.driver.texts())
        assert len(list(kiosk.papers.glob("*.png"))) == 1
        await kiosk.hub.asked_for("PUT", "/handed")
        assert kiosk.handed() == [("/api/tickets/K-1/handed", {"how": "printed", "day": "2026-03-02"})]
        await kiosk.press("Бүттү", v.Farewell)
        await kiosk.press("Башкы бет", v.Start)
        (taken,) = kiosk.heard("POST")
        assert isinstance(taken[1], dict)
        assert (taken[1]["number"], taken[1]["service"], taken[1]["village"]) == (1, "family", "ak")


async def test_who_comes_from_an_entitled_place_is_told_so(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.go_to_offer("Өтүз")
        assert "✓ Сиз кезексиз кабыл алынасыз." in kiosk.driver.texts()
        await kiosk.press("Ооба, талон алам", v.Printed)
        assert "КЕЗЕКСИЗ" in kiosk.driver.texts()


async def test_another_place_is_taken_without_a_village(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.go_to_offer("Башка жер")
        await kiosk.press("Ооба, талон алам", v.Printed)
        (taken,) = kiosk.heard("POST")
        assert isinstance(taken[1], dict)
        assert taken[1]["village"] is None


async def test_the_language_can_be_changed_on_any_screen(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.press("Take a ticket", v.Categories)
        for own, title in (("Русский", "Выберите вид услуги"), ("Кыргызча", "Кызматтын түрүн тандаңыз")):
            kiosk.clock[0] += 1
            await kiosk.driver.tap(own)
            assert title in kiosk.driver.texts()


async def test_a_service_is_found_on_the_keyboard(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.press("Талон алуу", v.Categories)
        await kiosk.press("Аты боюнча издөө", v.Search)
        for letter in "төр":
            await kiosk.driver.tap(letter)
        assert kiosk.app.session.screen == v.Search(v.Typing(Language.KY, "төр"))
        await kiosk.press("Төрөлүүнү каттоо", v.About)
        await kiosk.press("Артка", v.Search)
        await kiosk.driver.tap("⌫")
        await kiosk.driver.tap("ENG")
        assert kiosk.app.session.screen == v.Search(v.Typing(Language.EN, "тө"))


async def test_a_question_is_found_and_read_although_the_hub_has_gone(tmp_path: Path) -> None:
    hub = new_hub()
    async with hub.serving():
        pass
    async with house(tmp_path, hub) as kiosk:
        async with hub.serving():
            await ready(kiosk)
        await kiosk.press("Маалымат", v.Information)
        await kiosk.press("Иш убактысы", v.Reading)
        assert "Дүйшөмбү – жума: 09:00–18:00" in kiosk.driver.texts()
        await kiosk.press("Артка", v.Information)
        await kiosk.press("Суроолор жана жооптор", v.Titles)
        await kiosk.press("Суроо издөө", v.Search)
        for letter in "отко":
            await kiosk.driver.tap(letter)
        await kiosk.press("Кайдан төлөйм?", v.Reading)
        assert {"Банктан өткөрсөңүз болот.", "Акыркы жолу текшерилген: 1-февраль, 2026-жыл"} <= set(
            kiosk.driver.texts()
        )
        await kiosk.press("Башкы бет", v.Start)


async def test_the_sample_of_the_form_opens_large_also_when_the_hub_is_away_after_a_restart(tmp_path: Path) -> None:
    hub = new_hub()
    async with hub.serving():
        pass
    async with house(tmp_path, hub) as kiosk, hub.serving():
        await ready(kiosk)
        await kiosk.driver.until(lambda: kiosk.machine.facts(kiosk.app.glass.room()).pictures, "the picture")
    async with house(tmp_path, hub) as kiosk:
        await kiosk.driver.until_screen(v.Start)
        for text, screen in (
            ("Талон алуу", v.Categories),
            ("Муниципалдык", v.Services),
            ("Үй-бүлөсүнүн", v.About),
            ("Толук маалымат", v.More),
            ("Толтурулган үлгү", v.Sample),
        ):
            await kiosk.press(text, screen)
        await kiosk.press("Чоңойтуу +", v.Sample)
        assert getattr(kiosk.app.session.screen, "zoom", 1) == 2
        await kiosk.press("Артка", v.More)
        await kiosk.press("Кадамдар", v.Steps)
        assert {"1", "Келүү"} <= set(kiosk.driver.texts())
        await kiosk.press("Артка", v.More)
        await kiosk.press("Шарттар", v.Reading)
        assert {"Акысыз", "Мыйзам", "1.1", "Телефон: +996 700 123 456"} <= set(kiosk.driver.texts())


async def test_the_list_of_documents_comes_on_paper(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        for text, screen in (("Талон алуу", v.Categories), ("Муниципалдык", v.Services), ("Үй-бүлөсүнүн", v.About)):
            await kiosk.press(text, screen)
        await kiosk.press("Толук маалымат", v.More)
        await kiosk.press("Документтердин тизмеси", v.PaperList)
        await kiosk.driver.until(lambda: "Тизмеңизди алыңыз" in kiosk.driver.texts(), "the paper")
        assert len(list(kiosk.papers.glob("*.png"))) == 1
        assert kiosk.heard("POST") == []
        await kiosk.press("Башкы бет", v.Start)


async def test_the_tail_of_a_double_tap_falls_on_nothing(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.press("Талон алуу", v.Categories)
        await kiosk.driver.tap("Муниципалдык")
        assert isinstance(kiosk.app.session.screen, v.Categories)
        kiosk.clock[0] += 0.4
        await kiosk.driver.tap("Муниципалдык")
        assert isinstance(kiosk.app.session.screen, v.Services)


async def test_a_visitor_who_leaves_is_asked_and_then_forgotten(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.go_to_offer()
        kiosk.clock[0] += WARN_AFTER_S + 2
        await kiosk.driver.until(lambda: kiosk.app.session.warned, "the question")
        await kiosk.driver.until(lambda: "28 секунддан кийин экран тазаланат." in kiosk.driver.texts(), "the countdown")
        kiosk.clock[0] += 1
        await kiosk.driver.tap("Ооба, улантам")
        assert not kiosk.app.session.warned
        assert isinstance(kiosk.app.session.screen, v.Offer)
        kiosk.clock[0] += LEAVE_AFTER_S + 1
        await kiosk.driver.until_screen(v.Start)
        assert not any("Ак-Булак" in text for text in kiosk.driver.texts())


@pytest.mark.parametrize("aid", [None, "Ылдый"])
async def test_the_hub_goes_in_the_middle_and_the_visitor_notices_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aid: str | None
) -> None:
    monkeypatch.setattr(machine_module, "ANSWER_S_MAX", 0.3)
    hub = new_hub()
    async with hub.serving():
        pass
    async with house(tmp_path, hub) as kiosk:
        async with hub.serving():
            await ready(kiosk)
            await make_easier(kiosk, aid)
            await kiosk.go_to_offer()
        await kiosk.press("Ооба, талон алам", v.Printed)
        assert "А001" in kiosk.driver.texts()
        assert "Сизден алдыда" not in kiosk.driver.texts()
        assert len(list(kiosk.papers.glob("*.png"))) == 1
        assert kiosk.heard("POST") == []
        async with hub.serving():
            await hub.asked_for("PUT", "/handed")
            told = [path for method, path, _ in hub.asked if method in {"POST", "PUT"} and "state" not in path]
            assert told == ["/api/tickets", "/api/tickets/K-1/handed"]


async def test_before_the_first_word_of_the_hub_no_number_is_given(tmp_path: Path) -> None:
    hub = new_hub()
    async with hub.serving():
        pass
    async with house(tmp_path, hub) as kiosk:
        await kiosk.driver.until_screen(v.OutOfService)
        texts = kiosk.driver.texts()
        assert {"Кызматкерге кайрылыңыз", "Обратитесь к сотруднику", "Please turn to an employee"} <= set(texts)
        with pytest.raises(LookupError):
            kiosk.driver.button("Талон алуу")
        async with hub.serving():
            await ready(kiosk)


async def test_a_hub_that_does_not_know_the_kiosk_is_told_to_the_staff(tmp_path: Path) -> None:
    hub = new_hub()
    hub.answers["GET"] = refuses(401, "unknown")
    async with hub.serving(), house(tmp_path, hub) as kiosk:
        await kiosk.driver.until(lambda: kiosk.app.session.screen == v.OutOfService(Fault.NOT_KNOWN), "not known")
        assert any("docs/kiosk.md" in text for text in kiosk.driver.texts())


async def test_a_number_somebody_holds_already_is_passed_over(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        usual = kiosk.hub.answers["POST"]

        async def post(request: web.Request) -> web.StreamResponse:
            if (await request.json())["number"] <= 7:
                return refusal(409, "number_taken")
            return await usual(request)

        async def get(request: web.Request) -> web.StreamResponse:
            return web.json_response({"letter": "А", "day": "2026-03-02", "highest": 7})

        kiosk.hub.answers |= {"POST": post, "GET": get}
        await kiosk.go_to_offer()
        await kiosk.press("Ооба, талон алам", v.Printed)
        assert "А008" in kiosk.driver.texts()


async def test_what_is_no_longer_offered_is_chosen_again_and_what_is_new_today_is_for_an_employee(
    tmp_path: Path,
) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        kiosk.hub.answers["POST"] = refuses(422, "unknown_service")
        shelf = kiosk.machine._shelf
        await kiosk.go_to_offer()
        shelf.content = replace(CONTENT, services=CONTENT.services[1:])
        await kiosk.press("Ооба, талон алам", v.NoTicket)
        assert "Кызматтардын тизмеси жаңы эле өзгөрдү." in kiosk.driver.texts()
        await kiosk.press("Башынан баштоо", v.Start)
        await kiosk.driver.until(lambda: kiosk.machine.content == CONTENT, "the hub's content")
        await kiosk.go_to_offer()
        await kiosk.press("Ооба, талон алам", v.NoTicket)
        assert "Кызматкерге кайрылыңыз" in kiosk.driver.texts()
        assert not kiosk.papers.exists() or list(kiosk.papers.glob("*.png")) == []


@pytest.mark.parametrize("aid", [None, "Чоң тамга"])
async def test_without_a_printer_the_number_is_read_from_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aid: str | None
) -> None:
    monkeypatch.setattr(printers_module, "NO_PAPER_S_MAX", 0.2)
    async with open_kiosk(tmp_path, f"device:{tmp_path}/nothing") as kiosk:
        await make_easier(kiosk, aid)
        await kiosk.go_to_offer()
        assert "Азыр талон кагазга басылбайт: номериңиз экрандан көрсөтүлөт. Жазып алыңыз." in kiosk.driver.texts()
        await kiosk.press("Ооба, талон алам", v.CodeOnScreen)
        assert {"А001", "Номериңизди жазып алыңыз"} <= set(kiosk.driver.texts())
        await kiosk.press("Жазып алдым", v.Farewell)
        await kiosk.hub.asked_for("PUT", "/handed")
        assert kiosk.handed()[0][1] == {"how": "screen", "day": "2026-03-02"}
        await kiosk.press("Башкы бет", v.Start)
        await kiosk.driver.until(
            lambda: any("1-принтер жооп бербейт" in text for text in kiosk.driver.texts()), "a word to the staff"
        )


async def test_a_second_printer_keeps_the_promise_of_paper(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path, f"device:{tmp_path}/nothing", f"folder:{tmp_path}/papers") as kiosk:
        await kiosk.go_to_offer()
        assert not any("кагазга басылбайт" in text for text in kiosk.driver.texts())
        await kiosk.press("Ооба, талон алам", v.Printed)
        assert len(list(kiosk.papers.glob("*.png"))) == 1


async def test_who_does_not_need_the_number_is_withdrawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers_module, "NO_PAPER_S_MAX", 0.2)
    async with open_kiosk(tmp_path, f"device:{tmp_path}/nothing") as kiosk:
        await kiosk.go_to_offer()
        await kiosk.press("Ооба, талон алам", v.CodeOnScreen)
        await kiosk.press("Номер керек эмес", v.Start)
        assert await kiosk.hub.asked_for("DELETE") == ("DELETE", "/api/tickets/K-1", None)


@pytest.mark.parametrize("aid", [None, "Контраст"])
async def test_when_the_printer_breaks_off_the_visitor_is_asked_and_gets_the_number(
    tmp_path: Path, aid: str | None
) -> None:
    """A printer that dies in the middle of each job: nobody can tell what came out."""

    async def die(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(2000)
        writer.transport.abort()

    async with await asyncio.start_server(die, "127.0.0.1", 0) as printer:
        port = printer.sockets[0].getsockname()[1]
        async with open_kiosk(tmp_path, f"tcp://127.0.0.1:{port}?answers=no") as kiosk:
            await make_easier(kiosk, aid)
            await kiosk.go_to_offer()
            await kiosk.press("Ооба, талон алам", v.DidItPrint)
            assert "Талон чыктыбы?" in kiosk.driver.texts()
            await kiosk.press("Жок, чыккан жок", v.CodeOnScreen)
            await kiosk.press("Жазып алдым", v.Farewell)
            await kiosk.hub.asked_for("PUT", "/handed")


async def test_a_place_that_changes_while_the_visitor_reads_is_shown(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.go_to_offer()
        kiosk.driver.point(100, 100)
        await kiosk.hub.say(greeting(picture(ahead=9))[1])
        await kiosk.driver.until(lambda: "9 адам" in kiosk.driver.texts(), "the new place")


async def test_a_fault_on_the_screen_leads_home_and_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from kivy.clock import Clock

    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.go_to_offer()
        Clock.schedule_once(lambda _: int("no number"))
        await kiosk.driver.until_screen(v.Start)
        assert any(record.exc_info for record in caplog.records if record.levelno == logging.ERROR)
        await kiosk.press("Талон алуу", v.Categories)


async def test_a_ticket_whose_screen_cannot_be_drawn_is_printed_and_can_be_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.screens import draw

    def fail(look: Any) -> Any:
        if isinstance(look.session.screen, v.Printing):
            raise RuntimeError("a fault for this test")
        return draw(look)

    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.go_to_offer()
        monkeypatch.setattr("kiosk.app.draw", fail)
        kiosk.clock[0] += 1
        await kiosk.driver.tap("Ооба, талон алам")
        await kiosk.driver.until_screen(v.Start)
        await kiosk.hub.asked_for("PUT", "/handed")
        await kiosk.driver.until(lambda: list(kiosk.papers.glob("*.png")), "the paper")


async def test_a_fault_behind_the_screen_leads_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_kiosk(tmp_path) as kiosk:

        async def fail(effect: e.Effect) -> t.Touch | None:
            raise RuntimeError("a fault for this test")

        await kiosk.go_to_offer()
        monkeypatch.setattr(kiosk.machine, "do", fail)
        kiosk.clock[0] += 1
        await kiosk.driver.tap("Ооба, талон алам")
        await kiosk.driver.until_screen(v.Start)


async def test_the_settings_key_opens_nothing(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        kiosk.driver.window.dispatch("on_keyboard", 282, 0, "", [])
        await kiosk.driver.frames(3)
        await kiosk.press("Талон алуу", v.Categories)


async def test_new_content_appears_without_a_restart_but_not_under_a_visitors_finger(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.press("Талон алуу", v.Categories)
        shelf = kiosk.machine._shelf
        shelf.content = replace(shelf.content, version="2", services=shelf.content.services[:1])
        kiosk.app.facts_changed()
        assert kiosk.machine.content.version == "1"
        await kiosk.press("Башкы бет", v.Start)
        assert kiosk.machine.content.version == "2"


async def test_nobody_closes_the_window_of_a_kiosk(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        assert kiosk.driver.window.dispatch("on_request_close"), "the request to close is answered by staying"
        await kiosk.press("Талон алуу", v.Categories)
