"""The closed lists of the office: one word for one thing, the same in code, API, screen and documents."""

from enum import StrEnum

DESK_LANE = "DESK"
"""The lane of the tickets that desks give out by hand; the hub numbers it."""


class Language(StrEnum):
    KY = "ky"
    RU = "ru"
    EN = "en"


class Rank(StrEnum):
    """A visitor's right: in order of arrival, or before those without the right (R098, R099)."""

    ORDINARY = "ordinary"
    OUT_OF_TURN = "out_of_turn"


class Stage(StrEnum):
    """Where a ticket stands. Only a handed ticket waits and can be called."""

    TAKEN = "taken"
    HANDED = "handed"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    NO_SHOW = "no_show"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"
    LEFT_OVER = "left_over"


AT_DESK = frozenset({Stage.CALLED, Stage.SERVING})
AWAY = frozenset({Stage.PARKED, Stage.NO_SHOW})
"""Called once and not at a desk now; they may come back."""


class How(StrEnum):
    """How the visitor came to hold the number; SEEN, the staff has seen it in their hands."""

    PRINTED = "printed"
    SCREEN = "screen"
    SEEN = "seen"


class Outcome(StrEnum):
    """How a visit ended; no visit ends without one (R095). Only documents can be refused, never reception."""

    SERVED = "served"
    ADVISED = "advised"
    DOCUMENTS_REFUSED = "documents_refused"
    REDIRECTED = "redirected"
    LEFT = "left"


class Activity(StrEnum):
    """The three kinds of activity, told apart in every record (R007)."""

    INFORMING = "informing"
    MUNICIPAL = "municipal"
    STATE_HELP = "state_help"


class CallReason(StrEnum):
    """Why this visitor was called now and nobody else (R102, R106).

    CHOSEN, a person who may do so called them out of order; BY_HAND, the hub had not heard of their number.
    """

    OUT_OF_TURN = "out_of_turn"
    LONGEST_WAIT = "longest_wait"
    GUARD = "guard"
    RETURNED = "returned"
    CHOSEN = "chosen"
    BY_HAND = "by_hand"


BY_ORDER = frozenset({CallReason.OUT_OF_TURN, CallReason.LONGEST_WAIT, CallReason.GUARD})
"""The reasons that the order of the queue gives."""


class DeskState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class Why(StrEnum):
    """Why the office says no. One text per language for each, `why.<value>` in the hub's texts."""

    NOBODY_WAITING = "nobody_waiting"
    DESK_BUSY = "desk_busy"
    DESK_CLOSED = "desk_closed"
    WRONG_TICKET = "wrong_ticket"
    NUMBER_TAKEN = "number_taken"
    NUMBER_KNOWN = "number_known"
    NUMBER_FAR = "number_far"
    ALREADY_HANDED = "already_handed"
    DAY_CLOSED = "day_closed"
    REASON_MISSING = "reason_missing"
    NO_NEXT_SERVICE = "no_next_service"
    NO_SUCH_TICKET = "no_such_ticket"
    NO_SUCH_DESK = "no_such_desk"
    NO_SUCH_KIOSK = "no_such_kiosk"
    UNKNOWN_KIOSK = "unknown_kiosk"
    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_VILLAGE = "unknown_village"
    UNKNOWN_DESK = "unknown_desk"


class Impossible(Exception):
    """A request the office cannot grant now. Nothing has changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
