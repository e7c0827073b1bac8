"""Sizes of the screen, from its pixels and its real diagonal. No Kivy.

Sizes are millimetres on the glass: a target is at least 20 mm, a main button 25 mm, a gap 3 mm, and a capital letter
never below 4.8 mm, so that somebody of seventy reads and hits it standing.
"""

from math import hypot

from core.record import record
from kiosk.facts import Room

TARGET_MM, MAIN_MM, GAP_MM = 20.0, 25.0, 4.0
STEP_MM, ARROW_MM, ZOOM_MM = (86.0, 36.0), 14.0, 52.0
"""A box of a step diagram at least, wide and high; the arrow between two; a button that enlarges."""
CARD_MM_MAX, RIGHT_MM = 54.0, 30.0
"""Higher, a card of a list falls apart; the sentence about the out-of-turn right."""
CAP_OF_SIZE = 0.727
"""Inter: the height of a capital letter over the font size."""

CAPS_MM = {"small": 4.8, "body": 6.2, "lead": 7.4, "title": 9.6}
"""Heights of a capital letter; the smallest is ADA's least (707.7.2)."""
CAP_MM_MIN = 4.8
LARGER = 1.5
KEY_CAP_MM, KEY_MM_MIN = 7.4, 14.0
"""Twelve keys in a row of a small panel have no room for 20 mm: they keep above the 150 mm² that old hands still hit.
Letters of keys do not grow, as their place cannot."""
LETTER_OF_CAP, LINE_OF_CAP = 0.78, 1.86
"""Room a letter of running text takes, and a line of a paragraph, by the height of a capital letter."""


@record
class Glass:
    """A screen: pixels and inches. Lengths come out in whole pixels.

    `large`: letters half as large again, and so fewer things a page. `low`: whatever can be touched lies in the lower
    half, for somebody who sits.
    """

    width: int
    height: int
    diagonal_in: float
    large: bool = False
    low: bool = False

    @property
    def px_mm(self) -> float:
        return hypot(self.width, self.height) / (self.diagonal_in * 25.4)

    @property
    def portrait(self) -> bool:
        return self.height > self.width

    @property
    def small(self) -> bool:
        """A panel on which only one thing at a time has room; all of it is within reach, or none."""
        return min(self.width, self.height) / self.px_mm < 180

    def mm(self, length: float) -> int:
        return round(length * self.px_mm)

    def font(self, cap_mm: float) -> int:
        """The font size whose capitals are `cap_mm` high."""
        return round(cap_mm / CAP_OF_SIZE * self.px_mm)

    @property
    def zoom(self) -> float:
        return LARGER if self.large else 1.0

    @property
    def scale(self) -> float:
        """Letters for a reader 600 mm away, 500 mm on a small panel (0.7°, EN 301 549 5.1.4)."""
        return (1.0 if self.small else 1.2) * self.zoom

    @property
    def floor(self) -> float:
        """How many times the least letters are larger. On a small panel words on buttons grow as far as they fit."""
        return 1.0 if self.small else self.zoom

    @property
    def columns(self) -> int:
        return 1 if self.portrait else 2

    @property
    def margin_mm(self) -> float:
        return 3 if self.small else 12

    @property
    def name_mm(self) -> float:
        """What stands in the header."""
        return TARGET_MM * (1.3 if self.large and not self.small else 1)

    @property
    def header_mm(self) -> float:
        return self.name_mm + (0 if self.small else 8)

    @property
    def short_names(self) -> bool:
        """Whether the languages are named by three letters."""
        return self.small or self.large

    @property
    def language_mm(self) -> float:
        return 24 if self.small else 37 if self.large else 43 if self.portrait else 50

    @property
    def main_mm(self) -> float:
        """A main button, high enough for two lines."""
        return MAIN_MM * (1.4 if self.large and self.portrait else 1)

    @property
    def footer_mm(self) -> float:
        return self.main_mm + (0 if self.small else 6 if self.low else 14)

    @property
    def title_mm(self) -> float:
        if self.small:
            return 16.5
        return (38 if self.portrait else 27) * (1.3 if self.large else 1)

    @property
    def bar_mm(self) -> float:
        """What makes the kiosk easier: below the page on a large glass, beside it on a small one, so high or wide."""
        return 39 if self.small else self.aid_mm + 4

    @property
    def aid_mm(self) -> float:
        """A target of the bar; with large letters the word stands below its sign."""
        return (40 if self.portrait else 38 if self.low else 31) if self.large else TARGET_MM

    @property
    def languages_mm(self) -> float:
        """On a glass that stands, the languages come down above the bar when the reach is low."""
        return TARGET_MM + 4 if self.low and self.portrait else 0

    @property
    def across_mm(self) -> float:
        """The width of a page between its margins."""
        return self.width / self.px_mm - 2 * self.margin_mm - (self.bar_mm if self.small else 0)

    @property
    def down_mm(self) -> float:
        """The height of a page, from edge to edge."""
        return self.height / self.px_mm - (0 if self.small else self.bar_mm + self.languages_mm)

    @property
    def card_mm(self) -> float:
        """A service in the list, at least."""
        return (32 if self.large else 29) if self.small else 36 * self.zoom

    @property
    def body_mm(self) -> float:
        """Height between title and footer, for what is read."""
        return self.down_mm - self.header_mm - self.footer_mm - self.title_mm

    @property
    def reach_mm(self) -> float:
        """Height for what is touched."""
        half = self.height / self.px_mm / 2
        return min(self.body_mm, half - self.footer_mm - self.bar_mm - self.languages_mm) if self.low else self.body_mm

    @property
    def keyboard_mm(self) -> float:
        return 4 * self.key_mm + 3 * self.key_gap_mm

    @property
    def key_mm(self) -> float:
        return KEY_MM_MIN if self.small else TARGET_MM if self.low else 23

    @property
    def key_gap_mm(self) -> float:
        return 2 if self.small else 3

    @property
    def found(self) -> int:
        """What a search finds, beside the keyboard."""
        if self.small:
            return 1 if self.large else 2
        return _fit(self.found_mm, self.card_mm)

    @property
    def foot_beside(self) -> bool:
        """Whether the ways back and on stand beside the keyboard: there is no room below it within a low reach."""
        return self.low and self.reach_mm < self.keyboard_mm

    @property
    def keyboard_across_mm(self) -> float:
        """On a glass that lies, what is found stands beside the keyboard."""
        return self.across_mm if self.portrait or self.small else 12 * (self.key_mm + 4)

    @property
    def village_columns(self) -> int:
        return (2 if self.portrait else 3) - (1 if self.large else 0)

    def room(self) -> Room:
        """How much a screenful is here."""
        columns = self.card_columns
        return Room(
            services=_fit(self.reach_mm, self.card_mm) * columns,
            villages=max(1, _fit(self.reach_mm - self.right_mm, self.place_mm) * self.village_columns - 1),
            found=self.found,
            titles=_fit(self.reach_mm - self.note_mm, self.card_mm) * columns,
            documents=max(2 if self.small else 1, _fit(self.body_mm - self.facts_mm, self.document_mm)),
            letters=int((self.reading_mm - 2 * self.pad_mm) / (LETTER_OF_CAP * self.reading_cap_mm)),
            lines=int(self.body_mm / (LINE_OF_CAP * self.reading_cap_mm)),
            columns=self.reading_columns,
            steps=self.steps,
            view=self.view_mm,
        )

    @property
    def card_columns(self) -> int:
        return 2 if self.small and not self.large else 1 if self.small else self.columns

    @property
    def found_mm(self) -> float:
        """For what a search finds: above the keyboard, or beside it."""
        if self.foot_beside:
            return self.reach_mm - 2 * GAP_MM
        return self.reach_mm - (self.keyboard_mm + GAP_MM + (0 if self.low else self.field_mm + GAP_MM)) * self.portrait

    @property
    def facts_mm(self) -> float:
        """Beside the documents of a service stands what it costs and who gives it; above them on a standing glass."""
        if self.large and not self.portrait and not self.small:
            return 110
        return (170 if self.portrait else 12 if self.small else 30) * self.floor

    @property
    def steps(self) -> int:
        """Boxes of a step diagram, one below the other on a standing glass, beside each other on a lying one."""
        if self.portrait:
            return _fit(self.body_mm, STEP_MM[1] * self.zoom, ARROW_MM)
        return _fit(self.across_mm, STEP_MM[0] * self.zoom, ARROW_MM)

    @property
    def zoom_below(self) -> bool:
        """Whether the buttons that enlarge a picture stand below it, not beside."""
        return self.portrait or self.low

    @property
    def zoom_mm(self) -> float:
        return ZOOM_MM * self.floor

    def has_notes(self, rows: int, row_mm: float) -> bool:
        """Whether a button in one of so many rows is high enough for a second, smaller text."""
        return not self.small and self.reach_mm / rows >= row_mm * self.zoom

    @property
    def view_mm(self) -> tuple[float, float]:
        """The room of a picture: the buttons below or beside it keep theirs."""
        if self.zoom_below:
            return self.across_mm, self.body_mm - self.main_mm - GAP_MM
        return self.across_mm - self.zoom_mm - GAP_MM, self.body_mm

    @property
    def reading_cap(self) -> str:
        """The letters of whatever is read line by line."""
        return "small" if self.small else "body"

    @property
    def reading_cap_mm(self) -> float:
        return CAPS_MM[self.reading_cap] * self.scale

    @property
    def reading_mm(self) -> float:
        """How wide a column of words is."""
        return (self.across_mm - (self.reading_columns - 1) * GAP_MM) / self.reading_columns

    @property
    def reading_columns(self) -> int:
        return 1 if self.small or self.large else self.columns

    @property
    def pad_mm(self) -> float:
        """Around what lies on a sheet."""
        return 2 if self.small else 5

    @property
    def note_mm(self) -> float:
        """A line of small words below a list, and its gap."""
        return 0 if self.small else 14 * self.zoom

    @property
    def field_mm(self) -> float:
        """Where the search is typed."""
        return 15 if self.small else MAIN_MM

    @property
    def right_mm(self) -> float:
        """The sentence about the out-of-turn right above the villages, where it does not stand above the reach."""
        return 0 if self.small or self.low else RIGHT_MM * self.zoom

    @property
    def place_mm(self) -> float:
        """A village to touch, at least."""
        return (TARGET_MM if self.small else MAIN_MM) * self.zoom

    @property
    def document_mm(self) -> float:
        return (25 if self.small else 30 if self.portrait else 25) * self.floor

    def row_mm(self, rows: int, room_mm: float, most_mm: float) -> float:
        """Rows share the room they have, up to a height at which they still belong together."""
        return min(most_mm * self.zoom, (room_mm + GAP_MM) / max(1, rows) - GAP_MM)


def _fit(length_mm: float, item_mm: float, gap_mm: float = GAP_MM) -> int:
    return max(1, int((length_mm + gap_mm) // (item_mm + gap_mm)))
