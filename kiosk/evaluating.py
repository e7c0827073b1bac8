"""The evaluation sheet, one question after another, each of which may be left open (R133–R157). Pure, like `session`.

A sheet leaves the kiosk only when the visitor hands it in: who walks away has said nothing.
"""

from dataclasses import replace
from enum import StrEnum

from core.sheets import RATED, WORDS_MAX, Age, Answer, Parameter, Sex, Sheet, Unjustified, Variant
from kiosk import catalogue
from kiosk.catalogue import Page
from kiosk.effects import KeepSheet, SheetKept, Step, at, stay
from kiosk.facts import Facts
from kiosk.keys import typed
from kiosk.touches import (
    Choose,
    Digits,
    Erase,
    HandIn,
    Key,
    PickCategory,
    PickVariant,
    SetLayout,
    Shift,
    Touch,
    TurnPage,
    Yes,
)
from kiosk.visit import Asked, ChooseSheet, Evaluating, Session, Thanks, Typing


class Ask(StrEnum):
    """What is asked beside the ratings, in this order."""

    UNJUSTIFIED = "unjustified"
    WHICH = "which"
    CORRUPTION = "corruption"
    CORRUPTION_WORDS = "corruption_words"
    SERVICE = "service"
    DESK = "desk"
    SEX = "sex"
    AGE = "age"
    LIMITED = "limited"
    COMMENT = "comment"


YES, NO = "yes", "no"
IN_WORDS = (Ask.CORRUPTION_WORDS, Ask.COMMENT)
_CHOICES: dict[Ask, tuple[str, ...]] = {
    Ask.UNJUSTIFIED: (YES, NO),
    Ask.WHICH: tuple(Unjustified),
    Ask.CORRUPTION: (YES, NO),
    Ask.SEX: tuple(Sex),
    Ask.AGE: tuple(Age),
    Ask.LIMITED: (YES, NO),
}


def asks(sheet: Sheet) -> tuple[Parameter | Ask, ...]:
    """The questions this sheet has, as far as it is answered: a yes brings its follow-up."""
    left_out = set()
    if sheet.variant is Variant.SHORT:
        left_out = {Ask.UNJUSTIFIED, Ask.WHICH, Ask.CORRUPTION, Ask.CORRUPTION_WORDS}
    if not sheet.unjustified:
        left_out.add(Ask.WHICH)
    if not sheet.corruption:
        left_out.add(Ask.CORRUPTION_WORDS)
    return (*RATED[sheet.variant], *(ask for ask in Ask if ask not in left_out))


def asked(screen: Asked) -> Parameter | Ask:
    return asks(screen.sheet)[screen.at]


def choices(screen: Asked, facts: Facts) -> Page[str]:
    """What can be chosen here, a screenful of it."""
    ask, content, room = asked(screen), facts.content, facts.room
    if ask is Ask.SERVICE:
        services = catalogue.services_of(content, screen.of) if screen.of else ()
        return catalogue.page([one.id for one in services], screen.page, room.services)
    if ask is Ask.DESK:
        return catalogue.page([str(desk.id) for desk in content.desks], screen.page, room.villages)
    some = tuple(Answer) if isinstance(ask, Parameter) else _CHOICES.get(ask, ())
    return catalogue.page([str(one) for one in some], 0, max(1, len(some)))


def chosen(sheet: Sheet, ask: Parameter | Ask) -> tuple[str, ...]:
    """What stands on the sheet already."""
    if isinstance(ask, Parameter):
        return (sheet.ratings[ask],) if ask in sheet.ratings else ()
    if ask is Ask.WHICH:
        return sheet.which
    said = getattr(sheet, "corruption_words" if ask is Ask.CORRUPTION_WORDS else ask.value)
    if isinstance(said, bool):
        return (YES if said else NO,)
    return (str(said),) if said else ()


def is_empty(sheet: Sheet) -> bool:
    """Whether it says nothing of the centre."""
    return not (sheet.ratings or sheet.unjustified is not None or sheet.corruption is not None or sheet.comment)


def touched(session: Session, screen: Evaluating, touch: Touch, facts: Facts) -> Step:
    match screen, touch:
        case ChooseSheet(), PickVariant():
            return at(session, Asked(Sheet(touch.variant, screen.service), Typing(session.language)))
        case Asked(), Choose() if touch.value in choices(screen, facts).items:
            return _chosen(session, screen, touch.value)
        case Asked(), PickCategory() if asked(screen) is Ask.SERVICE:
            return at(session, replace(screen, of=touch.category, page=0))
        case Asked(), TurnPage():
            page = min(max(0, screen.page + touch.by), choices(screen, facts).count - 1)
            return at(session, replace(screen, page=page))
        case Asked(), (Key() | Erase() | SetLayout() | Shift() | Digits()) if asked(screen) in IN_WORDS:
            typing = typed(screen.typing, touch, WORDS_MAX)
            return at(session, replace(screen, typing=typing, sheet=_with(screen.sheet, asked(screen), typing.text)))
        case Asked(), Yes():
            return _onward(session, screen, screen.sheet)
        case Asked(), HandIn() if not is_empty(screen.sheet):
            return _hand_in(session, screen.sheet)
        case Thanks(kept=None), SheetKept():
            return at(session, Thanks(touch.kept))
        case Thanks(), Yes() if screen.kept is not None:
            return Session(), ()
        case _:
            return stay(session)


def behind(screen: Asked) -> Asked | ChooseSheet:
    if screen.of is not None:
        return replace(screen, of=None, page=0)
    if screen.at == 0:
        return ChooseSheet(screen.sheet.service)
    return _question(screen, screen.sheet, screen.at - 1)


def _chosen(session: Session, screen: Asked, value: str) -> Step:
    ask = asked(screen)
    sheet = _with(screen.sheet, ask, value)
    if ask is Ask.WHICH:
        return at(session, replace(screen, sheet=sheet))
    return _onward(session, screen, sheet)


def _with(sheet: Sheet, ask: Parameter | Ask, value: str) -> Sheet:
    match ask:
        case Parameter():
            return replace(sheet, ratings={**sheet.ratings, ask: Answer(value)})
        case Ask.WHICH:
            marked = {*sheet.which} ^ {Unjustified(value)}
            return replace(sheet, which=tuple(one for one in Unjustified if one in marked))
        case Ask.UNJUSTIFIED:
            return replace(sheet, unjustified=value == YES, which=sheet.which if value == YES else ())
        case Ask.CORRUPTION:
            return replace(
                sheet, corruption=value == YES, corruption_words=sheet.corruption_words if value == YES else ""
            )
        case Ask.SERVICE:
            return replace(sheet, service=value)
        case Ask.DESK:
            return replace(sheet, desk=int(value))
        case Ask.SEX:
            return replace(sheet, sex=Sex(value))
        case Ask.AGE:
            return replace(sheet, age=Age(value))
        case Ask.LIMITED:
            return replace(sheet, limited=value == YES)
        case Ask.CORRUPTION_WORDS:
            return replace(sheet, corruption_words=value)
        case Ask.COMMENT:
            return replace(sheet, comment=value)


def _onward(session: Session, screen: Asked, sheet: Sheet) -> Step:
    if screen.at + 1 < len(asks(sheet)):
        return at(session, _question(screen, sheet, screen.at + 1))
    return (Session(), ()) if is_empty(sheet) else _hand_in(session, sheet)


def _question(before: Asked, sheet: Sheet, number: int) -> Asked:
    """What was written there before stands in the field again."""
    ask = asks(sheet)[number]
    written = "".join(chosen(sheet, ask)) if ask in IN_WORDS else ""
    return Asked(sheet, Typing(before.typing.layout, written), number)


def _hand_in(session: Session, sheet: Sheet) -> Step:
    return at(session, Thanks(), KeepSheet(sheet, session.language))
