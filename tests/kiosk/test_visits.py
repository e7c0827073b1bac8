"""What a visitor does beside taking a ticket, by touch: in a real window, with a hub that goes and comes back."""

from pathlib import Path

import pytest

from kiosk import printers as printers_module
from kiosk import visit as v
from tests.kiosk.house import House
from tests.kiosk.test_app import open_kiosk
from tests.link.hub import refuses

pytestmark = pytest.mark.asyncio


async def test_a_sheet_is_given_while_the_hub_is_away_and_reaches_it_when_it_is_back(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        post = kiosk.hub.answers["POST"]
        await kiosk.press("Баалоо", v.ChooseSheet)
        await kiosk.press("Кыска", v.Asked)
        kiosk.hub.answers["POST"] = refuses(503)
        await kiosk.hub.hang_up()
        await kiosk.press("Канааттанбайм", v.Asked)
        for _ in range(5):
            await kiosk.press("Өткөрүү", v.Asked)
        for letter in "жай":
            await kiosk.driver.tap(letter)
        kiosk.clock[0] += 1
        await kiosk.driver.tap("Тапшыруу")
        await kiosk.driver.until(lambda: kiosk.app.session.screen == v.Thanks(kept=True), "thanks")
        await kiosk.driver.frames(2)
        assert "Ырахмат!" in kiosk.driver.texts()
        await kiosk.hub.asked_for("POST", "/sheets")
        kiosk.hub.answers["POST"] = post
        await kiosk.hub.hang_up()
        waiting = tmp_path / "kiosk" / "sheets"
        await kiosk.driver.until(lambda: not list(waiting.glob("*.json")), "the sheet with the hub")
        sheet = kiosk.heard("POST")[-1][1]
        assert isinstance(sheet, dict)
        assert (sheet["sheet"]["ratings"], sheet["sheet"]["comment"]) == ({"result": "not"}, "жай")
        await kiosk.press("Башкы бет", v.Start)


async def test_a_sheet_can_be_given_after_the_ticket(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await kiosk.go_to_offer()
        await kiosk.press("Ооба, талон алам", v.Printed)
        await kiosk.press("Бүттү", v.Farewell)
        await kiosk.press("Бизди баалаңыз", v.ChooseSheet)
        await kiosk.press("Толук", v.Asked)
        await kiosk.press("Артка", v.ChooseSheet)
        await kiosk.press("Башкы бет", v.Start)


async def test_two_services_on_one_ticket_with_a_hub_that_goes_meanwhile(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        post = kiosk.hub.answers["POST"]
        await kiosk.go_to_offer()
        await kiosk.press("Дагы бир кызмат", v.Categories)
        kiosk.hub.answers["POST"] = refuses(503)
        await kiosk.hub.hang_up()
        await kiosk.press("Мамлекеттик", v.Services)
        await kiosk.press("Төрөлүүнү", v.About)
        await kiosk.press("Улантуу", v.Offer)
        await kiosk.press("Документтер", v.Reading)
        await kiosk.press("Басуу", v.PaperList)
        await kiosk.driver.until(lambda: "Тизмеңизди алыңыз" in kiosk.driver.texts(), "both lists on paper")
        assert len(list(kiosk.papers.glob("*.png"))) == 2
        await kiosk.press("Артка", v.Reading)
        await kiosk.press("Артка", v.Offer)
        await kiosk.press("Ооба, талон алам", v.Printed)
        await kiosk.press("Бүттү", v.Farewell)
        kiosk.hub.answers["POST"] = post
        await kiosk.hub.hang_up()
        await kiosk.hub.asked_for("PUT", "/handed")
        body = kiosk.heard("POST")[-1][1]
        assert isinstance(body, dict)
        assert (body["service"], body["also"]) == ("family", ["birth"])


async def test_one_of_two_services_is_left_out_and_without_a_printer_the_number_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printers_module, "NO_PAPER_S_MAX", 0.2)
    async with open_kiosk(tmp_path, f"device:{tmp_path}/nothing") as kiosk:
        await kiosk.go_to_offer()
        await kiosk.press("Дагы бир кызмат", v.Categories)
        await kiosk.press("Мамлекеттик", v.Services)
        await kiosk.press("Төрөлүүнү", v.About)
        await kiosk.press("Улантуу", v.Offer)
        await kiosk.press("×", v.Offer)
        assert isinstance(kiosk.app.session.screen, v.Offer)
        assert kiosk.app.session.screen.services == ("birth",)
        await kiosk.press("Ооба, талон алам", v.CodeOnScreen)
        assert "А001" in kiosk.driver.texts()


async def scan(kiosk: House, text: str) -> None:
    for letter in text:
        kiosk.driver.window.dispatch("on_key_down", ord(letter), 0, letter, [])
    kiosk.driver.window.dispatch("on_key_down", 13, 0, "\r", [])
    await kiosk.driver.frames(2)


async def test_a_receipt_is_found_by_scanner_and_by_hand_and_an_unknown_one_is_told(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        await scan(kiosk, "26-00017-4821")
        await kiosk.driver.until(lambda: "✓ Даяр" in kiosk.driver.texts(), "the state of the receipt")
        assert any("Төрөлүүнү каттоо" in text for text in kiosk.driver.texts())
        await kiosk.press("Башка номер", v.EnterReceipt)
        for digit in "26000174822":
            await kiosk.driver.tap(digit)
        await kiosk.press("Билүү", v.ReceiptStands)
        await kiosk.driver.until(lambda: "Мындай номер жок" in kiosk.driver.texts(), "that there is none")
        await kiosk.press("Башкы бет", v.Start)


async def test_without_the_hub_the_receipt_screen_says_so_and_asks_again_when_it_is_back(tmp_path: Path) -> None:
    async with open_kiosk(tmp_path) as kiosk:
        get = kiosk.hub.answers["GET"]
        kiosk.hub.answers["GET"] = refuses(503)
        await kiosk.press("Арызым", v.EnterReceipt)
        for digit in "26000174821":
            await kiosk.driver.tap(digit)
        await kiosk.press("Билүү", v.ReceiptStands)
        await kiosk.driver.until(lambda: "Азыр билүүгө болбой жатат" in kiosk.driver.texts(), "that nobody can tell")
        kiosk.hub.answers["GET"] = refuses(429, "too_many")
        await kiosk.press("Артка", v.EnterReceipt)
        await kiosk.press("Билүү", v.ReceiptStands)
        await kiosk.driver.until(lambda: "Өтө көп суралды" in kiosk.driver.texts(), "that it was asked too often")
        kiosk.hub.answers["GET"] = get
        await kiosk.press("Артка", v.EnterReceipt)
        await kiosk.press("Билүү", v.ReceiptStands)
        await kiosk.driver.until(lambda: "✓ Даяр" in kiosk.driver.texts(), "the state of the receipt")
