"""`make mutants`: change core/ in many small ways, and list what no promise notices and nobody has explained.

Each survivor is explained by one line of survivors.md. Ends with 1 when a survivor is unexplained, or when a line
explains what no longer survives.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
EXPLAINED = Path(__file__).with_name("survivors.md")
LINE = re.compile(r"^\* `(?P<where>[^`]+)` `(?P<old>[^`]*)` → `(?P<new>[^`]*)`: \S")
DAYS = "10"
"""Short whole days for each mutant, always the same ones: the examples kill most."""
Change = tuple[str, str, str]
"""The function, what stood there, what stands there now."""


def mutmut(*arguments: str) -> str:
    """What mutmut prints. Raises CalledProcessError."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout


def run() -> None:
    """Test every mutant anew: an earlier result knows nothing of newer tests."""
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    os.nice(10)
    environment = {**os.environ, "KEZEK_DAYS": DAYS}
    subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", "2"], cwd=ROOT, check=True, env=environment
    )


def survivors() -> list[Change]:
    """What was changed and noticed by no test; a mutant that never ends was noticed."""
    found = re.findall(r"^\s*(\S+): (?!timeout)", mutmut("results"), re.MULTILINE)
    return sorted(change(name, mutmut("show", name)) for name in found)


def change(name: str, diff: str) -> Change:
    """A mutant in words that stay when the numbers of mutants shift."""
    where = re.sub(r"__mutmut_\d+$", "", name).replace(".x_", ".").replace("xǁ", "").replace("ǁ", ".")
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    old = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
    new = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
    return where, old, new


def explained(text: str) -> list[Change]:
    """The changes that survivors.md explains. Raises ValueError for an entry that cannot be read."""
    entries = [line for line in text.splitlines() if line.startswith("*")]
    read = [LINE.match(line) for line in entries]
    if None in read:
        raise ValueError(f"not an explanation: {entries[read.index(None)]}")
    return sorted((entry["where"], entry["old"], entry["new"]) for entry in read if entry)


def report(survived: list[Change], known: list[Change]) -> list[str]:
    """What is left to do: survivors without a line, lines without a survivor."""
    unexplained = [one for one in survived if one not in known]
    outlived = [one for one in known if one not in survived]
    return [
        *(f"* `{where}` `{old}` → `{new}`: UNEXPLAINED" for where, old, new in unexplained),
        *(f"* `{where}` `{old}` → `{new}`: explained, but it does not survive" for where, old, new in outlived),
    ]


def main() -> int:
    run()
    survived = survivors()
    left = report(survived, explained(EXPLAINED.read_text()))
    print(f"\n{len(survived)} mutants survive; {len(left)} lines to settle in {EXPLAINED.relative_to(ROOT)}")
    print("\n".join(left))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
