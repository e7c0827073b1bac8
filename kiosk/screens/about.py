"""Before the ticket: what a service asks for, and where the visitor lives."""

from math import ceil

from kivy.uix.widget import Widget

from config.schema import Category, Document, Service, Village
from kiosk import catalogue, colours, reading, theme
from kiosk.screens.frame import footer, frame, onward
from kiosk.screens.look import Look
from kiosk.touches import OpenMore, PickVillage
from kiosk.visit import About, Villages


def about(screen: About, look: Look) -> Widget:
    """Price, term, who provides it, what to bring (R014, R016, R020, R043, R046)."""
    service = catalogue.service(look.facts.content, screen.service)
    shown = catalogue.documents_shown(screen, look.facts)
    glass, papers = look.glass, _documents(look, service, shown.items)
    if glass.portrait:
        body = look.column(_facts(look, service), papers, _decides(look, service), Widget(), _more(look))
    else:
        decides = _decides(look, service)
        beside = None if glass.large else decides
        left = look.column(_facts(look, service), beside, Widget(), _more(look), size_hint_x=0.8)
        body = look.row(left, look.column(papers, decides) if glass.large else papers, gap_mm=6)
    bottom = footer(look, onward(look, look.say("next") + " →"), page=shown)
    return frame(look, look.words_of(service.name), body, bottom)


def _facts(look: Look, service: Service) -> Widget:
    unit = catalogue.unit(look.facts.content, service.id)
    facts = (
        ("fee", reading.fee(service, look.say)),
        ("term", reading.term(service, look.say)),
        ("where", look.words_of(unit.name)),
    )
    small, glass = look.glass.small, look.glass
    height = 19 if small else (36 if glass.portrait else 28) * glass.zoom
    sheets = []
    for name, value in facts[:2] if small or (glass.large and not glass.portrait) else facts:
        if small:
            sheet = look.sheet(look.fitted(look.say(f"about.{name}") + ": " + value, 5.6, align="left"))
            sheet.padding = [look.mm(3), look.mm(1)]
            sheets.append(sheet)
            continue
        label = look.fitted(look.say(f"about.{name}"), 4.8, align="left", colour=colours.MUTED, size_hint_y=0.6)
        text = look.fitted(value, 6.2, bold=True, align="left")
        sheet = look.sheet(label, text)
        sheet.padding = [look.mm(4), look.mm(2)]
        sheets.append(sheet)
    if look.glass.portrait:
        return look.row(*sheets, size_hint_y=None, height=look.mm(height + 12))
    gap = 2 if small else theme.GAP_MM
    return look.column(*sheets, size_hint_y=None, height=look.mm(len(sheets) * (height + gap) - gap), gap_mm=gap)


def _more(look: Look) -> Widget:
    height = theme.TARGET_MM if look.glass.small else look.glass.main_mm
    return look.button(look.say("more.open"), OpenMore(), size_hint_y=None, height=look.mm(height))


def _documents(look: Look, service: Service, shown: tuple[Document, ...]) -> Widget:
    small = look.glass.small
    rows = [_document(look, document) for document in shown]
    if not service.documents:
        none = look.fitted(look.say("about.no_documents"), align="left")
        none.size_hint_y, none.height = None, look.mm(look.glass.document_mm)
        rows = [none]
    head = look.fitted(look.say("about.bring"), 7.4, bold=True, align="left", colour=colours.MAIN)
    head.size_hint_y, head.height = None, look.mm(11 if small else 18 * look.glass.zoom)
    if small:
        return look.column(head, *rows, Widget(), gap_mm=2)
    sheet = look.sheet(head, *rows, size_hint_y=None)
    sheet.bind(minimum_height=sheet.setter("height"))
    return sheet if look.glass.portrait else look.column(sheet, Widget())


def _document(look: Look, document: Document) -> Widget:
    name = look.words_of(document.name)
    if look.glass.small:
        form = look.say(f"about.form.{document.form}")
        line = look.fitted(f"{name} ({form})", 5.6, align="left")
    else:
        line = look.column(
            look.fitted(name, 6.2, bold=True, align="left"),
            look.fitted(
                reading.of_document(document, look.language, look.say),
                5,
                align="left",
                colour=colours.MUTED,
                size_hint_y=0.8,
            ),
            gap_mm=0,
        )
    mark = look.fitted("•", 9, colour=colours.MAIN, size_hint_x=None, width=look.mm(6 if look.glass.small else 10))
    return look.row(mark, line, gap_mm=1, size_hint_y=None, height=look.mm(look.glass.document_mm))


def _decides(look: Look, service: Service) -> Widget | None:
    if service.category is not Category.STATE or look.glass.small:
        return None
    lying = look.glass.large and not look.glass.portrait
    return look.note(look.say("about.state"), colours.PLAIN_DOWN, "small" if lying else "body")


def villages(screen: Villages, look: Look) -> Widget:
    """One touch (R100); the right to be received out of turn in one plain sentence."""
    shown = catalogue.villages_shown(screen, look.language, look.facts)
    cells = [_village(look, village) for village in shown.items]
    cells.append(_elsewhere(look))
    glass = look.glass
    rows = ceil((len(cells) if shown.count == 1 else look.facts.room.villages + 1) / glass.village_columns)
    room_mm = glass.reach_mm - (glass.right_mm + theme.GAP_MM if glass.right_mm else 0)
    grid = look.grid(cells, glass.village_columns, glass.row_mm(rows, room_mm, 48))
    body, above = look.column(), None
    if not look.glass.small and any(village.out_of_turn for village in look.facts.content.villages):
        right = look.fitted(look.say("village.right"), 6.2, align="left")
        right.size_hint_y, right.height = None, look.mm(theme.RIGHT_MM * glass.zoom)
        if glass.low:
            above = right
        else:
            body.add_widget(right)
    body.add_widget(grid)
    return frame(look, look.say("village.title"), body, footer(look, page=shown), touched=True, above=above)


def _village(look: Look, village: Village) -> Widget:
    ground = colours.ENTITLED if village.out_of_turn else colours.CARD
    tap = look.tap(PickVillage(village.id), ground=ground, orientation="vertical")
    tap.padding, tap.spacing = [look.mm(0.5), look.mm(1)], 0
    large = not look.glass.small
    name = look.fitted(look.words_of(village.name), 7, bold=large, size_hint_y=1.4 if large else 1.05)
    tap.add_widget(name)
    if village.out_of_turn:
        tap.add_widget(look.fitted(look.say("village.mark"), 4.8))
    return tap


def _elsewhere(look: Look) -> Widget:
    tap = look.tap(PickVillage(None), line=colours.MAIN, orientation="vertical")
    tap.padding, tap.spacing = [look.mm(3), look.mm(1.5)], 0
    tap.add_widget(look.fitted(look.say("village.other"), 6.6, bold=True, colour=colours.MAIN, size_hint_y=1.2))
    if not look.glass.small:
        tap.add_widget(look.fitted(look.say("village.other_note"), 4.8, colour=colours.MUTED))
    return tap
