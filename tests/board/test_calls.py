"""Each call is news once."""

from board.calls import Calls, still_called
from core.words import Stage
from tests.board.office import call, picture


def test_what_was_called_before_we_listened_is_not_news() -> None:
    calls = Calls()
    assert calls.news(picture(call("А001", 1))) == []
    assert calls.news(picture(call("А001", 1))) == []


def test_two_calls_at_once_come_oldest_first() -> None:
    calls = Calls()
    calls.news(picture())
    first, second = call("А001", 1, 0), call("А002", 2, 1)
    assert calls.news(picture(second, first)) == [first, second]


def test_a_reconnect_repeats_nothing() -> None:
    calls = Calls()
    calls.news(picture())
    both = picture(call("А002", 2, 1), call("А001", 1))
    assert len(calls.news(both)) == 2
    assert calls.news(both) == []


def test_a_call_missed_while_the_hub_was_away_is_still_news_if_the_visitor_is_awaited() -> None:
    calls = Calls()
    calls.news(picture())
    came = call("А001", 1, state=Stage.SERVING)
    awaited = call("А002", 2, 1)
    assert calls.news(picture(awaited, came)) == [awaited]


def test_a_recall_is_news_again() -> None:
    calls = Calls()
    calls.news(picture())
    assert calls.news(picture(call("А001", 1))) == [call("А001", 1)]
    again = call("А001", 1, 2, calls=2)
    assert calls.news(picture(again)) == [again]


def test_an_older_call_that_comes_into_view_again_is_no_news() -> None:
    calls = Calls()
    calls.news(picture())
    old = call("А001", 1)
    calls.news(picture(old))
    calls.news(picture(call("А002", 2, 1)))
    assert calls.news(picture(old)) == []


def test_the_same_code_is_news_on_another_day() -> None:
    calls = Calls()
    calls.news(picture())
    calls.news(picture(call("А001", 1)))
    assert calls.news(picture(call("А001", 1, 24 * 60)))


def test_nobody_is_awaited_who_has_come_or_was_called_again() -> None:
    first = call("А001", 1)
    assert still_called(first, picture(first))
    assert not still_called(first, picture(call("А001", 1, state=Stage.SERVING)))
    assert not still_called(first, picture(call("А001", 1, 2, calls=2)))
    assert not still_called(first, picture())
