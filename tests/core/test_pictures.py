"""What the hall, the desks, the kiosks and the head see; and what none of them may see."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from core import commands as c
from core import events as e
from core import figures, views
from core.office import Office
from core.waits import Prospect, WaitRange
from core.words import CallReason, DeskState, How, Language, Outcome, Rank, Stage
from tests.core.world import CERTIFICATE, FAR, LAND, OPENING, PENSION, RARE, World, at, report, world

BY = "aigul"
Draw = Callable[[Office], object]
PICTURES: dict[str, Draw] = {
    "board": lambda office: views.board(office, at("12:00")),
    "desk": lambda office: views.desk(office, 1, at("12:00")),
    "kiosk": lambda office: views.kiosk(office, "K", at("12:00")),
    "head": lambda office: figures.of_day(office, at("12:00")),
    "status": lambda office: [views.status(office, ticket, at("12:00")) for ticket in office.tickets.values()],
}


def lively() -> World:
    """Waiting, called, parked and done visitors, each with a secret key and a clock of their own."""
    centre = world(1, 2, 3)
    for number in range(1, 13):
        village = FAR if number % 3 == 0 else "near"
        service = (CERTIFICATE, LAND, PENSION, RARE)[number % 4]
        centre.ask(
            report(number, service, village, key=f"secret-{number}", taken_at=at("08:11") + timedelta(seconds=number))
        )
        centre.hand(f"K-{number}")
    for desk in (1, 2, 3, 1, 1):
        ticket, _ = centre.call(desk)
        if desk == 2:
            centre.ask(c.StartService(centre.now, 2, BY, ticket))
        elif desk == 1:
            centre.ask(c.ParkTicket(centre.now, 1, BY, ticket, "fills in a form"))
    return centre


@pytest.mark.parametrize("draw", list(PICTURES.values()), ids=list(PICTURES))
def test_no_picture_shows_a_key_or_what_a_kiosks_clock_said(draw: Draw) -> None:
    picture = draw(lively().office)
    text = TypeAdapter[object](type(picture)).dump_json(picture).decode()
    assert "secret" not in text
    assert "claimed" not in text
    assert '"key"' not in text
    assert "name" not in text


@pytest.mark.parametrize("draw", [PICTURES["board"], PICTURES["status"]], ids=["board", "status"])
def test_the_hall_and_a_phone_see_no_service_village_or_person(draw: Draw) -> None:
    picture = draw(lively().office)
    text = TypeAdapter[object](type(picture)).dump_json(picture).decode()
    for word in (CERTIFICATE, LAND, PENSION, RARE, FAR, "near", BY, "service", "village"):
        assert word not in text


def test_a_picture_can_be_drawn_before_the_day_is_open() -> None:
    nothing = Office()
    board = views.board(nothing, OPENING)
    assert (board.seq, board.open, board.calls, board.waiting, board.waiting_count) == (0, False, (), (), 0)
    kiosk = views.kiosk(nothing, "K", OPENING)
    assert (kiosk.open, kiosk.letter, kiosk.day, kiosk.highest, kiosk.services) == (False, "", "", 0, ())
    assert figures.of_day(nothing, OPENING).taken == 0


@pytest.mark.parametrize("draw", list(PICTURES.values())[:4], ids=list(PICTURES)[:4])
def test_every_picture_says_whether_the_day_is_open_and_which_fact_was_last(draw: Draw) -> None:
    centre = lively()
    picture = draw(centre.office)
    assert isinstance(picture, views.BoardPicture | views.DeskPicture | views.KioskPicture | figures.HeadPicture)
    assert (picture.seq, picture.open) == (len(centre.events), True)
    centre.ask(c.CloseDay(centre.now))
    closed = draw(centre.office)
    assert isinstance(closed, views.BoardPicture | views.DeskPicture | views.KioskPicture | figures.HeadPicture)
    assert closed.open is False


def test_the_board_shows_the_line_in_the_order_of_the_calls() -> None:
    centre = world(1)
    for village in ("near", FAR, "near"):
        centre.visitor(village=village)
    board = views.board(centre.office, centre.now)
    assert board.waiting == (
        views.BoardWaiting("А002", True),
        views.BoardWaiting("А001", False),
        views.BoardWaiting("А003", False),
    )
    assert board.waiting_count == 3
    assert board.desks == (
        views.BoardDesk(1, DeskState.OPEN),
        views.BoardDesk(2, DeskState.CLOSED),
        views.BoardDesk(3, DeskState.CLOSED),
    )


def test_a_board_of_some_desks_shows_only_who_is_or_may_be_called_there() -> None:
    told = world(1, 3)
    told.visitor(CERTIFICATE)
    told.call(1)
    told.visitor(CERTIFICATE)
    pension = told.visitor(PENSION)
    picture = views.board(told.office, told.now, frozenset({3, 99}))
    assert [one.code for one in picture.waiting] == [told.ticket(pension).code]
    assert (picture.waiting_count, picture.calls, [one.desk for one in picture.desks]) == (1, (), [3])


def test_the_board_shows_thirty_who_wait_and_counts_all() -> None:
    centre = world()
    for number in range(35):
        centre.visitor((CERTIFICATE, PENSION)[number % 2])
    board = views.board(centre.office, centre.now)
    assert [waiting.code for waiting in board.waiting] == [f"А{number:03d}" for number in range(1, 31)]
    assert board.waiting_count == 35
    assert len(views.desk(centre.office, 1, centre.now).waiting) == 18
    for _ in range(20):
        centre.visitor()
    assert len(views.desk(centre.office, 1, centre.now).waiting) == 30


def test_whoever_is_at_a_desk_is_never_pushed_out_by_those_who_have_left() -> None:
    centre = world(1, 2, 3, desks=tuple(e.DeskRule(desk, (CERTIFICATE,)) for desk in (1, 2, 3)))
    for _ in range(30):
        centre.visitor()
    centre.call(1)
    for _ in range(25):
        centre.serve_next(2)
    centre.call(3)
    shown = views.board(centre.office, centre.now).calls
    assert [call.code for call in shown] == ["А027", "А001", "А026", "А025", "А024"]
    assert [call.code for call in views.board(centre.office, centre.now, frozenset({1})).calls] == ["А001"]


def test_all_who_are_at_a_desk_are_shown_however_many() -> None:
    order = (3, 8, 1, 6, 2, 7, 5, 4)
    centre = world(*order, desks=tuple(e.DeskRule(desk, (CERTIFICATE,)) for desk in range(1, 9)))
    for _ in range(9):
        centre.visitor()
    centre.serve_next(order[0])
    for desk in order:
        centre.call(desk)
    assert [call.desk for call in views.board(centre.office, centre.now).calls] == [*reversed(order)]


def test_the_board_shows_the_five_newest_calls_newest_first() -> None:
    centre = world(1, 2)
    for _ in range(7):
        centre.visitor()
    for _ in range(6):
        centre.serve_next(1)
    centre.call(2)
    board = views.board(centre.office, centre.now)
    assert [call.code for call in board.calls] == ["А007", "А006", "А005", "А004", "А003"]
    assert board.calls[0] == views.BoardCall("А007", 2, Stage.CALLED, centre.now, False, 1)
    assert board.calls[1].state is Stage.FINISHED


def test_a_recall_shows_on_the_board_as_one_call_more() -> None:
    centre = world(1)
    ticket = centre.visitor(village=FAR)
    centre.call()
    centre.after(1)
    centre.ask(c.RecallTicket(centre.now, 1, BY, ticket))
    assert views.board(centre.office, centre.now).calls == (
        views.BoardCall("А001", 1, Stage.CALLED, centre.now, True, 2),
    )


def test_a_transferred_visitor_has_no_desk_to_go_to_until_called_again() -> None:
    centre = world(1, 3)
    ticket = centre.visitor()
    centre.call()
    centre.ask(c.TransferTicket(centre.now, 1, BY, ticket, PENSION))
    assert views.board(centre.office, centre.now).calls == ()
    centre.call(3)
    (call,) = views.board(centre.office, centre.now).calls
    assert (call.desk, call.calls) == (3, 2)


def test_after_closing_nobody_is_shown_as_called_to_a_desk() -> None:
    centre = world(1, 2)
    for _ in range(2):
        centre.visitor()
    centre.serve_next(1)
    centre.call(2)
    centre.ask(c.CloseDay(centre.now))
    assert [call.state for call in views.board(centre.office, centre.now).calls] == [Stage.FINISHED]


def test_a_desk_sees_its_visitor_its_line_and_why() -> None:
    centre = world(1, 3)
    centre.ask(report(1, CERTIFICATE, "near", language=Language.RU))
    centre.hand("K-1", How.SCREEN)
    centre.numbers["K"] = 1
    centre.call(1)
    centre.visitor(CERTIFICATE, FAR)
    centre.visitor(PENSION)
    picture = views.desk(centre.office, 1, centre.now)
    assert (picture.desk, picture.state, picture.by, picture.services) == (1, DeskState.OPEN, BY, (CERTIFICATE,))
    assert (picture.waiting_count, picture.waiting_elsewhere) == (1, 1)
    assert [desk.desk for desk in picture.desks] == [1, 2, 3]
    assert picture.ticket == views.TicketPicture(
        ticket="K-1",
        code="А001",
        rank=Rank.ORDINARY,
        state=Stage.CALLED,
        service=CERTIFICATE,
        village="near",
        language="ru",
        taken_at=OPENING,
        desk=1,
        reason=CallReason.LONGEST_WAIT,
        called_at=OPENING,
        calls=1,
    )
    (waiting,) = picture.waiting
    assert (waiting.ticket, waiting.rank, waiting.reason) == ("K-2", Rank.OUT_OF_TURN, CallReason.OUT_OF_TURN)
    assert (waiting.state, waiting.village, waiting.desk) == (Stage.HANDED, FAR, None)


def test_a_desk_without_a_visitor_says_so() -> None:
    assert views.desk(world(1).office, 1, OPENING).ticket is None


def test_a_desk_that_does_not_exist_has_no_picture() -> None:
    with pytest.raises(KeyError):
        views.desk(world().office, 9, OPENING)


def test_a_desk_sees_those_aside_with_their_note_but_not_as_being_at_a_desk() -> None:
    centre = world(1, 2)
    first, second = centre.visitor(), centre.visitor()
    centre.call(1)
    centre.ask(c.StartService(at("09:05"), 1, BY, first))
    centre.ask(c.ParkTicket(centre.now, 1, BY, first, "fills in a form"))
    centre.call(1)
    centre.ask(c.MarkNoShow(centre.now, 1, BY, second))
    away = views.desk(centre.office, 2, centre.now).away
    assert [(t.ticket, t.state, t.note, t.desk) for t in away] == [
        (first, Stage.PARKED, "fills in a form", None),
        (second, Stage.NO_SHOW, "", None),
    ]
    assert away[0].started_at == at("09:05")


def test_a_desk_sees_for_which_desk_a_visitor_is_kept_and_how_a_visit_ended() -> None:
    centre = world(1, 2)
    ticket = centre.visitor()
    centre.call(1)
    centre.ask(c.TransferTicket(centre.now, 1, BY, ticket, to_desk=2))
    assert views.desk(centre.office, 2, centre.now).waiting[0].to_desk == 2
    centre.call(2)
    centre.finish(2, Outcome.REDIRECTED)
    assert views.ticket(centre.ticket(ticket)).outcome is Outcome.REDIRECTED


def test_a_kiosk_sees_its_lane_and_what_a_newcomer_would_meet() -> None:
    centre = world(1, 2)
    for village in ("near", FAR, "near"):
        centre.visitor(CERTIFICATE, village, kiosk="L")
    centre.take(kiosk="L")
    picture = views.kiosk(centre.office, "L", centre.now)
    assert (picture.kiosk, picture.letter, picture.highest, picture.day) == ("L", "Б", 4, "2026-11-23")
    assert picture.waiting_count == 3
    prospects = {service.service: service for service in picture.services}
    assert list(prospects) == [CERTIFICATE, LAND, PENSION, RARE]
    assert [service.desks_open for service in picture.services] == [2, 1, 0, 2]
    assert (prospects[CERTIFICATE].ordinary.ahead, prospects[CERTIFICATE].out_of_turn.ahead) == (4, 1)
    assert prospects[PENSION].ordinary == Prospect(0, None)


def test_a_kiosk_hears_when_the_first_desk_of_a_service_is_back_while_none_is_open() -> None:
    centre = world(1, 2)

    def promised() -> list[str | None]:
        return [service.back_at for service in views.kiosk(centre.office, "K", centre.now).services]

    centre.ask(c.PauseDesk(centre.now, 1, BY, back_at="13:30"))
    assert promised() == [None, None, None, None], "certificates still have desk 2"
    centre.ask(c.PauseDesk(centre.now, 2, BY, back_at="13:15"))
    assert promised() == ["13:15", "13:15", None, "13:15"]


def test_a_kiosk_shows_whom_it_calls_too() -> None:
    centre = world(1)
    centre.visitor()
    centre.call()
    assert views.kiosk(centre.office, "K", centre.now).calls == views.board(centre.office, centre.now).calls
    assert len(views.kiosk(centre.office, "K", centre.now).calls) == 1


def test_a_kiosk_and_a_phone_reckon_with_the_guard() -> None:
    centre = world(1, guard=e.Guard("№ 7", after_calls=2, after_minutes=60))
    for _ in range(6):
        centre.visitor(village=FAR)
    (prospect, *_) = views.kiosk(centre.office, "K", centre.now).services
    assert (prospect.ordinary.ahead, prospect.out_of_turn.ahead) == (2, 6)
    ordinary = centre.ticket(centre.visitor())
    assert views.status(centre.office, ordinary, centre.now).ahead == 2
    assert views.status(centre.office, ordinary, centre.now + timedelta(hours=1)).ahead == 1


def test_a_kiosk_nobody_knows_has_no_letter() -> None:
    assert views.kiosk(world().office, "X", OPENING).letter == ""


def test_a_phone_sees_where_its_ticket_stands() -> None:
    centre = world(1)
    first, second = centre.visitor(), centre.visitor()
    status = views.status(centre.office, centre.ticket(second), centre.now)
    assert status == views.TicketStatus("А002", Stage.HANDED, None, 1, WaitRange(0, 20))
    centre.call()
    assert views.status(centre.office, centre.ticket(first), centre.now) == views.TicketStatus(
        "А001", Stage.CALLED, 1, 0, None
    )
    centre.ask(c.ParkTicket(centre.now, 1, BY, first))
    assert views.status(centre.office, centre.ticket(first), centre.now).desk is None, "no desk to go to while parked"


def _types(kind: type) -> set[type]:
    found = {kind}
    for part in fields(kind):
        for inner in (
            views.BoardCall,
            views.BoardWaiting,
            views.TicketPicture,
            views.ServiceProspect,
            figures.HeadDesk,
        ):
            if inner.__name__ in str(part.type):
                found |= _types(inner)
    return found


def test_the_shapes_of_the_pictures_have_no_field_for_a_secret() -> None:
    for picture in (views.BoardPicture, views.DeskPicture, views.KioskPicture, figures.HeadPicture, views.TicketStatus):
        for kind in _types(picture):
            assert is_dataclass(kind)
            assert not {part.name for part in fields(kind)} & {"key", "claimed_at", "name"}
