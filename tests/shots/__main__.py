"""`make shots`: a picture of every kiosk screen, page and ticket, in three languages, into a folder."""

import argparse
import subprocess
import sys
from pathlib import Path

parser = argparse.ArgumentParser(prog="python -m tests.shots", description=__doc__)
parser.add_argument("folder", nargs="?", type=Path, default=Path("shots"))
folder: Path = parser.parse_args().folder
for room, into in (("kiosk", folder), ("pages", folder / "pages"), ("printer", folder / "printer")):
    subprocess.run([sys.executable, "-m", f"tests.shots.{room}", str(into)], check=True)
print(f"The pictures are in {folder}/")
