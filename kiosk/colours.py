"""Colours of the screen: what each is for, two palettes, and how well letters stand out. No Kivy."""

from collections.abc import Mapping

PAPER, CARD, INK, MUTED = "paper", "card", "ink", "muted"
MAIN, MAIN_DOWN, PLAIN_DOWN, LINE, EDGE = "main", "main_down", "plain_down", "line", "edge"
ENTITLED, WARNING, GOOD, WHITE = "entitled", "warning", "good", "white"
"""What a colour is for; a palette says which it is. EDGE goes around a sheet that is no button, WHITE lies on MAIN."""

Palette = Mapping[str, str]
LIGHT: Palette = {
    PAPER: "#F5F2EA",
    CARD: "#FFFFFF",
    INK: "#14233B",
    MUTED: "#3F4B5F",
    MAIN: "#0B4A63",
    MAIN_DOWN: "#06303F",
    PLAIN_DOWN: "#D8E6EC",
    LINE: "#7D8896",
    EDGE: "#FFFFFF00",
    ENTITLED: "#FFE2A0",
    WARNING: "#FBE3DC",
    GOOD: "#DCEBDD",
    WHITE: "#FFFFFF",
}
CONTRAST: Palette = {
    PAPER: "#000000",
    CARD: "#000000",
    INK: "#FFFFFF",
    MUTED: "#FFFFFF",
    MAIN: "#FFE600",
    MAIN_DOWN: "#FFFFFF",
    PLAIN_DOWN: "#3A3A3A",
    LINE: "#FFFFFF",
    EDGE: "#FFFFFF",
    ENTITLED: "#4A3900",
    WARNING: "#5A1400",
    GOOD: "#0B3D12",
    WHITE: "#000000",
}
"""For weak eyes: light letters on black dazzle less than dark ones on white."""

TEXT_ON = (
    (INK, PAPER),
    (INK, CARD),
    (INK, PLAIN_DOWN),
    (INK, ENTITLED),
    (INK, WARNING),
    (INK, GOOD),
    (MUTED, PAPER),
    (MUTED, CARD),
    (MAIN, PAPER),
    (MAIN, CARD),
    (WHITE, MAIN),
    (WHITE, MAIN_DOWN),
)
"""Every pair of letters and ground that the screens use: each at least 7:1 in every palette."""


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
