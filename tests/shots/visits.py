"""What a visitor does beside taking one ticket for one service, as scenes: the evaluation sheet,
several services, and how somebody's papers stand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from config.schema import Category
from core.sheets import Variant
from core.words import Language
from kiosk import effects as e
from kiosk import touches as t
from kiosk.facts import Facts
from kiosk.visit import NotTold
from link.hub_client import ReceiptAnswer, Stage

Touches = tuple[t.Touch, ...]
Scene = tuple[str, Facts, Touches]


def evaluating(language: Language, facts: Facts) -> Iterator[Scene]:
    begin: Touches = (t.OpenSheet(language),)
    short: Touches = (*begin, t.PickVariant(Variant.SHORT))
    full: Touches = (*begin, t.PickVariant(Variant.FULL))
    rated: Touches = (t.Choose("fully"), *[t.Choose("partly")] * 7)
    yield "50-sheet", facts, begin
    yield "51-sheet-result", facts, short
    for number in (5, 7):
        yield f"52-sheet-{number + 1}", facts, (*full, *rated[:number])
    unjustified: Touches = (*full, *rated)
    which: Touches = (*unjustified, t.Choose("yes"))
    yield "53-sheet-which", facts, (*which, t.Choose("paid_office"), t.Choose("other"))
    corruption: Touches = (*which, t.Yes())
    words: Touches = (*corruption, t.Choose("yes"))
    yield "54-sheet-corruption", facts, corruption
    yield "54-sheet-corruption-words", facts, words
    kinds: Touches = (*words, t.Yes())
    yield "55-sheet-kinds", facts, kinds
    yield "55-sheet-services", facts, (*kinds, t.PickCategory(Category.STATE))
    yield "56-sheet-desk", facts, (*kinds, t.Yes())
    yield "57-sheet-age", facts, (*kinds, *[t.Yes()] * 3, t.Choose("to_44"), t.Back())
    yield "57-sheet-limited", facts, (*kinds, *[t.Yes()] * 4)
    comment: Touches = (*kinds, *[t.Yes()] * 5)
    said = {
        Language.KY: "Кызматкерлер абдан сылык болушту. Рахмат, кезек тез жүрдү, түшүндүрүп да беришти. " * 2,
        Language.RU: "Сотрудники были вежливы. Спасибо, очередь шла быстро, всё объяснили понятно и просто. " * 2,
        Language.EN: "The staff were polite. Thank you, the queue moved fast and everything was explained well. " * 2,
    }[language]
    yield "58-sheet-comment", facts, comment
    yield "58-sheet-comment-long", facts, (*comment, *(t.Key(letter) for letter in said))
    done: Touches = (*short, t.Choose("fully"), t.HandIn())
    yield "59-sheet-thanks", facts, (*done, e.SheetKept(kept=True))
    yield "59-sheet-not-kept", facts, (*done, e.SheetKept(kept=False))


def several(offer: Touches, facts: Facts) -> Iterator[Scene]:
    """`offer` leads to the offer of one service."""

    def adding(service: str, kind: Category) -> Touches:
        return (t.AddService(), t.PickCategory(kind), t.PickService(service), t.Yes())

    five: Touches = (*offer, *adding("residence", Category.MUNICIPAL), *adding("land-ownership", Category.STATE))
    five = (*five, *adding("agro-vet", Category.ADDITIONAL), *adding("residence-registration", Category.STATE))
    full = replace(facts, now=facts.now.replace(hour=17, minute=50))
    yield "60-several", facts, five
    yield "60-several-two-full", full, five[: len(offer) + 4]
    yield "61-several-bring", facts, (*five, t.OpenBring())
    yield "63-offer-day-full", full, offer


def receipts(language: Language, facts: Facts) -> Iterator[Scene]:
    typed: Touches = (t.OpenReceipt(language), *(t.Key(digit) for digit in "26000174821"))
    asked: Touches = (*typed, t.Yes())
    today = facts.now.date()
    yield "70-receipt-whole", facts, typed
    for nothing in NotTold:
        yield f"72-receipt-{nothing.value}", facts, (*asked, e.ReceiptTold("26000174821", nothing))
    for stage in (Stage.HANDED_OVER, Stage.READY, Stage.REFUSED, Stage.ANNULLED):
        due = today - timedelta(days=2) if stage is Stage.HANDED_OVER else today + timedelta(days=5)
        told = ReceiptAnswer("2026/17", "residence-registration", stage, due, facts.content.units[2].id)
        yield f"73-receipt-{stage.value}", facts, (*asked, e.ReceiptTold("26000174821", told))
