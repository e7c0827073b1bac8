"""The keyboard on the screen: keys of their own for ң, ө and ү. One touch changes the letters, not the language."""

from kivy.uix.widget import Widget

from core.words import Language
from kiosk import theme
from kiosk.screens.look import Look
from kiosk.screens.spoken import unspoken
from kiosk.touches import Digits, Erase, Key, SetLayout, Shift, Touch
from kiosk.visit import Typing

LETTERS = {
    Language.KY: ("йцукенгшщзхъ", "фывапролджэё", "ячсмитьбю", "ңөү"),
    Language.RU: ("йцукенгшщзхъ", "фывапролджэё", "ячсмитьбю", ""),
    Language.EN: ("qwertyuiop", "asdfghjkl", "zxcvbnm", ""),
}
DIGITS = ("1234567890", "-/:;()№«»", ".,!?+@%", "")
LAYOUTS = {Language.KY: "КЫР", Language.RU: "РУС", Language.EN: "ENG"}
SHIFT, ERASE, TO_DIGITS = "⇧", "⌫", "123"
SIGNS = frozenset({*LAYOUTS.values(), SHIFT, ERASE, TO_DIGITS})
"""What stands on a key that is no letter."""


def keyboard(look: Look, typing: Typing, *, sentences: bool = False) -> Widget:
    """Four rows; `sentences` adds what a comment needs: capitals, full stop and comma."""
    *rows, extra = DIGITS if typing.digits else LETTERS[typing.layout]
    letters = [[_letter(look, letter, typing) for letter in row] for row in rows]
    if sentences and not typing.digits:
        letters[2].insert(0, _key(look, SHIFT, Shift(), 1.2, main=typing.shift))
    letters[2].append(_key(look, ERASE, Erase(), 1.6))
    gap = look.glass.key_gap_mm
    lines = [look.row(*row, gap_mm=gap) for row in letters]
    if len(letters[1]) < len(letters[0]):
        lines[1].padding = [look.mm(4), 0]
    bottom = [_letter(look, letter, typing) for letter in extra]
    bottom.append(look.button(look.say("key.space"), Key(" "), size_hint_x=3 if sentences else 4, cap_mm=5.6))
    if sentences:
        bottom += [_letter(look, letter, typing) for letter in ",."]
    if not typing.digits:
        bottom.append(_key(look, TO_DIGITS, Digits(), 1.4))
    others = [layout for layout in Language if typing.digits or layout is not typing.layout]
    bottom += [_key(look, LAYOUTS[layout], SetLayout(layout), 1.4) for layout in others]
    height = look.mm(look.glass.keyboard_mm)
    rows_of_keys = look.column(*lines, look.row(*bottom, gap_mm=gap), gap_mm=gap, size_hint_y=None, height=height)
    return unspoken(rows_of_keys)


def digit_pad(look: Look) -> Widget:
    """Ten digits and erase, as on a telephone: where a number is all that is asked for."""
    keys: list[Widget] = [_key(look, digit, Key(digit)) for digit in "123456789"]
    keys += [Widget(), _key(look, "0", Key("0")), _key(look, ERASE, Erase())]
    gap = look.glass.key_gap_mm
    lines = [look.row(*keys[at : at + 3], gap_mm=gap) for at in range(0, len(keys), 3)]
    return unspoken(look.column(*lines, gap_mm=gap, size_hint_y=None, height=look.mm(look.glass.keyboard_mm)))


def _letter(look: Look, letter: str, typing: Typing) -> Widget:
    return _key(look, letter.upper() if typing.shift else letter, Key(letter))


def _key(look: Look, sign: str, touch: Touch, width: float = 1, *, main: bool = False) -> Widget:
    key = look.button(sign, touch, main=main, cap_mm=theme.KEY_CAP_MM if len(sign) == 1 else 5.6, size_hint_x=width)
    key.padding = 0
    return key
