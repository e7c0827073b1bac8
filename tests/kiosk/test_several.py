"""Several services in one visit: added and left out one by one, one ticket for all."""

from dataclasses import replace

from config.schema import Category
from kiosk import effects as e
from kiosk import touches as t
from kiosk import visit as v
from kiosk.session import step
from tests.kiosk.test_session import FACTS, ISSUED, ORDER, TO_OFFER, walk


def adding(service: str, kind: Category = Category.MUNICIPAL) -> tuple[t.Touch, ...]:
    return (t.AddService(), t.PickCategory(kind), t.PickService(service), t.Yes())


TWO: tuple[t.Touch, ...] = (*TO_OFFER, *adding("birth", Category.STATE))
THREE: tuple[t.Touch, ...] = (*TWO, *adding("livestock"))


def services(session: v.Session) -> tuple[str, ...]:
    assert isinstance(session.screen, v.Offer)
    return session.screen.services


def test_one_ticket_for_three_services_and_the_village_is_asked_once() -> None:
    session, effects = walk(*THREE, t.Yes())
    assert isinstance(session.screen, v.Taking)
    assert effects == [e.Take(replace(ORDER, also=("birth", "livestock")))]


def test_at_most_five_and_none_twice() -> None:
    session, _ = walk(*THREE, *adding("birth", Category.STATE))
    assert services(session) == ("family", "birth", "livestock")
    assert session.adding is None
    five: tuple[t.Touch, ...] = (*THREE, *adding("residence"), *adding("water", Category.ADDITIONAL))
    session, _ = walk(*five)
    assert len(services(session)) == 5
    assert step(session, t.AddService(), FACTS) == (session, ())


def test_back_takes_the_last_one_out_step_by_step() -> None:
    session, _ = walk(*THREE)
    seen = []
    for _ in range(8):
        session, _ = step(session, t.Back(), FACTS)
        seen.append(type(session.screen))
    assert seen == [v.About, v.Services, v.Categories, v.Offer, v.About, v.Services, v.Categories, v.Offer]
    assert services(session) == ("family",)
    assert step(session, t.Back(), FACTS)[0].screen == v.Villages(
        "family", v.About("family", v.Services(Category.MUNICIPAL))
    )


def test_who_changes_their_mind_while_adding_keeps_what_they_had() -> None:
    session, _ = walk(*TWO, t.AddService(), t.PickCategory(Category.MUNICIPAL), t.Back(), t.Back())
    assert services(session) == ("family", "birth")
    assert session.adding is None


def test_any_of_several_can_be_left_out_and_the_last_one_stays() -> None:
    for dropped, left in (
        ("family", ("birth", "livestock")),
        ("birth", ("family", "livestock")),
        ("livestock", ("family", "birth")),
        ("water", ("family", "birth", "livestock")),
    ):
        session, _ = walk(*THREE, t.DropService(dropped))
        assert services(session) == left
    session, _ = walk(*THREE, t.DropService("family"), t.DropService("livestock"), t.DropService("birth"))
    assert services(session) == ("birth",)
    session, _ = walk(*THREE, t.DropService("family"), t.DropService("livestock"), t.Back(), t.PickVillage("ak"))
    assert services(session) == ("birth",)


def test_what_to_bring_for_all_of_them_is_read_and_printed() -> None:
    session, _ = walk(*TWO, t.OpenBring())
    assert isinstance(session.screen, v.Reading)
    session, effects = walk(*TWO, t.OpenBring(), t.Yes())
    assert effects == [e.PrintList(("family", "birth"), ORDER.language)]
    session, _ = walk(*TWO, t.OpenBring(), t.Yes(), e.ListEnded(v.Paper.OUT), t.Back(), t.Back())
    assert services(session) == ("family", "birth")
    session, effects = walk(*TWO, t.OpenBring(), t.Yes(), facts=replace(FACTS, paper=False))
    assert (isinstance(session.screen, v.Reading), effects) == (True, [])


def test_the_way_home_forgets_what_was_being_added() -> None:
    session, _ = walk(*TWO, t.AddService(), t.Home())
    assert session == v.Session()


def test_after_the_ticket_nothing_is_added() -> None:
    _, (take,) = walk(*TWO, t.Yes())
    assert isinstance(take, e.Take)
    issued = replace(ISSUED, ticket=replace(ISSUED.ticket, order=take.order))
    session, _ = walk(*TWO, t.Yes(), e.Given(issued), t.AddService())
    assert isinstance(session.screen, v.Printing)
