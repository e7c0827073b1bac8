"""The papers as they should look: `python -m tests.printer.golden` draws them anew; then look at every one.

Beside the PNG files lie `bytes.txt`, the length and SHA-256 of each paper's ESC/POS job, the jobs of the plain tickets
themselves, and `made-with.txt`: dots depend on the font and on FreeType, so elsewhere pictures are compared loosely.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from PIL import Image, features

from config.texts import LANGUAGES, speaker
from printer import layout, samples
from printer.draw import draw
from printer.encode import encode
from printer.faces import SelfTestFace
from printer.fonts import PACKAGE
from printer.page import PAPER_58, PAPER_80, Page, Paper

FOLDER = Path(__file__).parents[1] / "golden" / "printer"
WIDTHS = {"80": PAPER_80, "58": PAPER_58}
LARGE = ("ticket", "documents")
"""Papers also kept in large letters."""


@dataclass(frozen=True)
class Case:
    name: str
    page: Page
    paper: Paper

    @property
    def png(self) -> Path:
        return FOLDER / f"{self.name}.png"


def cases() -> Iterator[Case]:
    for language in LANGUAGES:
        say = speaker("ticket", language)
        for width, paper in WIDTHS.items():
            for name, face in samples.faces(language).items():
                fitting = replace(face, width_dots=paper.width_dots) if isinstance(face, SelfTestFace) else face
                yield Case(f"{name}-{language}-{width}", layout.page(fitting, say), paper)
                if name in LARGE:
                    yield Case(f"{name}-large-{language}-{width}", layout.page(fitting, say, large=True), paper)


def made_with() -> str:
    package = subprocess.run(
        ("dpkg-query", "-W", "-f", "${Version}", PACKAGE), capture_output=True, text=True, check=False
    )
    freetype = features.version("freetype2")
    return f"{PACKAGE} {package.stdout or 'unknown'}\nFreeType {freetype}\nsegno {version('segno')}\n"


def fingerprint(job: bytes) -> str:
    return f"{len(job)} bytes {sha256(job).hexdigest()}"


def golden_bytes() -> dict[str, str]:
    lines = (FOLDER / "bytes.txt").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def load(case: Case) -> Image.Image:
    with Image.open(case.png) as picture:
        return picture.convert("1")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    jobs = {}
    for case in cases():
        picture = draw(case.page, case.paper)
        picture.save(case.png, "PNG", optimize=True)
        jobs[case.name] = encode(picture)
        if case.name.startswith(("ticket-ky", "ticket-ru", "ticket-en")):
            case.png.with_suffix(".bin").write_bytes(jobs[case.name])
    (FOLDER / "bytes.txt").write_text("".join(f"{name}: {fingerprint(job)}\n" for name, job in jobs.items()))
    (FOLDER / "made-with.txt").write_text(made_with())


if __name__ == "__main__":
    main()
