"""What is wrong in a centre's files, in words for the person who keeps them: which file, which key, what to write."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields, is_dataclass
from difflib import get_close_matches
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic_core import ErrorDetails

from config import schema
from config.examples import example
from config.texts import speaker
from core.record import record

Loc = tuple[int | str, ...]

CLOSE = 0.5
"""How alike a misspelt word and the right one are, from 0 to 1."""

SAME_FORM = {
    "int_type": "want_number",
    "bool_type": "want_yes_or_no",
    "string_type": "want_text",
    "tuple_type": "want_list",
    "dataclass_type": "want_table",
    "missing": "missing",
    "string_too_short": "empty",
    "too_short": "list_empty",
}
"""Kinds of pydantic's errors that have a text of ours by one name, each ending with an example."""

PATTERNS = {
    schema.Id: "pattern_id",
    schema.Phone: "pattern_phone",
    schema.Letter: "pattern_letter",
    schema.Email: "pattern_email",
    schema.Picture: "pattern_picture",
}


@record
class Fault:
    """`file` is relative to the folder; `key` is a path in it, counted from 1: `documents[2].name.ru`; may be empty."""

    file: str
    key: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def what(self, language: str) -> str:
        """What is wrong and what to write, as one or two sentences."""
        return speaker("config", language)(f"fault.{self.code}", **self.values)

    def line(self, language: str) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place} — {self.what(language)}"


class Faulty(Exception):
    """The folder cannot be used. `faults` has every fault that was found, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.line("en") for fault in self.faults))


def path(root: str, loc: Loc) -> str:
    """`("documents", 1, "name")` under root "" is `documents[2].name`: people count from 1."""
    key = root
    for step in loc:
        key += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if key else step
    return key


def nearest(word: str, words: Iterable[str]) -> Mapping[str, object]:
    """The value {nearest} of a text: the right word most like this one, or all of them when none is like it."""
    known = sorted(words)
    like = get_close_matches(word, known, n=1, cutoff=CLOSE)
    return {"nearest": like[0] if like else ", ".join(known)}


def from_errors(file: str, root: str, kind: type, errors: Iterable[ErrorDetails]) -> Iterator[Fault]:
    """What pydantic says about a value of the dataclass `kind` that stands at `root` in `file`; one mistake once.

    Left out is what only follows: a key that is missing because it is misspelt, a list that is empty because each of
    its items is wrong.
    """
    errors = tuple(errors)
    misspelt = {
        (*error["loc"][:-1], like[0])
        for error in errors
        if error["type"] == "unexpected_keyword_argument"
        and (like := get_close_matches(str(error["loc"][-1]), _keys(kind, error["loc"]), n=1, cutoff=CLOSE))
    }
    for error in errors:
        loc, code = error["loc"], error["type"]
        inside = any(other["loc"][: len(loc)] == loc and other["loc"] != loc for other in errors)
        if not (code == "missing" and loc in misspelt) and not (code == "too_short" and inside):
            yield _from_error(file, root, kind, error)


def _from_error(file: str, root: str, kind: type, error: ErrorDetails) -> Fault:
    loc, code = error["loc"], error["type"]
    key = path(root, loc)
    if code == "unexpected_keyword_argument":
        if len(loc) > 1 and loc[-1] in _keys(kind, loc[:1]):
            return Fault(file, key, "misplaced_key")
        return Fault(file, key, "unknown_key", nearest(str(loc[-1]), _keys(kind, loc)))
    values = {"example": _example(kind, loc)}
    context = error.get("ctx", {})
    if code in SAME_FORM:
        return Fault(file, key, SAME_FORM[code], values)
    match code:
        case "enum" | "literal_error":
            choices = ", ".join(re.findall(r"'([^']*)'", context["expected"]))
            return Fault(file, key, "choice", {"choices": choices, **values})
        case "greater_than_equal":
            return Fault(file, key, "too_small", {"limit": context["ge"]})
        case "less_than_equal":
            return Fault(file, key, "too_large", {"limit": context["le"]})
        case "string_pattern_mismatch":
            return Fault(file, key, _pattern_code(kind, loc), values)
    if code.startswith(("date_", "time_")):
        return Fault(file, key, f"want_{code[:4]}", values)
    return Fault(file, key, "does_not_fit", values)


def _pattern_code(kind: type, loc: Loc) -> str:
    keys = [step for step in loc if isinstance(step, str)]
    owner = _owner(kind, loc)
    hint = get_type_hints(owner, include_extras=True)[keys[-1]]
    return _known_pattern(hint) or f"pattern_{owner.__name__}_{keys[-1]}".lower()


def _known_pattern(hint: Any) -> str | None:
    if hint in PATTERNS:
        return PATTERNS[hint]
    return next((code for inner in get_args(hint) if get_origin(inner) and (code := _known_pattern(inner))), None)


def _example(kind: type, loc: Loc) -> str:
    keys = [step for step in loc if isinstance(step, str)]
    return example(_owner(kind, loc).__name__, keys[-1]) if keys else example(kind.__name__, "")


def _keys(kind: type, loc: Loc) -> list[str]:
    return sorted(field.name for field in fields(_owner(kind, loc)))


def _owner(kind: type, loc: Loc) -> type:
    """The dataclass that holds the last key of `loc`."""
    for step in [step for step in loc if isinstance(step, str)][:-1]:
        kind = _inner(get_type_hints(kind)[step])
    return kind


def _inner(hint: Any) -> type:
    """The dataclass inside `X`, `X | None`, `tuple[X, ...]` or an annotated one of these."""
    if get_origin(hint) is Annotated:
        return _inner(get_args(hint)[0])
    if is_dataclass(hint):
        return hint if isinstance(hint, type) else type(hint)
    inner: Any = next(arg for arg in get_args(hint) if arg not in (NoneType, ...))
    return _inner(inner)
