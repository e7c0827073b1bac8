"""What the documents promise is there: requirements, paths, packages, commands."""

import re
import subprocess
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REQUIREMENTS = "docs/requirements.md"
REQUIREMENT_ROW = re.compile(r"^\| (R\d{3}) \| ([MROi]) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
SERVICE_ROW = re.compile(r"^\| (S\d{2}) \| (\w+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
QUOTED = re.compile(r"`([^`\n]+)`")
BINARY = {".png", ".bin", ".ico", ".wav", ".ogg", ".db"}


@cache
def tracked() -> tuple[str, ...]:
    """Every file of the project, relative to its root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def texts() -> dict[str, str]:
    return {name: _read(name) for name in tracked() if Path(name).suffix not in BINARY}


def documents() -> dict[str, str]:
    return {name: _read(name) for name in tracked() if name.endswith(".md")}


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def stands(path: str) -> bool:
    """Whether the project has this file, folder, module without its ending, or anything matching this pattern."""
    path = path.removeprefix("./").rstrip("/")
    return any(
        name == path or name.startswith((f"{path}/", f"{path}.", f"{path}-")) or fnmatch(name, path)
        for name in tracked()
    )


def test_each_requirement_has_exactly_one_line() -> None:
    rows = [number for number, *_ in REQUIREMENT_ROW.findall(_read(REQUIREMENTS))]
    assert rows == [f"R{number:03d}" for number in range(1, 179)]


def test_each_service_of_the_manual_has_exactly_one_line() -> None:
    rows = [number for number, *_ in SERVICE_ROW.findall(_read(REQUIREMENTS))]
    assert rows == [f"S{number:02d}" for number in range(1, 31)]


def test_a_requirement_is_met_by_something_that_stands_or_not_yet() -> None:
    rows = REQUIREMENT_ROW.findall(_read(REQUIREMENTS)) + SERVICE_ROW.findall(_read(REQUIREMENTS))
    vague = [number for number, _, _, met in rows if met != "not yet" and not LINK.search(met)]
    assert not vague


def test_what_is_met_in_part_says_what_is_missing() -> None:
    rows = REQUIREMENT_ROW.findall(_read(REQUIREMENTS))
    assert not [number for number, _, _, met in rows if met.startswith("in part") and "; " not in met]


def test_each_test_named_by_a_requirement_is_in_a_file_of_its_line() -> None:
    lost = []
    for number, _, _, met in REQUIREMENT_ROW.findall(_read(REQUIREMENTS)):
        linked = [(ROOT / "docs" / target).resolve() for target in LINK.findall(met)]
        code = "\n".join(path.read_text(encoding="utf-8") for path in linked if path.suffix == ".py" and path.is_file())
        lost += [f"{number}: {name}" for name in QUOTED.findall(met) if f"def {name}(" not in code]
    assert not lost


def test_each_number_cited_anywhere_is_a_requirement() -> None:
    known = {number for number, *_ in REQUIREMENT_ROW.findall(_read(REQUIREMENTS))}
    cited = {(name, number) for name, text in texts().items() for number in re.findall(r"\bR\d{3}\b", text)}
    assert not sorted((name, number) for name, number in cited if number not in known)


def test_each_local_link_of_a_document_leads_somewhere() -> None:
    broken = []
    for name, text in documents().items():
        for target in LINK.findall(text):
            path, _, heading = target.partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            end = ((ROOT / name).parent / path).resolve() if path else ROOT / name
            inside = end.is_relative_to(ROOT) and stands(end.relative_to(ROOT).as_posix())
            if not inside or (heading and heading not in headings(end)):
                broken.append(f"{name}: {target}")
    assert not broken


def headings(document: Path) -> set[str]:
    """The anchors a reader of Markdown makes of the headings."""
    lines = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def test_each_path_a_document_names_stands() -> None:
    tops = {name.split("/")[0] for name in tracked() if "/" in name}
    lost = []
    for name, text in documents().items():
        for quoted in QUOTED.findall(text):
            path = re.split(r"::|[#\s]", quoted)[0]
            if "/" in path and path.split("/")[0] in tops and not set(path) & set("<>{}") and not stands(path):
                lost.append(f"{name}: {quoted}")
    assert not lost


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?<![\w.\-}])/(work|root|tmp|home/[a-z]+|opt/[a-z]+)(?![\w-])",
        r"\b(pypi|pythonhosted|npmjs|deb\.debian|ftp\.debian)\.(org|com)\b",
    ],
    ids=["machine paths", "package registries"],
)
def test_no_text_names_a_place_of_one_machine(pattern: str) -> None:
    own = Path(__file__).relative_to(ROOT).as_posix()
    named = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts().items()
        if name != own
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not named


def test_each_package_the_project_asks_for_has_its_reason_and_the_other_way_round() -> None:
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[<>=!~\[; ]", requirement)[0] for requirement in asked]
    explained = re.findall(r"^\| ([a-z][\w.-]*) \|", _read("docs/dependencies.md"), re.MULTILINE)
    assert sorted(name for name in explained if name != "package") == sorted(names)


def test_each_command_a_document_gives_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", _read("Makefile"), re.MULTILINE))
    given = {(name, t) for name, text in documents().items() for t in re.findall(r"`make ([a-z]+)", text)}
    assert not sorted((name, target) for name, target in given if target not in targets)
    assert targets >= {"help", "run", "test"}


def test_the_readme_says_how_to_run_and_how_to_test() -> None:
    readme = _read("README.md")
    assert "make run" in readme
    assert "make test" in readme
