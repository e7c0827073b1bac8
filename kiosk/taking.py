"""The ticket: from the offer to the paper in the hand, or the number on the screen. Pure, like `session`."""

from core.words import How
from kiosk.ticket import Issued, Order
from kiosk.touches import Given, Handed, No, NotGiven, Print, PrintEnded, Step, Take, Touch, Withdraw, Yes, at, stay
from kiosk.visit import (
    CodeOnScreen,
    DidItPrint,
    Farewell,
    NoTicket,
    Offer,
    Paper,
    Printed,
    Printing,
    Session,
    Taking,
)


def touched(session: Session, touch: Touch) -> Step:
    screen = session.screen
    match screen, touch:
        case Offer(), Yes():
            order = Order(screen.service, screen.village, session.language)
            return at(session, Taking(order), Take(order))
        case ((Printed() | DidItPrint() | CodeOnScreen() | Farewell() | NoTicket()), (Yes() | No())):
            return _concluded(session, yes=isinstance(touch, Yes))
        case _:
            return stay(session)


def answered(session: Session, answer: Given | NotGiven | PrintEnded) -> Step:
    screen = session.screen
    match screen, answer:
        case Taking(), Given():
            return at(session, Printing(answer.issued), Print(answer.issued))
        case Taking(), NotGiven():
            return at(session, NoTicket(answer.fault))
        case Printing(), PrintEnded() if answer.ticket == screen.issued.ticket:
            return _paper(session, screen, answer.paper)
        case _, Given():
            return session, (Withdraw(answer.issued.ticket),)
        case _:
            return stay(session)


def _concluded(session: Session, *, yes: bool) -> Step:
    """The visitor's word about the paper."""
    screen = session.screen
    match screen:
        case Printed() if not yes:
            return _again(session, screen.issued, screen.copy, handed=True)
        case Printed():
            return at(session, Farewell(screen.issued))
        case DidItPrint() if not yes:
            return _again(session, screen.issued, screen.copy, screen.handed)
        case DidItPrint():
            return at(session, Farewell(screen.issued), Handed(screen.issued.ticket, How.PRINTED))
        case CodeOnScreen() if yes or screen.handed:
            return at(session, Farewell(screen.issued), Handed(screen.issued.ticket, How.SCREEN))
        case CodeOnScreen():
            return Session(), (Withdraw(screen.issued.ticket),)
        case _:
            return Session(), ()


def _again(session: Session, issued: Issued, copy: bool, handed: bool) -> Step:
    """No paper: once more as a copy, and after that the number on the screen."""
    if copy:
        return at(session, CodeOnScreen(issued, handed))
    return at(session, Printing(issued, copy=True, handed=handed), Print(issued, copy=True))


def _paper(session: Session, screen: Printing, paper: Paper) -> Step:
    match paper:
        case Paper.OUT:
            return at(session, Printed(screen.issued, screen.copy), Handed(screen.issued.ticket, How.PRINTED))
        case Paper.UNKNOWN:
            return at(session, DidItPrint(screen.issued, screen.copy, screen.handed))
        case Paper.NOT_OUT:
            return at(session, CodeOnScreen(screen.issued, screen.handed))
