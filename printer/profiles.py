"""What is known about models: width, knife, code pages, from the database that python-escpos carries.

Only its data file is read: importing its code costs 0.3 s, sets up logging and leaves a temporary folder behind.
"""

import json
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from core.record import record

KYRGYZ_PAGE = "RK1048"
"""The database's name of KZ-1048, the only code page with ң, ө and ү (Python: kz1048)."""

PROCESS_ID = ("TM-L90", "TM-P80", "TM-T20", "TM-T70", "TM-T82", "TM-T88IV", "TM-T88V", "TM-U220")
"""Models that answer GS ( H by Epson's command reference; the database does not know."""


class UnknownProfile(ValueError):
    """No such model. The message names the nearest ones."""


@record
class Profile:
    """`width_dots` and `dpi` are None where the database does not know; `kyrgyz_page` is the slot for ESC t."""

    name: str
    vendor: str
    width_dots: int | None
    dpi: int | None
    cuts: bool
    kyrgyz_page: int | None
    process_id: bool


GENERIC = Profile("generic", "", None, None, cuts=True, kyrgyz_page=None, process_id=False)


@cache
def profiles() -> dict[str, Profile]:
    """All models that print rasters, by name."""
    database = json.loads((files("escpos") / "capabilities.json").read_text("utf-8"))["profiles"]
    printing = {name: row for name, row in database.items() if row["features"].get("bitImageRaster")}
    named = {name: row for name, row in printing.items() if name not in ("default", "simple")}
    return {GENERIC.name: GENERIC} | {name: _profile(name, row) for name, row in named.items()}


def profile(name: str) -> Profile:
    """Raises UnknownProfile."""
    known = profiles()
    if name not in known:
        near = get_close_matches(name, known, 3, 0.3) or sorted(known)[:3]
        raise UnknownProfile(f"no printer model “{name}” is known; did you mean {', '.join(near)}?")
    return known[name]


def _profile(name: str, row: dict[str, Any]) -> Profile:
    features, media = row["features"], row["media"]
    pages = {page: int(slot) for slot, page in row["codePages"].items()}
    return Profile(
        name,
        row["vendor"],
        _number(media["width"].get("pixels")),
        _number(media.get("dpi")),
        bool(features.get("paperFullCut") or features.get("paperPartCut")),
        pages.get(KYRGYZ_PAGE),
        name.startswith(PROCESS_ID) and name != "TM-T88III",
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
