"""Everything of the kiosk but its screen: hub, lane, printer, content, and doing what the session asks for."""

import asyncio
import logging
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, assert_never
from zoneinfo import ZoneInfo

from config.schema import Content
from core.views import KioskPicture, Notice
from core.words import Rank, Why
from kiosk import VERSION, catalogue
from kiosk.calling import Calling
from kiosk.content import Shelf
from kiosk.delivery import Delivery
from kiosk.effects import (
    AskReceipt,
    CallHelp,
    CheckPin,
    Effect,
    Given,
    Handed,
    KeepSheet,
    ListEnded,
    NewRoll,
    NotGiven,
    PinChecked,
    Print,
    PrintEnded,
    PrintList,
    PrintTest,
    ReceiptTold,
    SheetKept,
    Stop,
    Take,
    TestPrinted,
    Withdraw,
)
from kiosk.facts import Facts, Room, Upkeep
from kiosk.lane import HubClock, Lane, LaneFault, Standing
from kiosk.pin import PinLock
from kiosk.printers import Printers
from kiosk.printing import Printing
from kiosk.reader import Reader
from kiosk.reporter import Reporter
from kiosk.rest import rest
from kiosk.sheet_box import SheetBox
from kiosk.ticket import Fault, Issued, LaneTicket, Order, Place
from kiosk.touches import Touch
from kiosk.visit import NotTold
from link.hub_client import Done, HubClient, KioskReport, LaneAnswer, ReceiptAnswer, Refused, Silent, Taken
from link.supervise import supervise
from link.watch import SILENCE_S_MAX, Watch
from printer.address import Address
from printer.answers import State
from voice.engines import engines
from voice.player import Player

ANSWER_S_MAX = 2.0
LOOK_AFTER_S = 5.0
STATE_S = 60.0
TRIES = 3
DISK_FAULTS = (Fault.DISK_FULL, Fault.UNWRITABLE, Fault.IN_USE)
log = logging.getLogger(__name__)


class Machine:
    """`async with Machine(…) as machine`, then `machine.run()` for as long as the kiosk lives.

    `told()`, to be set by the screen, is called when the facts have changed; `leave(again)` when the program shall end.
    """

    def __init__(
        self, hub: str, token: str, folder: Path, printers: Sequence[Address], reader: Reader | None = None
    ) -> None:
        self._hub = HubClient(hub, token)
        self._lane, self._shelf = Lane(folder), Shelf(folder)
        self._printers = Printers(printers, folder, self._printers_changed)
        self._printing = Printing(self._printers, self._hub.base)
        self._delivery = Delivery(self._hub, self._shelf, self._content_came)
        self._reader = reader or Reader(folder / "voice", engines(None), Player())
        self._voices = self._reader.voices()
        self.say, self.hush = self._reader.say, self._reader.hush
        self.told: Callable[[], None] = lambda: None
        self.leave: Callable[[bool], None] = lambda _again: None
        self._pin, self._folder = PinLock(folder), folder
        self._waiting = self._free_mb = 0
        self._reporter = Reporter(self._lane, self._hub, self._changed)
        self._sheets = SheetBox(folder, self._hub)
        self._known = asyncio.Event()
        self._standing: Standing | None = None
        self._asked = False
        self._watch: Watch[KioskPicture] | None = None
        self._wake_lane, self._wake_state = asyncio.Event(), asyncio.Event()
        self._was_here, self._silent_from = False, time.monotonic()
        self._calling, self._hub_back = Calling(self._hub), False
        self._fault: Fault | None = Fault.NOT_JOINED
        self._aside: tuple[str, ...] = ()
        self._stack = AsyncExitStack()
        self.content: Content = self._shelf.content
        self._pictures = self._shelf.pictures

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self._hub)
        self._stack.callback(self._lane.close)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def run(self) -> None:
        """For ever; a failure here ends the process, and the service manager starts it anew."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._look_after_lane())
            group.create_task(self._delivery.run())
            group.create_task(self._hear())
            group.create_task(self._reporter.run())
            group.create_task(self._sheets.run())
            group.create_task(self._printers.run())
            group.create_task(self._say_state())
            group.create_task(supervise("voice", self._reader.run))

    def now(self) -> datetime:
        """Local time of the centre: the hub's when it was heard, this machine's otherwise."""
        zone = ZoneInfo(self.content.centre.timezone)
        heard = self._watch.time() if self._watch else None
        return (heard or datetime.now().astimezone()).astimezone(zone)

    def facts(self, room: Room) -> Facts:
        picture = self._watch.picture if self._watch and self._watch.here else None
        paper = self._printers.can_print
        notices = tuple(self._notices())
        return Facts(
            self.content,
            self.now(),
            picture,
            room,
            self._fault,
            notices,
            paper,
            self._pictures,
            voices=self._voices,
            coming=self._calling.coming(picture),
            upkeep=self._upkeep(),
        )

    def _upkeep(self) -> Upkeep:
        return Upkeep(
            self._pin.is_set,
            VERSION,
            self._hub.base,
            self._here(),
            tuple((printer.state, printer.paper_left_mm) for printer in self._printers.report()),
            self._waiting,
            self._aside,
            self._free_mb,
        )

    def settle(self) -> None:
        """Nobody is at the screen: show the newest content from now on."""
        self.content, self._pictures = self._shelf.content, self._shelf.pictures

    async def do(self, effect: Effect) -> Touch | None:
        """Carry out what the session asks for; the touch is the answer it waits for, if it waits for one."""
        match effect:
            case Take(order):
                return await self._take(order)
            case Print(issued, copy):
                return PrintEnded(
                    issued.ticket, await self._printing.ticket(self.content, issued, self.now(), copy=copy)
                )
            case PrintList(services, language):
                return ListEnded(await self._printing.lists(self.content, services, language, self.now()))
            case Handed(ticket, how):
                await self._mark(ticket, lambda: self._lane.handed(ticket, how))
            case Withdraw(ticket):
                await self._mark(ticket, lambda: self._lane.withdrawn(ticket))
            case AskReceipt(digits):
                return ReceiptTold(digits, await self._receipt(digits))
            case KeepSheet(sheet, language):
                return SheetKept(await self._sheets.keep(sheet, language, self.now().date()))
            case CallHelp():
                return await self._calling.call()
            case CheckPin(digits):
                return PinChecked(*await asyncio.to_thread(self._pin.opens, digits))
            case PrintTest(feed):
                return TestPrinted(await self._printing.test(self.now(), feed=feed))
            case NewRoll():
                await self._printers.new_roll()
            case Stop(again):
                self.leave(again)
            case _:
                assert_never(effect)
        return None

    async def _receipt(self, digits: str) -> ReceiptAnswer | NotTold:
        answer = await self._hub.receipt(digits)
        match answer:
            case ReceiptAnswer():
                return answer
            case Refused(status=404):
                return NotTold.UNKNOWN
            case Silent(too_often=True):
                return NotTold.PATIENCE
            case Refused() | Silent():
                return NotTold.AWAY

    async def _take(self, order: Order) -> Given | NotGiven:
        try:
            for _ in range(TRIES):
                ticket = await asyncio.to_thread(self._lane.take, order, self.now(), self._hub_clock())
                answer = await self._reporter.answer_to(ticket, ANSWER_S_MAX if self._here() else 0)
                if isinstance(answer, Taken | Silent):
                    await asyncio.to_thread(self._lane.shown, ticket)
                    return Given(self._issued(ticket, answer))
                await asyncio.to_thread(self._lane.withdrawn, ticket)
                if answer.code != Why.NUMBER_TAKEN:
                    self._delivery.wake()
                    listed = catalogue.lists(self._shelf.content, order)
                    return NotGiven(Fault.NOT_YET if listed else Fault.LIST_CHANGED)
                await self._ask_lane()
        except LaneFault as fault:
            self._set_fault(fault.fault)
            return NotGiven(fault.fault)
        return NotGiven(Fault.BROKEN)

    def _issued(self, ticket: LaneTicket, answer: Taken | Silent) -> Issued:
        if isinstance(answer, Silent):
            return Issued(ticket, catalogue.entitled(self.content, ticket.order.village), None)
        return Issued(ticket, answer.rank is Rank.OUT_OF_TURN, Place(answer.ahead, answer.wait_minutes))

    async def _mark(self, ticket: LaneTicket, write: Callable[[], None]) -> None:
        """A mark that cannot be written now is settled when the lane is next opened."""
        try:
            await asyncio.to_thread(write)
        except LaneFault as fault:
            log.error("%s cannot be marked: %s", ticket.code, fault)
            self._set_fault(fault.fault)
        self._reporter.wake()

    def _here(self) -> bool:
        return self._watch is not None and self._watch.here

    def _hub_clock(self) -> HubClock | None:
        heard = self._watch.time() if self._watch else None
        if self._watch is None or heard is None:
            return None
        picture = self._watch.picture
        at = heard.astimezone(ZoneInfo(self.content.centre.timezone))
        return HubClock(at, picture.day if picture else "", picture.highest if picture else 0)

    async def _look_after_lane(self) -> None:
        """Learn which lane this is, take up where the hub says, and find out when a fault has passed."""
        while True:
            try:
                if self._fault is not None:
                    await asyncio.to_thread(self._lane.probe)
                standing = await asyncio.to_thread(self._lane.standing)
                fault = None if self._asked else await self._ask_lane()
                standing = await asyncio.to_thread(self._lane.standing)
                if standing is not None:
                    self._stand(standing)
                elif fault is None:
                    fault = Fault.NOT_JOINED
                if not self.content.services:
                    fault = fault or Fault.NOT_JOINED
                aside = await asyncio.to_thread(self._lane.aside)
                self._waiting = await asyncio.to_thread(self._lane.waiting)
                self._free_mb = (await asyncio.to_thread(shutil.disk_usage, self._folder)).free // 2**20
                self._set_aside(tuple(report.ticket.code for report in aside))
            except LaneFault as error:
                fault = error.fault
            self._set_fault(fault or (None if self._reporter.known else Fault.NOT_KNOWN))
            await rest(self._wake_lane, LOOK_AFTER_S if self._asked and fault is None else LOOK_AFTER_S / 5)

    async def _ask_lane(self) -> Fault | None:
        answer = await self._hub.lane()
        match answer:
            case LaneAnswer():
                kiosk = self._kiosk_of(answer)
                if kiosk is None:
                    return None
                await asyncio.to_thread(self._lane.join, kiosk, answer)
                self._asked = True
            case Refused(status) if status in (401, 403):
                return Fault.NOT_KNOWN
            case Refused() | Silent():
                pass
        return None

    def _kiosk_of(self, answer: LaneAnswer) -> str | None:
        """The interface names the letter; the content says whose it is."""
        return answer.kiosk or next((k.id for k in self._shelf.content.kiosks if k.letter == answer.letter), None)

    def _stand(self, standing: Standing) -> None:
        if self._standing not in (None, standing):
            raise RuntimeError("this kiosk has been given another lane: starting anew")
        self._standing = standing
        self._known.set()

    async def _hear(self) -> None:
        await self._known.wait()
        assert self._standing is not None
        self._watch = Watch(self._hub, f"kiosk:{self._standing.kiosk}", KioskPicture, self._heard)
        await self._watch.run()

    def _heard(self) -> None:
        here = self._here()
        if here is not self._was_here:
            self._was_here, self._silent_from = here, time.monotonic()
            if here:
                self._reporter.wake()
                self._sheets.wake()
                self._delivery.wake()
                self._hub_back = True
                self._wake_state.set()
        self._changed()

    async def _say_state(self) -> None:
        """To the hub, for the desks and the head: at each change, when the hub is back, and every minute."""
        await self._printers.looked()
        while True:
            self._voices = await asyncio.to_thread(self._reader.voices)
            aside, disk = bool(self._aside), self._fault in DISK_FAULTS
            warnings = tuple(code for code, on in (("aside", aside), ("disk", disk)) if on)
            answer = await self._hub.say_state(KioskReport(self._printers.report(), warnings))
            if self._hub_back:
                self._hub_back = False
                await self._calling.hub_is_back()
            await rest(self._wake_state, STATE_S if isinstance(answer, Done) else LOOK_AFTER_S)

    def _notices(self) -> list[Notice]:
        notices = []
        for number, state in enumerate(self._printers.states, 1):
            if state not in (State.READY, State.UNKNOWN):
                notices.append(Notice(f"printer_{state.value}", {"printer": str(number)}))
        if self._printing.failed and not notices:
            notices.append(Notice("printer", {}))
        silent_s = 0 if self._here() else time.monotonic() - self._silent_from
        if silent_s > SILENCE_S_MAX and self._standing is not None:
            since = self.now() - timedelta(seconds=silent_s)
            notices.append(Notice("hub_silent", {"time": f"{since:%H:%M}"}))
        if self._aside:
            notices.append(Notice("aside", {"codes": ", ".join(self._aside)}))
        return notices

    def _set_fault(self, fault: Fault | None) -> None:
        if fault is not self._fault:
            if fault is not None and fault is not Fault.NOT_JOINED:
                log.error("no tickets: %s", fault.value)
            self._fault = fault
            self._wake_state.set()
            self._changed()

    def _set_aside(self, codes: tuple[str, ...]) -> None:
        if codes != self._aside:
            self._aside = codes
            self._wake_state.set()
            self._changed()

    def _content_came(self) -> None:
        self._wake_lane.set()
        self._changed()

    def _printers_changed(self) -> None:
        self._wake_state.set()
        self._changed()

    def _changed(self) -> None:
        self.told()
