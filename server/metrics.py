"""The hub's figures in Prometheus' text form. Counted in plain integers, put into words only when asked for."""

from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector, CollectorRegistry

from core.words import DeskState, Stage
from server.devices import Devices
from server.fanout import Fanout
from server.hub import Hub


class _Figures(Collector):
    def __init__(self, hub: Hub, fanout: Fanout, devices: Devices, answered: Counter[tuple[str, int]]) -> None:
        self._hub, self._fanout, self._devices, self._answered = hub, fanout, devices, answered

    def collect(self) -> Iterator[Metric]:
        office, done = self._hub.office, self._hub.figures
        answers = CounterMetricFamily("kezek_answers", "Answered requests", labels=["route", "status"])
        for (route, status), count in self._answered.items():
            answers.add_metric([route, str(status)], count)
        yield answers
        yield CounterMetricFamily("kezek_commits", "Commits to the ledger", done.commits)
        yield CounterMetricFamily("kezek_commit_seconds", "Time spent in commits", done.commit_seconds)
        yield CounterMetricFamily("kezek_events", "Events written", done.events)
        yield CounterMetricFamily("kezek_impossible", "Requests the office could not grant", done.refused)
        yield CounterMetricFamily("kezek_failed_writes", "Writes the storage refused", done.failed_writes)
        yield GaugeMetricFamily("kezek_viewers", "Open WebSockets", self._fanout.viewers)
        yield GaugeMetricFamily("kezek_day_seq", "Events of the day", office.seq)
        notices = {notice.code for notice in self._hub.notices()}
        back, ahead = "1 while the clock stands before the last fact", "1 while it stands too far after it"
        yield GaugeMetricFamily("kezek_clock_back", back, int("clock_back" in notices))
        yield GaugeMetricFamily("kezek_clock_ahead", ahead, int("clock_ahead" in notices))
        desks = GaugeMetricFamily("kezek_desks", "Desks by state", labels=["state"])
        for state in DeskState:
            desks.add_metric([state], sum(desk.state is state for desk in office.desks.values()))
        yield desks
        stages = Counter(ticket.stage for ticket in office.tickets.values())
        tickets = GaugeMetricFamily("kezek_tickets", "Tickets of the day by stage", labels=["stage"])
        for stage in Stage:
            tickets.add_metric([stage], stages[stage])
        yield tickets

        paper = GaugeMetricFamily("kezek_paper_left_mm", "Paper left by count", labels=["kiosk", "printer"])
        for kiosk, told in self._devices.states.items():
            for number, printer in enumerate(told.printers, 1):
                if printer.paper_left_mm is not None:
                    paper.add_metric([kiosk, str(number)], printer.paper_left_mm)
        yield paper


def metrics(hub: Hub, fanout: Fanout, devices: Devices, answered: Counter[tuple[str, int]]) -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(hub, fanout, devices, answered))
    return generate_latest(registry)
