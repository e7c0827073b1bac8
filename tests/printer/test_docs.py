"""docs/printers.md says what the code does."""

import re
from pathlib import Path

import pytest

from printer.address import EXAMPLE, BadUrl, parse
from printer.answers import State
from printer.jobs import Result

TEXT = (Path(__file__).parents[2] / "docs" / "printers.md").read_text()


def first_column(heading: str) -> set[str]:
    table = TEXT.split(heading, 1)[1].split("\n\n", 2)[1]
    return {name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def test_every_state_and_outcome_is_explained() -> None:
    assert first_column("## What the states mean") == {str(state) for state in State}
    assert first_column("## What becomes of a paper") == {str(result) for result in Result}


@pytest.mark.parametrize("option", sorted(first_column("Options follow after")))
def test_every_option_that_is_described_is_known(option: str) -> None:
    with pytest.raises(BadUrl) as refused:
        parse(f"tcp://host?{option}=wrong")
    assert "unknown option" not in str(refused.value)


def test_every_address_that_is_shown_can_be_written_so() -> None:
    shown = re.findall(r"`((?:tcp|usb|device|serial|cups|folder):\S+)`", TEXT)
    assert len(shown) >= 6
    for address in [*shown, *EXAMPLE.split(", ")]:
        parse(address)
