"""What is read aloud of a screen: its own texts, in the order in which they are read."""

from collections.abc import Iterator
from typing import TypeVar

from kivy.uix.widget import Widget

from kiosk.screens.parts import Words

W = TypeVar("W", bound=Widget)


def unspoken(widget: W) -> W:
    """What stands on every screen, single keys, and what a visitor has typed, which is nobody else's business."""
    widget.unspoken = True
    return widget


def spoken(root: Widget) -> list[str]:
    """Of the page, or of the question that lies over it."""
    return list(_texts(root.children[0])) if root.children else []


def _texts(widget: Widget) -> Iterator[str]:
    if getattr(widget, "unspoken", False):
        return
    if isinstance(widget, Words) and widget.text.strip():
        yield widget.text
    for child in reversed(widget.children):
        yield from _texts(child)
