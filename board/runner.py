"""What hangs in the hall besides the television: signs, voice and pads, driven by the hub's pictures.

Each device runs under supervision and may fail all day; the hub may go and come back. Nothing here keeps state that
matters: a new picture makes everything right again.
"""

import asyncio
from collections.abc import Callable, Sequence

from pydantic import TypeAdapter

from board.pad_line import PadLine, PadPlace, Session
from board.signs.bus import Bus
from board.signs.mount import Mounted
from board.signs.pretend import drawing
from board.voice.announcer import Announcer
from config.schema import Voice
from core.record import record
from core.views import BoardPicture
from link.hub_client import HubClient, Published, Silent
from link.supervise import supervise
from link.watch import SILENCE_S_MAX, Watch

LOOK_S, LOOK_AGAIN_S = 60.0, 3.0
"""How often the hub is asked whether the content has changed, and when it did not answer."""


@record
class _Content:
    """What of the centre's content a hall needs."""

    voice: Voice


_CONTENT = TypeAdapter(_Content)


@record
class Hall:
    """What there is in this hall. `draw` is given the signs as text after each change, where they are pretended."""

    hub: str
    token: str = ""
    buses: Sequence[Bus] = ()
    announcer: Announcer | None = None
    pads: Sequence[PadPlace] = ()
    session: Session | None = None
    pretended: Sequence[Mounted] = ()
    draw: Callable[[str], None] = print
    silence_s_max: float = SILENCE_S_MAX

    async def run(self) -> None:
        """For ever; when cancelled, the signs are cleared first."""
        async with HubClient(self.hub, self.token) as hub, asyncio.TaskGroup() as tasks:
            watch = Watch(hub, "board", BoardPicture, lambda: self._show(watch), silence_s_max=self.silence_s_max)
            tasks.create_task(watch.run())
            for bus in self.buses:
                tasks.create_task(supervise(f"sign {bus.port}", bus.run))
            if self.announcer is not None:
                tasks.create_task(supervise("voice", self.announcer.run))
                tasks.create_task(self._learn(hub, self.announcer))
            for place in self.pads:
                self._start_pads(tasks, hub, place)

    async def _learn(self, hub: HubClient, announcer: Announcer) -> None:
        """How the centre wants its calls spoken, and again when it has changed its mind."""
        etag = ""
        while True:
            answer = await hub.board_content(etag)
            if isinstance(answer, Published):
                etag, announcer.voice = answer.etag, _CONTENT.validate_json(answer.body).voice
            await asyncio.sleep(LOOK_AGAIN_S if isinstance(answer, Silent) else LOOK_S)

    def _show(self, watch: Watch[BoardPicture]) -> None:
        picture = watch.picture if watch.here else None
        for bus in self.buses:
            bus.show(picture)
        if self.announcer is not None and picture is not None:
            self.announcer.hear(picture)
        if self.pretended:
            self.draw(drawing(self.pretended, picture))

    def _start_pads(self, tasks: asyncio.TaskGroup, hub: HubClient, place: PadPlace) -> None:
        assert self.session is not None, "a desk is served by somebody"
        line = PadLine(place, hub)
        tasks.create_task(supervise(f"pads {place.port}", line.run))
        tasks.create_task(line.attend(self.session))
