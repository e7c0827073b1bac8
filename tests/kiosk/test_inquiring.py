"""How somebody's papers stand: by the digits of their receipt, typed or scanned, and nobody's name."""

from datetime import date

import pytest

from core.words import Language
from kiosk import effects as e
from kiosk import touches as t
from kiosk import visit as v
from kiosk.inquiring import spelled
from kiosk.scanner import GAP_S_MAX, Scanner
from kiosk.session import LEAVE_AFTER_S, step
from link.hub_client import ReceiptAnswer, Stage
from tests.kiosk.test_session import FACTS, TO_OFFER, walk

CODE, DIGITS = "26-00017-4821", "26000174821"
OPEN: tuple[t.Touch, ...] = (t.OpenReceipt(Language.RU),)
TYPED: tuple[t.Touch, ...] = (*OPEN, *(t.Key(digit) for digit in DIGITS))
READY = ReceiptAnswer("2026/17", "birth", Stage.READY, date(2026, 3, 4), None)


def test_the_digits_are_typed_and_the_hub_is_asked() -> None:
    session, effects = walk(*TYPED, t.Yes())
    assert (session.screen, effects) == (v.ReceiptStands(DIGITS), [e.AskReceipt(DIGITS)])
    session, _ = step(session, e.ReceiptTold(DIGITS, READY), FACTS)
    assert session.screen == v.ReceiptStands(DIGITS, READY)
    session, _ = step(session, t.Yes(), FACTS)
    assert session.screen == v.EnterReceipt()


def test_too_few_digits_ask_nothing_and_more_than_a_code_are_not_taken() -> None:
    session, effects = walk(*TYPED, t.Erase(), t.Yes())
    assert (session.screen, effects) == (v.EnterReceipt(DIGITS[:-1]), [])
    session, _ = walk(*TYPED, t.Key("9"), t.Key("а"))
    assert session.screen == v.EnterReceipt(DIGITS)


def test_a_receipt_before_the_scanner_asks_from_the_first_screen() -> None:
    for text in (CODE, DIGITS, f"https://hub.example/r/{CODE}"):
        session, effects = walk(t.Scanned(text))
        assert (session.screen, effects) == (v.ReceiptStands(DIGITS), [e.AskReceipt(DIGITS)])


@pytest.mark.parametrize("text", ["", "K-42", "http://hub/t/abcdef", "126-00017-4821", "26-00017-48211"])
def test_what_is_no_receipt_opens_the_place_to_type(text: str) -> None:
    session, effects = walk(t.Scanned(text))
    assert (session.screen, effects) == (v.EnterReceipt(), [])


def test_the_scanner_does_not_break_into_a_visit() -> None:
    session, _ = walk(*TO_OFFER)
    assert step(session, t.Scanned(CODE), FACTS) == (session, ())


def test_a_late_answer_to_another_number_is_not_shown() -> None:
    session, _ = walk(*TYPED, t.Yes())
    assert step(session, e.ReceiptTold("26000170000", READY), FACTS)[0] == session
    home, _ = step(session, t.Home(), FACTS)
    assert step(home, e.ReceiptTold(DIGITS, READY), FACTS) == (home, ())


def test_back_leads_to_the_digits_and_idleness_forgets_them() -> None:
    session, _ = walk(*TYPED, t.Yes(), e.ReceiptTold(DIGITS, v.NotTold.UNKNOWN), t.Back())
    assert session.screen == v.EnterReceipt(DIGITS)
    assert step(session, t.Quiet(LEAVE_AFTER_S), FACTS)[0] == v.Session()
    session, _ = step(session, t.Back(), FACTS)
    assert session.screen == v.Start()


def test_digits_are_shown_as_on_the_paper() -> None:
    assert (spelled(""), spelled("260001"), spelled(DIGITS)) == ("__-_____-____", "26-0001_-____", CODE)


def test_keys_that_come_quickly_are_one_code_and_a_slow_one_begins_anew() -> None:
    scanner = Scanner()
    assert [scanner.key(ord(letter), 0.01 * at) for at, letter in enumerate("x" + CODE)][-1] == ""
    assert scanner.key(ord("7"), 5.0) == ""
    for at, letter in enumerate(CODE, 1):
        scanner.key(256 + int(letter) if letter.isdigit() else ord(letter), 6 + GAP_S_MAX * 0.5 * at)
    assert scanner.key(13, 6 + GAP_S_MAX * 0.5 * (len(CODE) + 1)) == CODE
    assert scanner.key(13, 20.0) == ""
