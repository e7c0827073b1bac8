"""What each key of the keyboard on the screen does to what is typed. Pure."""

from dataclasses import replace

from kiosk.touches import Digits, Erase, Key, SetLayout, Shift
from kiosk.visit import Typing

Stroke = Key | Erase | SetLayout | Shift | Digits


def typed(typing: Typing, stroke: Stroke, letters_max: int) -> Typing:
    """Shift holds for one letter; what is beyond `letters_max` letters is not taken."""
    match stroke:
        case Key(letter):
            added = letter.upper() if typing.shift else letter
            return replace(typing, text=(typing.text + added)[:letters_max], shift=False)
        case Erase():
            return replace(typing, text=typing.text[:-1])
        case SetLayout(layout):
            return replace(typing, layout=layout, digits=False)
        case Shift():
            return replace(typing, shift=not typing.shift)
        case Digits():
            return replace(typing, digits=not typing.digits)
