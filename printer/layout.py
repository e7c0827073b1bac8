"""From facts to blocks: which words stand where on each paper. `say` speaks the language of the paper."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import assert_never

from printer.faces import (
    DocumentsFace,
    Face,
    Handed,
    HandOverFace,
    LeftOverFace,
    ReceiptFace,
    RefusalFace,
    RouteFace,
    SelfTestFace,
    StatementFace,
    Stop,
    TicketFace,
)
from printer.page import (
    HEAD_PT,
    SMALL_PT,
    Bar,
    Blank,
    Block,
    Item,
    Number,
    Page,
    Qr,
    Rule,
    Ruler,
    Space,
    Text,
)

Say = Callable[..., str]
"""`say(key, **values)`: the texts of the room "ticket" in one language."""

LARGE = 1.35
"""The large-letter variant: the smallest print grows from 12 to 16 pt, the body from 14 to 19 pt."""

USUAL_WIDTHS_DOTS = (384, 420, 432, 504, 512, 546, 576, 640)


def page(face: Face, say: Say, *, large: bool = False) -> Page:
    """The paper for a face."""
    return Page(_title(face, say), tuple(_blocks(face, say)), LARGE if large else 1.0)


def long_date(day: date, say: Say) -> str:
    """An official date: «2026-жылдын 23-ноябры»."""
    return say("date.long", year=day.year, month=say(f"month.{day.month}"), day=day.day)


def clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def _title(face: Face, say: Say) -> str:
    match face:
        case TicketFace(code=code) | LeftOverFace(code=code):
            return code
        case ReceiptFace(number=number) | RefusalFace(number=number) | StatementFace(number=number):
            return number
        case HandOverFace(number=number):
            return f"№ {number}"
        case RouteFace():
            return say("route.title")
        case DocumentsFace():
            return say("documents.title")
        case SelfTestFace():
            return "test"
    assert_never(face)


def _blocks(face: Face, say: Say) -> Iterable[Block]:
    match face:
        case TicketFace():
            return _ticket(face, say)
        case ReceiptFace():
            return _receipt(face, say)
        case RouteFace():
            return _route(face, say)
        case RefusalFace():
            return _refusal(face, say)
        case StatementFace():
            return _statement(face, say)
        case HandOverFace():
            return _hand_over(face, say)
        case DocumentsFace():
            return _documents(face, say)
        case LeftOverFace():
            return _left_over(face, say)
        case SelfTestFace():
            return _self_test(face, say)
    assert_never(face)


def _ticket(face: TicketFace, say: Say) -> Iterable[Block]:
    yield Text(face.centre, SMALL_PT, centred=True)
    yield from _copy_mark(face.copy, face.copied_at, say)
    yield Space(1)
    yield Text(say("ticket.your_number"), centred=True)
    yield Number(face.code)
    if face.out_of_turn:
        yield Bar(say("ticket.out_of_turn"))
        yield Text(say("ticket.out_of_turn_basis"), SMALL_PT, centred=True)
    yield Rule()
    yield Text(face.service, HEAD_PT, bold=True)
    yield Text(face.service_second, SMALL_PT)
    if face.also:
        yield Text(say("ticket.also"), bold=True)
        yield from (Item(service) for service in face.also)
    yield Rule()
    yield from _prospect(face.ahead, face.wait_minutes, say)
    yield Text(say("ticket.wait_for_call"), SMALL_PT)
    if face.documents:
        yield Rule()
        yield Text(say("documents.bring"), bold=True)
        yield from (Item(document) for document in face.documents)
    if face.url:
        yield Rule()
        yield Qr(face.url, say("ticket.qr"))
    else:
        yield Rule()
    yield Text(say("when", date=long_date(face.taken_at, say), time=clock(face.taken_at)), SMALL_PT, centred=True)


def _prospect(ahead: int | None, wait_minutes: tuple[int, int] | None, say: Say) -> Iterable[Block]:
    if ahead is not None:
        yield Text(say("ticket.ahead", n=ahead) if ahead else say("ticket.first"), bold=True)
    if wait_minutes is not None:
        low, high = wait_minutes
        yield Text(say("ticket.wait" if low < high else "ticket.wait_up_to", low=low, high=high), bold=True)


def _copy_mark(copy: int, copied_at: datetime | None, say: Say) -> Iterable[Block]:
    if copy:
        yield Bar(say("copy", n=copy, time=clock(copied_at)) if copied_at else say("copy_untimed", n=copy))


def _receipt(face: ReceiptFace, say: Say) -> Iterable[Block]:
    yield from _head(face.centre, say("receipt.title"))
    yield from _copy_mark(face.copy, face.copied_at, say)
    yield Text(say("registered", number=face.number), HEAD_PT, bold=True)
    yield Text(say("when", date=long_date(face.accepted_at, say), time=clock(face.accepted_at)), SMALL_PT)
    yield Rule()
    yield Text(face.service, bold=True)
    yield Rule()
    yield Text(say("receipt.due"), SMALL_PT)
    yield Text(long_date(face.due, say), HEAD_PT, bold=True)
    yield Rule()
    yield Text(say("receipt.received", n=len(face.documents)), bold=True)
    for n, document in enumerate(face.documents, 1):
        yield Item(document.name, n, say("receipt.pieces", n=document.pieces))
    yield Rule()
    yield from _labelled(say("receipt.kept"), face.kept_at)
    yield from _labelled(say("accepted_by"), face.accepted_by)
    yield Blank(say("signature"))
    if face.code:
        yield Rule()
        yield Text(face.code, HEAD_PT, bold=True, centred=True)
        yield Qr(face.code, say("receipt.code"))
    yield from _complaint(face.complaint, say)
    yield from _labelled(say("questions"), _whole(face.phone))


def _route(face: RouteFace, say: Say) -> Iterable[Block]:
    yield from _head(face.centre, say("route.title"))
    yield Text(face.service, HEAD_PT, bold=True)
    yield Text(say("route.how"), SMALL_PT)
    for n, stop in enumerate(face.stops, 1):
        yield Rule()
        yield from _stop(n, stop, say)
    yield Rule()
    yield Text(long_date(face.made_at, say), SMALL_PT, centred=True)


def _stop(n: int, stop: Stop, say: Say) -> Iterable[Block]:
    yield Text(say("route.step", n=n), bold=True)
    yield Item(stop.what)
    yield Text(stop.body, bold=True)
    yield Text(stop.where, SMALL_PT)
    yield Text(stop.hours, SMALL_PT)
    yield Text(say("phone", phone=_whole(stop.phone)), SMALL_PT)


def _refusal(face: RefusalFace, say: Say) -> Iterable[Block]:
    yield from _head(face.centre, say("refusal.title"))
    yield from _copy_mark(face.copy, face.copied_at, say)
    yield Text(say("registered", number=face.number), HEAD_PT, bold=True)
    yield Text(say("when", date=long_date(face.refused_at, say), time=clock(face.refused_at)), SMALL_PT)
    yield Rule()
    yield Text(face.service, bold=True)
    yield Rule()
    yield Text(say("refusal.reasons"), bold=True)
    yield from (Item(reason, n) for n, reason in enumerate(face.reasons, 1))
    yield Rule()
    yield Text(say("refusal.next"), bold=True)
    yield from (Item(step) for step in face.next_steps)
    if face.documents:
        yield Text(say("refusal.documents"), bold=True)
        yield from (Item(document) for document in face.documents)
    yield Text(say("refusal.come_again"), SMALL_PT)
    yield Rule()
    yield from _labelled(say("refusal.by"), face.refused_by)
    yield Blank(say("signature"))
    yield from _complaint(face.complaint, say)


def _statement(face: StatementFace, say: Say) -> Iterable[Block]:
    yield from _head(face.centre, say(f"{face.kind}.title"))
    yield from _copy_mark(face.copy, face.copied_at, say)
    yield Text(say("registered", number=face.number), HEAD_PT, bold=True)
    yield Text(say("when", date=long_date(face.registered_at, say), time=clock(face.registered_at)), SMALL_PT)
    if face.about:
        yield from _labelled(say("complaint.about"), say("registered", number=face.about))
    if face.addressee:
        yield from _labelled(say("statement.to"), face.addressee)
    yield Rule()
    yield Text(say(f"{face.kind}.says"), SMALL_PT)
    yield from (Text(line) for line in face.text.split("\n") if line.strip())
    yield Rule()
    yield Text(say("statement.due"), SMALL_PT)
    yield Text(long_date(face.due, say), HEAD_PT, bold=True)
    yield from _labelled(say("accepted_by"), face.accepted_by)
    yield Blank(say("signature"))
    yield from _labelled(say("questions"), _whole(face.phone))


def _hand_over(face: HandOverFace, say: Say) -> Iterable[Block]:
    yield from _head(face.centre, say("handover.title", n=face.number))
    yield from _copy_mark(face.copy, face.copied_at, say)
    yield Text(face.body, HEAD_PT, bold=True)
    yield Text(say("when", date=long_date(face.handed_at, say), time=clock(face.handed_at)), SMALL_PT)
    yield Rule()
    yield from (_handed(n, entry, say) for n, entry in enumerate(face.entries, 1))
    yield Rule()
    yield Text(say("handover.pieces", entries=len(face.entries), n=sum(len(entry.documents) for entry in face.entries)))
    for label, name in (("handover.given", face.given_by), ("handover.taken", face.taken_by)):
        yield from _labelled(say(label), name)
        yield Blank(say("signature"))


def _handed(n: int, entry: Handed, say: Say) -> Item:
    due = [say("handover.due", date=long_date(entry.due, say))] if entry.due else []
    return Item(f"{entry.number}, {entry.service}", n, "; ".join([*entry.documents, *due]))


def _documents(face: DocumentsFace, say: Say) -> Iterable[Block]:
    yield from _head(face.centre, say("documents.title"))
    yield Text(face.service, HEAD_PT, bold=True)
    yield Rule()
    yield Text(say("documents.bring") if face.documents else say("documents.none"), bold=True)
    yield from (Item(document.name, note=document.note) for document in face.documents)
    yield Rule()
    yield from _labelled(say("documents.fee"), face.fee)
    yield from _labelled(say("documents.term"), face.term)
    yield from _labelled(say("questions"), _whole(face.phone))
    yield Text(long_date(face.printed_at, say), SMALL_PT, centred=True)


def _left_over(face: LeftOverFace, say: Say) -> Iterable[Block]:
    yield from _head(face.centre, say("left_over.title"))
    yield Number(face.code)
    yield Bar(say("left_over.first"))
    yield Space(2)
    yield Text(long_date(face.valid_on, say), HEAD_PT, bold=True, centred=True)
    yield Text(say("left_over.from", time=face.opens), bold=True, centred=True)
    yield Rule()
    yield Text(face.service, bold=True)
    yield Text(say("left_over.how"), SMALL_PT)
    yield Rule()
    yield Text(say("left_over.sorry"), SMALL_PT)
    taken = say("when", date=long_date(face.taken_at, say), time=clock(face.taken_at))
    yield Text(say("left_over.taken", when=taken), SMALL_PT)


def _self_test(face: SelfTestFace, say: Say) -> Iterable[Block]:
    yield from _head(face.printer, say("test.title"))
    yield Ruler((face.width_dots,))
    yield Text(say("test.edges"), SMALL_PT)
    yield Number("А042")
    yield Bar(say("ticket.out_of_turn"))
    for size in (12, 14, 17, 22):
        yield Text(f"{size} pt: Өзгөчө күн, жаңы үй ҢӨҮ ңөү № «—»", size)
    yield Item(say("test.box"))
    yield Qr(face.url, say("test.qr"))
    yield Text(say("when", date=long_date(face.printed_at, say), time=clock(face.printed_at)), SMALL_PT, centred=True)


def calibration(say: Say) -> Page:
    """Bars of the usual widths: the longest one that is whole, with its upright at the right, is the printer's."""
    return Page("width", (Text(say("test.width"), SMALL_PT), Ruler(USUAL_WIDTHS_DOTS), Text(say("test.width_how"))))


def _whole(phone: str) -> str:
    """Never broken over two lines."""
    return phone.replace(" ", "\u00a0")


def _head(centre: str, title: str) -> Iterable[Block]:
    yield Text(centre, SMALL_PT, centred=True)
    yield Text(title, HEAD_PT, bold=True, centred=True)
    yield Rule()


def _labelled(label: str, value: str) -> Iterable[Block]:
    yield Text(label, SMALL_PT)
    yield Text(value, bold=True)


def _complaint(complaint: str, say: Say) -> Iterable[Block]:
    yield Rule()
    yield Text(say("complaint"), SMALL_PT, bold=True)
    yield Text(complaint, SMALL_PT)
