"""What every LED sign is: something that shows a few calls, given as bytes for its line.

A codec is pure. It makes bytes; `board.signs.bus` sends them, with the pauses the sign needs.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from core.record import record
from core.views import BoardPicture
from core.words import Stage
from link.port import LineSettings

Frames = list[bytes]
"""What to send, in this order, with the sign's pause after each."""


@record
class Row:
    """One call on a sign. It blinks until the visitor has come."""

    code: str
    desk: int
    blinks: bool


@record
class Capabilities:
    """`letters` a sign can begin a code with; the `doubtful` of them look like a digit. `places` in one row."""

    letters: frozenset[str]
    doubtful: frozenset[str] = frozenset()
    places: int = 8


class Sign(Protocol):
    @property
    def line(self) -> LineSettings:
        """How its line is set from the factory."""
        ...

    @property
    def pause_s(self) -> float:
        """The rest it needs after each frame."""
        ...

    @property
    def rows(self) -> int:
        """How many calls it can show."""
        ...

    @property
    def desk(self) -> int | None:
        """The desk it hangs over; None for the main sign."""
        ...

    @property
    def capabilities(self) -> Capabilities: ...

    def prepare(self) -> Frames:
        """What it must know before it can show anything, after each power cut."""
        ...

    def show(self, rows: Sequence[Row]) -> Frames:
        """Make it show exactly these rows, `rows` at most, and nothing else."""
        ...

    def clear(self) -> Frames: ...

    def text(self, rows: Sequence[Row]) -> list[str]:
        """What people will read on it, one string a row."""
        ...


def rows_of(picture: BoardPicture | None, sign: Sign) -> list[Row]:
    """What a sign shows of a picture: whoever is awaited or served, newest first; nothing when nobody knows."""
    if picture is None or not picture.open:
        return []
    rows = [
        Row(call.code, call.desk, blinks=call.state is Stage.CALLED)
        for call in picture.calls
        if call.state in (Stage.CALLED, Stage.SERVING) and sign.desk in (None, call.desk)
    ]
    return rows[: sign.rows]


def fit(row: Row, places: int, *, arrow: str, with_desk: bool) -> str:
    """A row in exactly `places` signs; dashes when the number does not fit, for half a number would be wrong."""
    forms = [f"{row.code}{arrow}{row.desk:02d}", f"{row.code}{arrow}{row.desk}"] if with_desk else [row.code]
    return next((form for form in forms if len(form) <= places), "-" * places).ljust(places)


@record
class Doubt:
    """Something a sign cannot show well: `text` is a key of the room "voice", `values` fill it."""

    text: str
    values: dict[str, object]


def doubts(capabilities: Capabilities, letters: Collection[str], number_max: int = 999) -> Iterator[Doubt]:
    """Whether a sign can show every code of the centre, before it hangs on the wall (architecture, lane letters)."""
    for letter in sorted(letters):
        if letter not in capabilities.letters:
            yield Doubt("sign.cannot_show", {"letter": letter, "letters": " ".join(sorted(capabilities.letters))})
        elif letter in capabilities.doubtful:
            yield Doubt("sign.doubtful", {"letter": letter})
    if (needed := 1 + max(3, len(str(number_max)))) > capabilities.places:
        yield Doubt("sign.too_short", {"places": capabilities.places, "needed": needed})
