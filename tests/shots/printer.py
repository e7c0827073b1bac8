"""Every paper, three languages and two widths, as the printer puts it down: `python -m tests.shots.printer FOLDER`."""

import sys
from pathlib import Path

from printer.draw import draw
from tests.printer.golden import cases


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases():
        draw(case.page, case.paper).save(folder / f"{case.name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
