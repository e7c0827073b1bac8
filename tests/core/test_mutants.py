"""The list of mutants that no promise notices is kept honestly."""

import pytest

from tests.core.mutants import EXPLAINED, change, explained, report

DIFF = """# core.rules.x__take__mutmut_3: survived
--- core/rules.py
+++ core/rules.py
@@ -1,3 +1,3 @@
 def _take(office, command):
-    left = 1
+    left = 2
"""
CHANGED = ("core.rules._take", "left = 1", "left = 2")


def test_a_mutant_is_named_by_what_it_changes() -> None:
    assert change("core.rules.x__take__mutmut_3", DIFF) == CHANGED
    assert change("core.lines.xǁLineǁof__mutmut_1", DIFF)[0] == "core.lines.Line.of"


def test_an_unexplained_survivor_and_an_outlived_line_are_to_be_settled() -> None:
    known = explained("* `core.rules._take` `left = 1` → `left = 2`: the same.")
    assert known == [CHANGED]
    assert report([CHANGED], known) == []
    assert report([CHANGED], [])[0].endswith("UNEXPLAINED")
    assert report([], known)[0].endswith("does not survive")


@pytest.mark.parametrize("entry", ["* `core.rules._take` `a` → `b`:", "* something survives"])
def test_a_line_without_a_reason_explains_nothing(entry: str) -> None:
    with pytest.raises(ValueError, match="not an explanation"):
        explained(entry)


def test_the_list_of_explanations_can_be_read() -> None:
    assert explained(EXPLAINED.read_text())
