"""The queue ticket that a desk prints for a visitor without a kiosk (R032): the same paper as a kiosk's."""

from config.schema import Content
from core.office import Ticket
from core.waits import Prospect
from core.words import Language, Rank
from printer.faces import TicketFace

SECOND = {Language.KY: "ru", Language.RU: "ky", Language.EN: "ky"}
"""The second language of the paper, for whoever reads it at the desk."""


def ticket_face(content: Content, ticket: Ticket, prospect: Prospect, base_url: str) -> TicketFace:
    """In the visitor's language; without a code where no address is known that their telephone reaches."""
    services = {service.id: service.name for service in content.services}
    language, wait = ticket.language.value, prospect.wait_minutes
    return TicketFace(
        code=ticket.code,
        out_of_turn=ticket.rank is Rank.OUT_OF_TURN,
        service=getattr(services[ticket.service], language),
        service_second=getattr(services[ticket.service], SECOND[ticket.language]),
        taken_at=ticket.taken_at,
        centre=getattr(content.centre.name, language),
        also=tuple(getattr(services[one], language) for one in ticket.taken.also),
        ahead=prospect.ahead,
        wait_minutes=(wait.low, wait.high) if wait else None,
        url=f"{base_url.rstrip('/')}/t/{ticket.key}" if base_url and ticket.key else None,
    )
