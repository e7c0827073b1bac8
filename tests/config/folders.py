"""A small faultless centre, taken from the examples of docs/content.md, and ways to spoil it."""

import re
from pathlib import Path

CONTENT_MD = Path(__file__).parents[2] / "docs" / "content.md"
EXAMPLE = re.compile(r"```toml\n# (\S+)\n(.*?)```", re.DOTALL)


def small_centre(folder: Path) -> Path:
    """Writes every example of the document as the file it names."""
    for name, text in EXAMPLE.findall(CONTENT_MD.read_text(encoding="utf-8")):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    """Replaces `old`, which stands there, by `new`; an empty `old` adds `new` at the end."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old!r}"
    file.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


def damaged(png: bytes) -> bytes:
    """The same picture with one byte of its dots another: the head is whole, the sum of what follows is not."""
    at = png.index(b"IDAT") + 6
    return png[:at] + bytes([png[at] ^ 0xFF]) + png[at + 1 :]
