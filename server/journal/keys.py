"""Personal data at rest (docs/decisions/0009): with a key of the centre's it stands in the database sealed.

The columns of the type `Sealed` hold Fernet tokens then. Names are found by keyed digests of the beginnings of their
words: who has the database and not the key can neither read them nor try out names. The keys stand in a file of their
own, the newest first; when the journal opens, everything is put under the newest.
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from server.ledger import NotWritten

BEGINNING_MAX = 12
"""Letters of a word that are found by; whoever types more finds by these."""
PHONE_DIGITS = 9
TOKEN_DIGITS = 10


class KeyFault(NotWritten):
    """`key` names the text that says what is wrong with the key: `start.<key>` of the hub's texts."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Keys:
    """`keys` are Fernet keys, the newest first. Raises KeyFault."""

    def __init__(self, keys: Iterable[str]) -> None:
        from cryptography import fernet  # noqa: PLC0415 - six megabytes that a centre without a key never needs

        lines = tuple(keys)
        try:
            self._box = fernet.MultiFernet([fernet.Fernet(key) for key in lines])
        except ValueError:
            raise KeyFault("key_form") from None
        self._wrong = fernet.InvalidToken
        self.fingerprints = tuple(sha256(f"fingerprint {key}".encode()).hexdigest()[:16] for key in lines)
        self._digests = tuple(sha256(f"index {key}".encode()).digest() for key in lines)

    def seal(self, text: str) -> str:
        return self._box.encrypt(text.encode()).decode()

    def unseal(self, token: str) -> str:
        try:
            return self._box.decrypt(token).decode()
        except self._wrong:
            raise KeyFault("key_wrong") from None

    def index(self, folded: str, phone: str | None) -> str:
        """What an applicant is found by, under the newest key: a digest of each beginning of each word."""
        parts = {word[:length] for word in folded.split() for length in range(1, min(len(word), BEGINNING_MAX) + 1)}
        if phone:
            parts.add(_phone(phone))
        return " ".join(sorted(self._token(self._digests[0], part) for part in parts))

    def tokens_of(self, word: str) -> list[str]:
        """Of a word, under each of the keys."""
        return [self._token(digest, word[:BEGINNING_MAX]) for digest in self._digests]

    def tokens_of_phone(self, digits: str) -> list[str]:
        return [self._token(digest, _phone(digits)) for digest in self._digests]

    @staticmethod
    def _token(digest: bytes, part: str) -> str:
        return hmac.new(digest, part.encode(), sha256).hexdigest()[:TOKEN_DIGITS]


def _phone(digits: str) -> str:
    """Its last nine digits, however the rest of it is written."""
    return f"tel {digits[-PHONE_DIGITS:]}"


def read_keys(file: str, data: str) -> Keys | None:
    """The keys of a settings' key file, one a line; None when none is set. Raises KeyFault."""
    if not file:
        return None
    if Path(file).resolve().is_relative_to(Path(data).resolve()):
        raise KeyFault("key_in_data")
    try:
        lines = Path(file).read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        raise KeyFault("key_file") from None
    if not lines:
        raise KeyFault("key_form")
    return Keys(lines)


def put_new_key(file: Path) -> None:
    """On top of those that are there; the file is replaced as a whole, and its owner's alone. Raises OSError."""
    from cryptography.fernet import Fernet  # noqa: PLC0415

    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    part.touch(0o600)
    older = file.read_text(encoding="ascii") if file.exists() else ""
    part.write_text(f"{Fernet.generate_key().decode()}\n{older}", encoding="ascii")
    part.replace(file)
