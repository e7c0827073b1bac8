"""What the centre prints for its walls and tables: from the content, on one sheet each, in the three languages."""

from pathlib import Path

import pytest

from config.load import STARTER, load
from core.words import Language
from printer.pdf import pdf
from server import stand
from tests.server.journals import at_work
from tests.server.test_journal_files import paper, words_of

CONTENT = load(STARTER).content


@pytest.mark.asyncio
async def test_the_sign_names_the_hours_and_the_sheets_what_the_kiosk_asks(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        sign = await paper(desk, "/api/stand/hours.pdf")
        assert "Дүйшөмбү – жума: 09:00–18:00" in sign
        short = await paper(desk, "/api/stand/sheet-short.pdf?language=ru")
        full = await paper(desk, "/api/stand/sheet-full.pdf?language=ru")
        assert "Вы удовлетворены результатом услуги?" in short
        assert "Вы удовлетворены результатом услуги?" not in full
        for asked in ("Сведений было достаточно, они понятны?", "Завели неофициальную очередь", "60 лет и старше"):
            assert asked in full
            assert asked not in short


@pytest.mark.asyncio
async def test_a_blank_names_its_service_and_documents_and_there_is_none_for_what_nobody_offers(tmp_path: Path) -> None:
    async with at_work(tmp_path) as desk:
        blank = await paper(desk, "/api/services/birth/blank.pdf")
        assert "Төрөлүүнү каттоо" in blank
        assert "Тиркелген документтер:" in blank
        assert (await desk.session.get("/api/services/nothing/blank.pdf")).status == 404


@pytest.mark.parametrize("language", list(Language))
def test_every_blank_has_its_place_on_one_sheet(language: Language) -> None:
    long = max(CONTENT.services, key=lambda one: len(one.documents) * 100 + len(one.name.ru))
    assert words_of(pdf(stand.blank(CONTENT, long, language), "a4")).count("\f") == 1
