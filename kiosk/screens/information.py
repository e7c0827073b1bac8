"""What can be read without a ticket: the menu, the titles, and the words themselves."""

from collections.abc import Sequence
from math import ceil

from kivy.uix.widget import Widget

from config.schema import Subject
from kiosk import catalogue, colours, reading, theme
from kiosk.reading import Block
from kiosk.screens.find import title_card
from kiosk.screens.frame import footer, frame
from kiosk.screens.look import Look, Stroke
from kiosk.screens.parts import alike
from kiosk.touches import OpenSearch, OpenServices, PickSubject, PickTopic, Touch, Yes
from kiosk.visit import Information, Reading, Subjects, Titles, Topic

LIST = [(2.6, 1, 7.4, 1, 7.4, 9, 2.6, 9, 2.6, 1), (3.8, 7, 6.2, 7), (3.8, 5, 6.2, 5), (3.8, 3, 6.2, 3)]
SIGNS = {
    Topic.HOURS: [
        (5, 9, 7.8, 7.8, 9, 5, 7.8, 2.2, 5, 1, 2.2, 2.2, 1, 5, 2.2, 7.8, 5, 9),
        (5, 7.4, 5, 5, 6.8, 3.8),
    ],
    Topic.PEOPLE: [
        (2, 8.6, 3.6, 8.8, 4.2, 6.8, 3.2, 5.8, 4.2, 4.2, 5.8, 3.2, 6.8, 4.2, 8.8, 3.6, 8.6, 2, 7.4, 1.2),
        (7.4, 1.2, 5, 1.8, 2.8, 3.8, 1.4, 6.2, 1.2, 7.6, 2, 8.6),
    ],
    Topic.PAYING: [(1, 2.4, 9, 2.4, 9, 7.6, 1, 7.6, 1, 2.4), (1, 6.2, 9, 6.2), (2.2, 3.8, 4.4, 3.8)],
    Topic.QUESTIONS: [
        (3, 6.8, 3.4, 8.2, 5, 9, 6.6, 8.2, 7, 6.8, 6.4, 5.4, 5, 4.4, 5, 2.8),
        (5, 1.4, 5, 1),
    ],
    Topic.RULES: [
        (5, 1, 5, 9),
        (3, 1, 7, 1),
        (1.8, 7.6, 8.2, 7.6),
        (1.8, 7.6, 0.8, 4.6, 2.8, 4.6, 1.8, 7.6),
        (8.2, 7.6, 7.2, 4.6, 9.2, 4.6, 8.2, 7.6),
    ],
}
"""A clock, a receiver, a bank card, a question mark, a pair of scales; and a list for the services."""


Entry = tuple[Touch, str, list[Stroke]]
"""What a menu leads to, the name of its text, and its sign."""


SUBJECTS = {
    Subject.VISIT: SIGNS[Topic.HOURS],
    Subject.PAPERS: LIST,
    Subject.MONEY: SIGNS[Topic.PAYING],
    Subject.RIGHTS: SIGNS[Topic.RULES],
}


def information(screen: Information, look: Look) -> Widget:
    services: list[Entry] = [(OpenServices(), "topic.services", LIST)] if look.facts.content.services else []
    topics = reading.topics(look.facts.content)
    entries: list[Entry] = [(PickTopic(topic), f"topic.{topic.value}", SIGNS[topic]) for topic in topics]
    return menu(look, look.say("info.title"), services + entries)


def subjects(screen: Subjects, look: Look) -> Widget:
    known = catalogue.subjects(look.facts.content)
    entries: list[Entry] = [(PickSubject(one), f"subject.{one.value}", SUBJECTS[one]) for one in known]
    ends = [look.button(look.say("questions.search"), OpenSearch())]
    return menu(look, look.say("topic.questions"), entries, *ends)


def menu(look: Look, title: str, entries: Sequence[Entry], *ends: Widget) -> Widget:
    glass = look.glass
    columns = 1 if glass.portrait and glass.reach_mm / len(entries) > glass.card_mm else 2
    gap = 3 if glass.small else theme.GAP_MM
    notes = glass.has_notes(ceil(len(entries) / columns), 55)
    cards = [_card(look, *entry, notes=notes) for entry in entries]
    lines = [look.row(*cards[at : at + columns], gap_mm=gap) for at in range(0, len(cards), columns)]
    if len(cards) % columns:
        lines[-1].add_widget(Widget())
    alike(cards)
    return frame(look, title, look.column(*lines, gap_mm=gap), footer(look, *ends), touched=True)


def _card(look: Look, touch: Touch, name: str, strokes: list[Stroke], *, notes: bool) -> Widget:
    tap = look.tap(touch, line=colours.MAIN)
    tap.padding = look.mm(6 if notes else 2)
    tap.add_widget(look.sign(strokes, size_hint_x=None, width=look.mm(14 if look.glass.small else 26)))
    texts = look.column(gap_mm=1)
    texts.add_widget(look.fitted(look.say(name), 7.4, bold=True, align="left", colour=colours.MAIN))
    if notes:
        texts.add_widget(look.fitted(look.say(f"{name}_note"), 5.2, align="left", colour=colours.MUTED))
    tap.add_widget(texts)
    return tap


def titles(screen: Titles, look: Look) -> Widget:
    shown = catalogue.titles_shown(screen, look.facts)
    cards = [title_card(look, one) for one in shown.items]
    glass = look.glass
    columns = glass.card_columns
    rows = ceil((len(cards) if shown.count == 1 else look.facts.room.titles) / columns)
    height = glass.row_mm(rows, glass.reach_mm - glass.note_mm, theme.CARD_MM_MAX)
    body = look.column(look.grid(cards, columns, height))
    asked = screen.topic is Topic.QUESTIONS
    if asked and not glass.small:
        days = sorted(one.reviewed for one in look.facts.content.faq)
        first, last = (reading.short_date(day, look.say) for day in (days[0], days[-1]))
        note = look.fitted(
            look.say("questions.all_reviewed", first=first, last=last), 5, colour=colours.MUTED, align="left"
        )
        note.size_hint_y, note.height = None, look.mm(glass.note_mm - theme.GAP_MM)
        body.add_widget(note)
    ends = [look.button(look.say("questions.search"), OpenSearch())] if asked else []
    return frame(look, look.say(f"topic.{screen.topic.value}"), body, footer(look, *ends, page=shown), touched=True)


def read(screen: Reading, look: Look) -> Widget:
    """Letters of one size, as many lines as there are (R011, R013, R019, R025, R026, R027, R029, R038, R043)."""
    shown = reading.shown(screen, look.language, look.facts)
    columns = [look.column(*(_block(look, block) for block in column), Widget()) for column in shown.items]
    if len(columns) < look.glass.reading_columns and any(block.head for column in shown.items for block in column):
        columns.append(Widget())
    title = reading.title(screen, look.language, look.facts.content)
    ends = [look.button(look.say("list.print"), Yes())] if screen.topic is Topic.BRING and look.facts.paper else []
    return frame(look, title, look.row(*columns), footer(look, *ends, page=shown))


def _block(look: Look, block: Block) -> Widget:
    sheet = look.sheet(size_hint_y=None)
    sheet.bind(minimum_height=sheet.setter("height"))
    cap = look.glass.reading_cap
    if block.head:
        sheet.add_widget(look.paragraph(block.head, cap, colour=colours.MAIN, bold=True))
    for paragraph in block.paragraphs:
        sheet.add_widget(look.paragraph(paragraph, cap))
    return sheet
