"""A log that says once that something is gone and once that it is back."""

from logging import Logger


class Outage:
    def __init__(self, log: Logger, what: str) -> None:
        self._log, self._what = log, what
        self._failing = False

    def failed(self, why: str) -> None:
        if not self._failing:
            self._log.warning("%s: %s; trying again until it answers", self._what, why)
        self._failing = True

    def well(self) -> None:
        if self._failing:
            self._log.warning("%s: answers again", self._what)
        self._failing = False
