"""The day the hub opens with what the content says today."""

from datetime import datetime
from zoneinfo import ZoneInfo

from config.schema import Content
from core.events import DayOpened, DeskRule, Guard, Lane, ServiceRule, VillageRule


def day_opened(content: Content, at: datetime) -> DayOpened:
    """The first event of the day `at` falls on in the centre's zone; `at` is aware. The basis is in Kyrgyz."""
    local = at.astimezone(ZoneInfo(content.centre.timezone))
    guard = content.guard
    return DayOpened(
        at=local,
        centre=content.centre.id,
        date=local.date(),
        services=tuple(ServiceRule(service.id, service.minutes) for service in content.services),
        villages=tuple(
            VillageRule(village.id, village.out_of_turn, village.basis.ky if village.basis else "")
            for village in content.villages
        ),
        desks=tuple(DeskRule(desk.id, desk.services) for desk in content.desks),
        lanes=tuple(Lane(kiosk.id, kiosk.letter) for kiosk in content.kiosks),
        guard=Guard(f"{guard.decision}, {guard.date.isoformat()}", guard.after_calls, guard.after_minutes)
        if guard
        else None,
    )
