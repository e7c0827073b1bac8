"""The service menu behind a held corner and a PIN: printer, screen, network, version, restart, exit. Pure."""

from dataclasses import replace

from kiosk.effects import CheckPin, NewRoll, PinChecked, PrintTest, Step, Stop, TestPrinted, at, stay
from kiosk.facts import Facts
from kiosk.pin import DIGITS_MAX, DIGITS_MIN
from kiosk.touches import Erase, HoldCorner, Key, PickTask, Touch, Yes
from kiosk.visit import EnterPin, ScreenTest, ServiceMenu, Servicing, Session, Task

COLOURS = 5
"""Pages of the screen test: red, green, blue, white, black; then the one that draws where it is touched."""


def held(session: Session, facts: Facts) -> Step:
    """Without a PIN there is no menu, for anybody."""
    return at(session, EnterPin()) if facts.upkeep.has_pin else stay(session)


def touched(session: Session, screen: Servicing, touch: Touch) -> Step:
    match screen, touch:
        case EnterPin(checking=False), Key(digit) if digit.isdecimal() and len(screen.digits) < DIGITS_MAX:
            return at(session, EnterPin(screen.digits + digit))
        case EnterPin(checking=False), Erase():
            return at(session, EnterPin(screen.digits[:-1]))
        case EnterPin(checking=False), Yes() if len(screen.digits) >= DIGITS_MIN:
            return at(session, replace(screen, checking=True), CheckPin(screen.digits))
        case EnterPin(checking=True), PinChecked(True):
            return at(session, ServiceMenu())
        case EnterPin(checking=True), PinChecked(False, wait_s):
            return at(session, EnterPin(wrong=True, wait_s=wait_s))
        case ServiceMenu(), PickTask(Task.PAGE | Task.FEED as task):
            return at(session, ServiceMenu(printing=True), PrintTest(feed=task is Task.FEED))
        case ServiceMenu(), PickTask(Task.NEW_ROLL):
            return at(session, screen, NewRoll())
        case ServiceMenu(), TestPrinted(paper):
            return at(session, ServiceMenu(paper=paper))
        case ServiceMenu(), PickTask(Task.SCREEN):
            return at(session, ScreenTest())
        case ServiceMenu(), PickTask(Task.RESTART | Task.EXIT as task):
            return at(session, screen, Stop(again=task is Task.RESTART))
        case ScreenTest(page), Yes() if page < COLOURS:
            return at(session, ScreenTest(page + 1))
        case ScreenTest(), (Yes() | HoldCorner()):
            return at(session, ServiceMenu())
        case _:
            return stay(session)
