"""A scanner that types: what it reads comes as keys, one quickly after another, and ends with Enter. Pure."""

LETTERS_MAX = 200
GAP_S_MAX = 0.5
ENTER = frozenset({13, 271})
KEYPAD = {256 + digit: str(digit) for digit in range(10)}
"""Kivy's numbers of the keys."""


class Scanner:
    def __init__(self) -> None:
        self._text, self._at = "", 0.0

    def key(self, key: int, at: float) -> str:
        """The whole text with its last key, Enter; empty until then. `at` in seconds; a long gap begins anew."""
        if at - self._at > GAP_S_MAX:
            self._text = ""
        self._at = at
        if key in ENTER:
            text, self._text = self._text, ""
            return text
        letter = KEYPAD.get(key) or (chr(key) if 32 < key < 127 else "")
        self._text = (self._text + letter)[-LETTERS_MAX:]
        return ""
