"""The content of a centre: what a kiosk shows, what the queue goes by, who works there.

Plain dataclasses; `config.load` reads them from TOML files and reports every fault. Everything in `Content` is
public and is what `GET /api/content` publishes; `Person` is not part of it.
"""

from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from core.record import record
from core.words import Language

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,39}$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Phone = Annotated[str, StringConstraints(pattern=r"^(\+996\d{9}|1\d{2,3})$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Letter = Annotated[str, StringConstraints(pattern=r"^[А-ЯҢӨҮ]$")]
Picture = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+\.(png|jpg)$")]
SlideFile = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+\.(png|jpg|mp4|webm)$")]
Years = Annotated[int, Field(ge=1, le=75)]
Languages = Annotated[tuple[Language, ...], Field(min_length=1, max_length=3)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@record
class Text:
    """The same words in the three languages, all complete."""

    ky: Line
    ru: Line
    en: Line


class Category(StrEnum):
    """R039, R041, R126: the kinds of services in the order of the catalogue."""

    MUNICIPAL = "municipal"
    ADDITIONAL = "additional"
    STATE = "state"
    EXTRA = "extra"


class Theme(StrEnum):
    """R044: the four socially important fields."""

    PROPERTY = "property"
    SOCIAL = "social"
    BUSINESS = "business"
    CIVIL_STATUS = "civil_status"


class LifeEvent(StrEnum):
    BIRTH = "birth"
    FAMILY = "family"
    HOUSE = "house"
    LAND = "land"
    LIVESTOCK = "livestock"
    WORK = "work"
    HARDSHIP = "hardship"
    PENSION = "pension"
    DEATH = "death"
    PAPERS = "papers"


@record
class Fee:
    """Free or paid, stated clearly (R014, R016): `som` is 0 when free; `note` says what else it depends on."""

    som: Annotated[int, Field(ge=0, le=1_000_000)]
    note: Text | None = None


@record
class Document:
    """A document the visitor brings (R020)."""

    name: Text
    form: Literal["original", "copy", "both"] = "original"
    note: Text | None = None


@record
class Term:
    """How soon the result is there, in the unit the standard counts in (R085)."""

    amount: Annotated[int, Field(ge=1, le=365)]
    unit: Literal["minutes", "working_days", "calendar_days"]


@record
class Stop:
    """A body on the way of a service that several take part in, and what is done there (R110); its term (R085)."""

    unit: Id
    what: Text
    term: Term | None = None


@record
class Service:
    """One service of the catalogue.

    `minutes` is the usual length of a visit; `order` its place within its category; `decision` the council's decision
    or the agreement behind an additional service (R041); `sample` a picture in `pictures/`; `route` the bodies to visit
    in this order, for the route sheet (R111).
    """

    id: Id
    name: Text
    everyday: Text
    category: Category
    unit: Id
    fee: Fee
    term: Term
    documents: tuple[Document, ...]
    steps: Annotated[tuple[Text, ...], Field(min_length=1)]
    legal: Annotated[tuple[Text, ...], Field(min_length=1)]
    register: Line
    phone: Phone
    minutes: Annotated[int, Field(ge=1, le=240)]
    checked: date
    themes: tuple[Theme, ...] = ()
    events: tuple[LifeEvent, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    decision: Text | None = None
    sample: Picture | None = None
    route: tuple[Stop, ...] = ()
    order: Annotated[int, Field(ge=1, le=999)] = 999


@record
class Village:
    """A place people come from. `status` none = a settlement that is not an administrative unit (R099).

    `basis` names the council's decision behind the right: number and date, required with `out_of_turn`.
    """

    id: Id
    name: Text
    out_of_turn: bool = False
    status: Literal["village", "none"] = "village"
    distance_km: Annotated[int, Field(ge=0, le=500)] = 0
    code: Annotated[str, StringConstraints(pattern=r"^(417\d{11})?$")] = ""
    basis: Text | None = None


@record
class Hours:
    """Opening of one weekday."""

    day: Weekday
    opens: time
    closes: time


@record
class Schedule:
    """Weekly hours with one lunch break; `closed` lists the centre's own closed dates.

    `working` are dates on which people work though the calendar of the country says otherwise: a feast that moved.
    """

    hours: Annotated[tuple[Hours, ...], Field(min_length=1)]
    lunch_from: time | None = None
    lunch_until: time | None = None
    closed: tuple[date, ...] = ()
    working: tuple[date, ...] = ()


@record
class Contact:
    """A head or specialist people may turn to (R013); `adviser` marks those who give advice (R027)."""

    name: Text
    post: Text
    phone: Phone
    email: Email | None = None
    adviser: bool = False


@record
class Unit:
    """A body or structural unit that provides services (R046), with its own schedule (R029).

    `centre` is the centre itself: its papers are handed over to nobody. `database` is the address of the body's
    data base, for the staff (R089).
    """

    id: Id
    name: Text
    kind: Literal["centre", "local", "state", "other"]
    address: Text
    schedule: Schedule
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]
    database: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")] = ""


@record
class Bank:
    """A branch near the centre where fees can be paid (R025)."""

    name: Text
    address: Text
    phone: Phone
    hours: Line


@record
class Payment:
    """Bank details for paying a fee (R026)."""

    purpose: Text
    receiver: Text
    bank: Line
    account: Annotated[str, StringConstraints(pattern=r"^\d{16}$")]
    bik: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    code: Annotated[str, StringConstraints(pattern=r"^\d{8}$")]


class Subject(StrEnum):
    """What a frequent question is about."""

    VISIT = "visit"
    PAPERS = "papers"
    MONEY = "money"
    RIGHTS = "rights"


@record
class Question:
    """A frequent question; reviewed at least monthly (R022)."""

    id: Id
    question: Text
    answer: Text
    reviewed: date
    services: tuple[Id, ...] = ()
    subject: Subject = Subject.VISIT


@record
class Page:
    """A general page: the right to be received, complaints, what is state and what municipal (R035–R038)."""

    id: Id
    title: Text
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]


@record
class JournalTerms:
    """Working days until a complaint and an appeal must be answered: 14 by Law No. 67 of 4 May 2007 on appeals.

    And the years after which nothing personal is left of a closed entry, by its kind, and needs, sheets and lines of
    the access log are deleted.
    """

    complaint_days: Annotated[int, Field(ge=1, le=365)] = 14
    appeal_days: Annotated[int, Field(ge=1, le=365)] = 14
    service_years: Years = 5
    consultation_years: Years = 1
    appeal_years: Years = 5
    complaint_years: Years = 5
    need_years: Years = 5
    sheet_years: Years = 5
    log_years: Years = 3


@record
class RefusalReason:
    """Why documents may be refused, and what the applicant does next (R091–R094): never a refusal of reception."""

    id: Id
    text: Text
    next: Text


@record
class NeedKind:
    """A kind of need that people voice (R118)."""

    id: Id
    name: Text


@record
class Desk:
    """A workplace (R049); in a file `services` may be the single word "all", which the loader writes out."""

    id: Annotated[int, Field(ge=1, le=99)]
    services: Annotated[tuple[Id, ...], Field(min_length=1)]


@record
class Printer:
    """A thermal printer that the hub owns, at one desk or between several; `address` as in docs/printers.md."""

    desks: Annotated[tuple[Annotated[int, Field(ge=1, le=99)], ...], Field(min_length=1)]
    address: Line


@record
class Kiosk:
    """An issuing point and the letter of its numbers."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
    letter: Letter


class Topic(StrEnum):
    """What the information of a board turns through (R030); PAGES are the general pages, SLIDES pictures and video."""

    HOURS = "hours"
    SERVICES = "services"
    DOCUMENTS = "documents"
    CONTACTS = "contacts"
    RIGHTS = "rights"
    FAQ = "faq"
    PAGES = "pages"
    SLIDES = "slides"


INCH_PER_M = 12


@record
class Board:
    """A television of the hall, at /board/<id>; the first is /board too.

    From `diagonal_inch` of the screen and `distance_m` to the farthest chair come the sizes of its letters: at least
    INCH_PER_M of screen a metre, or they leave no room. `desks` are those whose calls it shows, `topics` what it
    informs of: empty for all. `sound` is what this board lets be heard.
    """

    id: Id
    languages: Languages = (Language.KY, Language.RU)
    diagonal_inch: Annotated[int, Field(ge=15, le=120)] = 55
    distance_m: Annotated[int, Field(ge=1, le=10)] = 4
    desks: tuple[int, ...] = ()
    topics: tuple[Topic, ...] = ()
    sound: Literal["voice", "chime", "none"] = "voice"


@record
class Loudness:
    """From `since` on the calls are `percent` loud; before the first time of the day as after the last."""

    since: time
    percent: Annotated[int, Field(ge=0, le=100)]


@record
class Voice:
    """How calls are spoken: in these languages, in this order, the whole `times` over, so loud."""

    languages: Languages = (Language.KY, Language.RU)
    times: Annotated[int, Field(ge=1, le=3)] = 1
    volume: tuple[Loudness, ...] = ()


@record
class Slide:
    """A picture or a silent video of `pictures/` that the boards show, with a line of text beneath it."""

    file: SlideFile
    text: Text | None = None


@record
class Signs:
    """What the LED signs of the hall can show: the letters of the kiosks must be among these."""

    letters: Annotated[str, StringConstraints(pattern=r"^[А-ЯҢӨҮ]+$")]


@record
class CouncilGuard:
    """The council's limit to out-of-turn calls (R102); absent unless the council decided so."""

    decision: Line
    date: date
    after_calls: Annotated[int, Field(ge=1, le=20)] | None = None
    after_minutes: Annotated[int, Field(ge=5, le=240)] | None = None


@record
class Centre:
    """`id` names the centre in its books; `timezone` is an IANA name."""

    id: Id
    name: Text
    municipality: Text
    address: Text
    phone: Phone
    email: Email
    timezone: str = "Asia/Bishkek"


@record
class Content:
    """Everything public; `version` changes with every change of the files."""

    version: str
    centre: Centre
    schedule: Schedule
    services: tuple[Service, ...]
    villages: tuple[Village, ...]
    desks: tuple[Desk, ...]
    kiosks: tuple[Kiosk, ...]
    units: tuple[Unit, ...]
    banks: tuple[Bank, ...]
    payments: tuple[Payment, ...]
    faq: tuple[Question, ...]
    pages: tuple[Page, ...]
    guard: CouncilGuard | None = None
    boards: tuple[Board, ...] = (Board("hall"),)
    voice: Voice = Voice()
    slides: tuple[Slide, ...] = ()
    journal: JournalTerms = JournalTerms()
    refusal_reasons: tuple[RefusalReason, ...] = ()
    need_kinds: tuple[NeedKind, ...] = ()


class Role(StrEnum):
    """R121. A representative is a body's guest; an observer, of the council or from outside, sees figures."""

    OPERATOR = "operator"
    HEAD = "head"
    REPRESENTATIVE = "representative"
    OBSERVER = "observer"


@record
class Person:
    """Somebody who logs in. The PIN is never in a file: `python -m server pin PERSON` sets it.

    `rights` are given to this person beyond their role: to call one of the waiting out of order, with a reason
    (R106), and to annul an entry of the journal, which the head may.
    `unit` is the body a representative comes from: their desks and their part of the journal are those of its services.
    """

    id: Id
    name: Line
    role: Role
    rights: tuple[Literal["call_out_of_order", "annul_entry"], ...] = ()
    unit: Id | None = None


@record
class Hub:
    """Where the hub listens and keeps its books; `base_url` is the address visitors' phones reach (for the QR).

    `journal` is the PostgreSQL database of the registration journal; empty = a file beside the ledger. `key_file` holds
    the keys under which its personal data stand; empty = in the clear. `backup` is the folder of the nightly copies, of
    which the newest `backups` are kept; empty = none are made by themselves.
    """

    host: str = "0.0.0.0"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    data: str = "/var/lib/kezek"
    base_url: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")] = ""
    journal: Annotated[str, StringConstraints(pattern=r"^(postgresql://\S+)?$")] = ""
    key_file: Annotated[str, StringConstraints(pattern=r"^(/\S+)?$")] = ""
    backup: Annotated[str, StringConstraints(pattern=r"^(/\S+)?$")] = ""
    backups: Annotated[int, Field(ge=1, le=365)] = 14


@record
class Settings:
    """All a hub starts from: the public content, the staff, where it runs, its printers and pictures."""

    content: Content
    people: tuple[Person, ...]
    hub: Hub = Hub()
    pictures: Path = Path("pictures")
    printers: tuple[Printer, ...] = ()
