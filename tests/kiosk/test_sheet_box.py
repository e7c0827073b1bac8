"""Evaluation sheets reach the hub once and for all, whatever hub and disk do meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from core.sheets import Answer, Parameter, Sheet, Variant
from core.words import Language
from kiosk.sheet_box import SheetBox
from link.hub_client import HubClient
from tests.kiosk.content import MONDAY
from tests.link.hub import Hub, nothing, refuses

pytestmark = pytest.mark.asyncio
SHEET = Sheet(Variant.SHORT, ratings={Parameter.RESULT: Answer.PARTLY}, comment="Рахмат")
DAY = MONDAY.date()


@asynccontextmanager
async def box_at(folder: Path, hub: Hub) -> AsyncIterator[SheetBox]:
    async with HubClient(hub.url, "demo-kiosk") as client:
        box = SheetBox(folder, client, pause_s_min=0.01)
        task = asyncio.create_task(box.run())
        try:
            yield box
        finally:
            task.cancel()
            await asyncio.wait([task])


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "sheets").glob("*.json"))


async def until_empty(folder: Path) -> None:
    async with asyncio.timeout(60):
        while kept(folder):  # noqa: ASYNC110 - the box is a folder: there is no signal to wait for
            await asyncio.sleep(0.005)


async def test_a_sheet_goes_to_the_hub_and_leaves_the_disk(tmp_path: Path) -> None:
    async with Hub(answers={"POST": nothing(201)}).serving() as hub, box_at(tmp_path, hub) as box:
        assert await box.keep(SHEET, Language.RU, DAY)
        _, _, body = await hub.asked_for("POST", "/api/sheets")
        await until_empty(tmp_path)
    assert (body["visited"], body["language"]) == ("2026-03-02", "ru")
    assert (body["sheet"]["ratings"], body["sheet"]["comment"]) == ({"result": "partly"}, "Рахмат")
    assert len(hub.asked) == 1


async def test_while_the_hub_is_away_sheets_wait_and_come_with_the_same_key(tmp_path: Path) -> None:
    hub = Hub(answers={"POST": refuses(503)})
    async with hub.serving(), box_at(tmp_path, hub) as box:
        await box.keep(SHEET, Language.KY, DAY)
        await hub.asked_for("POST")
    assert len(kept(tmp_path)) == 1
    hub.answers["POST"] = nothing(201)
    async with hub.serving(), box_at(tmp_path, hub):
        await until_empty(tmp_path)
    assert len({body["key"] for _, _, body in hub.asked}) == 1


@pytest.mark.parametrize("status", [401, 403])
async def test_a_hub_that_does_not_know_the_kiosk_loses_no_sheet(tmp_path: Path, status: int) -> None:
    async with Hub(answers={"POST": refuses(status)}).serving() as hub, box_at(tmp_path, hub) as box:
        await box.keep(SHEET, Language.KY, DAY)
        await hub.asked_for("POST")
        hub.answers["POST"] = nothing(201)
        box.wake()
        await until_empty(tmp_path)


async def test_a_sheet_the_hub_refuses_is_laid_aside_and_holds_up_no_other(tmp_path: Path) -> None:
    async with Hub(answers={"POST": refuses(422, "unknown_service")}).serving() as hub, box_at(tmp_path, hub) as box:
        await box.keep(SHEET, Language.KY, DAY)
        await until_empty(tmp_path)
        hub.answers["POST"] = nothing(201)
        await box.keep(SHEET, Language.KY, DAY)
        await until_empty(tmp_path)
    assert len([*(tmp_path / "sheets" / "refused").iterdir()]) == 1


async def test_a_damaged_file_is_laid_aside(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "broken.json").write_bytes(b'{"key"')
    (tmp_path / "sheets" / "half.new").write_bytes(b"{")
    hub = Hub(answers={"POST": nothing(201)})
    async with hub.serving(), box_at(tmp_path, hub):
        await until_empty(tmp_path)
    assert [file.name for file in (tmp_path / "sheets" / "refused").iterdir()] == ["broken.json"]
    assert hub.asked == []


async def test_a_disk_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "sheets").write_text("a file where the folder should be")
    async with Hub(answers={"POST": nothing(201)}).serving() as hub, HubClient(hub.url) as client:
        assert not await SheetBox(tmp_path, client).keep(SHEET, Language.KY, DAY)
