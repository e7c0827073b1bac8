"""The touch screen: draws the session's state and passes touches on. It decides nothing."""

import asyncio
import gc
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from kivy.app import App
from kivy.base import EventLoop, ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.label import Label
from kivy.utils import get_color_from_hex

from config.texts import speaker
from core.words import Language
from kiosk import idle
from kiosk import session as rules
from kiosk.app_window import register_font
from kiosk.colours import CONTRAST, LIGHT, PAPER
from kiosk.effects import Effect
from kiosk.facts import Facts, Room
from kiosk.heartbeat import BEAT_S, beat
from kiosk.keys import Stroke
from kiosk.scanner import Scanner
from kiosk.screens import draw
from kiosk.screens.frame import StillHere, Told
from kiosk.screens.look import Look
from kiosk.screens.parts import Sheet
from kiosk.screens.spoken import spoken
from kiosk.theme import Glass
from kiosk.touches import Broken, FactsChanged, HoldCorner, Quiet, Scanned, Touch
from kiosk.visit import Aid, Offer, ServiceMenu, Session, Start

GUARD_S = 0.3
DARK, DARK_AFTER_S = "#000000D8", 60.0
"""At night, until somebody touches the glass; that touch only wakes it."""
CORNER_MM, HELD_S = 25.0, 5.0
"""Where a finger held so long asks for the service menu."""
FPS, FPS_AT_REST = 60, 12
GARBAGE_S = 0.1
"""After a screen is drawn, what is left of the last one is collected: a finger counts from GUARD_S on."""
log = logging.getLogger(__name__)


class Behind(Protocol):
    """What stands behind the screen: `kiosk.machine.Machine`."""

    def facts(self, room: Room) -> Facts: ...

    def settle(self) -> None: ...

    async def do(self, effect: Effect) -> Touch | None: ...

    def say(self, texts: Sequence[str], language: Language) -> None: ...

    def hush(self) -> None: ...


class KioskApp(App):  # type: ignore[misc]
    """`diagonal_in`: the real diagonal of the glass in inches. `ready` is called when a first visitor may touch it.

    Only a `closable` window can be closed from its desktop; otherwise there is no way out but `stop`.
    """

    def __init__(
        self,
        machine: Behind,
        diagonal_in: float,
        ready: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
        *,
        closable: bool = False,
    ) -> None:
        super().__init__()
        self._closable = closable
        self.machine, self._diagonal_in, self._ready, self._clock = machine, diagonal_in, ready, clock
        self.session = Session()
        self._tasks: set[asyncio.Task[None]] = set()
        self._touched_at = self._changed_at = clock()
        self._still_here: StillHere | None = None
        self._stale = self._was_ready = False
        self._held_from: float | None = None
        self._resting = (0, False)
        self._scanner = Scanner()
        self._handler = _KeepAlive(self)
        self._clear_away = Clock.create_trigger(lambda _: gc.collect(), GARBAGE_S)

    def build(self) -> FloatLayout:
        self._font = register_font()
        self._bare = Glass(Window.width, Window.height, self._diagonal_in)
        return FloatLayout()

    @property
    def glass(self) -> Glass:
        """As the visitor has asked to see it."""
        low = Aid.LOW in self.session.aids and not self._bare.small
        return replace(self._bare, large=Aid.LARGE in self.session.aids, low=low)

    def on_start(self) -> None:
        gc.disable()
        ExceptionManager.add_handler(self._handler)
        Window.bind(on_motion=self._poke, on_key_down=self._key, on_resize=self._resize, on_request_close=self._stay)
        Clock.schedule_interval(self._check, BEAT_S)
        self.receive(FactsChanged())
        self._show()

    def on_stop(self) -> None:
        gc.enable()
        ExceptionManager.remove_handler(self._handler)
        Window.unbind(on_motion=self._poke, on_key_down=self._key, on_resize=self._resize, on_request_close=self._stay)
        for task in self._tasks:
            task.cancel()

    def _stay(self, *_: object, **__: object) -> bool:
        return not self._closable

    def open_settings(self, *_: object) -> None:
        """There is no way into Kivy's own settings."""

    def facts_changed(self) -> None:
        """The machine has news; may be called before the window stands."""
        if self.root is not None and self.root.parent is not None:
            if rules.resting(self.session):
                self.machine.settle()
            self.receive(FactsChanged())
            tells = rules.resting(self.session) or isinstance(self.session.screen, Offer | ServiceMenu)
            self._stale = self._stale or tells

    def finger(self, touch: Touch) -> None:
        """A tap. The tail of a double tap must not fall on the next screen's button."""
        typing = isinstance(touch, Stroke)
        if typing or self._clock() - self._changed_at >= GUARD_S:
            self.receive(touch)

    def receive(self, touch: Touch) -> None:
        before = self.session
        self._step(touch)
        if self.session != before:
            if rules.resting(self.session) and not rules.resting(before):
                self.machine.settle()
            self._changed_at = self._clock()
            self._show()
            self._speak(before, touch)

    def _step(self, touch: Touch) -> None:
        """What follows is begun before anything of it is drawn: a fault on the screen takes nothing back."""
        self.session, effects = rules.step(self.session, touch, self.machine.facts(self.glass.room()))
        for effect in effects:
            task = asyncio.create_task(self._carry_out(effect))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _speak(self, before: Session, touch: Touch) -> None:
        """Read what has come, once; a key that was struck brings nothing new."""
        if Aid.ALOUD in self.session.aids and not isinstance(touch, Stroke | Quiet):
            self.machine.say(spoken(self.root), self.session.language)
        elif Aid.ALOUD in before.aids:
            self.machine.hush()

    def broken(self) -> None:
        """Something failed while a visitor was here: go home safely, never show them a traceback."""
        try:
            self.receive(Broken())
        except Exception:
            log.exception("going home failed as well")

    async def _carry_out(self, effect: Effect) -> None:
        try:
            answer = await self.machine.do(effect)
            if answer is not None:
                self.receive(answer)
        except Exception:
            log.exception("%s failed", type(effect).__name__)
            self.broken()

    def _show(self) -> None:
        self._stale = False
        self._clear_away()
        self.root.clear_widgets()
        self._still_here = None
        look = self._look()
        Window.clearcolor = get_color_from_hex(look.palette[PAPER])
        try:
            self.root.add_widget(draw(look))
            if self.session.telling:
                self.root.add_widget(Told(look))
            if self._resting[1] and rules.resting(self.session):
                self.root.add_widget(Sheet(ground=DARK, line=DARK, corner=1, edge=0))
            if self.session.warned:
                self._still_here = StillHere(look)
                self.root.add_widget(self._still_here)
                self._count()
        except Exception:
            log.exception("a screen cannot be drawn: %s", type(self.session.screen).__name__)
            self._plain(look)
            return
        if isinstance(self.session.screen, Start) and not self._was_ready:
            self._was_ready = True
            Clock.schedule_once(self._begin, 0)

    def _begin(self, _: float) -> None:
        """Everything that lives as long as the kiosk is there: no collection of garbage need look through it again."""
        gc.collect()
        gc.freeze()
        self._ready()

    def _plain(self, look: Look) -> None:
        """What is left when drawing itself fails: one sentence, and home again with the next change."""
        self._step(Broken())
        text = look.say("no_ticket.title") + "\n" + look.say("no_ticket.text")
        self.root.add_widget(Label(text=text, color=[0, 0, 0, 1], halign="center"))

    def _look(self) -> Look:
        glass, say = self.glass, speaker("kiosk", self.session.language.value)
        palette = CONTRAST if Aid.CONTRAST in self.session.aids else LIGHT
        facts = self.machine.facts(glass.room())
        return Look(glass, self._font, self.session, say, facts, self.finger, palette)

    def _poke(self, _: object, kind: str, touch: Any) -> bool:
        self._touched_at = self._clock()
        Clock._max_fps = FPS
        self._hold(kind, touch)
        if self._resting[1]:
            self._resting = (0, False)
            self._changed_at = self._clock()
            self._show()
        if Aid.ALOUD in self.session.aids:
            self.machine.hush()
        return False

    def _hold(self, kind: str, touch: Any) -> None:
        """A finger that lies in the upper left corner, and for how long."""
        side = self._bare.mm(CORNER_MM)
        in_corner = touch.sx * Window.width < side and (1 - touch.sy) * Window.height < side
        if kind == "end" or not in_corner:
            self._held_from = None
        elif kind == "begin":
            self._held_from = self._clock()

    def _key(self, _: object, key: int, *__: object) -> bool:
        """There is no keyboard: whoever types is the scanner."""
        self._touched_at = self._clock()
        if text := self._scanner.key(key, time.monotonic()):
            self.receive(Scanned(text))
        return False

    def _check(self, _: float) -> None:
        """Twice a second: a sign of life, idleness, the countdown, and news that waited for the finger to leave."""
        beat()
        quiet_s = self._clock() - self._touched_at
        self.receive(Quiet(quiet_s))
        if self._held_from is not None and self._clock() - self._held_from >= HELD_S:
            self._held_from = None
            self.receive(HoldCorner())
        self._count()
        self._rest(quiet_s)
        if self._stale and not any(event.is_touch for event in EventLoop.touches):
            self._show()

    def _rest(self, quiet_s: float) -> None:
        """Nobody is here: fewer frames, another answer for whoever passes, and darkness when nobody is expected."""
        Clock._max_fps = FPS_AT_REST if rules.resting(self.session) and quiet_s >= BEAT_S else FPS
        if not rules.resting(self.session):
            return
        facts = self.machine.facts(self.glass.room())
        resting = (idle.moment(facts), idle.night(facts) and quiet_s >= DARK_AFTER_S)
        self._stale = self._stale or resting != self._resting
        self._resting = resting

    def _count(self) -> None:
        if self._still_here is not None:
            left = rules.LEAVE_AFTER_S - (self._clock() - self._touched_at)
            self._still_here.count(max(0, round(left)))

    def _resize(self, _: object, width: int, height: int) -> None:
        self._bare = Glass(width, height, self._diagonal_in)
        self._show()


class _KeepAlive(ExceptionHandler):  # type: ignore[misc]
    """A fault in a handler is logged and the visit left; the window stays."""

    def __init__(self, app: KioskApp) -> None:
        super().__init__()
        self._app = app

    def handle_exception(self, exception: BaseException) -> Any:
        log.error("a fault on the screen", exc_info=exception)
        self._app.broken()
        return ExceptionManager.PASS
