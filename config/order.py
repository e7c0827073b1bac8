"""Kyrgyz letters: their order in a list, their spelling in a file, and what a search by a Russian keyboard finds."""

import unicodedata

ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"

_PLACE = {letter: chr(0x4000 + place) for place, letter in enumerate(ALPHABET)}
_FOLD = str.maketrans("ңөүё", "ноуе")
_WRONG = str.maketrans("ѲѳӉӊ", "ӨөҢң")


def clean(text: str) -> str:
    """The text in NFC, with the look-alikes Ѳ and Ӊ of some official pages written as the letters Ө and Ң."""
    return unicodedata.normalize("NFC", text).translate(_WRONG)


def kyrgyz_key(text: str) -> str:
    """A sort key: the 36 letters in their own order after digits and Latin, upper and lower case alike."""
    return "".join(_PLACE.get(letter, letter) for letter in clean(text).casefold())


def fold(text: str) -> str:
    """The text as a search compares it: lower case, ң→н, ө→о, ү→у, ё→е, runs of blanks as one."""
    return " ".join(clean(text).casefold().translate(_FOLD).split())
