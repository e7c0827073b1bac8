"""The few ESC/POS commands that are sent beside pictures and text."""

ROWS_MAX = 100
"""The longest band of a picture."""

RESET = b"\x1b@"
CUT = b"\x1dVB\x00"
"""GS V 66 0: feed the end of the paper to the knife and cut."""
WATCH = b"\x1da\xff"
"""GS a 255: from now on the printer tells each change by itself (until ESC @)."""
BARRIER = b"\x1dr\x01"
"""GS r 1: answered in order, when everything before it is on paper."""


def resync(width_dots: int) -> bytes:
    """More NULs than the longest band has bytes: they fill the picture a broken job left open, and print white."""
    return bytes((width_dots + 7) // 8 * ROWS_MAX + 1024) + RESET


def process_id(mark: str) -> bytes:
    """GS ( H, function 48: the printer answers with `mark` (four ASCII characters) when it gets here.

    Raises ValueError for another length.
    """
    if len(mark) != 4:
        raise ValueError("a process id has four characters")
    return b"\x1d(H\x06\x0000" + mark.encode("ascii")
