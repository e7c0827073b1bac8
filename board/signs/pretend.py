"""The signs drawn in a terminal, for trying a centre out before anything hangs on the wall."""

from collections.abc import Sequence

from board.signs.glyphs import draw, glyphs
from board.signs.mount import Mounted
from board.signs.sign import rows_of
from core.views import BoardPicture

HALVES = {("#", "#"): "█", ("#", "."): "▀", (".", "#"): "▄", (".", "."): " "}


def drawing(signs: Sequence[Mounted], picture: BoardPicture | None) -> str:
    """Every sign with its rows as people would read them; `*` marks a row that blinks."""
    lines = []
    for mounted in signs:
        rows = rows_of(picture, mounted.sign)
        texts = mounted.sign.text(rows)
        over = "" if mounted.sign.desk is None else f" · {mounted.sign.desk}"
        lines.append(f"── {mounted.port}{over} ".ljust(60, "─"))
        for index, text in enumerate(texts):
            blinks = index < len(rows) and rows[index].blinks
            lines += [("* " if blinks and number == 0 else "  ") + line for number, line in enumerate(_large(text))]
            lines.append("")
    return "\n".join(lines)


def _large(text: str) -> list[str]:
    dots = [*draw("".join(sign if sign in glyphs() else "-" for sign in text)), "." * (6 * len(text) - 1)]
    return [
        "".join(HALVES[pair] for pair in zip(upper, lower, strict=True)).rstrip()
        for upper, lower in zip(dots[::2], dots[1::2], strict=True)
    ]
