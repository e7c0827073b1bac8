"""The kiosk's numbers: on the disk first, of one day, never twice, whatever happens to the machine."""

import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.words import How, Language
from kiosk.lane import FILE, HubClock, Lane, LaneFault, Standing, What
from kiosk.ticket import Fault, LaneTicket, Order
from link.hub_client import LaneAnswer
from tests.kiosk.content import MONDAY

ORDER = Order("family", None, Language.KY)
DAY = MONDAY.date().isoformat()
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    lane = Lane(tmp_path)
    lane.join("K", LaneAnswer("А", DAY, 0))
    yield lane
    lane.close()


def told(lane: Lane) -> list[tuple[What, int]]:
    """Empty the outbox as a hub that accepts everything."""
    reports = []
    while (report := lane.next_report()) is not None:
        reports.append((report.what, report.ticket.number))
        lane.acknowledged(report)
    return reports


def numbers(lane: Lane, count: int, at: datetime = MONDAY, hub: HubClock | None = None) -> list[int]:
    return [lane.take(ORDER, at, hub).number for _ in range(count)]


def test_numbers_follow_one_another_and_start_anew_each_day(lane: Lane) -> None:
    assert numbers(lane, 3) == [1, 2, 3]
    assert numbers(lane, 2, TUESDAY) == [1, 2]


def test_a_ticket_bears_the_letter_of_the_lane(lane: Lane) -> None:
    ticket = lane.take(ORDER, MONDAY)
    assert (ticket.code, ticket.id, ticket.day) == ("А001", "K-1", DAY)
    assert len(ticket.key) >= 16


def test_a_kiosk_with_a_new_disk_gives_no_number_before_it_has_asked_the_hub(tmp_path: Path) -> None:
    lane = Lane(tmp_path)
    assert lane.standing() is None
    with pytest.raises(LaneFault) as no:
        lane.take(ORDER, MONDAY)
    assert no.value.fault is Fault.NOT_JOINED
    lane.join("K", LaneAnswer("А", DAY, 57))
    assert lane.standing() == Standing("K", "А")
    assert numbers(lane, 2) == [58, 59]
    lane.close()


def test_asking_the_hub_again_never_takes_numbers_back(lane: Lane) -> None:
    numbers(lane, 5)
    lane.join("K", LaneAnswer("А", DAY, 3))
    assert numbers(lane, 1) == [6]
    lane.join("K", LaneAnswer("А", DAY, 40))
    assert numbers(lane, 1) == [41]


def test_another_letter_is_another_lane(lane: Lane) -> None:
    numbers(lane, 5)
    lane.join("M", LaneAnswer("Б", DAY, 0))
    ticket = lane.take(ORDER, MONDAY)
    assert ticket.code.startswith("Б")
    assert ticket.number == 6


def test_a_clock_that_went_back_never_opens_an_old_day_and_tells_no_time(lane: Lane) -> None:
    numbers(lane, 2, TUESDAY)
    ticket = lane.take(ORDER, datetime(2020, 1, 1, tzinfo=MONDAY.tzinfo))
    assert (ticket.day, ticket.number, ticket.taken_at) == (TUESDAY.date().isoformat(), 3, None)


def test_numbers_given_under_a_wrong_clock_are_not_given_again_when_the_clock_is_right(lane: Lane) -> None:
    """Two days without a battery: what was numbered on go on, for those visitors sit in the hall now."""
    numbers(lane, 2)
    assert numbers(lane, 2, datetime(2020, 1, 1, tzinfo=MONDAY.tzinfo)) == [3, 4]
    assert numbers(lane, 2, TUESDAY) == [5, 6]
    assert numbers(lane, 1, TUESDAY + timedelta(days=1)) == [1]


def test_the_hub_brings_back_a_clock_that_ran_ahead_without_giving_a_number_twice(lane: Lane) -> None:
    seen = set(numbers(lane, 9))
    ahead = numbers(lane, 3, TUESDAY)
    assert ahead == [1, 2, 3]
    today = HubClock(MONDAY, DAY, 9)
    again = [lane.take(ORDER, TUESDAY, today) for _ in range(2)]
    assert {ticket.day for ticket in again} == {DAY}
    assert not {ticket.number for ticket in again} & seen
    assert numbers(lane, 1, TUESDAY) == [4]


def test_the_lane_never_falls_behind_what_the_hub_has_seen(lane: Lane) -> None:
    assert numbers(lane, 1, hub=HubClock(MONDAY, DAY, 30)) == [31]
    assert numbers(lane, 1, hub=HubClock(MONDAY, "2026-02-27", 90)) == [32]


def test_the_hub_is_told_everything_in_order_and_once(lane: Lane) -> None:
    first, second = lane.take(ORDER, MONDAY), lane.take(ORDER, MONDAY)
    lane.shown(second)
    lane.handed(second, How.PRINTED)
    lane.handed(second, How.SCREEN)
    lane.withdrawn(first)
    lane.withdrawn(second)
    assert told(lane) == [(What.TAKE, 1), (What.TAKE, 2), (What.HANDED, 2), (What.WITHDRAWN, 1)]
    assert lane.next_report() is None


def test_a_report_keeps_what_was_taken(lane: Lane) -> None:
    ticket = lane.take(Order("birth", "otuz", Language.RU), MONDAY)
    report = lane.next_report()
    assert report is not None
    assert report.ticket == ticket


def test_the_file_of_an_older_kiosk_is_read_and_then_holds_several_services(tmp_path: Path) -> None:
    lane = Lane(tmp_path)
    lane.join("K", LaneAnswer("А", DAY, 0))
    lane.handed(lane.take(ORDER, MONDAY), How.PRINTED)
    lane.close()
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as old:
        old.execute("ALTER TABLE ticket DROP COLUMN also")
    lane = Lane(tmp_path)
    several = Order("family", "ak", Language.KY, ("birth", "water"))
    lane.take(several, MONDAY)
    reports = []
    while (report := lane.next_report()) is not None:
        reports.append(report.ticket.order)
        lane.acknowledged(report)
    assert reports == [ORDER, ORDER, several]
    lane.close()


def test_a_refused_ticket_is_kept_for_the_staff_and_blocks_nobody(lane: Lane) -> None:
    refused, other = lane.take(ORDER, MONDAY), lane.take(ORDER, MONDAY)
    lane.shown(refused)
    lane.handed(refused, How.PRINTED)
    report = lane.next_report()
    assert report is not None
    lane.put_aside(report, "number_taken")
    assert told(lane) == [(What.TAKE, other.number)]
    assert [(one.ticket, one.aside) for one in lane.aside()] == [(refused, "number_taken")]


def test_what_follows_a_refused_ticket_joins_it_aside(lane: Lane) -> None:
    ticket = lane.take(ORDER, MONDAY)
    report = lane.next_report()
    assert report is not None
    lane.put_aside(report, "number_taken")
    assert lane.aside() == ()
    lane.shown(ticket)
    lane.handed(ticket, How.PRINTED)
    assert lane.next_report() is None
    assert len(lane.aside()) == 1


def test_after_a_power_cut_seen_numbers_stay_callable_and_unseen_ones_are_withdrawn(tmp_path: Path) -> None:
    lane = Lane(tmp_path)
    lane.join("K", LaneAnswer("А", DAY, 0))
    unseen, seen, held = (lane.take(ORDER, MONDAY) for _ in range(3))
    lane.shown(seen)
    lane.shown(held)
    lane.handed(held, How.PRINTED)
    lane.close()
    lane = Lane(tmp_path)
    reports = told(lane)
    assert (What.WITHDRAWN, unseen.number) in reports
    assert (What.HANDED, seen.number) in reports
    assert reports.count((What.HANDED, held.number)) == 1
    assert numbers(lane, 1) == [4]
    lane.close()


def test_a_number_withdrawn_after_a_failed_write_is_shown_to_nobody(lane: Lane) -> None:
    ticket, report = lane.take(ORDER, MONDAY), lane.next_report()
    assert report is not None
    assert lane._db is not None
    lane._db.execute("PRAGMA query_only = ON")
    with pytest.raises(LaneFault):
        lane.acknowledged(report)
    with pytest.raises(LaneFault) as no:
        lane.shown(ticket)
    assert no.value.fault is Fault.UNWRITABLE
    lane.handed(ticket, How.PRINTED)
    assert told(lane) == [(What.TAKE, 1), (What.WITHDRAWN, 1)]
    assert numbers(lane, 1) == [2]


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from datetime import datetime
from core.words import How, Language
from kiosk.lane import Lane
from kiosk.ticket import Order
lane, stop = Lane(Path(sys.argv[1])), int(sys.argv[2])
for turn in range(stop // 3 + 1):
    ticket = lane.take(Order("family", None, Language.KY), datetime.fromisoformat(sys.argv[3]))
    print(ticket.number, flush=True)
    if turn * 3 == stop: os.kill(os.getpid(), signal.SIGKILL)
    lane.shown(ticket)
    if turn * 3 + 1 == stop: os.kill(os.getpid(), signal.SIGKILL)
    lane.handed(ticket, How.PRINTED)
    if turn * 3 + 2 == stop: os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("stop", [0, 1, 2, 4])
def test_killed_at_any_step_no_number_is_lost_or_given_again(tmp_path: Path, stop: int) -> None:
    lane = Lane(tmp_path)
    lane.join("K", LaneAnswer("А", DAY, 0))
    lane.close()
    arguments = [sys.executable, "-c", KILLED_AT, str(tmp_path), str(stop), MONDAY.isoformat()]
    killed = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    given = [int(line) for line in killed.stdout.split()]
    lane = Lane(tmp_path)
    reports = told(lane)
    assert [number for what, number in reports if what is What.TAKE] == given
    ended = sorted(number for what, number in reports if what is not What.TAKE)
    assert ended == given
    assert (What.WITHDRAWN if stop % 3 == 0 else What.HANDED, given[-1]) in reports
    assert numbers(lane, 1) == [given[-1] + 1]
    lane.close()


def test_a_full_disk_gives_no_number_and_the_next_one_follows_when_there_is_room(lane: Lane) -> None:
    """The disk is full as SQLite sees it: the file may not grow by another page."""
    numbers(lane, 1)
    assert lane._db is not None
    pages = lane._db.execute("PRAGMA page_count").fetchone()[0]
    lane._db.execute(f"PRAGMA max_page_count = {pages}")
    given = []
    with pytest.raises(LaneFault) as no:
        for _ in range(500):
            given.append(lane.take(ORDER, MONDAY).number)
    assert no.value.fault is Fault.DISK_FULL
    lane.probe()
    assert numbers(lane, 1) == [len(given) + 2]


FULL = """
import resource, signal, sys
from pathlib import Path
from datetime import datetime
from core.words import Language
from kiosk.lane import Lane, LaneFault
from kiosk.ticket import Order
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
lane = Lane(Path(sys.argv[1]))
while True:
    try:
        print(lane.take(Order("family", None, Language.KY), datetime.fromisoformat(sys.argv[2])).number, flush=True)
    except LaneFault:
        sys.exit(7)
"""


def test_a_write_the_system_refuses_loses_nothing_that_was_given(tmp_path: Path) -> None:
    assert resource.RLIMIT_FSIZE
    lane = Lane(tmp_path)
    lane.join("K", LaneAnswer("А", DAY, 0))
    lane.close()
    arguments = [sys.executable, "-c", FULL, str(tmp_path), MONDAY.isoformat()]
    ended = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert ended.returncode == 7, ended.stderr
    given = [int(line) for line in ended.stdout.split()]
    lane = Lane(tmp_path)
    reported = [number for what, number in told(lane) if what is What.TAKE]
    assert reported[: len(given)] == given
    assert numbers(lane, 1)[0] > given[-1]
    lane.close()


def test_a_folder_that_cannot_be_written_is_said_not_died_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    lane = Lane(tmp_path / "file" / "data")
    with pytest.raises(LaneFault) as no:
        lane.standing()
    assert no.value.fault is Fault.UNWRITABLE


def test_a_damaged_file_is_a_lost_disk_and_is_kept(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, whatever it was" * 100)
    lane = Lane(tmp_path)
    assert lane.standing() is None
    assert (tmp_path / f"damaged-{FILE}").exists()
    lane.close()


def test_two_kiosks_cannot_use_one_folder(lane: Lane, tmp_path: Path) -> None:
    second = Lane(tmp_path)
    with pytest.raises(LaneFault) as no:
        second.standing()
    assert no.value.fault is Fault.IN_USE


def test_old_days_are_forgotten_but_not_what_the_hub_has_yet_to_hear(tmp_path: Path) -> None:
    lane = Lane(tmp_path)
    lane.join("K", LaneAnswer("А", DAY, 0))
    first = lane.take(ORDER, MONDAY)
    lane.handed(first, How.PRINTED)
    assert told(lane) == [(What.TAKE, 1), (What.HANDED, 1)]
    lane.take(ORDER, MONDAY)
    lane.take(ORDER, MONDAY + timedelta(days=60))
    lane.close()
    lane = Lane(tmp_path)
    lane.standing()
    lane.close()
    assert stored(tmp_path) == {(DAY, 2), ("2026-05-01", 1)}


def stored(folder: Path) -> set[tuple[str, int]]:
    with closing(sqlite3.connect(folder / FILE)) as db:
        return {(str(day), int(number)) for day, number in db.execute("SELECT day, number FROM ticket")}


def test_a_number_is_on_the_disk_when_it_is_given(lane: Lane, tmp_path: Path) -> None:
    ticket: LaneTicket = lane.take(ORDER, MONDAY)
    copy = tmp_path / "copy"
    copy.mkdir()
    for part in tmp_path.glob(f"{FILE}*"):
        (copy / part.name).write_bytes(part.read_bytes())
    assert (ticket.day, ticket.number) in stored(copy)
