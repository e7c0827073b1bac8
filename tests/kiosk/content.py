"""A small centre of two desks, written by hand, for promises that do not need the whole catalogue."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from config.schema import (
    Bank,
    Category,
    Centre,
    Contact,
    Content,
    Desk,
    Document,
    Fee,
    Hours,
    Kiosk,
    LifeEvent,
    Page,
    Payment,
    Question,
    Schedule,
    Service,
    Term,
    Text,
    Unit,
    Village,
    Weekday,
)
from core.views import KioskPicture, ServiceProspect
from core.waits import Prospect, WaitRange

ZONE = ZoneInfo("Asia/Bishkek")
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=ZONE)
WORKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")


def text(ky: str, ru: str = "", en: str = "") -> Text:
    return Text(ky, ru or ky, en or ky)


def service(name: str, words: Text, category: Category, weekdays: tuple[Weekday, ...] = ()) -> Service:
    return Service(
        id=name,
        name=words,
        everyday=words,
        category=category,
        unit="aiyl-okmotu",
        fee=Fee(0 if category is Category.MUNICIPAL else 150),
        term=Term(1, "working_days"),
        documents=(
            Document(text("Паспорт", "Паспорт", "Passport")),
            Document(text("Арыз", "Заявление", "Application")),
        ),
        steps=(text("Келүү"),),
        legal=(text("Мыйзам"),),
        register="1.1",
        phone="+996700123456",
        minutes=6,
        checked=date(2026, 1, 1),
        weekdays=weekdays,
        events=(LifeEvent.BIRTH, LifeEvent.FAMILY) if name == "birth" else (),
        sample="form.png" if name == "family" else None,
    )


SCHEDULE = Schedule(tuple(Hours(day, time(9), time(18)) for day in WORKDAYS), time(12, 30), time(13, 30))
SERVICES = (
    service("family", text("Үй-бүлөсүнүн курамы жөнүндө", "О составе семьи", "Family composition"), Category.MUNICIPAL),
    service("residence", text("Жашаган жеринен", "С места жительства", "Place of residence"), Category.MUNICIPAL),
    service("livestock", text("Малы бар экендиги", "О наличии скота", "Livestock"), Category.MUNICIPAL),
    service("water", text("Сугат суусун колдонуу", "Поливная вода", "Irrigation water"), Category.ADDITIONAL, ("wed",)),
    service("birth", text("Төрөлүүнү каттоо", "Регистрация рождения", "Registration of birth"), Category.STATE),
)
VILLAGES = (
    Village("uzun", text("Үзүн-Суу", "Узун-Суу", "Uzun-Suu")),
    Village("ak", text("Ак-Булак", "Ак-Булак", "Ak-Bulak")),
    Village("otuz", text("Өтүз", "Отуз", "Otuz"), out_of_turn=True, basis=text("Чечим № 4, 2026-01-12")),
    Village("orto", text("Орто-Айыл", "Орто-Айыл", "Orto-Aiyl")),
)
CONTENT = Content(
    version="1",
    centre=Centre(
        "tash-bulak", text("ККБ"), text("Таш-Булак айыл аймагы"), text("Борбордук көчө 1"), "+996700123456", "a@b.kg"
    ),
    schedule=SCHEDULE,
    services=SERVICES,
    villages=VILLAGES,
    desks=(Desk(1, ("all",)), Desk(2, ("all",))),
    kiosks=(Kiosk("K", "А"),),
    units=(
        Unit(
            "aiyl-okmotu",
            text("Айыл өкмөтү"),
            "local",
            text("Борбордук көчө 1"),
            SCHEDULE,
            (Contact(text("А. Асанов"), text("Башчы"), "+996700123456"),),
        ),
    ),
    banks=(Bank(text("Банк"), text("Базар көчөсү 8"), "+996700123457", "09:00–17:00"),),
    payments=(Payment(text("Төлөм"), text("Айыл өкмөтү"), "Банк", "1290000000000001", "129001", "14000001"),),
    faq=(
        Question("open", text("Качан ачык?", "Когда открыто?"), text("Саат тогузда."), date(2026, 2, 20)),
        Question("where", text("Кайдан төлөйм?"), text("Банктан өткөрсөңүз болот."), date(2026, 2, 1)),
        Question("lost", text("Талонду жоготтум"), text("Номериңизди айтыңыз."), date(2026, 2, 10)),
    ),
    pages=(Page("complaints", text("Даттануу"), (text("Башчыга айтыңыз."), text("Кеңешке жазыңыз."))),),
)


def picture(ahead: int = 3, open_desks: int = 1, opened: bool = True, helped: int = 0) -> KioskPicture:
    return KioskPicture(
        seq=1,
        open=opened,
        kiosk="K",
        letter="А",
        day=MONDAY.date().isoformat(),
        highest=0,
        waiting_count=ahead,
        calls=(),
        services=tuple(
            ServiceProspect(
                one.id,
                open_desks,
                Prospect(ahead, WaitRange(10, 20) if open_desks else None),
                Prospect(0, WaitRange(0, 5)),
            )
            for one in SERVICES
        ),
        helped=helped,
    )
