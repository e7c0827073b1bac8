"""Pictures of every kiosk screen: `python -m tests.shots.kiosk FOLDER` draws them through the real session.

Three languages, as it is and with large letters, high contrast and low reach; for each glass a process of its own:
portrait, landscape and a small panel, which is not lowered.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from config.load import STARTER, load
from config.schema import Category, LifeEvent, Subject
from core.views import BoardCall, KioskPicture, Notice, ServiceProspect
from core.waits import Prospect, WaitRange
from core.words import Language
from core.words import Stage as TicketStage
from kiosk import effects as e
from kiosk import session as rules
from kiosk import touches as t
from kiosk import visit as v
from kiosk.content import measured
from kiosk.facts import Facts, Picture, Room, Upkeep
from kiosk.ticket import Fault, Issued, LaneTicket, Order, Place
from tests.shots import visits

GLASSES = {"portrait": (1080, 1920, 24.0), "landscape": (1920, 1080, 24.0), "small": (1024, 600, 10.1)}
LOOKS: dict[str, frozenset[v.Aid]] = {
    "normal": frozenset(),
    "large": frozenset({v.Aid.LARGE}),
    "contrast": frozenset({v.Aid.CONTRAST}),
    "low": frozenset({v.Aid.LOW}),
}
MONDAY = datetime(2026, 11, 23, 10, 12, tzinfo=ZoneInfo("Asia/Bishkek"))
CONTENT = load(STARTER).content
ENTITLED = next(village.id for village in CONTENT.villages if village.out_of_turn)
NEAR = next(village.id for village in CONTENT.villages if not village.out_of_turn)
FIRST = CONTENT.services[0].id
WEDNESDAY = next(service.id for service in CONTENT.services if service.weekdays and "mon" not in service.weekdays)


def picture(desks_open: int = 1, ahead: int = 3) -> KioskPicture:
    ordinary = Prospect(ahead, WaitRange(10, 25) if desks_open else None)
    prospects = [ServiceProspect(s.id, desks_open, ordinary, Prospect(0, WaitRange(0, 5))) for s in CONTENT.services]
    calls = tuple(BoardCall(f"А0{39 - at}", at + 1, TicketStage.CALLED, MONDAY, False, 1) for at in range(3))
    return KioskPicture(9, True, "K", "А", "2026-11-23", 41, 7, calls, tuple(prospects))


def on_the_disk() -> dict[str, Picture]:
    names = {service.sample for service in CONTENT.services if service.sample}
    return {name: measured(STARTER / "pictures" / name) for name in names}


SPOKEN = frozenset({Language.KY, Language.EN})
FACTS = Facts(CONTENT, MONDAY, picture(), pictures=on_the_disk(), voices=SPOKEN)


@dataclass
class Stage:
    """Stands where the machine stands: plain facts, and no answers, so that each screen keeps still."""

    seen: Facts

    def facts(self, room: Room) -> Facts:
        return replace(self.seen, room=room)

    def settle(self) -> None:
        pass

    async def do(self, effect: e.Effect) -> t.Touch | None:
        return None

    def say(self, texts: Sequence[str], language: Language) -> None:
        pass

    def hush(self) -> None:
        pass


Scene = tuple[str, Facts, tuple[t.Touch, ...]]


def scenes(language: Language) -> Iterator[Scene]:
    yield from ticket(language)
    calling: tuple[t.Touch, ...] = (t.Begin(language), t.CallEmployee())
    yield "79-help-called", FACTS, (*calling, e.HelpAnswered(True))
    yield "79-help-coming", replace(FACTS, coming=True), (*calling, e.HelpAnswered(True), t.FactsChanged())
    yield "79-help-away", FACTS, (*calling, e.HelpAnswered(False))
    yield from upkeep(language)
    yield from information(language)
    state = (t.Begin(language), t.PickCategory(Category.STATE))
    yield from details((*state, t.PickService("birth")))
    yield from visits.evaluating(language, FACTS)
    yield from visits.receipts(language, FACTS)
    to_offer = (t.Begin(language), t.PickCategory(Category.MUNICIPAL), t.PickService(FIRST), t.Yes())
    yield from visits.several((*to_offer, t.PickVillage(NEAR)), FACTS)


def ticket(language: Language) -> Iterator[Scene]:
    def issued(village: str, place: Place | None) -> Issued:
        order = Order(FIRST, village, language)
        return Issued(LaneTicket("2026-11-23", 42, "K", "А", "key", order, MONDAY), village == ENTITLED, place)

    begin = (t.Begin(language),)
    kind = (*begin, t.PickCategory(Category.MUNICIPAL))
    about = (*kind, t.PickService(FIRST))
    village = (*about, t.Yes())
    offer = (*village, t.PickVillage(NEAR))
    taking = (*offer, t.Yes())
    plain = issued(NEAR, Place(3, WaitRange(10, 25)))
    entitled = issued(ENTITLED, Place(0, WaitRange(0, 5)))
    silent = replace(FACTS, picture=None)
    printing = (*taking, e.Given(plain))
    state = (*begin, t.PickCategory(Category.STATE))

    def paper(which: v.Paper, of: Issued = plain) -> tuple[t.Touch, ...]:
        chosen = (*village, t.PickVillage(of.ticket.order.village), t.Yes())
        return (*chosen, e.Given(of), e.PrintEnded(of.ticket, which))

    staff = replace(
        silent, staff=(Notice("printer_paper_out", {"printer": "1"}), Notice("hub_silent", {"time": "09:40"}))
    )
    yield "01-start", FACTS, (t.SetLanguage(language),)
    yield "02-start-hub-silent", staff, (t.SetLanguage(language),)
    yield "03-out-of-service", replace(FACTS, fault=Fault.NOT_JOINED), (t.SetLanguage(language), t.FactsChanged())
    yield "04-categories", FACTS, begin
    yield "05-services", FACTS, kind
    yield "06-services-state", FACTS, state
    yield "07-services-additional", FACTS, (*begin, t.PickCategory(Category.ADDITIONAL))
    yield "08-services-extra", FACTS, (*begin, t.PickCategory(Category.EXTRA))
    yield "09-search-empty", FACTS, (*begin, t.OpenSearch())
    word = {Language.KY: "үй", Language.RU: "семь", Language.EN: "fam"}[language]
    yield "10-search-found", FACTS, (*begin, t.OpenSearch(), *(t.Key(letter) for letter in word))
    yield "11-search-nothing", FACTS, (*begin, t.OpenSearch(), *(t.Key(letter) for letter in "ъъъ"))
    yield "12-about", FACTS, about
    yield "13-about-state", FACTS, (*state, t.PickService("marriage"))
    yield "14-villages", FACTS, village
    yield "15-offer", FACTS, offer
    yield "16-offer-out-of-turn", FACTS, (*village, t.PickVillage(ENTITLED))
    yield "17-offer-hub-silent", silent, offer
    yield "18-offer-no-desk", replace(FACTS, picture=picture(desks_open=0)), offer
    yield "18-offer-no-paper", replace(FACTS, paper=False), offer
    other_day = (*state, t.PickService(WEDNESDAY), t.Yes(), t.PickVillage(ENTITLED))
    yield "19-offer-other-day-out-of-turn", FACTS, other_day
    yield "20-taking", FACTS, taking
    yield "21-printing", FACTS, printing
    yield "22-printed", FACTS, paper(v.Paper.OUT)
    yield "23-printed-out-of-turn", FACTS, paper(v.Paper.OUT, entitled)
    yield "24-printed-hub-silent", silent, paper(v.Paper.OUT, issued(NEAR, None))
    yield "25-did-it-print", FACTS, paper(v.Paper.UNKNOWN)
    yield "26-code-on-screen", FACTS, paper(v.Paper.NOT_OUT, entitled)
    yield "27-farewell", FACTS, (*paper(v.Paper.OUT), t.Yes())
    yield "28-no-ticket", FACTS, (*taking, e.NotGiven(Fault.NOT_YET))
    yield "29-list-changed", FACTS, (*taking, e.NotGiven(Fault.LIST_CHANGED))
    yield "30-still-here", FACTS, (*offer, t.Quiet(rules.WARN_AFTER_S))


def upkeep(language: Language) -> Iterator[Scene]:
    printers = (("ready", 31_000), ("paper_out", None))
    known = Upkeep(True, "0.1.0", "http://192.168.1.10:8080", True, printers, 2, ("А017",), 5120)
    facts = replace(FACTS, upkeep=known)
    corner: tuple[t.Touch, ...] = (t.SetLanguage(language), t.HoldCorner())
    entered = (*corner, *(t.Key(digit) for digit in "4821"), t.Yes())
    menu = (*entered, e.PinChecked(True))
    yield "80-pin", facts, corner
    yield "80-pin-wrong", facts, (*entered, e.PinChecked(False, 30))
    yield "81-service", facts, menu
    yield "81-service-printed", facts, (*menu, t.PickTask(v.Task.PAGE), e.TestPrinted(v.Paper.OUT))
    yield "82-screen-test", facts, (*menu, t.PickTask(v.Task.SCREEN))
    yield "82-screen-test-touch", facts, (*menu, t.PickTask(v.Task.SCREEN), *[t.Yes()] * 5)


def details(about: tuple[t.Touch, ...]) -> Iterator[Scene]:
    menu, later = (*about, t.OpenMore()), t.TurnPage(1)
    steps, terms, sample, papers = (
        (*menu, t.PickDetail(one)) for one in (v.Detail.STEPS, v.Detail.TERMS, v.Detail.SAMPLE, v.Detail.LIST)
    )
    yield "41-more", FACTS, menu
    yield "49-events", FACTS, (about[0], t.OpenEvents())
    yield "49-events-papers", FACTS, (about[0], t.OpenEvents(), t.PickEvent(LifeEvent.PAPERS))
    yield "42-steps", FACTS, steps
    yield "42-steps-last", FACTS, (*steps, *[later] * 9)
    yield "43-terms", FACTS, terms
    yield "43-terms-last", FACTS, (*terms, *[later] * 9)
    yield "44-sample", FACTS, sample
    yield "45-sample-larger", FACTS, (*sample, t.Zoom(1))
    yield "45-sample-largest", FACTS, (*sample, t.Zoom(1), t.Zoom(1), later)
    yield "46-list-printing", FACTS, papers
    for paper in v.Paper:
        yield f"47-list-{paper.value}", FACTS, (*papers, e.ListEnded(paper))
    additional = next(service.id for service in CONTENT.services if service.decision)
    other = (about[0], t.PickCategory(Category.ADDITIONAL), t.PickService(additional), t.OpenMore())
    yield "48-terms-additional", FACTS, (*other, t.PickDetail(v.Detail.TERMS))


def information(language: Language) -> Iterator[Scene]:
    menu = (t.OpenInformation(language),)
    later = t.TurnPage(1)
    yield "31-information", FACTS, menu
    for number, topic in enumerate((v.Topic.HOURS, v.Topic.PEOPLE, v.Topic.PAYING), 32):
        yield f"{number}-{topic.value}", FACTS, (*menu, t.PickTopic(topic))
        yield f"{number}-{topic.value}-later", FACTS, (*menu, t.PickTopic(topic), later)
        yield f"{number}-{topic.value}-last", FACTS, (*menu, t.PickTopic(topic), *[later] * 40)
    questions, rules_of = (*menu, t.PickTopic(v.Topic.QUESTIONS)), (*menu, t.PickTopic(v.Topic.RULES))
    longest = max(CONTENT.faq, key=lambda one: len(getattr(one.answer, language.value)))
    yield "35-questions", FACTS, questions
    yield "35-questions-rights", FACTS, (*questions, t.PickSubject(Subject.RIGHTS))
    yield "36-question", FACTS, (*questions, t.PickSubject(longest.subject), t.PickTitle(longest.id))
    word = {Language.KY: "док", Language.RU: "док", Language.EN: "doc"}[language]
    yield "37-search-questions", FACTS, (*questions, t.OpenSearch(), *(t.Key(letter) for letter in word))
    yield "38-search-no-question", FACTS, (*questions, t.OpenSearch(), t.Key("ъ"))
    yield "39-rules", FACTS, rules_of
    for page in CONTENT.pages:
        yield f"40-rules-{page.id}", FACTS, (*rules_of, t.PickTitle(page.id))


async def draw(folder: Path, glass: str) -> None:
    from kiosk.app import KioskApp
    from tests.kiosk.driver import running

    width, height, diagonal_in = GLASSES[glass]
    stage = Stage(FACTS)
    async with running(KioskApp(stage, diagonal_in)) as driver:
        assert (driver.window.width, driver.window.height) == (width, height)
        for look, aids in LOOKS.items():
            for language in Language if glass != "small" or look != "low" else ():
                for name, facts, touches in scenes(language):
                    stage.seen, driver.app.session = facts, v.Session(aids=aids)
                    for touch in touches:
                        driver.app.receive(touch)
                    quiet_s = rules.WARN_AFTER_S + 3 if driver.app.session.warned else 0
                    driver.app._touched_at = driver.app._clock() - quiet_s
                    driver.app._show()
                    await driver.frames(3)
                    driver.shot(folder / "kiosk" / glass / look / f"{name}-{language.value}.png")


def main() -> int:
    folder = Path(sys.argv[1])
    if len(sys.argv) == 2:
        glasses = [subprocess.Popen([sys.executable, "-m", "tests.shots.kiosk", str(folder), name]) for name in GLASSES]
        return max(glass.wait() for glass in glasses)
    from tests.kiosk.driver import finish_frames, open_offscreen

    width, height, _ = GLASSES[sys.argv[2]]
    open_offscreen(width, height)
    finish_frames()
    asyncio.run(draw(folder, sys.argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
