"""How somebody's papers stand, by the digits of their receipt. Pure, like `session`."""

import re

from kiosk.effects import AskReceipt, ReceiptTold, Step, at, stay
from kiosk.touches import Erase, Key, Scanned, Touch, Yes
from kiosk.visit import EnterReceipt, Inquiring, ReceiptStands, Session

DIGITS = 11
CODE = re.compile(r"(?<!\d)(\d{2})-?(\d{5})-?(\d{4})(?!\d)")
"""The year, the number in the register and four digits of chance: `26-00017-4821`."""


def touched(session: Session, screen: Inquiring, touch: Touch) -> Step:
    match screen, touch:
        case EnterReceipt(digits), Key(letter) if letter.isdecimal() and len(digits) < DIGITS:
            return at(session, EnterReceipt(digits + letter))
        case EnterReceipt(digits), Erase():
            return at(session, EnterReceipt(digits[:-1]))
        case EnterReceipt(digits), Yes() if len(digits) == DIGITS:
            return _ask(session, digits)
        case ReceiptStands(), Yes() if screen.told is not None:
            return at(session, EnterReceipt())
        case ReceiptStands(digits, None), ReceiptTold() if touch.digits == digits:
            return at(session, ReceiptStands(digits, touch.told))
        case _:
            return stay(session)


def scanned(session: Session, touch: Scanned) -> Step:
    """A receipt held before the scanner asks by itself; whatever else it read is no receipt, and stays unsaid."""
    found = CODE.search(touch.text)
    return _ask(session, "".join(found.groups())) if found else at(session, EnterReceipt())


def spelled(digits: str) -> str:
    """As on the paper, with a place for each digit still to come."""
    full = digits.ljust(DIGITS, "_")
    return f"{full[:2]}-{full[2:7]}-{full[7:]}"


def _ask(session: Session, digits: str) -> Step:
    return at(session, ReceiptStands(digits), AskReceipt(digits))
