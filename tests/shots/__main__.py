"""`make shots`: a picture of every kiosk screen, page and ticket, in three languages, into a folder."""

import subprocess
import sys
from pathlib import Path

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "shots")
for room, into in (("kiosk", folder), ("pages", folder / "pages"), ("printer", folder / "printer")):
    subprocess.run([sys.executable, "-m", f"tests.shots.{room}", str(into)], check=True)
print(f"The pictures are in {folder}/")
