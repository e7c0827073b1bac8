"""From pictures, which are levels, to calls, which are edges: what is new since the last picture."""

from collections import OrderedDict
from datetime import datetime

from core.views import BoardCall, BoardPicture
from core.words import Stage

REMEMBERED = 200

Edge = tuple[str, datetime, int]
"""A call, and each of its repetitions, as no other call will ever be again: code, when, how many times."""


class Calls:
    """Each call and each recall comes out once, also when the hub was away in between or a picture came twice.

    What stood on the first picture was called before we listened and is not news. Nor is a visitor who has
    already come.
    """

    def __init__(self) -> None:
        self._heard: OrderedDict[Edge, None] = OrderedDict()
        self._first = True

    def news(self, picture: BoardPicture) -> list[BoardCall]:
        """The new calls of a picture, oldest first."""
        fresh = [call for call in reversed(picture.calls) if _edge(call) not in self._heard]
        for call in fresh:
            self._heard[_edge(call)] = None
        while len(self._heard) > REMEMBERED:
            self._heard.popitem(last=False)
        first, self._first = self._first, False
        return [] if first else [call for call in fresh if call.state is Stage.CALLED]


def still_called(call: BoardCall, picture: BoardPicture) -> bool:
    """Whether the visitor of this very call is still awaited."""
    return any(_edge(now) == _edge(call) and now.state is Stage.CALLED for now in picture.calls)


def _edge(call: BoardCall) -> Edge:
    return call.code, call.called_at, call.calls
