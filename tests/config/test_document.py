"""docs/content.md names every key of the schema, and the examples of the faults can be written as they stand."""

import re
import tomllib
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from pydantic import TypeAdapter

from config import schema
from config.examples import example
from config.files import as_json
from tests.config.folders import CONTENT_MD

HEADINGS: dict[str, type] = {
    "`[centre]`": schema.Centre,
    "`[schedule]`": schema.Schedule,
    "`hours`": schema.Hours,
    "`[[desks]]`": schema.Desk,
    "`[[printers]]`": schema.Printer,
    "`[[kiosks]]`": schema.Kiosk,
    "`[guard]`": schema.CouncilGuard,
    "`[hub]`": schema.Hub,
    "`[[people]]`": schema.Person,
    "`[[villages]]`": schema.Village,
    "`[[units]]`": schema.Unit,
    "`[[units.contacts]]`": schema.Contact,
    "`[[banks]]`": schema.Bank,
    "`[[payments]]`": schema.Payment,
    "`[[faq]]`": schema.Question,
    "`[[pages]]`": schema.Page,
    "`[[boards]]`": schema.Board,
    "`[voice]`": schema.Voice,
    "`volume`": schema.Loudness,
    "`[[slides]]`": schema.Slide,
    "`[signs]`": schema.Signs,
    "`[journal]`": schema.JournalTerms,
    "`[[refusal_reasons]]`": schema.RefusalReason,
    "`[[need_kinds]]`": schema.NeedKind,
    "The keys of a service": schema.Service,
    "`[fee]`": schema.Fee,
    "`term`": schema.Term,
    "`[[documents]]`": schema.Document,
    "`[[route]]`": schema.Stop,
}
KINDS = [*HEADINGS.values(), schema.Text]


def documented() -> dict[str, dict[str, bool]]:
    """Heading → key → whether it is needed."""
    tables = {}
    for section in re.split(r"^### ", CONTENT_MD.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        rows = re.findall(r"^\| `(\w+)` \| .+ \| (yes|no) \|$", body.split("\n## ")[0], re.MULTILINE)
        tables[heading] = {key: needed == "yes" for key, needed in rows}
    return tables


def test_each_part_of_the_files_has_its_table() -> None:
    assert documented().keys() == HEADINGS.keys()


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_table_has_each_key_and_says_whether_it_is_needed(heading: str) -> None:
    kind = HEADINGS[heading]
    keys = {field.name: field.default is MISSING for field in fields(kind)}
    if kind is schema.Service:
        del keys["id"]
    assert documented()[heading] == keys


def test_each_word_of_a_closed_list_is_documented() -> None:
    text = CONTENT_MD.read_text(encoding="utf-8")
    for kind in KINDS:
        for hint in get_type_hints(kind).values():
            for choice in choices(hint):
                assert f"`{choice}`" in text, (kind.__name__, choice)


def choices(hint: Any) -> list[str]:
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return [member.value for member in hint]
    return [choice for inner in get_args(hint) for choice in choices(inner)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_example_of_each_key_is_right(kind: type) -> None:
    for key, hint in get_type_hints(kind, include_extras=True).items():
        table = tomllib.loads(example(kind.__name__, key))
        adapter = TypeAdapter[Any](tuple[hint])  # type: ignore[valid-type]
        adapter.validate_json(as_json([table[key]]), strict=True)
