"""What a visit goes by: the content, the time, the hub's newest picture, and how much the glass shows."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path

from config.schema import Content
from core.record import record
from core.views import KioskPicture, Notice
from core.words import Language
from kiosk.ticket import Fault


@record
class Room:
    """How many items the screen shows at once without scrolling.

    Words to read stand in `columns` columns of so many `lines` of so many `letters`. `view` is the width and height
    for a picture, in mm.
    """

    services: int = 6
    villages: int = 12
    found: int = 3
    titles: int = 6
    documents: int = 6
    letters: int = 40
    lines: int = 24
    columns: int = 1
    steps: int = 5
    view: tuple[float, float] = (270.0, 380.0)


@record
class Picture:
    """A picture on this kiosk's disk, and its size in pixels."""

    file: Path
    width: int
    height: int


@record
class Upkeep:
    """What the service menu tells. `printers` are states and the paper left in mm; `waiting` is still for the hub.

    `heard` says whether the hub is heard now; `free_mb` is the room on the kiosk's disk.
    """

    has_pin: bool = False
    version: str = ""
    hub: str = ""
    heard: bool = False
    printers: tuple[tuple[str, int | None], ...] = ()
    waiting: int = 0
    aside: tuple[str, ...] = ()
    free_mb: int = 0


@record
class Facts:
    """What the session and the screens go by. `picture` is None while the hub is silent.

    `staff` is what employees must know: the codes and values of texts `staff.<code>`. `paper`: a printer can print.
    `voices`: the languages a voice here speaks. `coming`: a desk has answered the visitor's call for an employee.
    """

    content: Content
    now: datetime
    picture: KioskPicture | None = None
    room: Room = Room()
    fault: Fault | None = None
    staff: tuple[Notice, ...] = ()
    paper: bool = True
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    voices: frozenset[Language] = frozenset()
    coming: bool = False
    upkeep: Upkeep = Upkeep()
