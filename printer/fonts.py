"""The fonts of the papers: Open Sans from Debian, chosen by looking at 1-bit print of ң, ө and ү."""

import os
from functools import lru_cache
from pathlib import Path

PACKAGE = "fonts-open-sans"
REGULAR, BOLD, NARROW = "OpenSans-Semibold.ttf", "OpenSans-Bold.ttf", "OpenSans-CondBold.ttf"
"""Semibold is the lightest: the stems of a regular cut are one or two dots and fade on a worn head."""


class MissingFont(Exception):
    """A font file is not on this machine. The message names the Debian package to install."""


def folders() -> list[Path]:
    """Where fonts are looked for: KEZEK_FONTS first (colon-separated), then the system's and the user's folders."""
    own = [Path(folder) for folder in os.environ.get("KEZEK_FONTS", "").split(":") if folder]
    return [*own, Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]


@lru_cache
def find(name: str, within: tuple[Path, ...]) -> Path:
    """The first file called `name` in the folders. Raises MissingFont."""
    for folder in within:
        for path in sorted(folder.rglob(name)):
            return path
    raise MissingFont(f"the font {name} is missing: install the Debian package {PACKAGE} (apt install {PACKAGE})")
