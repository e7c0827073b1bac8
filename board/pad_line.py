"""The pads on one serial line: a press goes to the hub as a wish of its desk, the desk's state comes back as a lamp."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Never

from board.pads import ADDRESSES, Lamp, Parser, Patience, Press, Style, Wish, lamp, lamp_of, wish
from board.signs.mount import WrongPlace, line_of, split
from core.record import record
from core.views import DeskPicture
from link.hub_client import Done, HubClient, Refused
from link.outage import Outage
from link.port import LineSettings, Port, opened
from link.supervise import Well
from link.watch import Watch

LAMP_PAUSE_S = 0.2
RENEW_S, AWAY_S, REFUSED_S = 1800.0, 5.0, 600.0
log = logging.getLogger(__name__)


@record
class PadPlace:
    """Where pads hang and which desk each belongs to."""

    port: str
    line: LineSettings
    style: Style
    desks: Mapping[int, int]


def pad_place(place: str) -> PadPlace:
    """Read `qsystem:/dev/ttyUSB1?0x21=3&0x22=4`: the pad's address, its desk. Raises WrongPlace."""
    kind, port, options = split(place)
    if kind not in list(Style):
        raise WrongPlace(f"{kind}: no such pad; there are {', '.join(Style)}")
    style = Style(kind)
    line = line_of(options, LineSettings(baud=9600))
    try:
        desks = {int(address, 0): int(desk) for address, desk in options.items()}
    except ValueError as error:
        raise WrongPlace(f"{place}: after the ? stand address=desk pairs, as in 0x21=3") from error
    if not desks or len(set(desks.values())) != len(desks):
        raise WrongPlace(f"{place}: each pad needs a desk of its own")
    if style is Style.QSYSTEM and not set(desks) <= set(ADDRESSES):
        raise WrongPlace(f"{place}: addresses of these pads are 0x20 to 0x7F")
    return PadPlace(port, line, style, desks)


@record
class Session:
    """Pads serve at desks, so they act for a person with that right; the PIN comes from a file."""

    person: str
    pin: str

    async def begin(self, hub: HubClient) -> None:
        """Returns when the hub knows us; patient for ever."""
        outage = Outage(log, f"log-in of {self.person}")
        while True:
            answer = await hub.log_in(self.person, self.pin)
            if isinstance(answer, Done):
                outage.well()
                return
            outage.failed(answer.text or answer.code if isinstance(answer, Refused) else answer.why)
            await asyncio.sleep(REFUSED_S if isinstance(answer, Refused) else AWAY_S)

    async def keep(self, hub: HubClient, here: Callable[[], bool]) -> Never:
        """Begin anew before the session grows old, and when the hub no longer shows the desks; for ever."""
        while True:
            await _first_of(RENEW_S, here)
            await self.begin(hub)


async def _first_of(limit_s: float, here: Callable[[], bool]) -> None:
    """Wait for `limit_s`, or until somebody is not here any more."""
    loop = asyncio.get_running_loop()
    until = loop.time() + limit_s
    while loop.time() < until:
        await asyncio.sleep(AWAY_S)
        if not here():
            return


class PadLine:
    """`run(well)` under supervision and `attend()` beside it. A pad nobody assigned a desk is not heard."""

    def __init__(self, place: PadPlace, hub: HubClient, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._place, self._hub, self._monotonic = place, hub, monotonic
        self._news = asyncio.Event()
        self._patience = Patience()
        self._asking: set[int] = set()
        self._refused: set[int] = set()
        self.watches = {
            address: Watch(hub, f"desk:{desk}", DeskPicture, self._news.set) for address, desk in place.desks.items()
        }

    def here(self) -> bool:
        """Whether the hub shows every desk that has a pad."""
        return all(watch.here for watch in self.watches.values())

    async def attend(self, session: Session) -> None:
        """Keep hearing how the desks stand; for ever."""
        await session.begin(self._hub)
        async with asyncio.TaskGroup() as tasks:
            for watch in self.watches.values():
                tasks.create_task(watch.run())
            tasks.create_task(session.keep(self._hub, self.here))

    async def run(self, well: Well) -> None:
        """Until the port is lost (raises PortLost) or it is cancelled."""
        async with opened(self._place.port, self._place.line) as port:
            well()
            self._asking.clear()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._light(port))
                parser = Parser(self._place.style)
                while True:
                    for press in parser.feed(await port.read()):
                        if self._hears(press):
                            self._asking.add(press.address)
                            tasks.create_task(self._ask(press))

    def _hears(self, press: Press) -> bool:
        known = press.address in self._place.desks and press.address not in self._asking
        return known and self._patience.accepts(press, self._monotonic())

    async def _ask(self, press: Press) -> None:
        """One press at a time of each pad; what the hub refuses or does not hear turns the lamp red."""
        self._refused.discard(press.address)
        try:
            desk = self._desk(press.address)
            wanted = wish(press.key, desk) if desk is not None else None
            if wanted is None or not await self._done(press.address, wanted):
                self._refused.add(press.address)
        finally:
            self._asking.discard(press.address)
            self._news.set()

    async def _done(self, address: int, wanted: Wish) -> bool:
        answer = await self._hub.act(self._place.desks[address], wanted.verb, wanted.ticket, wanted.service)
        return isinstance(answer, Done)

    def _desk(self, address: int) -> DeskPicture | None:
        watch = self.watches[address]
        return watch.picture if watch.here else None

    async def _light(self, port: Port) -> None:
        """Each lamp shows its desk; a refusal is red until the desk's picture changes."""
        shown: dict[int, Lamp] = {}
        pictures: dict[int, DeskPicture | None] = {}
        while True:
            self._news.clear()
            for address in self._place.desks:
                desk = self._desk(address)
                if pictures.get(address) != desk:
                    pictures[address] = desk
                    self._refused.discard(address)
                shows = Lamp.REFUSED if address in self._refused else lamp_of(desk)
                if shown.get(address) is not shows:
                    await port.write(lamp(self._place.style, address, shows))
                    shown[address] = shows
                    await asyncio.sleep(LAMP_PAUSE_S)
            await self._news.wait()
