"""A visitor's own ticket on any old phone: one small page without scripts, which loads itself again."""

from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from config.texts import LANGUAGES, Say, speaker
from core.views import TicketStatus
from core.words import Stage

PAGE = Path(__file__).parent.parent / "pages" / "visitor" / "visitor.html"
LANGUAGE_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
RELOAD_S = 15
WAITING = (Stage.TAKEN, Stage.HANDED)
STAYING = (*WAITING, Stage.CALLED, Stage.SERVING, Stage.PARKED, Stage.NO_SHOW)
"""Stages that can still change: only these load the page again."""


def visitor_page(status: TicketStatus | None, language: str, at: datetime) -> str:
    """The page of one ticket, or of none, as HTML of a few kilobytes; `at` is the hub's time at the centre."""
    say = speaker("board", language)
    reload = status is None or status.state in STAYING
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        language=language,
        title=escape(_title(status, say)),
        reload=f'<meta http-equiv="refresh" content="{RELOAD_S}">' if reload else "",
        kind=status.state.value if status else "unknown",
        heading=escape(say("own.title")),
        code=escape(status.code) if status else "–",
        message=escape(_message(status, say)),
        details="".join(f"<p>{escape(line)}</p>" for line in _details(status, say)),
        refreshes=escape(say("own.refreshes", time=at.strftime("%H:%M:%S"))) if reload else "",
        refresh=escape(say("own.refresh")),
        languages="".join(_link(other, language) for other in LANGUAGES),
    )


def _title(status: TicketStatus | None, say: Say) -> str:
    if status is None:
        return say("own.title")
    if status.state is Stage.CALLED:
        return f"{status.code} → {status.desk}"
    return f"{status.code} · {say('own.title')}"


def _message(status: TicketStatus | None, say: Say) -> str:
    if status is None:
        return say("own.unknown")
    if status.state in WAITING:
        return say("own.next" if status.ahead == 0 else "own.waiting")
    return say(f"own.{status.state.value}", desk=status.desk)


def _details(status: TicketStatus | None, say: Say) -> list[str]:
    if status is None or status.state not in WAITING:
        return []
    wait = status.wait_minutes
    if wait is None:
        how_long = say("own.wait_unknown")
    elif wait.low == 0:
        how_long = say("own.wait_short", high=wait.high)
    else:
        how_long = say("own.wait", low=wait.low, high=wait.high)
    return [say("own.ahead", n=status.ahead), how_long]


def _link(other: str, language: str) -> str:
    current = ' aria-current="true"' if other == language else ""
    return f'<a href="?lang={other}" lang="{other}" hreflang="{other}"{current}>{LANGUAGE_NAMES[other]}</a>'
