"""What a paper says, as facts: who prints it fills these in, the layout finds the words.

No face carries a visitor's name: papers are left in bins. Times are aware; `centre` and the names of services,
documents and places are given in the visitor's language.
"""

from datetime import date, datetime
from typing import Literal

from core.record import record


@record
class TicketFace:
    """A queue ticket (кезек талону). `copy` 0 is the original, 1 its first copy, printed at `copied_at`.

    `service_second` is the service in the second language, `also` the other services of the visit. `ahead` and
    `wait_minutes` (low, high) are None when the hub did not answer. `documents` are listed only when the visitor asked
    for them: the ticket is short.
    """

    code: str
    out_of_turn: bool
    service: str
    service_second: str
    taken_at: datetime
    centre: str
    ahead: int | None = None
    wait_minutes: tuple[int, int] | None = None
    url: str | None = None
    documents: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    copy: int = 0
    copied_at: datetime | None = None


@record
class ReceivedDocument:
    name: str
    pieces: int


@record
class ReceiptFace:
    """The paper for accepted documents (документ кабыл алуу талону; R075, R076): never called a ticket.

    `kept_at` says where the documents lie, `complaint` whom to turn to and where (R096). `code` asks the kiosk how
    it stands; a copy of the numbers alone, as hall and board show them, is not enough.
    """

    number: str
    service: str
    documents: tuple[ReceivedDocument, ...]
    accepted_at: datetime
    due: date
    kept_at: str
    accepted_by: str
    complaint: str
    centre: str
    phone: str
    code: str = ""
    copy: int = 0
    copied_at: datetime | None = None


@record
class Stop:
    """One body on the way of a complex service: what is done there, where, when, whom to ring."""

    what: str
    body: str
    where: str
    hours: str
    phone: str


@record
class RouteFace:
    """The way through several bodies (R110, R111), in order."""

    service: str
    stops: tuple[Stop, ...]
    made_at: datetime
    centre: str


@record
class RefusalFace:
    """Documents not accepted, with the reasons and what to do next (R091–R094): never a refusal of reception.

    `documents` are all that the service needs.
    """

    number: str
    service: str
    reasons: tuple[str, ...]
    next_steps: tuple[str, ...]
    refused_at: datetime
    refused_by: str
    complaint: str
    centre: str
    documents: tuple[str, ...] = ()
    copy: int = 0
    copied_at: datetime | None = None


@record
class StatementFace:
    """A complaint or an appeal was registered (R096, R117): what it says, and when it is answered.

    `about` is the register number a complaint is about. Given to whoever made it.
    """

    kind: Literal["complaint", "appeal"]
    number: str
    text: str
    registered_at: datetime
    due: date
    accepted_by: str
    centre: str
    phone: str
    addressee: str = ""
    about: str = ""
    copy: int = 0
    copied_at: datetime | None = None


@record
class Handed:
    """The papers of one entry; `documents` in words, `due` when the body has to be done."""

    number: str
    service: str
    documents: tuple[str, ...]
    due: date | None


@record
class HandOverFace:
    """The list of papers that go to a body, to be signed by both (R083)."""

    number: int
    body: str
    handed_at: datetime
    entries: tuple[Handed, ...]
    given_by: str
    taken_by: str
    centre: str
    copy: int = 0
    copied_at: datetime | None = None


@record
class NeededDocument:
    name: str
    note: str = ""


@record
class DocumentsFace:
    """What to bring for a service (R020); `fee` and `term` in words, ready to print."""

    service: str
    documents: tuple[NeededDocument, ...]
    fee: str
    term: str
    phone: str
    centre: str
    printed_at: datetime


@record
class LeftOverFace:
    """For those still waiting at closing time (R107): received first on `valid_on`, from `opens` on."""

    code: str
    service: str
    taken_at: datetime
    valid_on: date
    opens: str
    centre: str


@record
class SelfTestFace:
    """For the technician: letters, sizes, edges and a QR code, with how the printer is connected."""

    printer: str
    width_dots: int
    printed_at: datetime
    url: str = "https://example.org/"


Face = (
    TicketFace
    | ReceiptFace
    | RouteFace
    | RefusalFace
    | StatementFace
    | HandOverFace
    | DocumentsFace
    | LeftOverFace
    | SelfTestFace
)
