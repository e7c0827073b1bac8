"""Every screen in three languages on three kinds of glass: nothing cut off, nothing broken, nothing too small."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageFont

from config.schema import Text
from config.texts import catalogue, speaker
from core.words import Language
from kiosk import colours, theme
from kiosk import touches as t
from kiosk import visit as v
from kiosk.app_window import INTER, register_font
from kiosk.facts import Facts
from kiosk.screens.keyboard import SIGNS
from kiosk.session import has_home, step
from kiosk.theme import Glass
from tests.kiosk.driver import finger
from tests.shots.kiosk import CONTENT, GLASSES, scenes

pytestmark = pytest.mark.timeout(300)
"""A survey of one glass in three languages is long on a machine that does other things as well."""
ROUNDING, KEY_MM = 2, 12
COUNT = re.compile(r"\d+\s?/\s?\d+")
STAFF = ("Кызматкер үчүн", "Для сотрудника", "For the staff")


Touched = Callable[[t.Touch], None]


def drawn(glass: Glass, session: v.Session, facts: Facts, touched: Touched) -> Any:
    """The screen laid out on a glass of this size, without a window of that size."""
    from kivy.clock import Clock
    from kivy.uix.floatlayout import FloatLayout

    from kiosk.screens import draw
    from kiosk.screens.frame import StillHere, Told
    from kiosk.screens.look import Look

    say = speaker("kiosk", session.language.value)
    palette = colours.CONTRAST if v.Aid.CONTRAST in session.aids else colours.LIGHT
    look = Look(glass, register_font(), session, say, facts, touched, palette)
    root = FloatLayout(size=(glass.width, glass.height), size_hint=(None, None))
    root.add_widget(draw(look))
    if session.telling:
        root.add_widget(Told(look))
    if session.warned:
        question = StillHere(look)
        question.count(30)
        root.add_widget(question)
    for _ in range(4):
        Clock.tick_draw()
    return root


@dataclass
class Survey:
    """What was found on every screen of one glass in every language."""

    faults: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    inks: set[str] = field(default_factory=set)
    homeless: list[str] = field(default_factory=list)
    barless: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    high: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)


@cache
def survey(glass: str, *aids: v.Aid) -> Survey:
    """Standing in every language; elsewhere, and with large letters, in Russian, whose words are longest.

    A small panel, where least has room, in Kyrgyz too; contrast and low reach change no words: in Kyrgyz alone.
    """
    size, found = glass_of(GLASSES[glass], aids), Survey()
    languages = {"portrait": tuple(Language), "landscape": (Language.RU,), "small": (Language.KY, Language.RU)}[glass]
    own = Language.RU if v.Aid.LARGE in aids else Language.KY
    for language in (own,) if aids else languages:
        for name, seen, touches in scenes(language):
            facts = replace(seen, room=size.room())
            session = v.Session(aids=frozenset(aids))
            for touch in touches:
                session, _ = step(session, touch, facts)
            felt: list[t.Touch] = []
            root, where = drawn(size, session, facts, felt.append), f"{glass} {name} {language.value}"
            look_at(where, root, session, size, found)
            found.dead += [f"{where}: {words(tap)}" for tap in taps(root) if is_dead(tap, root, session, facts, felt)]
    return found


def glass_of(size: tuple[int, int, float], aids: Sequence[v.Aid]) -> Glass:
    return Glass(*size, large=v.Aid.LARGE in aids, low=v.Aid.LOW in aids)


def look_at(name: str, root: Any, session: v.Session, size: Glass, found: Survey) -> None:
    from kiosk.screens.spoken import spoken

    for label in labels(root):
        found.texts.add(label.text)
        found.inks.add(label.ink)
        found.faults += [f"{name}: {label.text!r} {fault}" for fault in reading_faults(label, size)]
    for tap in taps(root):
        least = KEY_MM if size.small and is_key(tap) else theme.TARGET_MM
        if min(tap.width, tap.height) < size.mm(least) - ROUNDING:
            found.faults.append(
                f"{name}: {words(tap)} has {tap.width / size.px_mm:.0f} x {tap.height / size.px_mm:.0f} mm"
            )
        above = tap.to_window(*tap.pos)[1] + tap.height > size.height / 2 + ROUNDING
        if above and not isinstance(session.screen, v.ScreenTest):
            found.high.append(f"{name}: {words(tap)}")
    found.faults += [f"{name}: {fault}" for fault in place_faults(root, size)]
    aloud, seen = spoken(root), {label.text for label in labels(root)}
    plain = isinstance(session.screen, v.ScreenTest)
    if not (aloud or plain) or not set(aloud) <= seen or any(text.endswith("_") for text in aloud):
        found.silent.append(f"{name}: {aloud}")
    if not any(speaker("kiosk", session.language.value)("aid.contrast") in text for text in seen):
        found.barless.append(name)
    home = speaker("kiosk", session.language.value)("home")
    shown = any(home in word for tap in taps(root) for word in words(tap))
    if has_home(session.screen) and not isinstance(session.screen, v.Offer) and not shown:
        found.homeless.append(name)


def labels(root: Any) -> list[Any]:
    from kiosk.screens.parts import Words

    return [one for one in root.walk(restrict=True) if isinstance(one, Words) and one.text.strip()]


def taps(root: Any) -> list[Any]:
    from kiosk.screens.parts import Tap

    return [one for one in root.walk(restrict=True) if isinstance(one, Tap)]


def is_dead(tap: Any, root: Any, session: v.Session, facts: Facts, felt: list[t.Touch]) -> bool:
    """Whether a finger in the middle of the target meets another, or nothing follows from it.

    What lies under a question waits for its answer; a key may have nothing to erase, or no place for one letter more.
    """
    if (session.warned or session.telling) and not over_all(tap):
        return False
    touch, middle = finger(0, 0), tap.to_window(*tap.center)
    touch.pos = touch.x, touch.y = middle
    root.dispatch("on_touch_down", touch)
    if [met() for met in touch.grab_list] != [tap]:
        return True
    felt.clear()
    tap.dispatch("on_release")
    return step(session, felt[0], facts) == (session, ()) and not isinstance(felt[0], t.SetLanguage | t.Key | t.Erase)


LARGE, LOW = (v.Aid.LARGE,), (v.Aid.LOW,)
WAYS: list[tuple[str, tuple[v.Aid, ...]]] = [
    *((glass, aids) for glass in GLASSES for aids in ((), LARGE)),
    *((glass, aids) for glass in ("portrait", "landscape") for aids in (LOW, LARGE + LOW)),
]
"""A small panel is not lowered: all of it is within reach, or none."""


@pytest.mark.parametrize(("glass", "aids"), WAYS)
def test_nothing_is_cut_off_broken_or_too_small_to_read_or_to_hit(glass: str, aids: tuple[v.Aid, ...]) -> None:
    found = survey(glass, *aids)
    assert not found.faults, "\n".join(found.faults)


@pytest.mark.parametrize(("glass", "aids"), WAYS)
def test_a_finger_on_any_target_of_any_screen_leads_on(glass: str, aids: tuple[v.Aid, ...]) -> None:
    assert survey(glass, *aids).dead == []


def test_with_low_reach_everything_to_touch_lies_in_the_lower_half() -> None:
    assert survey("portrait", *LOW).high == survey("landscape", *LOW).high == []
    assert survey("portrait", *LARGE, *LOW).high == survey("landscape", *LARGE, *LOW).high == []
    assert survey("portrait").high != []


def test_every_screen_is_read_aloud_by_its_own_texts_and_never_what_was_typed() -> None:
    assert all(survey(glass).silent == [] for glass in GLASSES)


def test_every_screen_has_the_bar() -> None:
    assert all(survey(glass).barless == [] for glass in GLASSES)


def test_screens_with_a_way_home_show_it() -> None:
    assert survey("portrait").homeless == survey("landscape").homeless == []


def reading_faults(label: Any, size: Glass) -> list[str]:
    from kivy.core.text import Label as CoreLabel

    from kiosk.screens.parts import BREAKS, whole

    faults = []
    if label.texture_size[0] > label.width + ROUNDING or label.texture_size[1] > label.height + ROUNDING:
        faults.append(f"needs {label.texture_size} and has {[int(one) for one in label.size]}")
    (x, y), (width, height) = label._seen.pos, label._seen.size
    if x < label.x - 1 or y < label.y - 1 or x + width > label.right + 1 or y + height > label.top + 1:
        faults.append("does not stand in its place")
    word = CoreLabel(font_size=label.size_px, font_name=label.font, bold=label.bold)
    if any(word.get_extents(part)[0] > label.width + ROUNDING for part in BREAKS.split(whole(label.text))):
        faults.append("has a word that breaks")
    if COUNT.fullmatch(label.text) and label.texture_size[1] > word.get_extents(label.text)[1] + ROUNDING:
        faults.append("is a count in two lines")
    least = theme.CAP_MM_MIN * (1 if is_key(label.parent) else size.floor)
    if label.size_px < size.font(least) and not label.text.startswith(STAFF):
        faults.append(f"is only {label.size_px * theme.CAP_OF_SIZE / size.px_mm:.1f} mm high")
    return faults


def place_faults(root: Any, size: Glass) -> list[str]:
    """On the glass, and no label or target over another's place."""
    faults, places = [], []
    for one in [*taps(root), *(label for label in labels(root) if not inside_a_tap(label))]:
        x, y = one.to_window(*one.pos)
        if x < -1 or y < -1 or x + one.width > size.width + 1 or y + one.height > size.height + 1:
            faults.append(f"{words(one)} lies off the glass")
        if not over_all(one):
            places.append((words(one), x, y, x + one.width, y + one.height))
    for at, (name, *a) in enumerate(places):
        for other, *b in places[at + 1 :]:
            if min(a[2], b[2]) - max(a[0], b[0]) > ROUNDING and min(a[3], b[3]) - max(a[1], b[1]) > ROUNDING:
                faults.append(f"{name} and {other} lie over one another")
    return faults


def inside_a_tap(widget: Any) -> bool:
    from kiosk.screens.parts import Tap

    parent = widget.parent
    while parent is not None and parent is not parent.parent:
        if isinstance(parent, Tap):
            return True
        parent = parent.parent
    return False


def over_all(widget: Any) -> bool:
    """The question whether somebody is still there, or a word on a call for help, covers everything on purpose."""
    from kiosk.screens.frame import StillHere, Told

    parent = widget
    while parent is not None and parent is not parent.parent:
        if isinstance(parent, StillHere | Told):
            return True
        parent = parent.parent
    return False


def is_key(tap: Any) -> bool:
    spaces = {speaker("kiosk", language.value)("key.space") for language in Language}
    return any(len(word) == 1 or word in SIGNS | spaces for word in words(tap))


def words(widget: Any) -> list[str]:
    return [one.text for one in widget.walk(restrict=True) if getattr(one, "text", "")]


def test_every_letter_of_every_text_is_in_the_font() -> None:
    texts = [text for language in Language for text in catalogue("kiosk", language.value).values()]
    texts += list(content_texts(CONTENT))
    texts += survey("portrait").texts
    missing = {letter for text in texts for letter in text if not letter.isspace() and not has(letter)}
    assert not missing


def content_texts(part: Any) -> Iterator[str]:
    match part:
        case Text(ky, ru, en):
            yield from (ky, ru, en)
        case tuple():
            for one in part:
                yield from content_texts(one)
        case _ if hasattr(part, "__dataclass_fields__"):
            for name in part.__dataclass_fields__:
                yield from content_texts(getattr(part, name))


@cache
def has(letter: str) -> bool:
    """Whether the regular and the bold font draw it otherwise than a letter they do not have."""
    fonts = (ImageFont.truetype(INTER / name, 40) for name in ("Inter-Medium.otf", "Inter-Bold.otf"))
    return all(bytes(font.getmask(letter)) != bytes(font.getmask("\U000fffff")) for font in fonts)


def test_a_letter_the_font_lacks_would_be_found() -> None:
    assert has("ң")
    assert not has("⃀")


def test_letters_and_grounds_have_a_contrast_of_seven() -> None:
    for palette in (colours.LIGHT, colours.CONTRAST):
        weak = [pair for pair in colours.TEXT_ON if colours.contrast(*(palette[role] for role in pair)) < 7]
        assert weak == []
    assert colours.contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_every_colour_of_a_screen_is_one_of_the_checked_pairs() -> None:
    assert survey("portrait").inks <= {colours.LIGHT[ink] for ink, _ in colours.TEXT_ON}


def test_letters_grow_with_the_real_size_of_the_glass() -> None:
    small, large = Glass(1080, 1920, 21.5), Glass(1080, 1920, 43)
    assert small.font(7.3) / small.px_mm == pytest.approx(large.font(7.3) / large.px_mm, rel=0.03)
    assert large.mm(20) == pytest.approx(small.mm(20) / 2, abs=1)


def test_without_inter_another_font_with_all_letters_stands_in(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert "DejaVu" in register_font(tmp_path)
    assert "fonts-inter" in caplog.text


def test_in_high_contrast_too_every_colour_is_one_of_the_checked_pairs() -> None:
    assert survey("small", v.Aid.CONTRAST).inks <= {colours.CONTRAST[ink] for ink, _ in colours.TEXT_ON}


SHARED = {
    *("fee.som", "contact.phone", "payment.bank", "event.pension", "aid.contrast"),
    *("upkeep.screen", "upkeep.restart"),
}
"""Words that Kyrgyz and Russian share."""


def test_no_text_of_the_kiosk_was_left_untranslated() -> None:
    texts = {language: catalogue("kiosk", language.value) for language in Language}
    same = {
        key
        for one, other in combinations(Language, 2)
        for key, text in texts[one].items()
        if text == texts[other][key] and any(letter.isalpha() for letter in re.sub(r"{\w+}", "", text))
    }
    assert same == SHARED
