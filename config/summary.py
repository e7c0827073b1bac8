"""What a hub would use, as lines to read: shown by `python -m config`. No secret is among them."""

import re
from collections.abc import Iterator
from itertools import groupby

from config.order import kyrgyz_key
from config.schema import Content, Schedule, Service, Settings, Text, Village
from config.texts import Say, speaker


def summary(settings: Settings, language: str) -> Iterator[str]:
    """The whole of it in one language: "ky", "ru" or "en"."""
    say = speaker("config", language)
    content, hub = settings.content, settings.hub

    def words(text: Text) -> str:
        return str(getattr(text, language))

    yield say("summary.usable", version=content.version)
    yield from ("", words(content.centre.name), f"  {words(content.centre.address)}")
    yield f"  {phone(content.centre.phone)}, {content.centre.email}, {content.centre.timezone}"
    yield from _hours(content.schedule, say)
    yield from _services(content, say, language)
    yield from ("", say("summary.villages", count=len(content.villages)))
    for village in sorted(content.villages, key=lambda village: kyrgyz_key(words(village.name))):
        yield f"  {words(village.name)} — {_right(village, say, language)}"
    yield from ("", say("summary.desks", count=len(content.desks)))
    for desk in content.desks:
        yield f"  {say('summary.desk', desk=desk.id, count=len(desk.services))}"
    yield from ("", say("summary.kiosks"))
    for kiosk in content.kiosks:
        yield f"  {kiosk.id} — {kiosk.letter}001, {kiosk.letter}002…"
    if content.guard:
        decision = f"{content.guard.decision}, {content.guard.date:%d.%m.%Y}"
        yield from ("", say("summary.guard", decision=decision))
    yield from ("", say("summary.people", count=len(settings.people)))
    for person in settings.people:
        yield f"  {person.id} — {person.name}, {say(f'role.{person.role}')}"
    yield ""
    for key in ("units", "banks", "payments", "faq", "pages", "boards", "slides"):
        yield say(f"summary.{key}", count=len(getattr(content, key)))
    yield from ("", say("summary.hub", host=hub.host, port=hub.port, data=hub.data))


def phone(number: str) -> str:
    """+996312123456 as «+996 312 123 456»; a short number as it is."""
    return re.sub(r"^(\+996)(\d{3})(\d{3})(\d{3})$", r"\1 \2 \3 \4", number)


def _hours(schedule: Schedule, say: Say) -> Iterator[str]:
    yield from ("", say("summary.hours"))
    for hours in schedule.hours:
        yield f"  {say(f'day.{hours.day}')}: {hours.opens:%H:%M}–{hours.closes:%H:%M}"
    if schedule.lunch_from and schedule.lunch_until:
        yield f"  {say('summary.lunch')}: {schedule.lunch_from:%H:%M}–{schedule.lunch_until:%H:%M}"
    if schedule.closed:
        yield f"  {say('summary.closed')}: {', '.join(f'{day:%d.%m.%Y}' for day in schedule.closed)}"


def _services(content: Content, say: Say, language: str) -> Iterator[str]:
    yield from ("", say("summary.services", count=len(content.services)))
    for category, services in groupby(content.services, key=lambda service: service.category):
        yield f"  {say(f'category.{category}')}"
        for service in services:
            yield f"    {getattr(service.everyday, language)} — {_fee(service, say)}, {_term(service, say)}"


def _fee(service: Service, say: Say) -> str:
    return say("summary.som", som=service.fee.som) if service.fee.som else say("summary.free")


def _term(service: Service, say: Say) -> str:
    return say(f"summary.term.{service.term.unit}", amount=service.term.amount)


def _right(village: Village, say: Say, language: str) -> str:
    if village.out_of_turn and village.basis:
        return say("summary.out_of_turn", basis=getattr(village.basis, language))
    return say("summary.in_turn")
