"""Who may come in, on disk: hashes of PINs and tokens, never the things themselves."""

import hashlib
import secrets
import time
from functools import cache, lru_cache
from pathlib import Path

import apsw
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

PAIRING_S = 15 * 60
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
REAL, DEMO = 0x4B5A454B, 0x4B5A444D

SCHEMA = """
CREATE TABLE IF NOT EXISTS person (id TEXT PRIMARY KEY, pin TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS session (token TEXT PRIMARY KEY, person TEXT NOT NULL, seen_at REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS device (kiosk TEXT PRIMARY KEY, token TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pairing (code TEXT PRIMARY KEY, kiosk TEXT NOT NULL, until REAL NOT NULL) STRICT;
"""

PINS = PasswordHasher(time_cost=5, memory_cost=7 * 1024, parallelism=1)
"""Argon2id with 7 MiB and five passes: of the settings OWASP holds equal, the one that fits a small box."""


class WrongStorage(Exception):
    """A demo's folder for a real centre, or the other way round."""


StorageFault = apsw.Error
"""The file cannot be used."""


@lru_cache(1024)
def digest(token: str) -> str:
    """What is kept of a random token: enough to know it again."""
    return hashlib.sha256(token.encode(errors="surrogateescape")).hexdigest()


@cache
def _nobodys_pin() -> str:
    """Compared with when there is no such person, so that the answer takes as long."""
    return PINS.hash(secrets.token_hex())


class AccessBook:
    """Blocking; used by one thread at a time. Other processes (`python -m server pin`) may write beside it."""

    def __init__(self, path: Path, *, demo: bool) -> None:
        """Raises WrongStorage, and StorageFault when the file cannot be used."""
        self._file = apsw.Connection(str(path))
        self._file.set_busy_timeout(5000)
        self._file.pragma("journal_mode", "wal")
        self._file.pragma("synchronous", "full")
        self._file.execute(SCHEMA)
        owner = self._file.pragma("application_id")
        if owner not in (0, DEMO if demo else REAL):
            raise WrongStorage(str(path))
        self._file.pragma("application_id", DEMO if demo else REAL)
        path.chmod(0o600)

    def version(self) -> int:
        """Another number after another process has written."""
        return int(self._file.pragma("data_version"))

    def pin_fits(self, person: str, pin: str) -> bool:
        row = self._file.execute("SELECT pin FROM person WHERE id = ?", (person,)).fetchone()
        try:
            return PINS.verify(row[0] if row else _nobodys_pin(), pin) and row is not None
        except VerificationError:
            return False

    def set_pin(self, person: str, pin: str) -> None:
        """A new PIN ends the person's sessions."""
        hashed = PINS.hash(pin)
        with self._file:
            self._file.execute("INSERT OR REPLACE INTO person VALUES (?, ?)", (person, hashed))
            self._file.execute("DELETE FROM session WHERE person = ?", (person,))

    def has_pin(self, person: str) -> bool:
        return self._file.execute("SELECT 1 FROM person WHERE id = ?", (person,)).fetchone() is not None

    def people(self) -> frozenset[str]:
        """Who has a PIN."""
        return frozenset(person for (person,) in self._file.execute("SELECT id FROM person"))

    def sessions(self) -> dict[str, tuple[str, float]]:
        """{token's digest: (person, last seen, in seconds of the epoch)}."""
        return {token: (person, seen) for token, person, seen in self._file.execute("SELECT * FROM session")}

    def open_session(self, person: str) -> str:
        token = secrets.token_urlsafe(32)
        self._file.execute("INSERT INTO session VALUES (?, ?, ?)", (digest(token), person, time.time()))
        return token

    def end_session(self, token_digest: str) -> None:
        self._file.execute("DELETE FROM session WHERE token = ?", (token_digest,))

    def sessions_seen(self, seen: dict[str, float], ended_before: float) -> None:
        """Note when each session was last used, and forget those not used since `ended_before`."""
        with self._file:
            self._file.executemany(
                "UPDATE session SET seen_at = ? WHERE token = ?", [(at, t) for t, at in seen.items()]
            )
            self._file.execute("DELETE FROM session WHERE seen_at < ?", (ended_before,))

    def devices(self) -> dict[str, str]:
        """{token's digest: kiosk}."""
        return dict(self._file.execute("SELECT token, kiosk FROM device"))

    def set_device(self, kiosk: str, token: str) -> None:
        """A kiosk has one token: pairing it again shuts out the one before."""
        self._file.execute("INSERT OR REPLACE INTO device VALUES (?, ?)", (kiosk, digest(token)))

    def pairing_code(self, kiosk: str) -> str:
        """A code that pairs `kiosk` once within 15 minutes."""
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
        with self._file:
            self._file.execute("DELETE FROM pairing WHERE until < ? OR kiosk = ?", (time.time(), kiosk))
            self._file.execute("INSERT INTO pairing VALUES (?, ?, ?)", (digest(code), kiosk, time.time() + PAIRING_S))
        return f"{code[:4]}-{code[4:]}"

    def pair(self, code: str) -> tuple[str, str] | None:
        """(kiosk, its new token) for a code that is still good; the code is used up."""
        wanted = digest(code.replace("-", "").replace(" ", "").upper())
        with self._file:
            sql = "DELETE FROM pairing WHERE code = ? RETURNING kiosk, until"
            good = [str(kiosk) for kiosk, until in self._file.execute(sql, (wanted,)) if until >= time.time()]
            if not good:
                return None
            token = secrets.token_urlsafe(32)
            self.set_device(good[0], token)
        return good[0], token

    def close(self) -> None:
        self._file.close()
