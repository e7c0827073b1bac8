"""A text of a screen in words that any speech program reads alike: numbers, times and ticket codes written out."""

import re

from core.words import Language
from voice import words

DIGITS_MAX = 6
"""Longer ones are accounts and the like: digit by digit."""
CODE = re.compile(rf"\b([{words.ALPHABET}]\d{{3,6}})\b")
CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})\b")
RANGE = re.compile(r"(?<=\d)\s*–\s*(?=\d)")
ORDINAL_KY = re.compile(rf"(?<!\d)(\d{{1,{DIGITS_MAX}}})-(?=[^\W\d_])")
"""«3-терезе» is the third window."""
NUMBER = re.compile(r"\d+")
UNSPOKEN = re.compile(r"[←→✓⌫⇧•…«»()_+№]|(?<=\s)[·/|](?=\s)")


def plain(text: str, language: Language) -> str:
    """«09:00–18:00» as «тогуз, он сегиз»; a code as the hall's voice calls it; signs that are no words left out."""
    text = CODE.sub(lambda found: words.code(found[1], language), text)
    text = RANGE.sub(", ", text)
    text = CLOCK.sub(lambda found: _clock(int(found[1]), found[2], language), text)
    if language is Language.KY:
        text = ORDINAL_KY.sub(lambda found: f"{words.ordinal_ky(int(found[1]))} ", text)
    text = NUMBER.sub(lambda found: _number(found[0], language), text)
    return " ".join(UNSPOKEN.sub(" ", text).split())


def _clock(hour: int, minutes: str, language: Language) -> str:
    return words.cardinal(hour, language) if minutes == "00" else f"{hour} {minutes}"


def _number(digits: str, language: Language) -> str:
    if len(digits) > DIGITS_MAX:
        return " ".join(words.cardinal(int(digit), language) for digit in digits)
    rest = digits.lstrip("0")
    zeros = [words.cardinal(0, language)] * (len(digits) - len(rest))
    return " ".join([*zeros, words.cardinal(int(rest), language)] if rest else zeros)
