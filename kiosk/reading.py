"""What can be read without a ticket, in words and by the screenful: pure functions of the content and the texts.

Schedules (R011, R029), heads and specialists (R013, R027), banks and payment details (R025, R026), the frequent
questions (R019, R022) and the general pages (R010, R035, R037, R038, R043).
"""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from config.schema import Bank, Contact, Content, Document, Payment, Question, Service, Stop, Unit
from config.schema import Page as GeneralPage
from config.summary import phone
from config.texts import Say, speaker
from config.told import hours_lines, term_words
from core.record import record
from core.words import Language
from kiosk import catalogue
from kiosk.catalogue import WEEKDAYS, Page, words
from kiosk.facts import Facts
from kiosk.visit import Offer, Reading, Topic

WITH_TITLES = frozenset({Topic.QUESTIONS, Topic.RULES})
CLOSED_SHOWN = 6
EDGE, BETWEEN = 1.05, 0.15
"""In lines: the edge and gap of a block, and what parts its paragraphs."""
HEAD_WIDER = 0.9
Titled = TypeVar("Titled", Question, GeneralPage)


@record
class Block:
    """What belongs together: a head in bold, if any, and its paragraphs."""

    head: str
    paragraphs: tuple[str, ...]


Column = tuple[Block, ...]


def topics(content: Content) -> tuple[Topic, ...]:
    """What this centre has to say, in the order of the menu."""
    known = {
        Topic.HOURS: True,
        Topic.PEOPLE: bool(content.units),
        Topic.PAYING: bool(content.banks or content.payments),
        Topic.QUESTIONS: bool(content.faq),
        Topic.RULES: bool(content.pages),
    }
    return tuple(topic for topic in known if known[topic])


def is_there(topic: Topic, wanted: str, content: Content) -> bool:
    """Whether this title stands under the topic: a finger may be quicker than a change of the content."""
    items = content.faq if topic is Topic.QUESTIONS else content.pages
    return wanted in {item.id for item in items}


def pages(screen: Reading, language: Language, facts: Facts) -> int:
    return shown(screen, language, facts).count


def shown(screen: Reading, language: Language, facts: Facts) -> Page[Column]:
    """One screenful: columns of blocks. Text without heads goes across the whole glass."""
    room, content = facts.room, blocks(screen, language, facts)
    across = not any(block.head for block in content)
    count = 1 if across else room.columns
    letters = room.letters * room.columns if across else room.letters
    return catalogue.page(columns(content, letters, room.lines), screen.page, count)


def title(screen: Reading, language: Language, content: Content) -> str:
    match screen.topic:
        case Topic.QUESTIONS:
            return words(_of(content.faq, screen.of).question, language)
        case Topic.RULES:
            return words(_of(content.pages, screen.of).title, language)
        case Topic.TERMS:
            return words(catalogue.service(content, screen.of).name, language)
        case Topic.BRING:
            return speaker("kiosk", language.value)("about.bring")
        case topic:
            return speaker("kiosk", language.value)(f"topic.{topic.value}")


def blocks(screen: Reading, language: Language, facts: Facts) -> list[Block]:
    content, say = facts.content, speaker("kiosk", language.value)
    match screen.topic:
        case Topic.HOURS:
            return [
                _centre(content, language, say, facts.now.date()),
                *(_hours(one, language, say) for one in content.units),
            ]
        case Topic.PEOPLE:
            return [_contact(one, unit, language, say) for unit in content.units for one in unit.contacts]
        case Topic.PAYING:
            banks = [_bank(one, language, say) for one in content.banks]
            return [*banks, *(_payment(one, language, say) for one in content.payments)]
        case Topic.QUESTIONS:
            question = _of(content.faq, screen.of)
            reviewed = say("questions.reviewed", date=full_date(question.reviewed, say))
            return [Block("", (words(question.answer, language),)), Block("", (reviewed,))]
        case Topic.RULES:
            return [Block("", (words(one, language),)) for one in _of(content.pages, screen.of).paragraphs]
        case Topic.BRING:
            services = screen.behind.services if isinstance(screen.behind, Offer) else ()
            return [_bring(catalogue.service(content, one), language, say) for one in services]
        case Topic.TERMS:
            return [*_terms(content, catalogue.service(content, screen.of), language, say)]


def _of(items: Sequence[Titled], wanted: str) -> Titled:
    return next(item for item in items if item.id == wanted)


def _centre(content: Content, language: Language, say: Say, today: date) -> Block:
    centre = content.centre
    closed = [one for one in content.schedule.closed if one >= today][:CLOSED_SHOWN]
    days = ", ".join(short_date(one, say) for one in closed)
    return Block(
        words(centre.name, language),
        (
            words(centre.address, language),
            *hours_lines(content.schedule, say),
            *([say("hours.closed", days=days)] if days else []),
            say("contact.phone", phone=phone(centre.phone)),
            say("contact.email", email=centre.email),
        ),
    )


def _hours(unit: Unit, language: Language, say: Say) -> Block:
    return Block(words(unit.name, language), (words(unit.address, language), *hours_lines(unit.schedule, say)))


def _contact(contact: Contact, unit: Unit, language: Language, say: Say) -> Block:
    email = [say("contact.email", email=contact.email)] if contact.email else []
    adviser = [say("contact.adviser")] if contact.adviser else []
    called = say("contact.phone", phone=phone(contact.phone))
    return Block(
        words(contact.post, language),
        (words(contact.name, language), words(unit.name, language), called, *email, *adviser),
    )


def _bank(bank: Bank, language: Language, say: Say) -> Block:
    open_at, called = say("bank.hours", hours=bank.hours), say("contact.phone", phone=phone(bank.phone))
    return Block(words(bank.name, language), (words(bank.address, language), open_at, called))


def _payment(payment: Payment, language: Language, say: Say) -> Block:
    account = " ".join(textwrap.wrap(payment.account, 4))
    return Block(
        words(payment.purpose, language),
        (
            say("payment.receiver", receiver=words(payment.receiver, language)),
            say("payment.bank", bank=payment.bank, bik=payment.bik),
            say("payment.account", account=account),
            say("payment.code", code=payment.code),
        ),
    )


def _terms(content: Content, service: Service, language: Language, say: Say) -> Iterator[Block]:
    """Price, provider, decision, legal basis and register of a service (R014, R015, R041, R046)."""
    unit = catalogue.unit(content, service.id)
    days = ", ".join(say(f"weekday.{WEEKDAYS.index(day)}") for day in service.weekdays)
    note = [words(service.fee.note, language)] if service.fee.note else []
    yield Block(say("about.fee"), (fee(service, say), *note))
    yield Block(say("about.term"), (term(service, say),))
    yield Block(
        say("about.where"),
        (
            words(unit.name, language),
            words(unit.address, language),
            *hours_lines(unit.schedule, say),
            *([say("terms.weekdays", days=days)] if days else []),
            say("contact.phone", phone=phone(service.phone)),
        ),
    )
    yield from (_stop(content, number, stop, language, say) for number, stop in enumerate(service.route, 1))
    if service.decision:
        yield Block(say("terms.decision"), (words(service.decision, language),))
    yield Block(say("terms.legal"), tuple(words(one, language) for one in service.legal))
    checked = say("terms.checked", date=full_date(service.checked, say))
    yield Block(say("terms.register"), (service.register, checked))


def _stop(content: Content, number: int, stop: Stop, language: Language, say: Say) -> Block:
    """A body on the way of a complex service: what is done there, when it works, whom to ring (R110, R111)."""
    unit = next(unit for unit in content.units if unit.id == stop.unit)
    head = f"{number}. {words(stop.what, language)}"
    rung = say("contact.phone", phone=phone(unit.contacts[0].phone))
    return Block(
        head, (words(unit.name, language), words(unit.address, language), *hours_lines(unit.schedule, say), rung)
    )


def _bring(service: Service, language: Language, say: Say) -> Block:
    documents = [f"• {words(one.name, language)} ({of_document(one, language, say)})" for one in service.documents]
    price = f"{say('about.fee')}: {fee(service, say)}. {say('about.term')}: {term(service, say)}"
    return Block(words(service.name, language), (*(documents or [say("about.no_documents")]), price))


def fee(service: Service, say: Say) -> str:
    """Free or paid, stated clearly (R014)."""
    return say("fee.som", som=service.fee.som) if service.fee.som else say("fee.free")


def term(service: Service, say: Say) -> str:
    return term_words(service.term, say)


def of_document(document: Document, language: Language, say: Say) -> str:
    """Original or copy, and what else there is to say of it."""
    form = say(f"about.form.{document.form}")
    return f"{form}; {words(document.note, language)}" if document.note else form


def short_date(day: date, say: Say) -> str:
    return say("date.short", day=day.day, month=say(f"month.{day.month}"))


def full_date(day: date, say: Say) -> str:
    return say("date.full", day=day.day, month=say(f"month.{day.month}"), year=day.year)


def columns(content: Sequence[Block], letters: int, lines: int) -> list[Column]:
    """Blocks one below the other as long as they fit; one that is too long for a column is parted."""
    full: list[list[Block]] = [[]]
    used = 0.0
    for block in (part for whole in content for part in _parts(whole, letters, lines)):
        takes = size(block, letters)
        if full[-1] and used + takes > lines:
            full.append([])
            used = 0.0
        full[-1].append(block)
        used += takes
    return [tuple(column) for column in full]


def _parts(block: Block, letters: int, lines: int) -> Iterator[Block]:
    if size(block, letters) <= lines:
        yield block
        return
    part = Block(block.head, ())
    most = max(1, int(lines - size(part, letters) - BETWEEN))
    for paragraph in block.paragraphs:
        wrapped = textwrap.wrap(paragraph, letters)
        for at in range(0, len(wrapped), most):
            piece = " ".join(wrapped[at : at + most])
            longer = Block(part.head, (*part.paragraphs, piece))
            if (part.head or part.paragraphs) and size(longer, letters) > lines:
                yield part
                longer = Block("", (piece,))
            part = longer
    yield part


def size(block: Block, letters: int) -> float:
    """In lines."""
    head = len(textwrap.wrap(block.head, int(letters * HEAD_WIDER)))
    below = sum(len(textwrap.wrap(paragraph, letters)) for paragraph in block.paragraphs)
    return EDGE + head + below + BETWEEN * (len(block.paragraphs) - (not block.head))
