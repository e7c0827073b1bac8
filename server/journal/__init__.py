"""The registration journal (docs/journal.md).

The modules that speak to the database are had as `journal.read`, `journal.register` and so on, and come when a piece of
work first uses them, in the journal's own thread: their library is a sixth of the hub's memory and a quarter of its
start, and the queue waits for neither.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.journal import acts as acts
    from server.journal import custody as custody
    from server.journal import exchange as exchange
    from server.journal import export as export
    from server.journal import handovers as handovers
    from server.journal import log as log
    from server.journal import needs as needs
    from server.journal import once as once
    from server.journal import person as person
    from server.journal import reach as reach
    from server.journal import read as read
    from server.journal import register as register
    from server.journal import retention as retention
    from server.journal import search as search
    from server.journal import sheets as sheets


def __getattr__(name: str) -> ModuleType:
    module = f"{__name__}.{name}"
    if find_spec(module) is None:
        raise AttributeError(name)
    return import_module(module)
