"""Tells the hub what waits in the lane, in order, for ever: live, late and repeated reports take this one path."""

import asyncio
import logging
from collections.abc import Callable

from core.words import Why
from kiosk.lane import Lane, LaneFault, Report, What
from kiosk.ticket import LaneTicket
from link.hub_client import Done, HubClient, Refused, Silent, Taken, TicketReport

PAUSE_S_MIN, PAUSE_S_MAX = 0.5, 15.0
LATER = (Why.DAY_CLOSED.value,)
NOT_KNOWN = (401, 403)
log = logging.getLogger(__name__)


class Reporter:
    """`told()` is called when a report had to be put aside, or when the hub stops or starts knowing this kiosk."""

    def __init__(
        self, lane: Lane, hub: HubClient, told: Callable[[], None], *, pause_s_min: float = PAUSE_S_MIN
    ) -> None:
        self._lane, self._hub, self._told, self._pause_s_min = lane, hub, told, pause_s_min
        self._wake = asyncio.Event()
        self._answers: dict[str, asyncio.Future[Taken | Refused]] = {}
        self._newest: tuple[str, Taken | Refused] | None = None
        self.known = True

    def wake(self) -> None:
        """Something new waits, or the hub is back: do not sit out the pause."""
        self._wake.set()

    async def answer_to(self, ticket: LaneTicket, limit_s: float) -> Taken | Refused | Silent:
        """What the hub says to a ticket just taken; Silent when it has not answered within the limit."""
        if self._newest is not None and self._newest[0] == ticket.key:
            return self._newest[1]
        waiting: asyncio.Future[Taken | Refused] = asyncio.get_running_loop().create_future()
        self._answers[ticket.key] = waiting
        self.wake()
        try:
            async with asyncio.timeout(limit_s):
                return await waiting
        except TimeoutError:
            return Silent(f"no answer within {limit_s:g} s")
        finally:
            self._answers.pop(ticket.key, None)

    async def run(self) -> None:
        pause = self._pause_s_min
        while True:
            self._wake.clear()
            try:
                report = await asyncio.to_thread(self._lane.next_report)
                done = report is not None and await self._tell(report)
            except LaneFault:
                await self._rest(PAUSE_S_MAX)
                continue
            if done:
                pause = self._pause_s_min
            elif report is None:
                await self._wake.wait()
            else:
                await self._rest(pause)
                pause = min(2 * pause, PAUSE_S_MAX)

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            self._wake.clear()

    async def _tell(self, report: Report) -> bool:
        """Whether the report is out of the way, acknowledged or put aside."""
        answer = await self._send(report)
        if isinstance(answer, Silent):
            return False
        if isinstance(answer, Refused) and answer.status in NOT_KNOWN:
            self._set_known(False)
            return False
        self._set_known(True)
        if isinstance(answer, Refused) and answer.code in LATER:
            return False
        if isinstance(answer, Refused) and report.what is not What.WITHDRAWN:
            why = answer.code or str(answer.status)
            log.error("the hub refuses %s of %s: %s; kept for the staff", report.what.value, report.ticket.code, why)
            await asyncio.to_thread(self._lane.put_aside, report, why)
            self._told()
        else:
            await asyncio.to_thread(self._lane.acknowledged, report)
        if isinstance(answer, Taken | Refused):
            self._answer(report.ticket.key, answer)
        return True

    def _answer(self, key: str, answer: Taken | Refused) -> None:
        self._newest = (key, answer)
        waiting = self._answers.get(key)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)

    async def _send(self, report: Report) -> Taken | Done | Refused | Silent:
        match report.what:
            case What.TAKE:
                return await self._hub.take(_report(report.ticket))
            case What.HANDED:
                assert report.how is not None
                day = report.ticket.day if report.ticket.taken_at else None
                return await self._hub.handed(report.ticket.id, report.how, day)
            case What.WITHDRAWN:
                return await self._hub.withdraw(report.ticket.id)

    def _set_known(self, known: bool) -> None:
        if known is not self.known:
            self.known = known
            self._told()


def _report(ticket: LaneTicket) -> TicketReport:
    order = ticket.order
    return TicketReport(
        ticket.number, order.service, order.village, order.language, ticket.taken_at, ticket.key, order.also
    )
