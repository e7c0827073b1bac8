"""Where a sign hangs, from one line of a command: `candle:/dev/serial/by-id/usb-x?address=0x20&rows=4`."""

from dataclasses import fields, replace
from typing import Any
from urllib.parse import parse_qsl

from board.signs.alpha import Alpha
from board.signs.candle import Candle
from board.signs.modbus import Modbus
from board.signs.sign import Sign
from core.record import record
from link.port import LineSettings

KINDS: dict[str, type[Alpha | Candle | Modbus]] = {"candle": Candle, "alpha": Alpha, "modbus": Modbus}


class WrongPlace(ValueError):
    """The line cannot be read; the text says which part and what may stand there."""


@record
class Mounted:
    """A sign and the port its line goes to."""

    port: str
    line: LineSettings
    sign: Sign


def split(place: str) -> tuple[str, str, dict[str, str]]:
    """`kind:port?name=value&…` in its parts. Raises WrongPlace."""
    kind, colon, rest = place.partition(":")
    port, _, query = rest.partition("?")
    if not colon or not port:
        raise WrongPlace(f"{place}: expected KIND:PORT, as in candle:/dev/ttyUSB0")
    try:
        return kind, port, dict(parse_qsl(query, strict_parsing=bool(query)))
    except ValueError as error:
        raise WrongPlace(f"{place}: after the ? stand name=value pairs joined by &") from error


def line_of(options: dict[str, str], line: LineSettings) -> LineSettings:
    """`line` with the `baud` and `parity` of the options, which are taken out. Raises WrongPlace."""
    try:
        line = replace(line, baud=int(options.pop("baud", line.baud)))
    except ValueError as error:
        raise WrongPlace("baud is a number") from error
    match options.pop("parity", line.parity):
        case "N" | "E" | "O" as parity:
            return replace(line, parity=parity)
    raise WrongPlace("parity is N, E or O")


def mounted(place: str) -> Mounted:
    """Raises WrongPlace."""
    kind, port, options = split(place)
    if kind not in KINDS:
        raise WrongPlace(f"{kind}: no such sign; there are {', '.join(KINDS)}")
    make = KINDS[kind]
    line = line_of(options, make().line)
    known = {field.name: field.default for field in fields(make) if field.name not in ("line", "pause_s")}
    values: dict[str, Any] = {}
    for name, value in options.items():
        if name not in known:
            raise WrongPlace(f"{name}: no setting of {kind}; there are {', '.join([*known, 'baud', 'parity'])}")
        try:
            values[name] = value if isinstance(known[name], str) else int(value, 0)
        except ValueError as error:
            raise WrongPlace(f"{name}={value}: expected a number") from error
    for name in ("rows", "lines", "places", "width", "desk"):
        if values.get(name, 1) < 1:
            raise WrongPlace(f"{name}={values[name]}: at least 1")
    if values.get("arrow", ">") not in ("<", ">", "-"):
        raise WrongPlace("arrow is <, > or -")
    try:
        return Mounted(port, line, make(**values))
    except ValueError as error:
        raise WrongPlace(f"{place}: {error}") from error
