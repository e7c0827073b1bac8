"""Putting everything personal under the newest key when the journal opens, in one transaction (docs/decisions/0009)."""

from sqlalchemy import Connection, Table, Text, bindparam, delete, insert, select, type_coerce, update

from config.order import fold
from server.journal.keys import KeyFault, Keys
from server.journal.sealed_columns import Sealed, keys_of
from server.journal.tables import METADATA, applicant, sealed

CHUNK = 1000


def check_key(c: Connection) -> None:
    """Raises KeyFault when the journal stands under a key that is not among those given."""
    keys = keys_of(c.dialect)
    under: str | None = c.execute(select(sealed.c.key)).scalar()
    if keys is None:
        if under is not None:
            raise KeyFault("key_missing")
        return
    if under is not None and under not in keys.fingerprints:
        raise KeyFault("key_wrong")
    if under != keys.fingerprints[0]:
        _seal_all(c, keys, was_sealed=under is not None)
        c.execute(delete(sealed))
        c.execute(insert(sealed).values(key=keys.fingerprints[0]))


def _seal_all(c: Connection, keys: Keys, *, was_sealed: bool) -> None:
    for table in METADATA.sorted_tables:
        names = [column.name for column in table.columns if isinstance(column.type, Sealed)]
        if names:
            _seal(c, table, names, keys, was_sealed=was_sealed)


def _seal(c: Connection, table: Table, names: list[str], keys: Keys, *, was_sealed: bool) -> None:
    """Read as it stands, whatever the type of the column makes of it; written as the type makes it."""
    (key,) = table.primary_key.columns
    stands = [type_coerce(table.c[name], Text).label(name) for name in names]
    changed = [*names, "folded"] if table is applicant else names
    writes = update(table).where(key == bindparam("row")).values({name: bindparam(name) for name in changed})
    ids = list(c.execute(select(key).order_by(key)).scalars())
    for start in range(0, len(ids), CHUNK):
        wanted = select(key.label("row"), *stands).where(key.in_(ids[start : start + CHUNK]))
        rows = [dict(row) for row in c.execute(wanted).mappings()]
        for row in rows:
            if was_sealed:
                row.update({name: row[name] and keys.unseal(row[name]) for name in names})
            if table is applicant:
                people = filter(None, (row["name"], row["representative"]))
                row["folded"] = keys.index(fold(" ".join(people)), row["phone"])
        c.execute(writes, rows)
