"""How the kiosks and their printers are, by their own word, and who calls for help.

In memory alone: it is no fact of the queue.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from core.record import record
from core.views import Notice
from core.words import DESK_LANE
from printer.answers import State
from server.hub import Hub

SILENT_AFTER_S = 15.0
"""Longer than any reconnection takes that nobody needs to hear of."""


class Trouble(StrEnum):
    """What else the staff must know of a kiosk: ASIDE, the hub refused numbers somebody holds; DISK, it gives none."""

    ASIDE = "aside"
    DISK = "disk"


@record
class PrinterState:
    """`paper_left_mm` by the printer's own count; null where nobody counts."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    state: State
    paper_left_mm: Annotated[int, Field(ge=-1_000_000, le=1_000_000)] | None = None


@record
class KioskState:
    """`printers` in the order in which they are asked to print."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    printers: Annotated[tuple[PrinterState, ...], Field(max_length=4)] = ()
    warnings: Annotated[tuple[Trouble, ...], Field(max_length=4)] = ()


@dataclass(slots=True)
class _Kiosk:
    """`heard_s` by the counted seconds; `since` says from when on each printer has been in its state.

    Calls for an employee are counted: the newest is `helps`, waiting `help_since`, and the newest that a desk has
    answered is `helped`.
    """

    heard_s: float
    sockets: int = 0
    state: KioskState = field(default_factory=KioskState)
    since: list[datetime] = field(default_factory=list)
    helps: int = 0
    helped: int = 0
    help_since: datetime | None = None


class Devices:
    """`monotonic` counts seconds, whatever happens to the hub's clock."""

    def __init__(self, hub: Hub, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._hub, self._monotonic = hub, monotonic
        self._started_s = monotonic()
        self._kiosks: dict[str, _Kiosk] = {}
        self._desks_asking: dict[int, datetime] = {}

    @property
    def states(self) -> dict[str, KioskState]:
        """The last word of each kiosk that has spoken since the hub started."""
        return {name: kiosk.state for name, kiosk in self._kiosks.items()}

    def heard(self, name: str) -> None:
        """The kiosk has asked for something: it is there."""
        kiosk, now_s = self._known(name), self._monotonic()
        if self._silent(kiosk, now_s):
            self._hub.changed.set()
        kiosk.heard_s = now_s

    def told(self, name: str, state: KioskState) -> None:
        """The kiosk says how it is."""
        self.heard(name)
        kiosk = self._known(name)
        if state == kiosk.state:
            return
        now, before = self._hub.now(), kiosk.state.printers
        kiosk.since = [
            kiosk.since[at] if at < len(before) and before[at].state is printer.state else now
            for at, printer in enumerate(state.printers)
        ]
        kiosk.state = state
        self._hub.changed.set()

    def call_help(self, name: str) -> int:
        """Somebody at the kiosk needs an employee; the number of this call. One who has waited keeps their time."""
        kiosk = self._known(name)
        kiosk.helps += 1
        kiosk.help_since = kiosk.help_since or self._hub.now()
        self._hub.changed.set()
        return kiosk.helps

    def answer_help(self, name: str) -> None:
        """An employee is on the way."""
        kiosk = self._known(name)
        kiosk.helped, kiosk.help_since = kiosk.helps, None
        self._hub.changed.set()

    def helped(self, name: str) -> int:
        return self._known(name).helped

    def ask_colleagues(self, desk: int) -> None:
        """A desk needs a colleague; one that has asked keeps its time."""
        self._desks_asking.setdefault(desk, self._hub.now())
        self._hub.changed.set()

    def end_asking(self, desk: int) -> None:
        """A colleague is there, or is not needed any more."""
        self._desks_asking.pop(desk, None)
        self._hub.changed.set()

    @contextmanager
    def listening(self, name: str) -> Iterator[None]:
        """While the kiosk's WebSocket is open."""
        self.heard(name)
        self._known(name).sockets += 1
        try:
            yield
        finally:
            self._known(name).sockets -= 1
            self.heard(name)

    def notices(self) -> tuple[Notice, ...]:
        """What the staff must know. A kiosk nobody hears says nothing of its printers any more."""
        lanes = {*self._kiosks, *self._hub.office.highest} - {DESK_LANE}
        asking = (
            Notice("desk_help", {"desk": str(desk), "time": self._clock(since)})
            for desk, since in self._desks_asking.items()
        )
        return (*asking, *(notice for name in sorted(lanes) for notice in self._of(name)))

    def _of(self, name: str) -> Iterator[Notice]:
        values = {"kiosk": name, "letter": self._hub.office.letters.get(name, "")}
        kiosk, now_s = self._known(name), self._monotonic()
        if kiosk.help_since is not None:
            yield Notice("kiosk_help", {**values, "time": self._clock(kiosk.help_since)})
        if self._silent(kiosk, now_s):
            heard_at = self._hub.now() - timedelta(seconds=now_s - kiosk.heard_s)
            yield Notice("kiosk_silent", {**values, "time": self._clock(heard_at)})
            return
        for trouble in Trouble:
            if trouble in kiosk.state.warnings:
                yield Notice(f"kiosk_{trouble.value}", values)
        for at, printer in enumerate(kiosk.state.printers):
            if printer.state is not State.READY:
                more = {"printer": str(at + 1), "time": self._clock(kiosk.since[at])}
                yield Notice(f"printer_{printer.state.value}", values | more)

    def _known(self, name: str) -> _Kiosk:
        """One that has not spoken since the hub started, but whose numbers are in the book, is silent from then on."""
        if (kiosk := self._kiosks.get(name)) is None:
            kiosk = self._kiosks[name] = _Kiosk(self._started_s)
        return kiosk

    @staticmethod
    def _silent(kiosk: _Kiosk, now_s: float) -> bool:
        return kiosk.sockets == 0 and now_s - kiosk.heard_s > SILENT_AFTER_S

    def _clock(self, at: datetime) -> str:
        return since_words(at, self._hub.now())


def since_words(at: datetime, now: datetime) -> str:
    """The time of day; with the date when that was another day."""
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%d.%m. %H:%M}"
