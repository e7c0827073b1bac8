"""Numbers and letters as words, so that no speech program has to know how to read them.

Programs read «3-терезе» as a cardinal, single letters as sounds or in English, and zeros before a number as they
like. Numbers 0 to 999,999; letters of the Kyrgyz alphabet, which has the 33 Russian ones and Ң, Ө, Ү.
"""

from typing import assert_never

from core.words import Language

_KY_ONES = ("", "бир", "эки", "үч", "төрт", "беш", "алты", "жети", "сегиз", "тогуз")
_KY_TENS = ("", "он", "жыйырма", "отуз", "кырк", "элүү", "алтымыш", "жетимиш", "сексен", "токсон")
_KY_HARMONY = dict(zip("аыяэеиоуюёөү", "ыыыиииууууүү", strict=True))
"""The vowel of an ending after the last vowel of the word."""

_RU_ONES = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_RU_TEENS = (
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать"),
    *("пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_RU_TENS = ("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто")
_RU_HUNDREDS = ("", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот")

_EN_BELOW_20 = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

ALPHABET = "АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯ"
_KY_LETTERS = (
    "а бэ вэ гэ дэ е ё жэ зэ и ий ка эл эм эн ың о ө пэ эр эс тэ у ү эф ха цэ чэ ша ща "
    "ажыратуу_белгиси ы ичкертүү_белгиси э ю я"
)
_RU_LETTERS = (
    "а бэ вэ гэ дэ е ё жэ зэ и и_краткое ка эль эм эн эн_с_хвостиком о о_с_чертой пэ эр эс тэ у у_прямое эф ха цэ че "
    "ша ща твёрдый_знак ы мягкий_знак э ю я"
)
_EN_LETTERS = (
    "eigh beh bee gheh deh ee yo zheh zeh reverse_en short_reverse_en kay el em aitch eng oh barred_oh peh pee see tee "
    "why straight_why ef ex tseh cheh shah tailed_shah hard_sign yeru soft_sign reverse_ee yu yah"
)
"""A visitor who reads no Cyrillic is called by the letter they see: Н is "aitch", Р is "pee". Spelled so that
speech programs read each one alone and differently."""

_LETTERS = {
    language: {letter: name.replace("_", " ") for letter, name in zip(ALPHABET, names.split(), strict=True)}
    for language, names in ((Language.KY, _KY_LETTERS), (Language.RU, _RU_LETTERS), (Language.EN, _EN_LETTERS))
}


def letter(sign: str, language: Language) -> str:
    """The name of a letter. Raises KeyError for anything but a capital letter of the Kyrgyz alphabet."""
    return _LETTERS[language][sign]


def cardinal(number: int, language: Language) -> str:
    """«кырк эки», «сорок два», "forty-two". Raises ValueError outside 0 to 999,999."""
    if not 0 <= number < 1_000_000:
        raise ValueError(f"no words for {number}")
    thousands, rest = divmod(number, 1000)
    match language:
        case Language.KY:
            words = [*((_ky(thousands), "миң") if thousands else ()), _ky(rest)]
            return _joined(words) or "нөл"
        case Language.RU:
            words = [*((_ru_feminine(thousands), _ru_thousand(thousands)) if thousands else ()), _ru(rest)]
            return _joined(words) or "ноль"
        case Language.EN:
            words = [*((_en(thousands), "thousand") if thousands else ())]
            words += ["and", _en(rest)] if thousands and 0 < rest < 100 else [_en(rest)]
            return _joined(words) or "zero"
        case _:
            assert_never(language)


def ordinal_ky(number: int) -> str:
    """«үчүнчү», «тогузунчу»: the ending follows the last vowel, and a final vowel takes its place."""
    words = cardinal(number, Language.KY)
    vowel = _KY_HARMONY[next(sound for sound in reversed(words) if sound in _KY_HARMONY)]
    return words + (f"нч{vowel}" if words[-1] in _KY_HARMONY else f"{vowel}нч{vowel}")


def code(written: str, language: Language) -> str:
    """A ticket's code, "А042": the letter by name, each leading zero, the number. Raises ValueError or KeyError."""
    digits = written[1:]
    number = digits.lstrip("0")
    zeros = [cardinal(0, language)] * (len(digits) - len(number))
    return _joined([letter(written[0], language), *zeros, cardinal(int(number), language) if number else ""])


def _ky(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    hundred = ("", "жүз")[bool(hundreds)]
    return _joined([_KY_ONES[hundreds] if hundreds > 1 else "", hundred, _KY_TENS[rest // 10], _KY_ONES[rest % 10]])


def _ru(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if 10 <= rest < 20:
        return _joined([_RU_HUNDREDS[hundreds], _RU_TEENS[rest - 10]])
    return _joined([_RU_HUNDREDS[hundreds], _RU_TENS[rest // 10], _RU_ONES[rest % 10]])


def _ru_feminine(number: int) -> str:
    words = _ru(number).split()
    words[-1] = {"один": "одна", "два": "две"}.get(words[-1], words[-1])
    return _joined(words)


def _ru_thousand(count: int) -> str:
    if count % 100 in range(11, 15) or count % 10 in (0, 5, 6, 7, 8, 9):
        return "тысяч"
    return "тысяча" if count % 10 == 1 else "тысячи"


def _en(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens = _EN_BELOW_20[rest] if rest < 20 else "-".join(filter(None, (_EN_TENS[rest // 10], _EN_BELOW_20[rest % 10])))
    hundred = f"{_EN_BELOW_20[hundreds]} hundred" if hundreds else ""
    return _joined([hundred, "and" if hundreds and rest else "", tens])


def _joined(words: list[str]) -> str:
    return " ".join(filter(None, words))
