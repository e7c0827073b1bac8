"""The route sheet of a service of several bodies: where to go, in which order, when, whom to ring (R111)."""

from datetime import datetime

from config.schema import Content, Service
from config.schema import Stop as Body
from config.summary import phone
from config.texts import speaker
from config.told import hours_lines, term_words
from printer.faces import RouteFace, Stop


def route_face(content: Content, service: Service, language: str, at: datetime) -> RouteFace:
    """In the visitor's language: "ky", "ru" or "en"."""
    say = speaker("kiosk", language)
    units = {unit.id: unit for unit in content.units}

    def stop(body: Body) -> Stop:
        unit = units[body.unit]
        what = str(getattr(body.what, language))
        return Stop(
            what=f"{what} ({term_words(body.term, say)})" if body.term else what,
            body=getattr(unit.name, language),
            where=getattr(unit.address, language),
            hours="; ".join(hours_lines(unit.schedule, say)),
            phone=phone(unit.contacts[0].phone),
        )

    return RouteFace(
        service=getattr(service.everyday, language),
        stops=tuple(stop(body) for body in service.route),
        made_at=at,
        centre=getattr(content.centre.name, language),
    )
