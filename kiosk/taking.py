"""The ticket: from the offer to the paper in the hand, or the number on the screen. Pure, like `session`."""

from dataclasses import replace

from core.words import How
from kiosk.effects import Given, Handed, NotGiven, Print, PrintEnded, Step, Take, Withdraw, at, stay
from kiosk.ticket import Issued, Order
from kiosk.touches import AddService, DropService, No, OpenBring, Touch, Yes
from kiosk.visit import (
    About,
    Categories,
    CodeOnScreen,
    DidItPrint,
    Farewell,
    NoTicket,
    Offer,
    Paper,
    Printed,
    Printing,
    Reading,
    Session,
    Taking,
    Topic,
    Villages,
)

SERVICES_MAX = 5
"""In one visit."""


def touched(session: Session, touch: Touch) -> Step:
    screen = session.screen
    match screen, touch:
        case Offer(), Yes():
            first, *others = screen.services
            order = Order(first, screen.village, session.language, tuple(others))
            return at(session, Taking(order), Take(order))
        case Offer(), AddService() if len(screen.services) < SERVICES_MAX:
            return at(replace(session, adding=screen), Categories())
        case Offer(), DropService() if len(screen.services) > 1:
            return at(session, _without(screen, touch.service))
        case Offer(), OpenBring():
            return at(session, Reading(Topic.BRING, screen))
        case ((Printed() | DidItPrint() | CodeOnScreen() | Farewell() | NoTicket()), (Yes() | No())):
            return _concluded(session, yes=isinstance(touch, Yes))
        case _:
            return stay(session)


def added(session: Session, to: Offer, screen: About) -> Step:
    """The service of this screen joins the visit; one that is in it already changes nothing."""
    session = replace(session, adding=None)
    if screen.service in to.services:
        return at(session, to)
    return at(session, Offer((*to.services, screen.service), to.village, replace(screen, page=0), to))


def back(session: Session, offer: Offer) -> Step:
    """Before the last service was added, or where the village was chosen."""
    return at(replace(session, adding=offer.to), offer.behind)


def _without(offer: Offer, service: str) -> Offer:
    """The offer as if this service had never been added."""
    *_, last = offer.services
    if offer.to is None:
        return offer
    if last == service:
        return offer.to
    if offer.to.services == (service,):
        assert isinstance(offer.behind, About)
        return Offer((last,), offer.village, Villages(last, offer.behind))
    rest = tuple(one for one in offer.services if one != service)
    return replace(offer, services=rest, to=_without(offer.to, service))


def answered(session: Session, answer: Given | NotGiven | PrintEnded) -> Step:
    screen = session.screen
    match screen, answer:
        case Taking(order), Given() if answer.issued.ticket.order == order:
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
