"""The day in figures, as the head sees it. Never a name."""

from datetime import datetime

from core.office import Office
from core.record import record
from core.views import Notice
from core.words import DeskState, Rank, Stage


@record
class HeadDesk:
    desk: int
    state: DeskState
    by: str | None
    code: str | None
    finished: int


@record
class HeadPicture:
    """Waits in minutes until the first call, over the tickets called so far."""

    seq: int
    open: bool
    taken: int
    waiting_count: int
    longest_wait_minutes: int
    called: int
    mean_wait_minutes: float | None
    served_within_15: float | None
    finished: int
    no_show: int
    out_of_turn: int
    guard_calls: int
    chosen_calls: int
    desks: tuple[HeadDesk, ...]
    notices: tuple[Notice, ...] = ()


def of_day(office: Office, at: datetime) -> HeadPicture:
    tickets = office.tickets.values()
    waits = [(t.first_called_at - t.taken_at).total_seconds() / 60 for t in tickets if t.first_called_at is not None]
    still = [(at - t.taken_at).total_seconds() / 60 for t in tickets if t.stage is Stage.HANDED]
    done = [t for t in tickets if t.stage is Stage.FINISHED]
    return HeadPicture(
        seq=office.seq,
        open=office.day is not None and not office.closed,
        taken=len(office.tickets),
        waiting_count=len(office.waiting),
        longest_wait_minutes=int(max(still, default=0)),
        called=len(waits),
        mean_wait_minutes=round(sum(waits) / len(waits), 1) if waits else None,
        served_within_15=round(sum(wait <= 15 for wait in waits) / len(waits), 3) if waits else None,
        finished=len(done),
        no_show=sum(t.stage is Stage.NO_SHOW for t in tickets),
        out_of_turn=sum(t.rank is Rank.OUT_OF_TURN for t in tickets),
        guard_calls=office.guard_calls,
        chosen_calls=office.chosen_calls,
        desks=tuple(
            HeadDesk(
                d.id,
                d.state,
                d.by,
                office.tickets[d.ticket].code if d.ticket else None,
                sum(t.desk == d.id for t in done),
            )
            for d in office.desks.values()
        ),
    )
