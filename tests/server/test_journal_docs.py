"""What docs/journal.md promises the journal has, and the other way round."""

import json
import re
from dataclasses import fields
from pathlib import Path

from pydantic import TypeAdapter

from server.journal import files
from server.journal.files import BodyResult, Dispatch, Parcel
from server.journal.forms import NewEntry
from server.journal.records import Entry, EntryLine
from server.journal.words import EntryKind, EntryState, Late, No
from server.web import journal, journal_bodies, journal_files, journal_needs, journal_papers, receipts

TEXT = (Path(__file__).parents[2] / "docs" / "journal.md").read_text(encoding="utf-8")
ROOMS = (journal, journal_bodies, journal_files, journal_needs, journal_papers, receipts)


def documented() -> set[tuple[str, str]]:
    """Method and path of each request; a list of endings after the first path stands for its neighbours."""
    found = set()
    for line in TEXT.splitlines():
        for method, path in re.findall(r"`(GET|POST|PUT|DELETE) (/api/(?!openapi)[^`?\s]+)", line):
            found.add((method, path))
            beside = re.match(r"\| `[A-Z]+ [^`]+`((?:, `[^`]+`)+) \|", line)
            for name in re.findall(r"`([^`]+)`", beside[1]) if beside else ():
                found.add((method, f"{path.rpartition('/')[0]}/{name}"))
    return found


def test_every_request_is_documented_and_every_documented_one_is_there() -> None:
    assert documented() == {(route.method, route.path) for room in ROOMS for route in room.ROUTES}


def test_the_example_of_a_new_entry_can_be_sent() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    sent = json.loads(example)
    assert set(sent) == {field.name for field in fields(NewEntry)}
    sent["key"] = "a-random-word"
    TypeAdapter(NewEntry).validate_json(json.dumps(sent), strict=True)


def test_every_word_and_field_is_named() -> None:
    noes = {no.value for no in No} - {"no_such_entry", "no_paper", "wrong_field"}
    words = {*EntryKind, *EntryState, *Late, *noes, *files.ENTRY_COLUMNS}
    for kind in (Entry, EntryLine, Dispatch, Parcel, BodyResult):
        words |= {field.name for field in fields(kind)}
    named = set(re.findall(r"\w+", TEXT))
    assert sorted(word for word in words if word not in named) == []
