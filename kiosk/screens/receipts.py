"""How somebody's papers stand: the digits of the receipt, and what the hub says of it (R090)."""

from math import ceil

from kivy.uix.widget import Widget

from config.summary import phone
from kiosk import colours, inquiring
from kiosk.reading import full_date
from kiosk.screens.frame import footer, frame
from kiosk.screens.keyboard import digit_pad
from kiosk.screens.look import Look
from kiosk.screens.spoken import unspoken
from kiosk.screens.written import beside, compact
from kiosk.touches import Yes
from kiosk.visit import EnterReceipt, NotTold, ReceiptStands
from link.hub_client import ReceiptAnswer, Stage

SMALL_LETTERS = 42
"""In a line of a small panel."""
GROUNDS = {Stage.READY: colours.GOOD, Stage.REFUSED: colours.WARNING, Stage.ANNULLED: colours.WARNING}


def enter(screen: EnterReceipt, look: Look) -> Widget:
    """Typed as on a telephone, or by a scanner, for which nothing need be touched."""
    glass = look.glass
    whole = len(screen.digits) == inquiring.DIGITS
    ask = look.button(look.say("receipt.ask"), Yes(), main=True) if whole else Widget()
    ask.size_hint_x = 1.3
    field = unspoken(look.sheet(look.fitted(inquiring.spelled(screen.digits), 11, bold=True)))
    note = look.fitted(look.say("receipt.type"), 6.2, align="left")
    pad = digit_pad(look)
    if glass.small:
        return compact(look, field, [ask], note, pad)
    field.size_hint_y, field.height = None, look.mm(40)
    note.size_hint_y, note.height = None, look.mm(46 * glass.zoom)
    if glass.foot_beside:
        return beside(look, look.say("receipt.title"), pad, [Widget(), field], [ask], above=note)
    if glass.portrait:
        body = look.column(note, field, Widget(), pad, gap_mm=8)
    else:
        body = look.row(
            look.column(note, field, Widget(), gap_mm=8),
            look.column(*([Widget(), pad] if glass.low else [pad, Widget()])),
            gap_mm=10,
        )
    return frame(look, look.say("receipt.title"), body, footer(look, ask))


def stands(screen: ReceiptStands, look: Look) -> Widget:
    told = screen.told
    again = [look.button(look.say("receipt.again"), Yes(), main=True)] if told is not None else []
    if not isinstance(told, ReceiptAnswer):
        said = "asking" if told is None else told.value
        ground = colours.WARNING if isinstance(told, NotTold) else colours.PLAIN_DOWN
        number = unspoken(look.fitted(inquiring.spelled(screen.digits), 9, bold=True, size_hint_y=0.5))
        body = look.column(number, look.fitted(look.say(f"receipt.{said}_text"), 7), Widget())
        return frame(look, look.say(f"receipt.{said}"), body, footer(look, *again), ground)
    words = _words(told, look)
    if look.glass.small:
        lines = [look.fitted(text, 5.6, align="left", size_hint_y=ceil(len(text) / SMALL_LETTERS)) for text in words]
        body = look.sheet(*lines)
    else:
        lines = [
            look.note(text, colours.CARD, "small" if look.glass.large else look.glass.reading_cap) for text in words
        ]
        body = look.column(*lines, Widget(), gap_mm=5)
    unspoken(lines[0])
    ground = GROUNDS.get(told.state, colours.PLAIN_DOWN)
    return frame(look, look.say(f"receipt.is.{told.state.value}"), body, footer(look, *again), ground)


def _words(told: ReceiptAnswer, look: Look) -> list[str]:
    """The number and the service, what has happened and where to go, and until when."""
    content = look.facts.content
    service = next((one for one in content.services if one.id == told.service), None)
    unit = next((one for one in content.units if one.id == told.where), None)
    number = look.say("receipt.number", number=told.number)
    first = f"{number}. {look.words_of(service.name)}" if service else number
    said = look.say(f"receipt.says.{told.state.value}")
    if told.state is Stage.HANDED_OVER and unit is not None:
        said = look.say("receipt.at_unit", unit=look.words_of(unit.name), phone=phone(unit.contacts[0].phone))
    waiting = told.state in (Stage.RECEIVED, Stage.HANDED_OVER)
    due = []
    if told.due is not None and waiting:
        late = told.due < look.facts.now.date()
        due = [look.say("receipt.late" if late else "receipt.due", date=full_date(told.due, look.say))]
    return [first, said, *due]
