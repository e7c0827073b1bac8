"""The centre's content at the kiosk: the newest the hub publishes, or the last one it had, from the disk."""

import json
import logging
from datetime import time
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.schema import Centre, Content, Hours, Schedule, Text
from link.hub_client import Published

FILE = "content.json"
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
    """`content` and the mark (`etag`) it came with. A content that cannot be read is never shown."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self.content, self.etag = NONE_YET, ""
        try:
            stored = json.loads(self._file.read_text("utf-8"))
            self.content, self.etag = _CONTENT.validate_json(stored["body"]), stored["etag"]
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("the stored content cannot be read, waiting for the hub's: %s", error)

    def put(self, published: Published) -> bool:
        """Whether it could be read, and so is shown from now on and kept on the disk."""
        try:
            content = _CONTENT.validate_json(published.body)
        except ValidationError as error:
            log.error("the hub's content cannot be read, keeping the last: %s", error)
            return False
        self.content, self.etag = content, published.etag
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new = self._file.with_suffix(".new")
            new.write_text(json.dumps({"etag": published.etag, "body": published.body.decode()}), "utf-8")
            new.replace(self._file)
        except OSError as error:
            log.warning("the content cannot be kept on the disk: %s", error)
        return True
