"""Events once written are read for ever: the golden file holds a line of every kind, as the first release wrote it."""

import json
from pathlib import Path

import pytest

from server import codec
from tests.server.stories import EVERY_KIND

GOLDEN = Path(__file__).parent.parent / "golden" / "events.jsonl"
LINES = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def test_every_kind_of_event_has_a_golden_line() -> None:
    assert {line["kind"] for line in LINES} == set(codec.READERS)


@pytest.mark.parametrize("number", range(len(LINES)))
def test_golden_lines_load_for_ever(number: int) -> None:
    line = LINES[number]
    assert codec.read(line["kind"], json.dumps(line["body"])) == EVERY_KIND[number]


def test_what_is_written_is_read_back_equal() -> None:
    for event in EVERY_KIND:
        assert codec.read(codec.kind_of(event), codec.write(event)) == event


@pytest.mark.parametrize(
    ("kind", "body"),
    [("TicketEaten", "{}"), ("TicketHanded", "{}"), ("TicketHanded", '{"at": "soon"}'), ("DayClosed", "")],
)
def test_what_no_version_can_have_written_is_not_guessed_at(kind: str, body: str) -> None:
    with pytest.raises(codec.Unreadable):
        codec.read(kind, body)
