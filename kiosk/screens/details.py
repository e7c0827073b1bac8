"""What else can be known of a service: its steps, the sample of its form, and its list of documents on paper."""

from typing import Any

from kivy.uix.widget import Widget

from kiosk import catalogue, colours, theme
from kiosk.finding import ZOOM_MAX
from kiosk.screens.drawings import ARROW_DOWN, ARROW_RIGHT
from kiosk.screens.frame import footer, frame
from kiosk.screens.information import LIST, SIGNS, menu
from kiosk.screens.look import Look
from kiosk.screens.parts import Part, alike
from kiosk.touches import PickDetail, Zoom
from kiosk.visit import Detail, More, Paper, PaperList, Reading, Sample, Steps, Topic

SIGNS_OF = {
    Detail.STEPS: [
        (1, 7.4, 3.4, 7.4, 3.4, 9.4, 1, 9.4, 1, 7.4),
        (4.2, 4, 6.6, 4, 6.6, 6, 4.2, 6, 4.2, 4),
        (7, 0.6, 9.4, 0.6, 9.4, 2.6, 7, 2.6, 7, 0.6),
        (3.4, 8.4, 5.4, 8.4, 5.4, 6),
        (6.6, 5, 8.2, 5, 8.2, 2.6),
    ],
    Detail.SAMPLE: [
        (7.4, 4.4, 7.4, 1, 2, 1, 2, 9, 5.6, 9),
        (3.4, 6.6, 5.4, 6.6),
        (4.6, 3.4, 8.4, 8.6),
        (3.4, 3, 4.6, 3.4),
    ],
    Detail.TERMS: SIGNS[Topic.RULES],
    Detail.LIST: LIST,
}
"""Boxes going down, a sheet with a pen, a pair of scales, a list."""


def more(screen: More, look: Look) -> Widget:
    shown = catalogue.details(look.facts, screen)
    return menu(look, _name(screen, look), [(PickDetail(one), f"detail.{one.value}", SIGNS_OF[one]) for one in shown])


def _name(screen: More | Reading, look: Look) -> str:
    if isinstance(screen, Reading):
        return look.say("list.all")
    return look.words_of(catalogue.service(look.facts.content, screen.behind.service).name)


def steps(screen: Steps, look: Look) -> Widget:
    """Numbered boxes with arrows between: down on a standing glass, to the right on a lying one (R024)."""
    glass = look.glass
    shown = catalogue.steps_shown(screen, look.facts)
    parts: list[Widget] = []
    for number, text in shown.items:
        if parts:
            length = look.mm(theme.ARROW_MM)
            place: dict[str, Any] = (
                {"size_hint_y": None, "height": length} if glass.portrait else {"size_hint_x": None, "width": length}
            )
            parts.append(look.drawn(ARROW_DOWN if glass.portrait else ARROW_RIGHT, **place))
        parts.append(_step(look, number, look.words_of(text)))
    alike(parts[::2])
    if glass.portrait:
        room = glass.body_mm - (len(shown.items) - 1) * theme.ARROW_MM
        for box in parts[::2]:
            box.size_hint_y, box.height = None, look.mm(min(52 * glass.zoom, room / len(shown.items)))
        body = look.column(*parts, Widget(), gap_mm=0)
    else:
        body = look.row(*parts, gap_mm=0)
    return frame(look, look.say("detail.steps"), body, footer(look, page=shown))


def _step(look: Look, number: int, text: str) -> Widget:
    side = look.mm(14 if look.glass.small else 22)
    round_number = look.sheet(look.fitted(str(number), 9, bold=True, colour=colours.WHITE), ground=colours.MAIN)
    round_number.padding, round_number.size_hint, round_number.size = 0, (None, None), (side, side)
    round_number.pos_hint = {"center_y": 0.5} if look.glass.portrait else {"center_x": 0.5}
    words = look.fitted(text, 6.2, align="left" if look.glass.portrait else "center")
    return look.sheet(round_number, words, orientation="horizontal" if look.glass.portrait else "vertical")


def sample(screen: Sample, look: Look) -> Widget:
    """The picture as large as the glass, and larger by touch; the pages lead over its parts (R021)."""
    shown, picture = catalogue.part_shown(screen, look.facts), catalogue.sample(look.facts, screen.behind)
    seen = Part(source=str(picture.file), part=shown.items[0]) if picture else Widget()
    buttons = [
        look.button(look.say("zoom.out"), Zoom(-1)) if screen.zoom > 1 else Widget(),
        look.button(look.say("zoom.in"), Zoom(1)) if screen.zoom < ZOOM_MAX else Widget(),
    ]
    if look.glass.zoom_below:
        body = look.column(seen, look.row(*buttons, size_hint_y=None, height=look.mm(look.glass.main_mm)))
    else:
        side = look.column(*buttons[::-1], size_hint_x=None, width=look.mm(look.glass.zoom_mm))
        body = look.row(seen, side)
    return frame(look, look.say("detail.sample"), body, footer(look, page=shown))


def paper_list(screen: PaperList, look: Look) -> Widget:
    said = "printing" if screen.paper is None else screen.paper.value
    texts = [look.say("list.not_out_text")] if screen.paper is Paper.NOT_OUT else [_name(screen.behind, look)]
    body = look.column(*(look.fitted(text, 7) for text in texts), Widget())
    ground = colours.GOOD if screen.paper is Paper.OUT else colours.PLAIN_DOWN
    return frame(look, look.say(f"list.{said}"), body, footer(look), ground)
