"""What a visitor does beside taking a ticket, as scenes: the evaluation sheet."""

from collections.abc import Iterator

from config.schema import Category
from core.sheets import Variant
from core.words import Language
from kiosk import touches as t
from kiosk.facts import Facts

Touches = tuple[t.Touch, ...]
Scene = tuple[str, Facts, Touches]


def evaluating(language: Language, facts: Facts) -> Iterator[Scene]:
    begin: Touches = (t.OpenSheet(language),)
    short: Touches = (*begin, t.PickVariant(Variant.SHORT))
    full: Touches = (*begin, t.PickVariant(Variant.FULL))
    rated: Touches = (t.Choose("fully"), *[t.Choose("partly")] * 7)
    yield "50-sheet", facts, begin
    yield "51-sheet-result", facts, short
    yield "51-sheet-result-chosen", facts, (*short, t.Choose("not"), t.Back())
    for number in range(8):
        yield f"52-sheet-{number + 1}", facts, (*full, *rated[:number])
    unjustified: Touches = (*full, *rated)
    which: Touches = (*unjustified, t.Choose("yes"))
    yield "53-sheet-unjustified", facts, unjustified
    yield "53-sheet-which", facts, (*which, t.Choose("paid_office"), t.Choose("other"))
    corruption: Touches = (*which, t.Yes())
    words: Touches = (*corruption, t.Choose("yes"))
    yield "54-sheet-corruption", facts, corruption
    yield "54-sheet-corruption-words", facts, words
    kinds: Touches = (*words, t.Yes())
    yield "55-sheet-kinds", facts, kinds
    yield "55-sheet-services", facts, (*kinds, t.PickCategory(Category.STATE))
    yield "56-sheet-desk", facts, (*kinds, t.Yes())
    yield "57-sheet-sex", facts, (*kinds, *[t.Yes()] * 2)
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
    yield "58-sheet-comment-first", facts, (*short, *[t.Yes()] * 6)
    done: Touches = (*short, t.Choose("fully"), t.HandIn())
    yield "59-sheet-keeping", facts, done
    yield "59-sheet-thanks", facts, (*done, t.SheetKept(kept=True))
    yield "59-sheet-not-kept", facts, (*done, t.SheetKept(kept=False))
