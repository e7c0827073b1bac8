"""What is plugged in here: printer devices, serial lines, CUPS queues. Nothing on the network is searched."""

import shutil
import subprocess
from pathlib import Path

from core.record import record
from printer.usb_line import printers_on_usb


@record
class Place:
    """Something a printer may be at: its address for everybody else, and what it calls itself."""

    url: str
    what: str


def found(root: Path = Path("/")) -> list[Place]:
    """Takes up to five seconds when CUPS is asked."""
    usb = _usb(root)
    return [*usb, *_libusb({place.url for place in usb}), *_serial(root), *_queues()]


def _usb(root: Path) -> list[Place]:
    places = []
    for entry in sorted(root.glob("sys/class/usbmisc/lp*")):
        usb = (entry / "device").resolve().parent
        vendor, product, name = (_line(usb / part) for part in ("idVendor", "idProduct", "product"))
        places.append(Place(f"usb:{vendor}:{product}", f"{name or 'USB printer'} at /dev/usb/{entry.name}"))
    return places


def _libusb(known: set[str]) -> list[Place]:
    """Printers for which the kernel has made no device file."""
    return [
        Place(f"libusb:{identity}", "USB printer without a device file")
        for identity in printers_on_usb()
        if f"usb:{identity}" not in known
    ]


def _serial(root: Path) -> list[Place]:
    by_name = sorted(root.glob("dev/serial/by-id/*"))
    plain = [path for path in sorted(root.glob("dev/ttyS[0-3]")) if _has_hardware(root, path.name)]
    return [Place(f"serial:/{path.relative_to(root)}", "serial line") for path in [*by_name, *plain]]


def _has_hardware(root: Path, name: str) -> bool:
    """The kernel shows four serial lines even where there are none; the type of those is 0."""
    return _line(root / "sys/class/tty" / name / "type") not in ("", "0")


def _queues() -> list[Place]:
    program = shutil.which("lpstat")
    if program is None:
        return []
    asked = subprocess.run((program, "-e"), capture_output=True, text=True, timeout=5, check=False)
    return [Place(f"cups:{name}", "CUPS queue") for name in asked.stdout.split()]


def _line(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""
