"""What stands on the kiosk's papers: the ticket, and the list of documents. Pure."""

from datetime import datetime

from config.schema import Content
from config.summary import phone
from config.texts import speaker
from core.words import Language
from kiosk import catalogue, reading
from kiosk.ticket import Issued
from printer.faces import DocumentsFace, NeededDocument, TicketFace

SECOND = {Language.KY: Language.RU, Language.RU: Language.KY, Language.EN: Language.KY}
"""The second language of the paper, for whoever reads it at the desk."""


def ticket(content: Content, issued: Issued, hub: str, now: datetime, *, copy: bool) -> TicketFace:
    of, place = issued.ticket, issued.place
    language = of.order.language
    service = catalogue.service(content, of.order.service)
    wait = place.wait_minutes if place else None
    return TicketFace(
        code=of.code,
        out_of_turn=issued.out_of_turn,
        service=catalogue.words(service.name, language),
        service_second=catalogue.words(service.name, SECOND[language]),
        taken_at=of.taken_at or now,
        centre=catalogue.words(content.centre.name, language),
        also=tuple(catalogue.words(catalogue.service(content, one).name, language) for one in of.order.also),
        ahead=place.ahead if place else None,
        wait_minutes=(wait.low, wait.high) if wait else None,
        url=f"{hub}/t/{of.key}",
        copy=int(copy),
        copied_at=now if copy else None,
    )


def documents(content: Content, service_id: str, language: Language, now: datetime) -> DocumentsFace:
    service, say = catalogue.service(content, service_id), speaker("kiosk", language.value)
    documents = (
        NeededDocument(catalogue.words(one.name, language), reading.of_document(one, language, say))
        for one in service.documents
    )
    return DocumentsFace(
        service=catalogue.words(service.name, language),
        documents=tuple(documents),
        fee=reading.fee(service, say),
        term=reading.term(service, say),
        phone=phone(service.phone),
        centre=catalogue.words(content.centre.name, language),
        printed_at=now,
    )
