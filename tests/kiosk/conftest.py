"""One window for the whole room, half as large as the glass, before Kivy is imported anywhere."""

import pytest

from tests.kiosk.driver import PATIENCE_S, finish_frames, open_offscreen

SIZE = (540, 960)
open_offscreen(*SIZE)

from kiosk import app, printers  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def quick_frames() -> None:
    """Frames end when they are drawn, a resting screen does not slow the tests down, and a slow machine may print."""
    finish_frames()
    printers.PRINT_S_MAX = PATIENCE_S
    app.FPS_AT_REST = app.FPS
