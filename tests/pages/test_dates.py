"""Dates, hours and announcements: the pure parts of the pages, run in the browser they are for."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.pages.conftest import Pages

pytestmark = pytest.mark.asyncio(loop_scope="session")


DATES = [
    ("2026-01-01", "2026-жылдын 1-январы, бейшемби", "1 января 2026 г., четверг"),
    ("2026-02-28", "2026-жылдын 28-февралы, ишемби", "28 февраля 2026 г., суббота"),
    ("2026-03-02", "2026-жылдын 2-марты, дүйшөмбү", "2 марта 2026 г., понедельник"),
    ("2026-04-07", "2026-жылдын 7-апрели, шейшемби", "7 апреля 2026 г., вторник"),
    ("2026-05-09", "2026-жылдын 9-майы, ишемби", "9 мая 2026 г., суббота"),
    ("2026-06-10", "2026-жылдын 10-июну, шаршемби", "10 июня 2026 г., среда"),
    ("2026-07-31", "2026-жылдын 31-июлу, жума", "31 июля 2026 г., пятница"),
    ("2026-08-31", "2026-жылдын 31-августу, дүйшөмбү", "31 августа 2026 г., понедельник"),
    ("2026-09-06", "2026-жылдын 6-сентябры, жекшемби", "6 сентября 2026 г., воскресенье"),
    ("2026-10-15", "2026-жылдын 15-октябры, бейшемби", "15 октября 2026 г., четверг"),
    ("2026-11-23", "2026-жылдын 23-ноябры, дүйшөмбү", "23 ноября 2026 г., понедельник"),
    ("2028-02-29", "2028-жылдын 29-февралы, шейшемби", "29 февраля 2028 г., вторник"),
    ("2027-12-31", "2027-жылдын 31-декабры, жума", "31 декабря 2027 г., пятница"),
]

SCHEDULE = {
    "hours": [{"day": day, "opens": "09:00:00", "closes": "18:00:00"} for day in ("mon", "tue", "wed", "thu", "fri")],
    "lunch_from": "12:30:00",
    "lunch_until": "13:30:00",
    "closed": ["2026-11-24"],
}


async def with_module(page: Page, path: str, body: str, argument: object = None) -> Any:
    return await page.evaluate(f"async (given) => {{ const m = await import('{path}'); {body} }}", argument)


async def test_dates_are_written_as_officials_write_them(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")
    written = await with_module(
        page,
        "/page/link/clock.js",
        """const { longDate } = await import("/page/link/words.js");
        return given.map((day) => {
          m.hear(`${day}T12:00:00+06:00`);
          return [day, longDate(m.wall(), "ky"), longDate(m.wall(), "ru")];
        });""",
        [day for day, _, _ in DATES],
    )
    assert [tuple(line) for line in written] == DATES


async def test_the_clock_is_the_centres_whatever_the_computers_is(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")
    shown = await with_module(
        page,
        "/page/link/clock.js",
        """const { clockTime } = await import("/page/link/words.js");
        m.inZone("Asia/Bishkek");
        const away = Math.round((m.wall().hour * 60 + m.wall().minute) - new Date().getUTCHours() * 60
          - new Date().getUTCMinutes() + 1440) % 1440;
        m.hear("2026-11-23T00:05:09.5+06:00");
        return [away, clockTime(m.wall()), m.wall().weekday, m.minutesSince("2026-11-22T17:00:00Z")];""",
    )
    assert shown == [360, "00:05", 0, 65]


async def test_the_next_opening_skips_days_off(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")
    cases = [
        ("2026-11-20T18:00", "2026-11-23 09:00"),
        ("2026-11-23T08:59", "2026-11-23 09:00"),
        ("2026-11-23T09:00", "2026-11-25 09:00"),
        ("2026-11-21T12:00", "2026-11-23 09:00"),
        ("2026-12-31T23:00", "2027-01-01 09:00"),
    ]
    found = await with_module(
        page,
        "/page/link/hours.js",
        """const { wall, hear } = await import("/page/link/clock.js");
        return given.at.map((at) => {
          hear(`${at}:00+06:00`);
          const next = m.nextOpening(given.schedule, wall());
          const two = (number) => String(number).padStart(2, "0");
          return `${next.year}-${two(next.month)}-${two(next.day)} ${next.time}`;
        });""",
        {"schedule": SCHEDULE, "at": [at for at, _ in cases]},
    )
    assert found == [opening for _, opening in cases]


async def test_telephones_are_grouped_in_threes(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")
    numbers = ["+996399900100", "102", "+77011234567"]
    grouped = await with_module(page, "/page/link/words.js", "return given.map(m.phone);", numbers)
    assert [number.replace("\u00a0", " ") for number in grouped] == ["+996 399 900 100", "102", "+77011234567"]


async def test_equal_days_are_written_together(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")
    runs = await with_module(page, "/page/link/hours.js", "return m.week(given);", SCHEDULE)
    assert [(run["first"], run["last"], run["opens"]) for run in runs] == [(0, 4, "09:00"), (5, 6, None)]


async def test_announcements_wait_for_each_other_and_are_not_repeated(quiet_pages: Pages) -> None:
    page = await quiet_pages.open("/healthz")
    large = await with_module(
        page,
        "/page/board/announcements.js",
        """const call = (code, at, calls = 1, state = "called") =>
          ({ code, desk: 1, state, called_at: `2026-11-23T10:00:${at}+06:00`, out_of_turn: false, calls });
        const board = new m.Announcements();
        const seen = [];
        const look = (now) => {
          const { call, announced } = board.hero(now);
          seen.push(`${now} ${call?.code ?? "-"}${announced ? "!" : ""}`);
        };
        board.hear([call("А001", "01")]);
        look(0);
        board.hear([call("А003", "03"), call("А002", "02"), call("А001", "01")]);
        look(100); look(7000); look(7100); look(14200);
        board.hear([call("А003", "03"), call("А002", "02"), call("А001", "01")]);
        look(14300);
        board.hear([call("А003", "03"), call("А002", "59", 2), call("А001", "01")]);
        look(14400); look(30000);
        board.hear([call("А003", "03"), call("А002", "59", 2, "serving"), call("А001", "01", 1, "serving")]);
        look(30100);
        return seen;""",
    )
    assert large == [
        "0 А001",
        "100 А002!",
        "7000 А002",
        "7100 А003!",
        "14200 А003",
        "14300 А003",
        "14400 А002!",
        "30000 А002",
        "30100 А003",
    ]
