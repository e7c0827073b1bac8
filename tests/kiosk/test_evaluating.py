"""The evaluation sheet without a screen: every question may be left open, nothing is sent before it is handed in."""

from dataclasses import replace

import pytest

from config.schema import Category
from core.sheets import Age, Answer, Parameter, Sex, Sheet, Unjustified, Variant
from core.words import Language
from kiosk import effects as e
from kiosk import evaluating
from kiosk import touches as t
from kiosk import visit as v
from kiosk.session import DONE_AFTER_S, LEAVE_AFTER_S, step
from kiosk.ticket import Fault
from tests.kiosk.test_session import FACTS, TICKET, TO_PRINTING, walk

Touches = tuple[t.Touch, ...]
SHORT: Touches = (t.OpenSheet(Language.RU), t.PickVariant(Variant.SHORT))
FULL: Touches = (t.OpenSheet(Language.KY), t.PickVariant(Variant.FULL))
RATED = [t.Choose(answer) for answer in ("fully", "partly", "not", "hard_to_say", "fully", "partly", "not", "fully")]


def asked(session: v.Session) -> str:
    assert isinstance(session.screen, v.Asked)
    return evaluating.asked(session.screen).value


def handed_in(effects: list[e.Effect]) -> Sheet:
    (kept,) = effects
    assert isinstance(kept, e.KeepSheet)
    return kept.sheet


def test_one_touch_and_one_more_give_a_short_sheet() -> None:
    session, effects = walk(*SHORT, t.Choose("partly"), t.HandIn())
    assert session.screen == v.Thanks()
    assert effects == [e.KeepSheet(Sheet(Variant.SHORT, ratings={Parameter.RESULT: Answer.PARTLY}), Language.RU)]
    session, _ = step(session, e.SheetKept(kept=True), FACTS)
    assert session.screen == v.Thanks(kept=True)
    assert step(session, t.Quiet(DONE_AFTER_S), FACTS)[0] == v.Session()


def test_the_full_sheet_holds_all_that_was_answered() -> None:
    header: Touches = (
        t.PickCategory(Category.STATE),
        t.Choose("birth"),
        t.Choose("2"),
        t.Choose("female"),
        t.Choose("from_60"),
    )
    which: Touches = (
        t.Choose("other"),
        t.Choose("paid_office"),
        t.Choose("other"),
        t.Choose("informal_queue"),
        t.Yes(),
    )
    words: Touches = (t.Choose("yes"), *(t.Key(letter) for letter in "акча"), t.Yes())
    comment: Touches = (t.Shift(), *(t.Key(letter) for letter in "рахмат"), t.Yes())
    session, effects = walk(*FULL, *RATED, t.Choose("yes"), *which, *words, *header, t.Choose("no"), *comment)
    assert session.screen == v.Thanks()
    assert handed_in(effects) == Sheet(
        Variant.FULL,
        service="birth",
        desk=2,
        age=Age.FROM_60,
        sex=Sex.FEMALE,
        limited=False,
        ratings=dict(zip(tuple(Parameter)[1:], (Answer(one.value) for one in RATED), strict=True)),
        unjustified=True,
        which=(Unjustified.INFORMAL_QUEUE, Unjustified.PAID_OFFICE),
        corruption=True,
        corruption_words="акча",
        comment="Рахмат",
    )


def test_a_no_asks_nothing_further_and_takes_back_what_a_yes_had_brought() -> None:
    session, _ = walk(*FULL, *RATED, t.Choose("no"))
    assert asked(session) == "corruption"
    brought: Touches = (t.Choose("yes"), t.Choose("other"), t.Back(), t.Choose("no"), t.HandIn())
    _, effects = walk(*FULL, *RATED, *brought)
    assert (handed_in(effects).unjustified, handed_in(effects).which) == (False, ())


def test_every_question_can_be_left_open_and_back_leads_to_what_was_said() -> None:
    session, effects = walk(*FULL, t.Yes(), t.Choose("not"), t.Yes())
    assert asked(session) == "time"
    assert effects == []
    session, _ = step(session, t.Back(), FACTS)
    session, _ = step(session, t.Back(), FACTS)
    assert asked(session) == "rooms"
    assert isinstance(session.screen, v.Asked)
    assert evaluating.chosen(session.screen.sheet, Parameter.ROOMS) == ("not",)
    for _ in range(2):
        session, _ = step(session, t.Back(), FACTS)
    assert session.screen == v.ChooseSheet()
    session, _ = step(session, t.Back(), FACTS)
    assert session.screen == v.Start()


def test_what_was_written_stands_in_the_field_again() -> None:
    to_comment: Touches = (*SHORT, t.Choose("fully"), *[t.Yes()] * 5)
    session, _ = walk(*to_comment, t.Key("ж"), t.Key("а"), t.Back(), t.Yes(), t.Key("к"))
    assert isinstance(session.screen, v.Asked)
    assert (session.screen.typing.text, session.screen.sheet.comment) == ("жак", "жак")


def test_a_sheet_that_says_nothing_is_not_handed_in() -> None:
    session, effects = walk(*SHORT, t.HandIn())
    assert isinstance(session.screen, v.Asked)
    session, effects = walk(*SHORT, *[t.Yes()] * 7)
    assert (session, effects) == (v.Session(), [])


def test_who_walks_away_has_said_nothing() -> None:
    session, _ = walk(*FULL, *RATED)
    for leaving in (t.Quiet(LEAVE_AFTER_S), t.Home(), t.Broken()):
        assert step(session, leaving, FACTS) == (v.Session(), ())


def test_after_the_ticket_the_service_is_known_and_nothing_of_the_ticket() -> None:
    paper: Touches = (e.PrintEnded(TICKET, v.Paper.OUT), t.Yes())
    sheet_of: Touches = (
        t.OpenSheet(Language.RU),
        t.PickVariant(Variant.SHORT),
        t.Choose("not"),
        t.HandIn(),
    )
    _, effects = walk(*TO_PRINTING, *paper, *sheet_of)
    sheet = handed_in(effects[-1:])
    assert sheet.service == TICKET.order.service
    assert TICKET.key not in repr(sheet)
    assert TICKET.code not in repr(sheet)


def test_a_disk_that_keeps_nothing_is_told() -> None:
    session, _ = walk(*SHORT, t.Choose("fully"), t.HandIn(), e.SheetKept(kept=False))
    assert session.screen == v.Thanks(kept=False)


def test_a_kiosk_that_cannot_number_still_asks() -> None:
    broken = replace(FACTS, fault=Fault.DISK_FULL)
    session, _ = step(v.Session(screen=v.OutOfService(Fault.DISK_FULL)), t.OpenSheet(Language.EN), broken)
    assert session == v.Session(Language.EN, v.ChooseSheet())


@pytest.mark.parametrize("value", ["maybe", "", "99", "family", "yes"])
def test_only_an_answer_of_the_question_is_one(value: str) -> None:
    session, _ = walk(*SHORT, t.Choose(value))
    assert asked(session) == "result"
