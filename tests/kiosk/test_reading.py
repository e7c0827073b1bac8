"""What the kiosk has to read, and how it is laid out by the screenful."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.schema import Hours
from config.texts import speaker
from config.told import hours_lines
from core.words import Language
from kiosk import catalogue, reading
from kiosk import visit as v
from kiosk.facts import Facts, Room
from kiosk.reading import Block
from tests.kiosk.content import CONTENT, MONDAY, SCHEDULE, text

FACTS = Facts(CONTENT, MONDAY)
MENU = v.Information()


def words_of(screen: v.Reading, language: Language = Language.RU) -> set[str]:
    return {line for block in reading.blocks(screen, language, FACTS) for line in (block.head, *block.paragraphs)}


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        (
            v.Topic.HOURS,
            {"Айыл өкмөтү", "Понедельник – пятница: 09:00–18:00", "Обед: 12:30–13:30", "Эл. почта: a@b.kg"},
        ),
        (v.Topic.PEOPLE, {"Башчы", "А. Асанов", "Телефон: +996 700 123 456"}),
        (
            v.Topic.PAYING,
            {"Базар көчөсү 8", "Работает: 09:00–17:00", "Счёт: 1290 0000 0000 0001", "Код платежа: 14000001"},
        ),
    ],
)
def test_each_topic_says_what_the_manual_asks_for(topic: v.Topic, said: set[str]) -> None:
    assert said <= words_of(v.Reading(topic, MENU))


def test_a_question_shows_the_day_it_was_last_reviewed() -> None:
    screen = v.Reading(v.Topic.QUESTIONS, v.Titles(v.Topic.QUESTIONS), "where")
    assert words_of(screen) == {"", "Банктан өткөрсөңүз болот.", "Проверено: 1 февраля 2026 года"}


def test_a_day_of_other_hours_stands_by_itself() -> None:
    week = (*SCHEDULE.hours[:2], SCHEDULE.hours[3], Hours("sat", SCHEDULE.hours[0].opens, SCHEDULE.hours[0].closes))
    lines = hours_lines(replace(SCHEDULE, hours=week[::-1], lunch_from=None), speaker("kiosk", "en"))
    days = ["Monday – Tuesday", "Thursday", "Saturday"]
    assert [*lines] == [f"{day}: 09:00–18:00" for day in days]


def test_topics_without_content_are_not_offered() -> None:
    bare = replace(CONTENT, banks=(), payments=(), faq=())
    assert reading.topics(bare) == (v.Topic.HOURS, v.Topic.PEOPLE, v.Topic.RULES)


@pytest.mark.parametrize(
    ("query", "found"),
    [("төлөйм", ["where"]), ("ТОЛОЙМ", ["where"]), ("откор", ["where"]), ("номер", ["lost"]), ("ррр", []), (" ", [])],
)
def test_a_question_is_found_on_any_keyboard_by_its_words_or_its_answers(query: str, found: list[str]) -> None:
    assert [one.id for one in catalogue.find_questions(CONTENT, query)] == found


def test_found_questions_come_before_found_answers() -> None:
    first, *others = CONTENT.faq
    answers = replace(first, answer=text("Жоготтум деп айтыңыз"))
    assert [one.id for one in catalogue.find_questions(replace(CONTENT, faq=(answers, *others)), "жогот")] == [
        "lost",
        "open",
    ]


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 90), min_size=1, max_size=5), min_size=1, max_size=8),
    st.integers(12, 60),
    st.integers(4, 40),
)
def test_however_long_the_words_each_is_shown_once_and_no_column_is_overfull(
    lengths: list[list[int]], letters: int, lines: int
) -> None:
    content = [
        Block(
            f"h{at}", tuple(" ".join(f"w{at}-{row}-{word}" for word in range(count)) for row, count in enumerate(rows))
        )
        for at, rows in enumerate(lengths)
    ]
    columns = reading.columns(content, letters, lines)
    shown = [
        word
        for column in columns
        for block in column
        for words in (block.head, *block.paragraphs)
        for word in words.split()
    ]
    assert shown == [word for block in content for words in (block.head, *block.paragraphs) for word in words.split()]
    assert all(sum(reading.size(block, letters) for block in column) <= lines for column in columns)


def test_every_page_of_a_topic_can_be_turned_to() -> None:
    facts = replace(FACTS, room=Room(letters=30, lines=8))
    screen = v.Reading(v.Topic.HOURS, MENU)
    count = reading.shown(screen, Language.KY, facts).count
    assert count > 1
    pages = [reading.shown(replace(screen, page=page), Language.KY, facts) for page in range(count)]
    heads = [block.head for page in pages for column in page.items for block in column if block.head]
    assert heads == ["ККБ", "Айыл өкмөтү"]
