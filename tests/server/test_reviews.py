"""The head hears that frequent questions must be looked through, before their month has passed (R022)."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.server.hubs import Centre, Watch, centre, starter

pytestmark = pytest.mark.asyncio
OLDEST = min(question.reviewed for question in starter().content.faq)


def told(hall: Centre, view: str) -> list[dict[str, Any]]:
    return [one for one in json.loads(hall.fanout.picture(view))["notices"] if one["code"] == "faq_review"]


async def test_the_head_is_told_before_the_month_ends_and_the_hall_never(tmp_path: Path) -> None:
    zone = ZoneInfo("Asia/Bishkek")
    early = Watch(datetime.combine(OLDEST, datetime.min.time(), zone).replace(hour=10))
    for name in ("early", "late"):
        (tmp_path / name).mkdir()
    async with centre(tmp_path / "early", watch=early) as hall:
        assert told(hall, "head") == []
    late = Watch(early().replace(day=28))
    async with centre(tmp_path / "late", watch=late) as hall:
        (notice,) = told(hall, "head")
        assert notice["values"]["date"] == f"{OLDEST.replace(month=OLDEST.month + 1):%d.%m.%Y}"
        assert told(hall, "board") == told(hall, "desk:1") == []
