"""What a kiosk can show as a picture: the hub refuses the rest before a kiosk has to."""

from pathlib import Path

from PIL import Image

SIDE_MAX = 4096
"""Pixels: a graphics card of a kiosk takes no more."""


def size(file: Path) -> tuple[int, int]:
    """Width and height in pixels. Raises OSError or ValueError for what is no picture, is damaged, or is too large."""
    try:
        with Image.open(file, formats=("PNG", "JPEG")) as image:
            if max(image.size) > SIDE_MAX:
                raise ValueError(f"{image.width}x{image.height} pixels are more than {SIDE_MAX} on a side")
            image.verify()
            return image.size
    except (OSError, ValueError):
        raise
    except Exception as error:  # Pillow tells of damage by SyntaxError, struct.error and others
        raise ValueError(str(error)) from error
