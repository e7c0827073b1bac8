"""One visitor at the touch screen, without a screen."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.schema import Category, LifeEvent, Subject
from core.sheets import Variant
from core.words import How, Language
from kiosk import catalogue
from kiosk import effects as e
from kiosk import touches as t
from kiosk import visit as v
from kiosk.facts import Facts, Picture, Room
from kiosk.session import DONE_AFTER_S, LEAVE_AFTER_S, WARN_AFTER_S, step
from kiosk.ticket import Fault, Issued, LaneTicket, Order, Place
from tests.kiosk.content import CONTENT, MONDAY, VILLAGES, picture

FACTS = Facts(CONTENT, MONDAY, picture(), Room(services=2, villages=2, found=2, documents=1))
WITH_SAMPLE = replace(FACTS, pictures={"form.png": Picture(Path("form.png"), 1000, 1414)})
ORDER = Order("family", "otuz", Language.RU)
TICKET = LaneTicket("2026-03-02", 42, "K", "А", "secret", ORDER, MONDAY)
ISSUED = Issued(TICKET, True, Place(3, None))
TO_OFFER = (
    t.Begin(Language.RU),
    t.PickCategory(Category.MUNICIPAL),
    t.PickService("family"),
    t.Yes(),
    t.PickVillage("otuz"),
)
TO_PRINTING = (*TO_OFFER, t.Yes(), e.Given(ISSUED))


def walk(*touches: t.Touch, facts: Facts = FACTS) -> tuple[v.Session, list[e.Effect]]:
    session, effects = v.Session(), list[e.Effect]()
    for touch in touches:
        session, new = step(session, touch, facts)
        effects += new
    return session, effects


def test_a_visitor_goes_from_the_language_to_the_paper() -> None:
    session, effects = walk(*TO_OFFER)
    assert isinstance(session.screen, v.Offer)
    assert effects == []
    session, effects = walk(*TO_PRINTING, e.PrintEnded(TICKET, v.Paper.OUT), t.Yes(), t.Home())
    assert effects == [e.Take(ORDER), e.Print(ISSUED), e.Handed(TICKET, How.PRINTED)]
    assert session == v.Session()


def test_nothing_is_numbered_before_the_visitor_has_seen_place_and_wait_and_said_yes() -> None:
    for count in range(len(TO_OFFER) + 1):
        assert walk(*TO_OFFER[:count])[1] == []


def test_a_second_tap_on_yes_takes_no_second_ticket() -> None:
    _, effects = walk(*TO_OFFER, t.Yes(), t.Yes(), t.Yes())
    assert effects == [e.Take(ORDER)]


def test_the_language_can_be_changed_on_every_screen_and_the_ticket_speaks_it() -> None:
    session, effects = walk(*TO_OFFER, t.SetLanguage(Language.EN), t.Yes())
    assert isinstance(session.screen, v.Taking)
    assert effects == [e.Take(replace(ORDER, language=Language.EN))]


def test_another_municipality_is_no_village() -> None:
    _, effects = walk(*TO_OFFER[:-1], t.PickVillage(None), t.Yes())
    assert effects == [e.Take(replace(ORDER, village=None))]


def test_back_leads_step_by_step_to_the_start() -> None:
    session, _ = walk(*TO_OFFER)
    seen = [type(session.screen)]
    while not isinstance(session.screen, v.Start):
        session, _ = step(session, t.Back(), FACTS)
        seen.append(type(session.screen))
    assert seen == [v.Offer, v.Villages, v.About, v.Services, v.Categories, v.Start]


def test_back_from_a_found_service_returns_to_what_was_typed() -> None:
    touches = (t.Begin(Language.KY), t.OpenSearch(), t.Key("т"), t.Key("о"), t.PickService("birth"), t.Back())
    session, _ = walk(*touches)
    assert session.screen == v.Search(v.Typing(Language.KY, "то"))


def test_information_is_read_without_a_ticket_and_back_leads_out_again() -> None:
    menu = (t.OpenInformation(Language.EN),)
    opened = (*menu, t.PickTopic(v.Topic.QUESTIONS), t.OpenSearch(), t.Key("б"), t.PickTitle("where"))
    session, effects = walk(*opened)
    assert effects == []
    assert session.language is Language.EN
    seen = [type(session.screen)]
    while not isinstance(session.screen, v.Start):
        session, _ = step(session, t.Back(), FACTS)
        seen.append(type(session.screen))
    assert seen == [v.Reading, v.Search, v.Titles, v.Information, v.Start]


def test_questions_of_several_subjects_are_found_by_subject() -> None:
    first, *others = CONTENT.faq
    facts = replace(FACTS, content=replace(CONTENT, faq=(replace(first, subject=Subject.MONEY), *others)))
    opened = (t.OpenInformation(Language.KY), t.PickTopic(v.Topic.QUESTIONS), t.PickSubject(Subject.MONEY))
    session, _ = walk(*opened, t.PickTitle(first.id), facts=facts)
    seen = [session.screen]
    while not isinstance(session.screen, v.Start):
        session, _ = step(session, t.Back(), facts)
        seen.append(session.screen)
    assert [type(one) for one in seen] == [v.Reading, v.Titles, v.Subjects, v.Information, v.Start]
    money = seen[1]
    assert isinstance(money, v.Titles)
    assert [one.id for one in catalogue.titles_shown(money, facts).items] == [first.id]
    nothing_there = walk(*opened[:2], t.PickSubject(Subject.RIGHTS), facts=facts)[0]
    assert nothing_there.screen == v.Subjects()


def test_the_services_can_be_reached_from_the_information() -> None:
    session, _ = walk(t.OpenInformation(Language.KY), t.OpenServices(), t.PickCategory(Category.STATE))
    assert session.screen == v.Services(Category.STATE)


def test_a_service_is_found_by_life_event_and_back_leads_the_same_way() -> None:
    session, _ = walk(t.Begin(Language.KY), t.OpenEvents(), t.PickEvent(LifeEvent.BIRTH), t.PickService("birth"))
    seen = []
    while not isinstance(session.screen, v.Start):
        session, _ = step(session, t.Back(), FACTS)
        seen.append(session.screen)
    assert seen == [v.Services(LifeEvent.BIRTH), v.Events(), v.Categories(), v.Start()]


def test_a_kiosk_that_cannot_number_still_informs() -> None:
    broken = replace(FACTS, fault=Fault.DISK_FULL)
    session, _ = step(v.Session(), t.FactsChanged(), broken)
    session, _ = step(session, t.OpenInformation(Language.RU), broken)
    assert session == v.Session(Language.RU, v.Information())
    session, _ = step(session, t.Back(), broken)
    assert session.screen == v.OutOfService(Fault.DISK_FULL)


ABOUT = TO_OFFER[:3]


@pytest.mark.parametrize(
    ("detail", "screen"),
    [(v.Detail.STEPS, v.Steps), (v.Detail.SAMPLE, v.Sample), (v.Detail.TERMS, v.Reading), (v.Detail.LIST, v.PaperList)],
)
def test_what_else_there_is_to_know_of_a_service_leads_back_to_it(detail: v.Detail, screen: type) -> None:
    session, _ = walk(*ABOUT, t.OpenMore(), t.PickDetail(detail), facts=WITH_SAMPLE)
    seen = [type(session.screen)]
    for _ in range(2):
        session, _ = step(session, t.Back(), WITH_SAMPLE)
        seen.append(type(session.screen))
    assert seen == [screen, v.More, v.About]


def test_the_sample_is_enlarged_part_by_part_and_made_small_again() -> None:
    sample = (*ABOUT, t.OpenMore(), t.PickDetail(v.Detail.SAMPLE))
    session, _ = walk(*sample, *[t.Zoom(1)] * 9, *[t.TurnPage(1)] * 99, facts=WITH_SAMPLE)
    assert isinstance(session.screen, v.Sample)
    assert (session.screen.zoom, session.screen.page) == (3, 8)
    session, _ = step(session, t.Zoom(-1), WITH_SAMPLE)
    assert isinstance(session.screen, v.Sample)
    assert (session.screen.zoom, session.screen.page) == (2, 0)


def test_a_sample_that_is_not_on_the_disk_is_not_offered_and_no_list_without_paper() -> None:
    more = v.More(v.About("family", v.Services(Category.MUNICIPAL)))
    bare = replace(FACTS, paper=False)
    assert catalogue.details(bare, more) == (v.Detail.STEPS, v.Detail.TERMS)
    for detail in (v.Detail.SAMPLE, v.Detail.LIST):
        session, effects = walk(*ABOUT, t.OpenMore(), t.PickDetail(detail), facts=bare)
        assert (session.screen, effects) == (more, [])


def test_the_list_of_documents_is_printed_once_and_its_paper_told() -> None:
    session, effects = walk(*ABOUT, t.OpenMore(), t.PickDetail(v.Detail.LIST), t.Yes())
    assert effects == [e.PrintList(("family",), Language.RU)]
    assert isinstance(session.screen, v.PaperList)
    printing = session.screen
    session, _ = step(session, e.ListEnded(v.Paper.OUT), FACTS)
    assert session.screen == replace(printing, paper=v.Paper.OUT)
    home, _ = step(session, t.Home(), FACTS)
    assert step(home, e.ListEnded(v.Paper.NOT_OUT), FACTS) == (home, ())


def test_typing_erases_and_keeps_to_its_length() -> None:
    typed = [t.Key("ү")] * 40
    session, _ = walk(t.Begin(Language.KY), t.OpenSearch(), *typed)
    assert session.screen == v.Search(v.Typing(Language.KY, "ү" * 24))
    session, _ = walk(t.Begin(Language.KY), t.OpenSearch(), t.Key("ү"), t.Erase(), t.Erase(), t.SetLayout(Language.EN))
    assert session.screen == v.Search(v.Typing(Language.EN))


def test_pages_end_where_the_list_ends() -> None:
    turns = [t.TurnPage(1)] * 9
    session, _ = walk(*TO_OFFER[:-1], *turns)
    assert isinstance(session.screen, v.Villages)
    assert session.screen.page == 1
    session, _ = step(session, t.TurnPage(-1), FACTS)
    session, _ = step(session, t.TurnPage(-1), FACTS)
    assert isinstance(session.screen, v.Villages)
    assert session.screen.page == 0


def test_when_the_printer_cannot_tell_the_visitor_is_asked() -> None:
    session, effects = walk(*TO_PRINTING, e.PrintEnded(TICKET, v.Paper.UNKNOWN))
    assert session.screen == v.DidItPrint(ISSUED)
    assert e.Handed(TICKET, How.PRINTED) not in effects
    session, done = step(session, t.Yes(), FACTS)
    assert done == (e.Handed(TICKET, How.PRINTED),)


def test_no_paper_means_a_copy_and_then_the_number_on_the_screen() -> None:
    unknown = e.PrintEnded(TICKET, v.Paper.UNKNOWN)
    session, effects = walk(*TO_PRINTING, unknown, t.No())
    assert session.screen == v.Printing(ISSUED, copy=True)
    assert effects[-1] == e.Print(ISSUED, copy=True)
    session, effects = walk(*TO_PRINTING, unknown, t.No(), unknown, t.No())
    assert session.screen == v.CodeOnScreen(ISSUED)
    session, done = step(session, t.Yes(), FACTS)
    assert done == (e.Handed(TICKET, How.SCREEN),)


def test_a_printer_that_failed_shows_the_number_at_once() -> None:
    session, effects = walk(*TO_PRINTING, e.PrintEnded(TICKET, v.Paper.NOT_OUT))
    assert session.screen == v.CodeOnScreen(ISSUED)
    assert not any(isinstance(effect, e.Handed) for effect in effects)


def test_a_visitor_who_does_not_need_the_number_any_more_is_withdrawn() -> None:
    session, effects = walk(*TO_PRINTING, e.PrintEnded(TICKET, v.Paper.NOT_OUT), t.No())
    assert effects[-1] == e.Withdraw(TICKET)
    assert session == v.Session()


def test_a_visitor_who_sees_no_paper_although_the_printer_says_so_gets_a_copy() -> None:
    session, effects = walk(*TO_PRINTING, e.PrintEnded(TICKET, v.Paper.OUT), t.No())
    assert session.screen == v.Printing(ISSUED, copy=True, handed=True)
    session, _ = step(session, e.PrintEnded(TICKET, v.Paper.NOT_OUT), FACTS)
    assert session.screen == v.CodeOnScreen(ISSUED, handed=True)
    _, effects = walk(
        *TO_PRINTING, e.PrintEnded(TICKET, v.Paper.OUT), t.No(), e.PrintEnded(TICKET, v.Paper.NOT_OUT), t.No()
    )
    assert not any(isinstance(effect, e.Withdraw) for effect in effects)


def test_without_a_number_the_visitor_is_sent_to_an_employee() -> None:
    session, effects = walk(*TO_OFFER, t.Yes(), e.NotGiven(Fault.DISK_FULL))
    assert session.screen == v.NoTicket(Fault.DISK_FULL)
    assert effects == [e.Take(ORDER)]


def test_the_screen_asks_before_it_forgets_the_visitor() -> None:
    session, _ = walk(*TO_OFFER)
    session, _ = step(session, t.Quiet(WARN_AFTER_S - 1), FACTS)
    assert not session.warned
    session, _ = step(session, t.Quiet(WARN_AFTER_S), FACTS)
    assert session.warned
    kept, _ = step(session, t.Yes(), FACTS)
    assert not kept.warned
    assert isinstance(kept.screen, v.Offer)
    gone, _ = step(session, t.Quiet(LEAVE_AFTER_S), FACTS)
    assert gone == v.Session()


def test_while_the_screen_asks_nothing_else_can_be_touched() -> None:
    session, _ = walk(*TO_OFFER, t.Quiet(WARN_AFTER_S))
    for touch in (t.Back(), t.Home(), t.No(), t.PickService("family"), t.Begin(Language.EN)):
        assert step(session, touch, FACTS) == (session, ())


@pytest.mark.parametrize(("paper", "handed"), [(v.Paper.UNKNOWN, How.PRINTED), (v.Paper.NOT_OUT, How.SCREEN)])
def test_who_walks_away_from_a_number_they_have_seen_stays_callable(paper: v.Paper, handed: How) -> None:
    session, _ = walk(*TO_PRINTING, e.PrintEnded(TICKET, paper))
    home, effects = step(session, t.Quiet(LEAVE_AFTER_S), FACTS)
    assert effects == (e.Handed(TICKET, handed),)
    assert home == v.Session()


def test_the_finished_visit_clears_itself_soon() -> None:
    session, _ = walk(*TO_PRINTING, e.PrintEnded(TICKET, v.Paper.OUT))
    assert step(session, t.Quiet(DONE_AFTER_S), FACTS)[0] == v.Session()


def test_the_machine_at_work_is_not_interrupted_by_idleness() -> None:
    for touches in ((*TO_OFFER, t.Yes()), TO_PRINTING):
        session, _ = walk(*touches)
        assert step(session, t.Quiet(1000), FACTS) == (session, ())


def test_a_kiosk_that_cannot_number_says_so_and_recovers_by_itself() -> None:
    broken = replace(FACTS, fault=Fault.NOT_JOINED)
    session, _ = step(v.Session(), t.FactsChanged(), broken)
    assert session.screen == v.OutOfService(Fault.NOT_JOINED)
    session, _ = step(session, t.FactsChanged(), FACTS)
    assert session.screen == v.Start()


def test_a_fault_elsewhere_does_not_interrupt_a_visit() -> None:
    session, _ = walk(*TO_OFFER)
    assert step(session, t.FactsChanged(), replace(FACTS, fault=Fault.DISK_FULL)) == (session, ())


def test_a_number_that_comes_after_the_visit_was_broken_off_is_withdrawn() -> None:
    session, _ = walk(*TO_OFFER, t.Yes(), t.Broken())
    assert session == v.Session()
    assert step(session, e.Given(ISSUED), FACTS) == (session, (e.Withdraw(TICKET),))


def test_the_number_of_a_visit_broken_off_is_not_given_to_the_next_visitor() -> None:
    another = (*TO_OFFER[:-1], t.PickVillage("ak"), t.Yes())
    session, _ = walk(*TO_OFFER, t.Yes(), t.Broken(), *another)
    assert step(session, e.Given(ISSUED), FACTS) == (session, (e.Withdraw(TICKET),))


def test_the_silent_hub_changes_nothing_in_the_way_through() -> None:
    silent = replace(FACTS, picture=None)
    for count in range(len(TO_PRINTING) + 1):
        assert walk(*TO_PRINTING[:count], facts=silent) == walk(*TO_PRINTING[:count])


def touches() -> st.SearchStrategy[t.Touch]:
    language = st.sampled_from(Language)
    village: st.SearchStrategy[str | None] = st.sampled_from([*(one.id for one in VILLAGES), None])
    return st.one_of(
        st.builds(t.Begin, language),
        st.builds(t.SetLanguage, language),
        st.builds(t.PickCategory, st.sampled_from(Category)),
        st.builds(t.OpenInformation, language),
        st.builds(t.OpenServices),
        st.builds(t.PickTopic, st.sampled_from(v.Topic)),
        st.builds(t.PickTitle, st.sampled_from(["open", "where", "gone"])),
        st.builds(t.OpenEvents),
        st.builds(t.PickEvent, st.sampled_from(LifeEvent)),
        st.builds(t.OpenSearch),
        st.builds(t.Key, st.sampled_from("үөңсм ")),
        st.builds(t.Erase),
        st.builds(t.SetLayout, language),
        st.builds(t.PickService, st.sampled_from([one.id for one in CONTENT.services])),
        st.builds(t.OpenMore),
        st.builds(t.PickDetail, st.sampled_from(v.Detail)),
        st.builds(t.Zoom, st.sampled_from([-1, 1])),
        st.builds(t.TurnPage, st.sampled_from([-1, 1])),
        st.builds(t.PickVillage, village),
        st.builds(t.OpenReceipt, language),
        st.builds(t.Key, st.sampled_from("0123456789")),
        st.builds(t.Scanned, st.sampled_from(["26-00017-4821", "http://hub/t/abc"])),
        st.builds(t.AddService),
        st.builds(t.DropService, st.sampled_from([one.id for one in CONTENT.services])),
        st.builds(t.OpenBring),
        st.builds(t.OpenSheet, language),
        st.builds(t.PickVariant, st.sampled_from(Variant)),
        st.builds(t.Choose, st.sampled_from(["fully", "not", "yes", "no", "other", "1", "female"])),
        st.builds(t.HandIn),
        st.builds(t.Yes),
        st.builds(t.Yes),
        st.builds(t.No),
        st.builds(t.Back),
        st.builds(t.Home),
        st.builds(t.Quiet, st.sampled_from([1.0, 25.0, 65.0, 95.0])),
        st.builds(t.FactsChanged),
        st.builds(t.Broken),
        st.builds(t.Toggle, st.sampled_from(list(v.Aid))),
        st.builds(t.CallEmployee),
    )


class Machine:
    """Answers every effect as the kiosk would, in the papers' order, and keeps the books of what it saw."""

    def __init__(self, papers: list[v.Paper | None]) -> None:
        self.papers = papers
        self.numbers = 0
        self.open: dict[int, str] = {}

    def answer(self, effect: e.Effect) -> list[t.Touch]:
        match effect:
            case e.Take():
                assert not [number for number, stage in self.open.items() if stage == "taken"], (
                    "two numbers in one visit"
                )
                self.numbers += 1
                self.open[self.numbers] = "taken"
                ticket = replace(TICKET, number=self.numbers, order=effect.order)
                return [e.Given(Issued(ticket, False, None))]
            case e.Print():
                paper = self.papers.pop() if self.papers else v.Paper.OUT
                return [e.PrintEnded(effect.issued.ticket, paper)] if paper else []
            case e.PrintList():
                return [e.ListEnded(v.Paper.OUT)]
            case e.CheckPin() | e.PrintTest() | e.NewRoll() | e.Stop():
                return []
            case e.AskReceipt():
                return [e.ReceiptTold(effect.digits, v.NotTold.UNKNOWN)]
            case e.KeepSheet():
                return [e.SheetKept(kept=True)]
            case e.CallHelp():
                return [e.HelpAnswered(True)]
            case e.Handed() | e.Withdraw():
                kind = "handed" if isinstance(effect, e.Handed) else "withdrawn"
                if self.open[effect.ticket.number] == "taken":
                    self.open[effect.ticket.number] = kind
                return []


@settings(max_examples=300, deadline=None)
@given(st.lists(touches(), max_size=40), st.lists(st.sampled_from([*v.Paper]), max_size=8), st.booleans())
def test_whatever_is_touched_no_number_is_left_hanging(
    fingers: list[t.Touch], papers: list[v.Paper], silent: bool
) -> None:
    """One number a visit at most; when nobody is at the screen every number is handed or withdrawn."""
    facts = replace(FACTS, picture=None) if silent else FACTS
    machine, session = Machine([*papers]), v.Session()
    for finger in fingers:
        waiting: list[t.Touch] = [finger]
        while waiting:
            session, effects = step(session, waiting.pop(0), facts)
            waiting += [answer for effect in effects for answer in machine.answer(effect)]
        if isinstance(session.screen, v.Start):
            assert "taken" not in machine.open.values()
    for _ in range(2):
        session, effects = step(session, t.Quiet(LEAVE_AFTER_S), facts)
        for effect in effects:
            machine.answer(effect)
    assert isinstance(session.screen, v.Start)
    assert "taken" not in machine.open.values()


@settings(max_examples=200, deadline=None)
@given(st.lists(touches(), max_size=25))
def test_every_screen_that_waits_for_a_finger_has_a_way_home(fingers: list[t.Touch]) -> None:
    session = v.Session()
    for finger in fingers:
        session, _ = step(session, finger, FACTS)
    answered: tuple[t.Touch, ...] = (e.NotGiven(Fault.BROKEN),) if isinstance(session.screen, v.Taking) else ()
    told = (t.Yes(),) if session.telling else ()
    for touch in (*answered, *told, t.SetLanguage(Language.KY), t.Quiet(1), t.Home(), t.Yes(), t.Yes(), t.Home()):
        session, _ = step(session, touch, FACTS)
    assert session.screen == v.Start()


def test_what_makes_it_easier_is_kept_through_the_visit_and_forgotten_after_it() -> None:
    begun = (t.Toggle(v.Aid.LARGE), t.Toggle(v.Aid.CONTRAST), *TO_OFFER)
    session, _ = walk(*begun)
    assert session.aids == {v.Aid.LARGE, v.Aid.CONTRAST}
    session, _ = step(session, t.Toggle(v.Aid.CONTRAST), FACTS)
    assert session.aids == {v.Aid.LARGE}
    for ended in ((t.Quiet(LEAVE_AFTER_S),), (t.Broken(),)):
        assert walk(*begun, *ended)[0] == v.Session()
    session, _ = walk(*begun, t.Home())
    assert session.aids == {v.Aid.LARGE, v.Aid.CONTRAST}
    assert step(session, t.Quiet(LEAVE_AFTER_S), FACTS)[0] == v.Session()


def test_letters_of_another_size_begin_a_list_anew() -> None:
    listed = (t.Begin(Language.KY), t.PickCategory(Category.MUNICIPAL), t.TurnPage(1))
    assert walk(*listed)[0].screen == v.Services(Category.MUNICIPAL, 1)
    assert walk(*listed, t.Toggle(v.Aid.CONTRAST))[0].screen == v.Services(Category.MUNICIPAL, 1)
    assert walk(*listed, t.Toggle(v.Aid.LARGE))[0].screen == v.Services(Category.MUNICIPAL, 0)


def test_an_employee_is_called_once_and_the_visitor_is_told_the_truth() -> None:
    session, effects = walk(*TO_OFFER, t.CallEmployee(), t.CallEmployee())
    assert effects == [e.CallHelp()]
    assert (session.help, session.telling) == (v.Help.CALLING, True)
    session, _ = step(session, e.HelpAnswered(True), FACTS)
    assert session.help is v.Help.CALLED
    session, _ = step(session, t.FactsChanged(), replace(FACTS, coming=True))
    assert session.help is v.Help.COMING
    session, _ = step(session, t.Yes(), FACTS)
    assert (session.telling, type(session.screen)) == (False, v.Offer)


def test_a_call_nobody_heard_sends_to_a_desk_and_can_be_tried_again() -> None:
    away = (t.CallEmployee(), e.HelpAnswered(False))
    assert walk(*away)[0].help is v.Help.AWAY
    assert walk(*away, t.Yes(), t.CallEmployee())[1] == [e.CallHelp()] * 2
    assert step(walk(*away)[0], t.Quiet(LEAVE_AFTER_S), FACTS)[0] == v.Session()


def test_the_visitor_may_ask_for_more_time_again_and_again() -> None:
    session, _ = walk(*TO_OFFER)
    for _ in range(12):
        session, _ = step(session, t.Quiet(WARN_AFTER_S), FACTS)
        assert session.warned
        session, _ = step(session, t.Yes(), FACTS)
        assert not session.warned
    assert isinstance(session.screen, v.Offer)
    assert LEAVE_AFTER_S - WARN_AFTER_S >= 20
