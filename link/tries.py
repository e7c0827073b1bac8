"""Limits on guessing: each wrong try makes the next wait longer, and every wait ends by itself."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

FORGET_S = 3600.0
KEYS_MAX = 2000
FIRST_WAIT_S = 15.0


@dataclass(slots=True)
class _Record:
    wrong: int = 0
    last: float = 0.0
    until: float = 0.0


class Tries:
    """`free` wrong tries cost nothing; then 15 s, twice as long each time, up to `longest_s`.

    A try during the wait is refused without being counted, so nobody can prolong the wait of another.
    """

    def __init__(self, free: int, longest_s: float, now: Callable[[], float] = time.monotonic) -> None:
        self._free = free
        self._longest_s = longest_s
        self._now = now
        self._records: dict[Hashable, _Record] = {}

    def wait_s(self, key: Hashable) -> float:
        """Seconds until this key may try again; 0 when it may now."""
        record = self._records.get(key)
        return max(0.0, record.until - self._now()) if record else 0.0

    def count(self, key: Hashable) -> None:
        """A try begins: it is wrong until `undo` or `forget` says otherwise, so parallel guesses gain nothing."""
        now = self._now()
        record = self._records.pop(key, None) or _Record()
        if now - record.last > FORGET_S:
            record.wrong = 0
        record.wrong += 1
        record.last = now
        if (over := record.wrong - self._free) >= 0:
            record.until = now + min(self._longest_s, FIRST_WAIT_S * 2.0 ** min(over, 20))
        self._records[key] = record
        while len(self._records) > KEYS_MAX:
            del self._records[next(iter(self._records))]

    def waits(self) -> dict[Hashable, float]:
        """Seconds of each key that has to wait now."""
        return {key: wait for key in self._records if (wait := self.wait_s(key)) > 0}

    def undo(self, key: Hashable) -> None:
        if (record := self._records.get(key)) is not None:
            record.wrong = max(0, record.wrong - 1)
            record.until = 0.0

    def forget(self, key: Hashable) -> None:
        self._records.pop(key, None)
