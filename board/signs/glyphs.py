"""Letters as dots, for signs that know no Kyrgyz."""

from functools import cache
from pathlib import Path

WIDTH, HEIGHT = 5, 7

Dots = tuple[str, ...]
"""Rows from top to bottom; `#` is lit, `.` is dark."""


@cache
def glyphs() -> dict[str, Dots]:
    """All letters of the Kyrgyz alphabet in both cases, digits and a few signs."""
    blocks = (Path(__file__).parent / "glyphs.txt").read_text(encoding="utf-8").split("\n\n")[1:]
    table = {" ": ("." * WIDTH,) * HEIGHT}
    for block in blocks:
        head, *rows = block.strip("\n").split("\n")
        columns = zip(*(row.split() for row in rows), strict=True)
        table.update(zip(head.split(), columns, strict=True))
    return table


def draw(text: str) -> Dots:
    """The rows of a whole text, one dark column between letters. Raises KeyError for a sign without a shape."""
    shapes = [glyphs()[sign] for sign in text]
    return tuple(".".join(shape[row] for shape in shapes) for row in range(HEIGHT))
