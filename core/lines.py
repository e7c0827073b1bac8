"""Who stands where: tickets in order of arrival, apart for each rank and each set of desks that may call them."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from core.words import Rank

Callers = frozenset[int]
Place = tuple[float, int, str]
"""(when the visitor came, in seconds of the epoch; the order in which the hub heard of it; the ticket)."""


@dataclass(slots=True)
class Line:
    """The tickets that one set of desks may call: two sorted lists, one for each rank."""

    ordinary: list[Place] = field(default_factory=list)
    out_of_turn: list[Place] = field(default_factory=list)

    def of(self, rank: Rank) -> list[Place]:
        return self.ordinary if rank is Rank.ORDINARY else self.out_of_turn

    def before(self, rank: Rank, place: Place) -> int:
        """How many here come before a visitor of `rank` at `place`, out of turn first and without a guard."""
        if rank is Rank.OUT_OF_TURN:
            return bisect_left(self.out_of_turn, place)
        return len(self.out_of_turn) + bisect_left(self.ordinary, place)

    def __len__(self) -> int:
        return len(self.ordinary) + len(self.out_of_turn)


@dataclass(slots=True)
class Lines:
    """All lines of the office. Services with the same desks share one line."""

    lines: dict[Callers, Line] = field(default_factory=dict)

    def copy(self) -> "Lines":
        return Lines({callers: Line([*line.ordinary], [*line.out_of_turn]) for callers, line in self.lines.items()})

    def add(self, callers: Callers, rank: Rank, place: Place) -> None:
        """Most come last, so that is tried first."""
        line = self.lines.get(callers)
        if line is None:
            line = self.lines[callers] = Line()
        places = line.of(rank)
        if not places or places[-1] < place:
            places.append(place)
        else:
            insort(places, place)

    def remove(self, callers: Callers, rank: Rank, place: Place) -> None:
        """Raises ValueError when the place is not taken: the books would disagree."""
        places = self.lines[callers].of(rank)
        index = bisect_left(places, place)
        if index == len(places) or places[index] != place:
            raise ValueError(f"{place} is not in its line")
        del places[index]

    def reachable(self, desks: Callers) -> list[tuple[Callers, Line]]:
        """The lines that at least one of `desks` may call from."""
        return [(callers, line) for callers, line in self.lines.items() if not callers.isdisjoint(desks)]

    def __len__(self) -> int:
        return sum(len(line) for line in self.lines.values())
