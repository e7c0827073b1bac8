"""Run every benchmark, or those named: `python -m tests.bench hub printer`."""

import importlib
import sys

ROOMS = ("hub", "board", "printer", "journal", "kiosk")

for room in sys.argv[1:] or ROOMS:
    importlib.import_module(f"tests.bench.{room}").run()
