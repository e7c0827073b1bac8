"""Place and wait before the ticket, and the ticket itself: on paper, or large on the screen."""

from datetime import date

from kivy.uix.widget import Widget

from core.waits import WaitRange
from kiosk import advice, catalogue, colours, theme
from kiosk.advice import Advice
from kiosk.screens.frame import frame
from kiosk.screens.look import Look
from kiosk.taking import SERVICES_MAX
from kiosk.ticket import Issued
from kiosk.touches import AddService, Back, DropService, No, OpenBring, OpenSheet, Yes
from kiosk.visit import CodeOnScreen, DidItPrint, Farewell, Offer, Printed, Printing, Taking

NOTES_MAX_SMALL = 2
"""What a small panel has room for."""

TILES_SHARE = 20
"""Of what the notes leave: nearly all, up to the height of the tiles."""


def offer(screen: Offer, look: Look) -> Widget:
    """Honest, before anything is printed: what the visit is for, how many are ahead, how long it may take."""
    glass = look.glass
    notes = _notes(screen, look)
    if glass.small:
        body = look.column(_tiles(screen, look), *notes, None if notes else Widget(), gap_mm=3)
        count = len(screen.services)
        title = look.say("offer.title_several", n=count) if count > 1 else look.say("offer.title")
        return frame(look, "" if len(notes) > 1 else title, body, _small_answers(screen, look))
    answers = _answers(look, "offer.no", Back(), "offer.yes")
    visit = _visit(screen, look)
    said = [_tiles(screen, look), *notes]
    if glass.portrait:
        parts = [*said, Widget(), *visit] if glass.low else [*visit, *said, Widget()]
        body = look.column(*parts, gap_mm=5 if glass.large else 8)
    else:
        ways = [Widget(), *visit] if glass.low else [*visit, Widget()]
        body = look.row(look.column(*ways), look.column(*said, Widget()), gap_mm=10)
    return frame(look, look.say("offer.title"), body, answers)


def _visit(screen: Offer, look: Look) -> list[Widget]:
    """The services of this ticket; one of several can be left out."""
    several = len(screen.services) > 1
    lines = []
    for service in screen.services:
        chosen = catalogue.service(look.facts.content, service)
        name = look.words_of(chosen.everyday if several and look.glass.large else chosen.name)
        line = [look.fitted(name, 6.2, align="left", bold=several)]
        if several and (not look.glass.low or (look.glass.portrait and not look.glass.large)):
            line.append(look.button("×", DropService(service), size_hint_x=None, width=look.mm(theme.TARGET_MM)))
        lines.append(
            look.row(*line, size_hint_y=None, height=look.mm(theme.TARGET_MM * (1.1 if look.glass.large else 1)))
        )
    sheet = look.sheet(*lines, size_hint_y=None)
    sheet.bind(minimum_height=sheet.setter("height"))
    return [sheet, _ways(screen, look)]


def _ways(screen: Offer, look: Look) -> Widget:
    """What else can be done before the ticket is taken."""
    add = look.button(look.say("offer.add"), AddService()) if len(screen.services) < SERVICES_MAX else None
    bring = look.button(look.say("offer.bring"), OpenBring())
    return look.row(add, bring, size_hint_y=None, height=look.mm(look.glass.main_mm))


def _small_answers(screen: Offer, look: Look) -> Widget:
    """All that can be touched in one row: a small panel needs the rest for words."""
    more = len(screen.services) < SERVICES_MAX
    return look.row(
        look.button("← " + look.say("back"), Back(), size_hint_x=0.85),
        look.button(look.say("offer.add_short"), AddService()) if more else None,
        look.button(look.say("offer.bring"), OpenBring(), size_hint_x=1.35),
        look.button(look.say("offer.yes_short"), Yes(), main=True, size_hint_x=1.2),
        gap_mm=3,
    )


def _tiles(screen: Offer, look: Look) -> Widget:
    prospect = advice.prospect(look.facts, screen.services[0], screen.village)
    tiles = [
        _tile(look, "offer.ahead_label", _people(look, prospect.ahead) if prospect else look.say("offer.unknown")),
        _tile(look, "offer.wait_label", wait(look, prospect.wait_minutes if prospect else None)),
    ]
    glass = look.glass
    if glass.small:
        return look.row(*tiles, size_hint_y=None, height=look.mm(28))
    return look.row(*tiles, size_hint_y=TILES_SHARE, size_hint_max_y=look.mm(62))


def _notes(screen: Offer, look: Look) -> list[Widget]:
    notes = []
    if catalogue.entitled(look.facts.content, screen.village):
        notes.append(_note(look, "✓ " + look.say("offer.out_of_turn"), colours.ENTITLED))
    for service, warn in advice.of_visit(look.facts, screen.services, screen.village):
        name = look.words_of(catalogue.service(look.facts.content, service).everyday)
        text = advised(look, warn)
        named = len(screen.services) > 1 and not look.glass.small
        notes.append(_note(look, f"{name}: {text}" if named else text, colours.WARNING))
    if not look.facts.paper:
        notes.append(_note(look, look.say("offer.no_paper"), colours.WARNING))
    return notes[:NOTES_MAX_SMALL] if look.glass.small else notes


def _note(look: Look, text: str, ground: str) -> Widget:
    if not look.glass.small:
        return look.note(text, ground, "small" if look.glass.large else "body")
    return look.sheet(look.fitted(text, 5.6, align="left"), ground=ground, size_hint_y=len(text) / 60 + 0.7)


def advised(look: Look, warn: Advice) -> str:
    day = day_name(look, warn.next_day) if warn.next_day else look.say("advice.day_unknown")
    return look.say(f"advice.{warn.warn.value}", day=day, time=warn.back_at)


def day_name(look: Look, day: date) -> str:
    weekday, month = look.say(f"weekday.{day.weekday()}"), look.say(f"month.{day.month}")
    return look.say("day", weekday=weekday, day=day.day, month=month)


def _people(look: Look, count: int) -> str:
    return look.say("offer.ahead", n=count) if count else look.say("offer.nobody")


def wait(look: Look, minutes: WaitRange | None) -> str:
    if minutes is None:
        return look.say("offer.unknown")
    if minutes.low <= 0:
        return look.say("offer.wait_up_to", high=minutes.high)
    return look.say("offer.wait", low=minutes.low, high=minutes.high)


def _tile(look: Look, label: str, value: str) -> Widget:
    sheet = look.sheet(
        look.fitted(
            look.say(label), 6.2, colour=colours.MUTED, size_hint_y=1 if look.glass.small or look.glass.large else 0.5
        ),
        look.fitted(value, 15, bold=True, colour=colours.MAIN),
    )
    sheet.padding = look.mm(1 if look.glass.small else 3)
    return sheet


def _answers(look: Look, no: str, no_touch: Back | No, yes: str) -> Widget:
    return look.foot(
        look.button(look.say(no), no_touch),
        look.button(look.say(yes), Yes(), main=True, cap_mm=8.5, size_hint_x=1.7),
    )


def taking(screen: Taking, look: Look) -> Widget:
    return frame(look, "", look.column(look.fitted(look.say("taking.title"), 9.6, bold=True)), None)


def printing(screen: Printing, look: Look) -> Widget:
    return frame(look, look.say("printing.title"), _ticket(look, screen.issued), None)


def printed(screen: Printed, look: Look) -> Widget:
    body = look.column(_ticket(look, screen.issued), _said(look, look.say("printed.wait")))
    bottom = _answers(look, "printed.no_paper", No(), "printed.done")
    return frame(look, "✓ " + look.say("printed.title"), body, bottom, colours.GOOD)


def _ticket(look: Look, issued: Issued) -> Widget:
    """The number, and what the hub said of it: below it, or beside it on a glass that lies."""
    number = _number(look, issued)
    if issued.place is None:
        number.size_hint_y = 2.4
        return number
    if look.glass.small:
        said = (
            look.say("offer.ahead_label") + ": " + _people(look, issued.place.ahead),
            look.say("offer.wait_label") + ": " + wait(look, issued.place.wait_minutes),
        )
        return look.row(number, look.column(*(look.sheet(look.fitted(line, 5.6)) for line in said)), size_hint_y=2.4)
    ahead = _tile(look, "offer.ahead_label", _people(look, issued.place.ahead))
    expected = _tile(look, "offer.wait_label", wait(look, issued.place.wait_minutes))
    if look.glass.portrait:
        return look.column(number, look.row(ahead, expected, size_hint_y=0.5), size_hint_y=2.8)
    return look.row(number, look.column(ahead, expected), size_hint_y=2.4)


def did_it_print(screen: DidItPrint, look: Look) -> Widget:
    body = look.column(_number(look, screen.issued, 1.6), _said(look, look.say("paper.look")))
    return frame(look, look.say("paper.question"), body, _answers(look, "paper.no", No(), "paper.yes"))


def code_on_screen(screen: CodeOnScreen, look: Look) -> Widget:
    """The number as large as the glass allows, until the visitor has it."""
    body = look.column(_number(look, screen.issued, weight=2.4), _said(look, look.say("code.why")))
    if screen.handed:
        bottom = look.foot(look.button(look.say("code.noted"), Yes(), main=True, cap_mm=8.5))
    else:
        bottom = _answers(look, "code.not_needed", No(), "code.noted")
    return frame(look, look.say("code.title"), body, bottom)


def farewell(screen: Farewell, look: Look) -> Widget:
    body = look.column(_number(look, screen.issued, 1.6), _said(look, look.say("farewell.wait")))
    rate = look.button(look.say("sheet.open"), OpenSheet(look.language))
    bottom = look.foot(rate, look.button(look.say("home"), Yes(), main=True))
    return frame(look, look.say("farewell.title"), body, bottom)


def _number(look: Look, issued: Issued, weight: float = 1.0) -> Widget:
    """The code for the eyes of the whole hall; out of turn is a word and a ground, never a colour alone (R101)."""
    sheet = look.sheet(size_hint_y=weight, ground=colours.ENTITLED if issued.out_of_turn else colours.CARD)
    share = 0.45 if look.glass.small else 0.3
    sheet.add_widget(look.fitted(look.say("ticket.your_number"), 6.2, colour=colours.INK, size_hint_y=share))
    sheet.add_widget(look.fitted(issued.ticket.code, 62, bold=True, colour=colours.INK))
    if issued.out_of_turn:
        sheet.add_widget(look.fitted(look.say("ticket.out_of_turn"), 8, bold=True, size_hint_y=share))
    return sheet


def _said(look: Look, text: str) -> Widget:
    return look.fitted(text, 6.6, size_hint_y=0.9 if look.glass.small else 0.6)
