"""Facts to write into books: one of every kind, with everything that can be in it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core import events as e
from core.words import Activity, CallReason, How, Language, Outcome, Rank

ZONE = ZoneInfo("Asia/Bishkek")
AT = datetime(2026, 11, 23, 9, 0, 0, 250_000, tzinfo=ZONE)

DAY = e.DayOpened(
    AT,
    "ak-shoola",
    date(2026, 11, 23),
    (e.ServiceRule("passport", 15), e.ServiceRule("pension", 20)),
    (e.VillageRule("near", False), e.VillageRule("far", True, "№ 14, 2026-03-02")),
    (e.DeskRule(1, ("passport", "pension")), e.DeskRule(2, ("pension",))),
    (e.Lane("K", "А"), e.Lane("L", "Б")),
    e.Guard("№ 12, 2026-03-02", 3, 30),
)


def taken(number: int, kiosk: str = "K", **more: object) -> e.TicketTaken:
    fields: dict[str, object] = {
        "at": AT + timedelta(seconds=number),
        "ticket": f"{kiosk}-{number}",
        "code": f"А{number:03d}",
        "kiosk": kiosk,
        "number": number,
        "service": "passport",
        "village": "far",
        "language": Language.RU,
        "rank": Rank.OUT_OF_TURN,
        "place_at": AT,
        "claimed_at": AT,
        "key": f"key-{number}",
        **more,
    }
    return e.TicketTaken(**fields)  # type: ignore[arg-type]


EVERY_KIND: tuple[e.Event, ...] = (
    DAY,
    e.DeskOpened(AT, 1, "aigul"),
    e.DeskPaused(AT, 1, "aigul", "түшкү тыныгуу"),
    e.DeskClosed(AT, 1, "aigul"),
    taken(42),
    taken(43, village=None, rank=Rank.ORDINARY, claimed_at=None, key=None, language=Language.KY),
    e.TicketHanded(AT, "K-42", How.PRINTED),
    e.TicketHanded(AT, "K-43", How.SCREEN),
    e.TicketWithdrawn(AT, "K-44"),
    e.TicketCalled(AT, "K-42", 1, "aigul", CallReason.OUT_OF_TURN),
    e.TicketRecalled(AT, "K-42", 1, "aigul", "угулган жок"),
    e.ServiceStarted(AT, "K-42", 1, "aigul"),
    e.TicketFinished(AT, "K-42", 1, "aigul", Outcome.DOCUMENTS_REFUSED),
    e.TicketNoShow(AT, "K-43", 1, "aigul", "келген жок"),
    e.TicketParked(AT, "K-43", 1, "aigul", "көчүрмө жасоо"),
    e.TicketTransferred(AT, "K-43", 1, "aigul", "pension", 2, "башка терезе"),
    e.RankCorrected(AT, "K-43", 1, "aigul", Rank.OUT_OF_TURN, "айылы тастыкталды"),
    e.TicketLeftOver(AT, "K-43"),
    e.DayClosed(AT),
    e.DeskPaused(AT, 1, "aigul", "түшкү тыныгуу", "13:30"),
    taken(45, also=("pension",)),
    e.ServiceFinished(
        AT, "K-45", 1, "aigul", "passport", Outcome.ADVISED, "pension", False, 2, activity=Activity.STATE_HELP
    ),
    e.TicketTransferred(AT, "K-45", 1, "aigul", "pension", 2, "кол коюу", back=True),
    e.TicketFinished(AT, "K-45", 1, "aigul", Outcome.SERVED, Activity.MUNICIPAL),
    e.TicketVouched(AT, "L-7", "Б007", "L", 7, "passport", 1, "aigul"),
    e.TicketCalled(AT, "L-7", 1, "aigul", CallReason.BY_HAND),
    e.TicketCalled(AT, "K-43", 1, "aigul", CallReason.CHOSEN, "ден соолугу начар"),
)
