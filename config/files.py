"""Reads the TOML files of a folder into the types of the schema, and notes every fault instead of stopping at one."""

import json
import re
import tomllib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from config.faults import Fault, from_errors, nearest, path
from config.order import clean
from core.record import record

T = TypeVar("T")
Table = dict[str, Any]

WORD = re.compile(r"[^\W\d_]+")
MIXED = re.compile("[A-Za-zɵƟ][А-Яа-яЁёҢңӨөҮү]|[А-Яа-яЁёҢңӨөҮү][A-Za-zɵƟ]")
"""Latin and Cyrillic letters side by side: such a word looks right and no search finds it."""


@record
class Found(Generic[T]):
    """A value and where it stands, so that a later check can say so."""

    file: str
    key: str
    value: T

    def fault(self, code: str, key: str = "", **values: object) -> Fault:
        """A fault at `key` inside this value."""
        whole = f"{self.key}.{key}" if self.key and key else self.key or key
        return Fault(self.file, whole, code, values)


@dataclass(slots=True)
class Reader:
    """Reads one folder. What cannot be read is a fault in `faults` and is left out."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    """The lists of which every item could be read: only of these one can say what is not there."""
    misspelt: set[object] = field(default_factory=set)
    """The tables that are there under a misspelt name."""

    def table(self, name: str, keys: tuple[str, ...] = ()) -> Table | None:
        """The whole file; None when it cannot be read. With `keys`, any other top-level key is a fault."""
        try:
            table = tomllib.loads(clean((self.folder / name).read_bytes().decode("utf-8-sig")))
        except FileNotFoundError:
            self.faults.append(Fault(name, "", "no_file"))
        except OSError:
            self.faults.append(Fault(name, "", "not_opened"))
        except UnicodeDecodeError:
            self.faults.append(Fault(name, "", "not_utf8"))
        except tomllib.TOMLDecodeError as error:
            self.faults.append(Fault(name, "", "not_toml", {"line": self._line(name, str(error))}))
        else:
            for key in [key for key in table if keys and key not in keys]:
                meant = nearest(key, keys)
                self.misspelt.update({meant["nearest"]} - table.keys())
                self.faults.append(Fault(name, key, "unknown_key", meant))
            self.faults.extend(Fault(name, key, "mixed_letters", {"word": word}) for key, word in _mixed(table))
            return table
        return None

    def one(self, name: str, table: Table | None, key: str, kind: type[T]) -> Found[T] | None:
        """The table `[key]`, or with an empty key the file itself."""
        if table is None or key in self.misspelt:
            return None
        if key and key not in table:
            self.faults.append(Fault(name, key, "table_missing", {"key": key}))
            return None
        good, faults = _read([table[key] if key else table], kind, name, lambda _: key)
        self.faults.extend(faults)
        return good[0] if good else None

    def many(self, name: str, table: Table | None, key: str, kind: type[T]) -> list[Found[T]]:
        """Each `[[key]]` that can be read."""
        if table is None or key in self.misspelt:
            return []
        items = table.get(key, [])
        if not isinstance(items, list):
            self.faults.append(Fault(name, key, "want_tables", {"key": key}))
            return []
        good, faults = _read(items, kind, name, lambda index: f"{key}[{index + 1}]")
        self.faults.extend(faults)
        if not faults:
            self.whole.add(key)
        return good

    def _line(self, name: str, error: str) -> int:
        at = re.search(r"line (\d+)", error)
        return int(at[1]) if at else len((self.folder / name).read_bytes().splitlines())


def _read(
    items: list[Any], kind: type[T], file: str, key_of: Callable[[int], str]
) -> tuple[list[Found[T]], list[Fault]]:
    adapter: TypeAdapter[tuple[T, ...]] = _adapter(kind)  # type: ignore[arg-type]  # mypy takes type[T] for unhashable
    errors: dict[int, list[ErrorDetails]] = {}
    try:
        values = adapter.validate_json(as_json(items), strict=True)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            index, *loc = one["loc"]
            errors.setdefault(int(index), []).append({**one, "loc": tuple(loc)})
        values = adapter.validate_json(as_json([item for i, item in enumerate(items) if i not in errors]), strict=True)
    faults = chain.from_iterable(from_errors(file, key_of(i), kind, some) for i, some in errors.items())
    places = (i for i in range(len(items)) if i not in errors)
    return [Found(file, key_of(i), value) for i, value in zip(places, values, strict=True)], list(faults)


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(tuple[kind, ...], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]


def as_json(items: list[Any]) -> str:
    """The strict reading of JSON is the one we want: 9 is no time, "3" no number, but "09:00" a time."""

    def day_or_time(value: date | time | datetime) -> str:
        return value.isoformat()

    return json.dumps(items, default=day_or_time)


def _mixed(value: object, loc: tuple[int | str, ...] = ()) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from _mixed(inner, (*loc, key))
        case list():
            for index, inner in enumerate(value):
                yield from _mixed(inner, (*loc, index))
        case str() if MIXED.search(value):
            for word in filter(MIXED.search, WORD.findall(value)):
                yield path("", loc), word
