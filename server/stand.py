"""What hangs and lies in the three sectors of the centre, on paper: the sign with the hours (R012), the evaluation
sheet (R133) and, for the tables of the waiting sector, a blank application for each service (R048).

All from the content of the centre, in one language; pages for `printer.pdf`, nothing of a person in them.
"""

from collections.abc import Callable, Iterable

from config.schema import Content, Document, Service
from config.schema import Text as Words
from config.summary import phone
from config.texts import speaker
from config.told import hours_lines
from core.sheets import RATED, Age, Answer, Sex, Unjustified, Variant
from printer.page import HEAD_PT, SMALL_PT, Blank, Block, Item, Page, Rule, Space, Text

SIGN_LETTERS, WRITTEN_LETTERS = 2.4, 1.3
"""The sign is read from across a room; what is filled in at a table has room for eyes and a hand of seventy."""
LINES_TO_WRITE = {Variant.SHORT: 6, Variant.FULL: 3}
LINES_OF_A_REQUEST = 6


def hours_sign(content: Content, language: str) -> Page:
    say, centre = speaker("kiosk", language), content.centre
    blocks: tuple[Block, ...] = (
        Text(_in(centre.name, language), HEAD_PT, bold=True, centred=True),
        Rule(),
        Space(6),
        Text(say("topic.hours"), HEAD_PT, bold=True, centred=True),
        *(Text(line, bold=True, centred=True) for line in hours_lines(content.schedule, say)),
        Space(6),
        Rule(),
        Text(say("start.right"), SMALL_PT, centred=True),
        Text(_in(centre.address, language), SMALL_PT, centred=True),
        Text(say("contact.phone", phone=phone(centre.phone)), SMALL_PT, centred=True),
    )
    return Page(say("topic.hours"), blocks, SIGN_LETTERS)


def evaluation_sheet(content: Content, language: str, variant: Variant) -> Page:
    """To be filled in by hand and keyed in by the head (R157): what the kiosk asks, and nobody's name."""
    say = speaker("kiosk", language)
    blocks: tuple[Block, ...] = (
        Text(_in(content.centre.name, language), SMALL_PT, centred=True),
        Text(say("sheet.title"), HEAD_PT, bold=True, centred=True),
        Text(say("sheet.what"), centred=True),
        Rule(),
        Text(say("sheet.anonymous"), SMALL_PT),
        *_asked(variant, language),
        Rule(),
        Text(say("ask.comment"), bold=True),
        *(Blank("") for _ in range(LINES_TO_WRITE[variant])),
        Space(2),
        Text(say("sheet.thanks_text"), SMALL_PT, centred=True),
    )
    return Page(say("sheet.title"), blocks, WRITTEN_LETTERS if variant is Variant.SHORT else 1)


def _asked(variant: Variant, language: str) -> Iterable[Block]:
    say, paper = speaker("kiosk", language), speaker("ticket", language)
    yield Blank(paper("stand.day"))
    if variant is Variant.FULL:
        yield Blank(say("ask.service"))
        yield Blank(say("ask.desk"))
    yield Rule()
    meaning = "; ".join(f"{number} – {say(f'rate.{answer.value}')}" for number, answer in enumerate(Answer, 1))
    yield Text(f"{paper('stand.circle')}: {meaning}", SMALL_PT)
    numbers = "\u00a0\u00a0\u00a0".join(str(number) for number, _ in enumerate(Answer, 1))
    yield from (Item(say(f"ask.{one.value}"), at, numbers) for at, one in enumerate(RATED[variant], 1))
    if variant is Variant.FULL:
        yield Rule()
        yield from _ticked("ask.unjustified", (f"which.{one.value}" for one in Unjustified), say)
        yield from _ticked("ask.corruption", ("choice.yes", "choice.no"), say)
        yield Blank(say("ask.corruption_words"))
        yield Rule()
        yield from _ticked("ask.sex", (f"sex.{one.value}" for one in Sex), say)
        yield from _ticked("ask.age", (f"age.{one.value}" for one in Age), say)
        yield from _ticked("ask.limited", ("choice.yes", "choice.no"), say)


def _ticked(ask: str, answers: Iterable[str], say: Callable[..., str]) -> Iterable[Block]:
    yield Text(say(ask), bold=True)
    yield from (Item(say(answer)) for answer in answers)


def blank(content: Content, service: Service, language: str) -> Page:
    """An application for this service, to be filled in at a table: the sample beside it shows how (R021)."""
    say, unit = speaker("ticket", language), next(unit for unit in content.units if unit.id == service.unit)
    head = unit.contacts[0]
    blocks: tuple[Block, ...] = (
        Text(_in(content.centre.name, language), SMALL_PT, centred=True),
        Rule(),
        Text(say("statement.to"), SMALL_PT),
        Text(f"{_in(head.post, language)}, {_in(unit.name, language)}", bold=True),
        *(Blank(say(f"blank.{field}")) for field in ("from", "address", "phone")),
        Space(6),
        Text(say("blank.title"), HEAD_PT, bold=True, centred=True),
        Text(_in(service.name, language), bold=True, centred=True),
        Text(say("blank.asks"), SMALL_PT),
        *(Blank("") for _ in range(LINES_OF_A_REQUEST)),
        Space(4),
        Text(say("blank.attached"), bold=True),
        *(_attached(document, language) for document in service.documents),
        Space(4),
        Blank(say("stand.day")),
        Blank(say("signature")),
    )
    return Page(_in(service.everyday, language), blocks, WRITTEN_LETTERS)


def _attached(document: Document, language: str) -> Item:
    return Item(_in(document.name, language), note=speaker("kiosk", language)(f"about.form.{document.form}"))


def _in(text: Words, language: str) -> str:
    return str(getattr(text, language))
