"""What stands around every screen: the centre's name and the languages above, the ways back and on below."""

from typing import Any

from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from config.texts import speaker
from core.words import Language
from kiosk import theme
from kiosk.catalogue import Page
from kiosk.screens.look import Look
from kiosk.screens.parts import Sheet
from kiosk.touches import Back, Home, SetLanguage, TurnPage, Yes


def frame(look: Look, title: str, body: Widget, footer: Widget | None, ground: str = "") -> Widget:
    """A whole screen; `ground` underlays the title. The footer's place is kept, so that nothing jumps."""
    margin = look.mm(look.glass.margin_mm)
    foot = footer or Widget()
    foot.size_hint_y, foot.height = None, look.mm(look.glass.footer_mm)
    page = look.column(header(look), gap_mm=0, padding=[margin, 0])
    if title:
        page.add_widget(look.title(title, ground))
    page.add_widget(body)
    page.add_widget(foot)
    return page


def header(look: Look) -> Widget:
    glass = look.glass
    height = look.mm(theme.TARGET_MM)
    sign = look.tunduk(size_hint_x=None, width=height)
    centre = look.facts.content.centre
    text = look.words_of(centre.municipality if glass.small else centre.name)
    name = look.fitted(text, 5.6, bold=True, align="left", colour=theme.MAIN)
    languages = look.row(*(_language(look, language) for language in Language), gap_mm=3)
    languages.size_hint_x, languages.width = None, look.mm(3 * (37 if glass.small else 42) + 6)
    head = look.row(sign, name, languages, size_hint_y=None, height=look.mm(glass.header_mm))
    pad = (look.mm(glass.header_mm) - height) // 2
    head.padding = [0, pad]
    return head


def _language(look: Look, language: Language) -> Widget:
    own = speaker("kiosk", language.value)("language.name")
    button = look.button(own, SetLanguage(language), main=language is look.language, cap_mm=5.2)
    button.padding = look.mm(1)
    return button


def footer(look: Look, *ends: Widget, page: Page[Any] | None = None) -> Widget:
    """Back and home on the left, the pages in the middle, what leads on at the right."""
    pad = (look.mm(look.glass.footer_mm) - look.mm(theme.MAIN_MM)) // 2
    back = look.button("← " + look.say("back"), Back())
    paged = page is not None and page.count > 1
    crowded = look.glass.small and (len(ends) > 1 or (paged and ends))
    ways: list[Widget | None] = [back, None if crowded else look.button(look.say("home"), Home())]
    if page is not None and paged:
        ways += _pages(look, page)
    elif not ends:
        ways.append(Widget(size_hint_x=1.2))
    return look.row(*ways, *ends, padding=[0, pad])


def _pages(look: Look, page: Page[Any]) -> list[Widget | None]:
    where = look.fitted(look.say("page.of", page=page.number + 1, pages=page.count), 6.2, size_hint_x=0.5)
    earlier = look.button(look.say("page.earlier"), TurnPage(-1))
    later = look.button(look.say("page.later") + " →", TurnPage(1))
    first, last = page.number == 0, page.number == page.count - 1
    return [Widget() if first else earlier, where, Widget() if last else later]


def onward(look: Look, text: str) -> Widget:
    return look.button(text, Yes(), main=True, cap_mm=8.0, size_hint_x=1.6)


class StillHere(FloatLayout):  # type: ignore[misc]
    """Over everything: does the visitor need more time? One big answer; any touch keeps the visit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        glass = look.glass
        self.add_widget(Sheet(ground=[0.08, 0.13, 0.22, 0.82], line=[0, 0, 0, 0], round=1, edge=0))
        self.left = look.fitted(" ", 6.6, colour=theme.INK)
        box = look.sheet(
            look.fitted(look.say("still.title"), 10, bold=True, colour=theme.MAIN),
            self.left,
            look.button(
                look.say("still.yes"), Yes(), main=True, cap_mm=9, size_hint_y=None, height=look.mm(theme.MAIN_MM + 7)
            ),
            size_hint=(None, None),
            size=(min(glass.width * 0.9, look.mm(240)), min(glass.height * 0.8, look.mm(130))),
            pos_hint={"center_x": 0.5, "center_y": 0.5},
        )
        self.add_widget(box)

    def count(self, seconds: int) -> None:
        self.left.text = self._look.say("still.left", seconds=seconds)
