"""Evaluation sheets at the hub: kept once, anonymous, and told as sums only."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from core.sheets import Answer, Channel, Evaluation, Parameter, Sheet, Unjustified, Variant
from core.words import Language
from server.journal import sheets
from server.journal.store import Store
from server.journal.tables import sheet as table
from tests.server.hubs import centre

pytestmark = pytest.mark.asyncio
DAY = date(2026, 3, 2)
PERSONAL = ("ticket", "number", "code", "entry", "name", "person", "village", "at", "time_of_day", "kiosk", "by")


def report(key: str = "k1", **sheet: Any) -> dict[str, Any]:
    return {
        "key": key,
        "visited": "2026-03-02",
        "sheet": {"variant": "short", "ratings": {"result": "partly"}, **sheet},
    }


def full(queue: Answer, **more: Any) -> Sheet:
    return Sheet(Variant.FULL, ratings={Parameter.QUEUE: queue}, **more)


async def kept(store: Store, sheet: Sheet, key: str, channel: Channel = Channel.KIOSK, visited: date = DAY) -> bool:
    keep = partial(sheets.keep, key=key, sheet=sheet, channel=channel, visited=visited, language=Language.KY)
    return await store.do(keep)


async def told(store: Store) -> Evaluation:
    return await store.do(partial(sheets.evaluation, since=date(2026, 1, 1), until=date(2026, 3, 31)))


async def test_a_sheet_repeated_is_kept_once(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        kiosk, head = hall.kiosk(), await hall.person("cholpon")
        assert [(await kiosk.post("/api/sheets", json=report())).status for _ in range(3)] == [201, 200, 200]
        seen = await (await head.get("/api/sheets", params={"quarter": "2026-1"})).json()
        assert seen["sheets"] == {"kiosk": 1, "paper": 0}
        assert (seen["since"], seen["until"]) == ("2026-01-01", "2026-03-31")


async def test_the_head_keys_in_paper_and_the_observer_only_looks(tmp_path: Path) -> None:
    async with centre(tmp_path) as hall:
        head, council, operator = [await hall.person(name) for name in ("cholpon", "council", "aigul")]
        assert (await head.post("/api/sheets", json=report())).status == 201
        assert (await council.post("/api/sheets", json=report("k2"))).status == 403
        assert (await operator.get("/api/sheets")).status == 403
        seen = await (await council.get("/api/sheets", params={"quarter": "2026-1"})).json()
        assert seen["sheets"] == {"kiosk": 0, "paper": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"ratings": {"queue": "fully"}},
        {"ratings": {"result": "great"}},
        {"comment": "а" * 401},
        {"variant": "long"},
        {"desk": 0},
        {"desk": 2**63},
        {"ticket": "K-1"},
    ],
)
async def test_what_is_no_sheet_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    async with centre(tmp_path) as hall:
        assert (await hall.kiosk().post("/api/sheets", json=report(**wrong))).status == 422


@pytest.mark.parametrize("quarter", ["2026-5", "2026", "", "now"])
async def test_only_whole_quarters_are_told(tmp_path: Path, quarter: str) -> None:
    async with centre(tmp_path) as hall:
        council = await hall.person("council")
        assert (await council.get("/api/sheets", params={"quarter": quarter})).status == 422


async def test_a_sheet_has_no_place_for_a_ticket_a_person_or_a_time_of_day() -> None:
    assert not {*PERSONAL} & {*table.columns.keys()}
    assert not table.foreign_keys


async def test_under_ten_answers_counts_alone_are_told_and_from_ten_on_shares(journal_url: str) -> None:
    store = Store(journal_url)
    for number in range(9):
        assert await kept(store, full(Answer.FULLY if number < 6 else Answer.PARTLY), f"k{number}")
    (queue,) = [one for one in (await told(store)).ratings if one.parameter is Parameter.QUEUE]
    assert (queue.answers[Answer.FULLY], queue.answers[Answer.PARTLY]) == (6, 3)
    assert (queue.shares, queue.index) == (None, None)
    await kept(store, full(Answer.HARD_TO_SAY), "k9")
    assert not await kept(store, full(Answer.NOT), "k9")
    (queue,) = [one for one in (await told(store)).ratings if one.parameter is Parameter.QUEUE]
    assert queue.shares == {Answer.FULLY: 0.6, Answer.PARTLY: 0.3, Answer.NOT: 0.0, Answer.HARD_TO_SAY: 0.1}
    assert queue.index == pytest.approx(7.5 / 9)
    await store.close()


async def test_of_corruption_there_is_a_number_and_not_a_word(journal_url: str) -> None:
    store = Store(journal_url)
    which = (Unjustified.OTHER, Unjustified.PAID_OFFICE)
    await kept(store, full(Answer.NOT, unjustified=True, which=which, corruption=True, corruption_words="акча"), "a")
    await kept(store, full(Answer.NOT, corruption=False, unjustified=False, comment="жок"), "b", Channel.PAPER)
    await kept(store, full(Answer.NOT, corruption=True), "c", visited=date(2026, 4, 1))
    seen = await told(store)
    assert (seen.corruption, seen.unjustified) == (1, 1)
    assert [one for one, count in seen.which.items() if count] == [Unjustified.PAID_OFFICE, Unjustified.OTHER]
    assert "акча" not in repr(seen)
    assert "жок" not in repr(seen)
    await store.close()
