"""A printer's address, with all that must be known about it, in one line:

tcp://192.168.1.50:9100?profile=TM-T20II      network
serial:/dev/ttyUSB0?baud=115200&flow=rtscts   serial line
usb:04b8:0e28                                 USB by vendor and product, under whatever device name
libusb:04b8:0e28                              USB where there is no device file of the printer
device:/dev/usb/lp*?paper=58&cutter=no        printer device; a pattern takes the first that is there
cups:RECEIPTS                                 a raw CUPS queue
folder:/var/lib/kezek/papers                  bytes and a PNG of each paper
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from core.record import record
from printer.page import PAPER_58, PAPER_80, Paper
from printer.profiles import GENERIC, Profile, UnknownProfile, profile

T = TypeVar("T")

BAUD_RATES = (2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)
USB_IDENTITY = re.compile("[0-9a-fA-F]{4}:[0-9a-fA-F]{4}(:[^:]+)?")
PAPERS = {"80": PAPER_80, "58": PAPER_58}
EXAMPLE = "tcp://192.168.1.50:9100, serial:/dev/ttyUSB0?baud=115200, usb:04b8:0e28, device:/dev/usb/lp0, cups:QUEUE"


class BadUrl(ValueError):
    """A printer's address that cannot be used. The message says what is wrong and what to write."""


class Answers(StrEnum):
    """What a printer tells: everything; its status but not when a job is done; nothing."""

    YES = "yes"
    STATUS = "status"
    NO = "no"


class Flow(StrEnum):
    """How a serial printer says "stop"."""

    RTSCTS = "rtscts"
    XONXOFF = "xonxoff"
    NONE = "none"


@record
class Address:
    """`kind` is the scheme; `target` a path, queue, USB id or host, with `port` for tcp alone.

    `text` asks for text in the code page KZ-1048 instead of pictures; `roll_mm` is the length of a new roll.
    """

    kind: str
    target: str
    port: int
    paper: Paper
    profile: Profile
    cuts: bool
    answers: Answers
    text: bool
    baud: int
    flow: Flow
    roll_mm: int


def parse(url: str) -> Address:
    """Raises BadUrl, naming the part that is wrong."""
    try:
        parts = urlsplit(url)
        port = parts.port if parts.scheme == "tcp" else None
    except ValueError as fault:
        raise BadUrl(f"{url}: {fault}") from fault
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    try:
        model = profile(options.pop("profile", GENERIC.name))
    except UnknownProfile as fault:
        raise BadUrl(f"{url}: {fault}") from fault
    address = Address(
        kind=parts.scheme,
        target=_target(url, parts),
        port=port or 9100,
        paper=_paper(url, options, model),
        profile=model,
        cuts=_choice(url, options, "cutter", {"yes": True, "no": False}, model.cuts),
        answers=_choice(url, options, "answers", {str(a): a for a in Answers}, Answers.YES),
        text=_choice(url, options, "mode", {"picture": False, "text": True}, False),
        baud=_choice(url, options, "baud", {str(rate): rate for rate in BAUD_RATES}, 115200),
        flow=_choice(url, options, "flow", {str(f): f for f in Flow}, Flow.RTSCTS),
        roll_mm=_whole(url, options, "roll_m", (1, 500), 80) * 1000,
    )
    if options:
        raise BadUrl(f"{url}: unknown option “{next(iter(options))}”")
    if address.text and model.kyrgyz_page is None:
        raise BadUrl(f"{url}: mode=text needs a profile whose printer has the code page KZ-1048, such as TM-T20II")
    return address


def _target(url: str, parts: SplitResult) -> str:
    path = unquote(parts.path)
    match parts.scheme:
        case "tcp" if parts.hostname:
            return parts.hostname
        case "serial" | "device" | "folder" if path.startswith("/") and not parts.netloc:
            return path
        case "cups" if path:
            return path
        case "usb" | "libusb" if USB_IDENTITY.fullmatch(path):
            return path.lower()
        case "tcp" | "serial" | "device" | "folder" | "cups" | "usb" | "libusb":
            raise BadUrl(f"{url}: write it like one of {EXAMPLE}")
    raise BadUrl(f"{url}: “{parts.scheme or url}” is no way to a printer; write it like one of {EXAMPLE}")


def _paper(url: str, options: dict[str, str], model: Profile) -> Paper:
    roll = _choice(url, options, "paper", PAPERS, None)
    width = _whole(url, options, "width", (200, 1000), 0)
    dpi = _whole(url, options, "dpi", (150, 400), model.dpi or 203)
    if not width:
        width = roll.width_dots if roll else model.width_dots or PAPER_80.width_dots
    return Paper(width, dpi)


def _choice(url: str, options: dict[str, str], name: str, known: Mapping[str, T], default: T) -> T:
    if name not in options:
        return default
    value = options.pop(name)
    if value not in known:
        raise BadUrl(f"{url}: {name}={value} is not one of {', '.join(known)}")
    return known[value]


def _whole(url: str, options: dict[str, str], name: str, within: tuple[int, int], default: int) -> int:
    if name not in options:
        return default
    value, (low, high) = options.pop(name), within
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise BadUrl(f"{url}: {name}={value} is not a number from {low} to {high}")
    return int(value)
