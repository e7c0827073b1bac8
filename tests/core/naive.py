"""The order of the queue told a second time, as simply as can be: from the facts alone, sorting everybody each time."""

from dataclasses import dataclass, field
from datetime import timedelta

from core import events as e
from core.words import BY_ORDER, Rank


@dataclass
class Visitor:
    heard: int
    came: float
    service: str
    entitled: bool
    where: str = "at the kiosk"
    kept_for: int | None = None
    changed: set[str] = field(default_factory=set)


@dataclass
class Naive:
    day: e.DayOpened | None = None
    visitors: dict[str, Visitor] = field(default_factory=dict)
    calls: list[e.TicketCalled] = field(default_factory=list)
    entitled_when_called: list[bool] = field(default_factory=list)
    open: set[int] = field(default_factory=set)
    heard: int = 0

    def note(self, fact: e.Event) -> None:
        self.heard += 1
        match fact:
            case e.DayOpened():
                self.day = fact
            case e.TicketTaken() if self.joins(fact):
                visitor = self.visitors[fact.ticket]
                visitor.came = fact.place_at.timestamp()
                visitor.entitled |= fact.rank is Rank.OUT_OF_TURN
                visitor.changed.add(fact.service)
            case e.TicketVouched():
                self.visitors[fact.ticket] = Visitor(
                    self.heard, fact.at.timestamp(), fact.service, False, where="waiting"
                )
            case e.TicketTaken():
                self.visitors[fact.ticket] = Visitor(
                    self.heard, fact.place_at.timestamp(), fact.service, fact.rank is Rank.OUT_OF_TURN
                )
            case e.TicketHanded():
                self.visitors[fact.ticket].where = "waiting"
            case e.TicketCalled():
                self.calls.append(fact)
                self.entitled_when_called.append(self.visitors[fact.ticket].entitled)
                self.visitors[fact.ticket].where = f"desk {fact.desk}"
                self.visitors[fact.ticket].kept_for = None
            case e.TicketTransferred():
                visitor = self.visitors[fact.ticket]
                if not fact.back:
                    visitor.changed.add(visitor.service)
                visitor.where, visitor.service, visitor.kept_for = "waiting", fact.service, fact.to_desk
            case e.ServiceFinished():
                visitor = self.visitors[fact.ticket]
                visitor.service = fact.next
                if not fact.here:
                    visitor.where, visitor.kept_for = "waiting", fact.to_desk
            case e.RankCorrected():
                self.visitors[fact.ticket].entitled = fact.rank is Rank.OUT_OF_TURN
            case e.TicketParked() | e.TicketNoShow():
                self.visitors[fact.ticket].where = "aside"
            case e.TicketFinished() | e.TicketWithdrawn() | e.TicketLeftOver():
                self.visitors[fact.ticket].where = "gone"
            case e.DeskOpened():
                self.open.add(fact.desk)
            case e.DeskPaused():
                self.open.discard(fact.desk)
            case e.DayClosed():
                self.open.clear()
            case e.DeskClosed():
                self.open.discard(fact.desk)
                for visitor in self.visitors.values():
                    if visitor.kept_for == fact.desk:
                        visitor.kept_for = None
            case e.TicketRecalled() | e.ServiceStarted():
                pass

    def joins(self, fact: e.TicketTaken) -> bool:
        """Whether the kiosk tells of a visitor who was called by hand before."""
        visitor = self.visitors.get(fact.ticket)
        return visitor is not None and fact.place_at.timestamp() <= visitor.came

    def desks_of(self, visitor: Visitor) -> set[int]:
        assert self.day is not None
        if visitor.kept_for is not None:
            return {visitor.kept_for}
        naming = {desk.id for desk in self.day.desks if visitor.service in desk.services}
        return naming or {desk.id for desk in self.day.desks}

    def run(self, desk: int) -> int:
        """Out-of-turn calls of a desk since its last ordinary one, those in no order aside."""
        run = 0
        for call, entitled in zip(reversed(self.calls), reversed(self.entitled_when_called), strict=True):
            if call.desk == desk and call.reason in BY_ORDER:
                if not entitled:
                    break
                run += 1
        return run

    def order(self, desks: set[int], at: float, *, kiosk_too: bool = False) -> list[tuple[str, str]]:
        """Everybody these desks may call, next first, each with the reason."""
        assert self.day is not None
        guard = self.day.guard
        places = ("waiting", "at the kiosk") if kiosk_too else ("waiting",)
        here = [
            (not visitor.entitled, visitor.came, visitor.heard, name)
            for name, visitor in self.visitors.items()
            if visitor.where in places and self.desks_of(visitor) & desks
        ]
        run = min((self.run(desk) for desk in desks & self.open), default=0)
        line = []
        while here:
            best = min(here)
            ordinary = [one for one in here if one[0]]
            reason = "longest_wait" if best[0] else "out_of_turn"
            if ordinary and not best[0] and guard is not None:
                longest = min(ordinary)
                tired = timedelta(seconds=at - longest[1]) >= timedelta(minutes=guard.after_minutes or 10**6)
                if (guard.after_calls and run >= guard.after_calls) or (run > 0 and tired):
                    best, reason = longest, "guard"
            here.remove(best)
            run = 0 if best[0] else run + 1
            line.append((best[3], reason))
        return line
