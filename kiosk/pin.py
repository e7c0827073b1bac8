"""The PIN of the service menu, on disk as a hash and never as itself; limits on guessing it."""

import os
from contextlib import suppress
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from link.tries import Tries

FILE = "pin"
DIGITS_MIN, DIGITS_MAX = 4, 8
_HASHER = PasswordHasher(time_cost=5, memory_cost=7 * 1024, parallelism=1)
"""As the hub keeps the PINs of people."""


def store(folder: Path, pin: str) -> None:
    """Readable by the kiosk's user alone. Raises ValueError for what is no PIN, and OSError."""
    if not (pin.isascii() and pin.isdigit() and DIGITS_MIN <= len(pin) <= DIGITS_MAX):
        raise ValueError(f"a PIN has {DIGITS_MIN} to {DIGITS_MAX} digits")
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE}.new"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(_HASHER.hash(pin))
    new.replace(folder / FILE)


class PinLock:
    """Three wrong tries cost nothing; then each makes the next wait longer, up to 15 minutes."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._tries = Tries(free=3, longest_s=900)

    @property
    def is_set(self) -> bool:
        return self._file.exists()

    def opens(self, pin: str) -> tuple[bool, int]:
        """Whether it is the one, and the seconds until the next try. Slow on purpose: not for the screen's loop."""
        if wait_s := self._tries.wait_s(FILE):
            return False, round(wait_s + 0.5)
        self._tries.count(FILE)
        fits = False
        with suppress(OSError, VerificationError, InvalidHashError):
            fits = _HASHER.verify(self._file.read_text(), pin)
        if fits:
            self._tries.forget(FILE)
        return fits, round(self._tries.wait_s(FILE))
