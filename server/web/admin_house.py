"""Routes of the head's administration of the house: PINs, kiosks, copies of the books, the content's files."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from config import Faulty, load
from core.words import DESK_LANE
from server.access import Right
from server.access_book import PAIRING_S
from server.backup import Copy, NotCopied
from server.web.bodies import (
    ClockIsRight,
    Colleague,
    ContentCheck,
    ContentFault,
    CopyLooked,
    CopyPlaces,
    CopyTo,
    FreshCode,
    NewPin,
    OneCopy,
    PairedKiosk,
    WhoComesIn,
)
from server.web.errors import Refused, language
from server.web.route import Call, Route, json_answer

log = logging.getLogger(__name__)


async def who_comes_in(call: Call) -> web.Response:
    access, settings = call.house.access, call.house.settings
    with_pin, paired = await access.known()
    waits = access.held_up()
    people = tuple(
        Colleague(one.id, one.name, one.role, one.unit, one.id in with_pin, round(waits.get(one.id, 0)))
        for one in settings.people
    )
    kiosks = tuple(
        PairedKiosk(one.id, one.letter, one.id in paired) for one in settings.content.kiosks if one.id != DESK_LANE
    )
    return json_answer(WhoComesIn(people, kiosks))


async def set_pin(call: Call) -> web.Response:
    person = _person(call)
    await call.house.access.set_pin(person, call.body.pin)
    log.info("%s has set the PIN of %s", call.person.id, person)
    return web.Response(status=204)


async def lift(call: Call) -> web.Response:
    call.house.access.lift(_person(call))
    return web.Response(status=204)


def _person(call: Call) -> str:
    person = call.request.match_info["person"]
    if person not in {one.id for one in call.house.settings.people}:
        raise Refused("not_found")
    return person


async def pairing_code(call: Call) -> web.Response:
    kiosk = call.request.match_info["kiosk"]
    if kiosk not in {one.id for one in call.house.settings.content.kiosks}:
        raise Refused("not_found")
    code = await call.house.access.pairing_code(kiosk)
    log.info("%s has asked for a code to pair kiosk %s", call.person.id, kiosk)
    return json_answer(FreshCode(code, PAIRING_S // 60))


async def copies(call: Call) -> web.Response:
    kept = call.house.copies
    return json_answer(CopyPlaces(tuple(await kept.places()), kept.failed, await kept.restored()))


async def copy_now(call: Call) -> web.Response:
    try:
        return json_answer(await call.house.copies.make(call.body.folder), 201)
    except KeyError:
        raise Refused("wrong_field", "folder") from None
    except NotCopied as fault:
        log.error("no copy was made: %s", fault)
        raise Refused("not_copied") from None


async def look_at_copy(call: Call) -> web.Response:
    with _of_a_copy():
        copy, lost = await call.house.copies.look(call.body.folder, call.body.name)
    return json_answer(CopyLooked(copy, lost))


async def put_back(call: Call) -> web.Response:
    with _of_a_copy():
        copy = await call.house.copies.order(call.body.folder, call.body.name, call.person.id)
    log.info("%s puts back the copy %s: the hub closes its books", call.person.id, copy.name)
    return json_answer(copy, 202)


@contextmanager
def _of_a_copy() -> Iterator[None]:
    try:
        yield
    except KeyError:
        raise Refused("wrong_field", "name") from None
    except NotCopied as fault:
        log.error("this copy cannot be put back: %s", fault)
        raise Refused("bad_copy") from None
    except OSError as fault:
        log.error("the order to put a copy back could not be kept: %s", fault)
        raise Refused("storage") from None


async def believe_clock(call: Call) -> web.Response:
    if not call.house.hub.believe(call.body.shown):
        raise Refused("wrong_field", "shown")
    return web.Response(status=204)


async def check_content(call: Call) -> web.Response:
    """As `python -m config` does."""
    folder, said = call.house.settings.pictures.parent, language(call.request)
    try:
        now = await asyncio.to_thread(load, folder)
    except Faulty as faulty:
        faults = tuple(ContentFault(fault.file, fault.key, fault.what(said)) for fault in faulty.faults)
        return json_answer(ContentCheck(faults, changed=True))
    return json_answer(ContentCheck((), now.content.version != call.house.settings.content.version))


ROUTES = (
    Route(
        "GET",
        "/api/people",
        Right.ADMINISTER,
        "Who has a PIN and who has to wait; which kiosks are paired",
        who_comes_in,
        answer=WhoComesIn,
        noes=(503,),
    ),
    Route(
        "PUT",
        "/api/people/{person}/pin",
        Right.ADMINISTER,
        "A new PIN; it ends the person's sessions",
        set_pin,
        NewPin,
        statuses=(204,),
        noes=(404, 422, 503),
    ),
    Route(
        "DELETE",
        "/api/people/{person}/wait",
        Right.ADMINISTER,
        "Nobody has to wait for this person's wrong PINs any more",
        lift,
        statuses=(204,),
        noes=(404,),
    ),
    Route(
        "POST",
        "/api/kiosks/{kiosk}/code",
        Right.ADMINISTER,
        "A code that pairs a kiosk once",
        pairing_code,
        answer=FreshCode,
        noes=(404, 503),
    ),
    Route("GET", "/api/copies", Right.ADMINISTER, "Where copies of the books are", copies, answer=CopyPlaces),
    Route(
        "POST",
        "/api/copies",
        Right.ADMINISTER,
        "Copy the books now, into one of these folders",
        copy_now,
        CopyTo,
        Copy,
        (201,),
        (422, 503),
    ),
    Route(
        "POST",
        "/api/copies/check",
        Right.ADMINISTER,
        "Look through a copy; what is in the books and not in it",
        look_at_copy,
        OneCopy,
        CopyLooked,
        noes=(409, 422),
    ),
    Route(
        "POST",
        "/api/copies/restore",
        Right.ADMINISTER,
        "The hub ends and begins again with this copy; the present books are moved aside",
        put_back,
        OneCopy,
        Copy,
        (202,),
        (409, 422, 503),
    ),
    Route(
        "POST",
        "/api/clock",
        Right.ADMINISTER,
        "This is the day, though the last record is long ago: the hub believes the clock it had not believed",
        believe_clock,
        ClockIsRight,
        statuses=(204,),
        noes=(422,),
    ),
    Route(
        "GET",
        "/api/content/faults",
        Right.ADMINISTER,
        "What is wrong in the content's files",
        check_content,
        answer=ContentCheck,
    ),
)
