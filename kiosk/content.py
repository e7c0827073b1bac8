"""The centre's content at the kiosk: the newest the hub publishes, or the last one it had, from the disk."""

import json
import logging
from dataclasses import replace
from datetime import time
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.pictures import size
from config.schema import Centre, Content, Hours, Schedule, Text
from kiosk.facts import Picture
from link.hub_client import Published

FILE, PICTURES = "content.json", "pictures"
_CONTENT = TypeAdapter(Content)
_NO_NAME = Text("ККБ", "ККБ", "KKB")
log = logging.getLogger(__name__)

NONE_YET = Content(
    version="",
    centre=Centre("none", _NO_NAME, _NO_NAME, _NO_NAME, "101", ""),
    schedule=Schedule((Hours("mon", time(9), time(18)),)),
    services=(),
    villages=(),
    desks=(),
    kiosks=(),
    units=(),
    banks=(),
    payments=(),
    faq=(),
    pages=(),
)
"""What a kiosk shows that has never heard its hub: a name, and no service."""


class Shelf:
    """`content` and the mark (`etag`) it came with. A content that cannot be read is never shown.

    `pictures` are those of its pictures that are on the disk, each under the version it came with.
    """

    def __init__(self, folder: Path) -> None:
        self._file, self._folder = folder / FILE, folder / PICTURES
        self.pictures: dict[str, Picture] = {}
        self.content, self.etag = NONE_YET, ""
        try:
            stored = json.loads(self._file.read_text("utf-8"))
            self.content, self.etag = _CONTENT.validate_json(stored["body"]), stored["etag"]
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("the stored content cannot be read, waiting for the hub's: %s", error)
        self._look_for_pictures()

    def put(self, published: Published) -> bool:
        """Whether it could be read, and so is shown from now on and kept on the disk."""
        try:
            content = _CONTENT.validate_json(published.body)
        except ValidationError as error:
            log.error("the hub's content cannot be read, keeping the last: %s", error)
            return False
        self.content, self.etag = content, published.etag
        self._look_for_pictures()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new = self._file.with_suffix(".new")
            new.write_text(json.dumps({"etag": published.etag, "body": published.body.decode()}), "utf-8")
            new.replace(self._file)
        except OSError as error:
            log.warning("the content cannot be kept on the disk: %s", error)
        return True

    def missing(self) -> list[str]:
        """The pictures the content names that are not on the disk."""
        named = {service.sample for service in self.content.services if service.sample}
        return sorted(named - self.pictures.keys())

    def put_picture(self, name: str, body: bytes) -> bool:
        """Whether it is a picture, and so can be shown from now on."""
        file = self._place(name)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            new = file.with_suffix(".new")
            new.write_bytes(body)
            picture = measured(new)
            new.replace(file)
        except (OSError, ValueError) as error:
            log.warning("the picture %s cannot be kept: %s", name, error)
            return False
        self.pictures = {**self.pictures, name: replace(picture, file=file)}
        return True

    def _look_for_pictures(self) -> None:
        found: dict[str, Picture] = {}
        for service in self.content.services:
            if service.sample and self._place(service.sample).exists():
                try:
                    found[service.sample] = measured(self._place(service.sample))
                except (OSError, ValueError) as error:
                    log.warning("the picture %s cannot be read: %s", service.sample, error)
        self.pictures = found

    def _place(self, name: str) -> Path:
        return self._folder / f"{self.content.version}-{name}"


def measured(file: Path) -> Picture:
    """Raises OSError or ValueError for what cannot be shown."""
    return Picture(file, *size(file))
