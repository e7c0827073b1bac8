"""Pictures of an office as the hub sends them, for what looks and listens."""

from datetime import UTC, datetime, timedelta

from core.views import BoardCall, BoardDesk, BoardPicture, BoardWaiting
from core.words import DeskState, Stage

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def call(code: str, desk: int, minute: int = 0, *, calls: int = 1, state: Stage = Stage.CALLED) -> BoardCall:
    return BoardCall(code, desk, state, NINE + timedelta(minutes=minute), out_of_turn=False, calls=calls)


def picture(
    *calls: BoardCall, waiting: tuple[str, ...] = (), desks: tuple[int, ...] = (1, 2, 3), is_open: bool = True
) -> BoardPicture:
    """`calls` newest first, as on the wire."""
    return BoardPicture(
        seq=1,
        open=is_open,
        calls=calls,
        waiting=tuple(BoardWaiting(code, out_of_turn=False) for code in waiting),
        waiting_count=len(waiting),
        desks=tuple(BoardDesk(desk, DeskState.OPEN) for desk in desks),
    )
