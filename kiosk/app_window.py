"""The window, before anything else of Kivy is imported: how it opens, which input it hears, which letters it has."""

import importlib
import logging
import os
from pathlib import Path
from typing import Any

INTER = Path("/usr/share/fonts/opentype/inter")
PACKAGE = "fonts-inter"
FAMILY = "Inter"
log = logging.getLogger(__name__)


class NoWindow(Exception):
    """No window can be opened; the message says what to do."""


def open_window(size: tuple[int, int] | None, *, windowed: bool, home: Path) -> Any:
    """Kivy's window. Without a size it fills the screen, for which a window manager must run. Raises NoWindow."""
    if not os.environ.get("DISPLAY") and not os.environ.get("SDL_VIDEODRIVER"):
        raise NoWindow("no screen: DISPLAY is not set. Start the kiosk inside an X session (docs/kiosk.md).")
    _set_environment(home)
    from kivy.config import Config  # noqa: PLC0415 - Kivy reads the environment when it is imported

    graphics = {
        "multisamples": 0,
        "maxfps": 60,
        "resizable": int(windowed),
        "show_cursor": int(windowed),
        "fullscreen": "0" if windowed or size else "auto",
        "borderless": int(not windowed),
    }
    if size:
        graphics |= {"width": size[0], "height": size[1]}
    if not windowed:
        graphics |= {"position": "custom", "left": 0, "top": 0}
    for key, value in graphics.items():
        Config.set("graphics", key, str(value))
    Config.set("kivy", "exit_on_escape", "0")
    Config.remove_section("input")
    Config.add_section("input")
    Config.set("input", "mouse", "mouse,disable_multitouch")
    try:
        window = importlib.import_module("kivy.core.window").Window
    except ImportError as error:
        raise NoWindow(f"the screen cannot be drawn: {error}. Install libgl1, libegl1 and libmtdev1.") from error
    if window is None:
        raise NoWindow("no window: the screen named by DISPLAY does not answer, or libgl1 and libegl1 are missing.")
    return window


def _set_environment(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    for name, value in {
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
        "KCFG_KIVY_LOG_LEVEL": "warning",
        "KIVY_WINDOW": "sdl2",
        "KIVY_HOME": str(home),
        "SDL_VIDEODRIVER": "x11",
    }.items():
        os.environ.setdefault(name, value)


def register_font(folder: Path = INTER) -> str:
    """The family the screens use: Inter, or Kivy's own DejaVu (and a word in the log) when it is missing."""
    from kivy.core.text import LabelBase  # noqa: PLC0415

    regular, bold = folder / "Inter-Medium.otf", folder / "Inter-Bold.otf"
    if not (regular.exists() and bold.exists()):
        log.error("the font Inter is missing: install the Debian package %s; DejaVu stands in", PACKAGE)
        return "data/fonts/DejaVuSans.ttf"
    LabelBase.register(FAMILY, str(regular), fn_bold=str(bold))
    return FAMILY
