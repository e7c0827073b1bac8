"""How a visitor comes to a number: from a kiosk, whose reports may come late and are never refused, or from a desk."""

from datetime import datetime, time

from core import commands as c
from core import events as e
from core.office import Office, Ticket
from core.words import AT_DESK, DESK_LANE, How, Impossible, Rank, Stage, Why


def code_of(office: Office, kiosk: str, number: int) -> str:
    return f"{office.letters[kiosk]}{number:03d}"


def issue(office: Office, command: c.IssueTicket) -> list[e.Event]:
    """The next number of the desks' own lane, in the visitor's hands at once unless its paper is to come."""
    if command.key is not None and command.key in office.by_key:
        return []
    asked = c.TakeTicket(
        at=command.at,
        kiosk=DESK_LANE,
        number=office.highest.get(DESK_LANE, 0) + 1,
        service=command.service,
        village=command.village,
        language=command.language,
        key=command.key,
        also=command.also,
    )
    taken = take(office, asked)
    return taken if command.paper else [*taken, e.TicketHanded(command.at, asked.ticket, How.SCREEN)]


def take(office: Office, command: c.TakeTicket) -> list[e.Event]:
    """A number that was called by hand joins its ticket, unless its holder came later: then the hand was mistaken."""
    if office.day is None:
        raise Impossible(Why.DAY_CLOSED)
    ticket = command.ticket
    known = office.tickets.get(ticket)
    if known is not None and not known.vouched:
        if _same(known, command):
            return []
        raise Impossible(Why.NUMBER_TAKEN)
    if command.kiosk not in office.letters:
        raise Impossible(Why.UNKNOWN_KIOSK)
    for service in (command.service, *command.also):
        if service not in office.services:
            raise Impossible(Why.UNKNOWN_SERVICE)
    if command.village is not None and command.village not in office.villages:
        raise Impossible(Why.UNKNOWN_VILLAGE)
    entitled = command.village is not None and office.villages[command.village].out_of_turn
    place_at = _place_at(command, office.day)
    if known is not None and known.stage in AT_DESK:
        place_at = min(place_at, known.taken_at)
    joins = known is not None and place_at <= known.taken_at
    taken = e.TicketTaken(
        at=command.at,
        ticket=ticket,
        code=code_of(office, command.kiosk, command.number),
        kiosk=command.kiosk,
        number=command.number,
        service=command.service,
        village=command.village,
        language=command.language,
        rank=Rank.OUT_OF_TURN if entitled else Rank.ORDINARY,
        place_at=place_at,
        claimed_at=command.taken_at,
        key=command.key,
        also=command.also,
    )
    return [taken, e.TicketLeftOver(command.at, ticket)] if office.closed and not joins else [taken]


def _place_at(command: c.TakeTicket, day: e.DayOpened) -> datetime:
    """When the visitor came, as far as the kiosk's clock can be trusted: on this day and not after now."""
    if command.taken_at is None:
        return command.at
    midnight = datetime.combine(day.date, time.min, command.at.tzinfo)
    if not midnight <= command.taken_at <= command.at:
        return command.at
    return command.taken_at.astimezone(command.at.tzinfo)


def _same(ticket: Ticket, command: c.TakeTicket) -> bool:
    return (
        (ticket.asked_for, ticket.taken.also) == (command.service, command.also)
        and (ticket.village, ticket.language) == (command.village, command.language)
        and (command.key is None or ticket.key is None or command.key == ticket.key)
        and (command.taken_at is None or ticket.claimed_at is None or command.taken_at == ticket.claimed_at)
    )


def confirm_handed(office: Office, command: c.ConfirmHanded) -> list[e.Event]:
    """A visitor who holds the number holds it, whatever was reported before; after closing they are left over."""
    ticket = _known(office, command.ticket)
    if ticket.how is not None:
        return []
    handed = e.TicketHanded(command.at, ticket.id, command.how)
    return [handed, e.TicketLeftOver(command.at, ticket.id)] if office.closed else [handed]


def withdraw(office: Office, command: c.WithdrawTicket) -> list[e.Event]:
    ticket = _known(office, command.ticket)
    if ticket.how is not None:
        raise Impossible(Why.ALREADY_HANDED)
    return [] if ticket.stage is Stage.WITHDRAWN else [e.TicketWithdrawn(command.at, ticket.id)]


def _known(office: Office, ticket_id: str) -> Ticket:
    """What the kiosks have told of. Of a number that the staff vouched for its kiosk has yet to tell."""
    ticket = office.tickets.get(ticket_id)
    if ticket is None or ticket.vouched:
        raise Impossible(Why.NO_SUCH_TICKET)
    return ticket
