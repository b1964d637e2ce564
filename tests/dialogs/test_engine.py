"""The engine: one door, pure, and a wrong event changes nothing but what is said."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import open_desk
from bot.desk import Desk
from bot.settings import Settings
from dialogs.dating import written_override
from dialogs.engine import LONGEST_TEXT, step
from dialogs.turns import (
    AnsweredYesNo,
    Asked,
    AskedWhy,
    Choices,
    ChoseLanguage,
    Due,
    Facts,
    Opened,
    Picked,
    Say,
    State,
    Trace,
    WantedDate,
    WantedTopic,
    Wrote,
    WroteNoDate,
    WroteOverride,
)
from knowledge.limits import LimitError, Override
from tests.talk import TODAY, Talk

FACTS = Facts(open_desk(Settings(_env_file=None)).law, TODAY)
WANTED = WantedDate("execute_order", date(2026, 11, 2))


def said(state: State, event: object, facts: Facts) -> list[str]:
    """The names of the fixed texts that an event gets."""
    return [reply.name for reply in step(state, event, facts).says if isinstance(reply, Say)]  # type: ignore[arg-type]


def test_a_talk_begins_with_what_can_be_asked(facts: Facts) -> None:
    """The first words name the subject and show examples."""
    assert said(State(), Opened(), facts) == ["welcome", "examples"]


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (Wrote("   "), "nothing-written"),
        (Wrote("x" * (LONGEST_TEXT + 1)), "too-long"),
        (Picked(7), "no-such-choice"),
        (AskedWhy(), "no-date-given"),
        (WroteOverride(""), "no-date-given"),
        (AnsweredYesNo(is_yes=True), "nothing-asked"),
        (WroteNoDate("31.02.2026"), "no-such-day"),
        (ChoseLanguage(None), "which-language"),
    ],
)
def test_an_event_out_of_place_leaves_the_state_as_it_was(facts: Facts, event: object, name: str) -> None:
    """What does not fit is said, and nothing is lost."""
    state = State(language="en", clause="11", wanted=None)
    done = step(state, event, facts)  # type: ignore[arg-type]
    assert done.state == state
    assert name in said(state, event, facts)


def test_what_is_missing_is_asked_for_one_thing_at_a_time(facts: Facts) -> None:
    """The limit, then the day, then whether it was the original."""
    assert said(State(), WantedDate(), facts) == ["ask-limit"]
    assert said(State(), WantedDate("department_review"), facts) == ["ask-originals-received", "ask-date-forms"]
    asked = WantedDate("department_review", date(2026, 11, 2))
    assert said(State(), asked, facts) == ["ask-original"]
    assert said(State(wanted=asked), AnsweredYesNo(is_yes=False), facts) == ["copies-do-not-count"]


def test_the_original_is_not_asked_about_where_a_copy_is_as_good(facts: Facts) -> None:
    """Only the Department's ten days run from originals."""
    done = step(State(), WANTED, facts)
    assert [type(reply) for reply in done.says] == [Due, Choices]
    assert done.state.given == WANTED
    assert done.state.wanted is None


def test_why_shows_the_trace_of_the_date_given_last(facts: Facts) -> None:
    """The date and its trace come from the same deadline."""
    given_state = step(State(), WANTED, facts).state
    (trace,) = step(given_state, AskedWhy(), facts).says
    assert isinstance(trace, Trace)
    assert trace.deadline.due == date(2026, 12, 2)


def test_an_event_that_lies_ahead_is_refused_and_the_day_asked_again(facts: Facts) -> None:
    """A typing error in the year is the likely cause."""
    done = step(State(), WantedDate("execute_order", date(2027, 11, 2)), facts)
    assert [reply.name for reply in done.says if isinstance(reply, Say)] == ["fault-event-ahead"]
    assert done.state.wanted == WantedDate("execute_order")


def test_another_length_replaces_the_term_and_keeps_the_direction(facts: Facts) -> None:
    """A treaty gives two months, with its article."""
    before = step(State(), WANTED, facts).state
    done = step(before, WroteOverride("2 months: Treaty X, art. 5"), facts)
    (due, _) = done.says
    assert isinstance(due, Due)
    assert due.deadline.due == date(2027, 1, 5)
    assert done.state.given == WantedDate(WANTED.limit, WANTED.day, override=Override(2, "months", "Treaty X, art. 5"))


@pytest.mark.parametrize(
    ("written", "override"),
    [
        ("2 months: Treaty X, art. 5", Override(2, "months", "Treaty X, art. 5")),
        ("45 календарных дней: Договор, ст. 1", Override(45, "calendar_days", "Договор, ст. 1")),
        ("10 рабочих дней; Договор, ст. 1", Override(10, "working_days", "Договор, ст. 1")),
        ("5 жұмыс күні: Шарт, 1-бап", Override(5, "working_days", "Шарт, 1-бап")),
        ("1 год: закон, ст. 2", Override(1, "years", "закон, ст. 2")),
        ("30 дней: закон", Override(30, "calendar_days", "закон")),
    ],
)
def test_an_override_is_read_in_three_languages(written: str, override: Override) -> None:
    """Length, unit, a colon, the basis."""
    assert written_override(written) == override


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("two months: x", "override-form"),
        ("5 парсеков: x", "override-form"),
        ("2 months", "override-basis"),
        ("2 months:", "override-basis"),
        ("0 days: x", "override-length"),
        ("", "override-form"),
    ],
)
def test_an_override_that_cannot_be_read_says_what_is_missing(written: str, fault: str) -> None:
    """Without a basis the Instruction's term stays."""
    with pytest.raises(LimitError) as refused:
        written_override(written)
    assert refused.value.fault == fault


def test_a_topic_chosen_is_shown_with_its_part(facts: Facts) -> None:
    """The choice of an unclear question leads to the words that answer it."""
    done = step(State(), WantedTopic("ten-working-days"), facts)
    assert done.state.clause == "8"


def test_a_question_in_the_middle_of_asking_is_answered(facts: Facts) -> None:
    """And the date can be begun again."""
    done = step(State(wanted=WantedDate("execute_order")), Asked("кто подписывает поручение"), facts)
    assert done.state.clause == "21"
    assert done.state.wanted is None


def test_the_language_of_the_question_is_kept_until_one_is_chosen(facts: Facts) -> None:
    """A chosen language stays whatever is typed."""
    assert step(State("ru"), Wrote("who signs the order"), facts).state.language == "en"
    assert step(State("ru"), Wrote("құжаттар"), facts).state.language == "kk"
    assert step(State("en"), Wrote("почему?"), facts).state.language == "ru"
    fixed = step(State("ru"), ChoseLanguage("kk"), facts).state
    assert step(fixed, Wrote("who signs the order"), facts).state.language == "kk"


def test_a_date_with_a_typing_error_in_a_question_is_told(facts: Facts) -> None:
    """Neither ignored nor guessed."""
    assert "no-such-day" in said(State(), Asked("received 31.02.2026, when is it due?"), facts)
    assert "no-such-day" in said(State(), Asked("поручение получили 31.06.2026, какой срок"), facts)


@given(st.text(max_size=80))
def test_any_text_gets_an_answer(text: str) -> None:
    """Nothing that can be typed breaks the talk, and every choice offered can be taken."""
    done = step(State(), Wrote(text), FACTS)
    assert done.says
    for number in range(1, len(done.state.options) + 1):
        assert step(done.state, Picked(number), FACTS).says


@given(
    st.lists(
        st.sampled_from(["1", "2", "да", "нет", "31.01.2026", "почему?", "/due", "отмена", "а срок?", "2 месяца: Х"]),
        max_size=8,
    )
)
def test_any_order_of_turns_gets_an_answer(texts: list[str]) -> None:
    """Answers out of place, numbers, dates and commands in any order."""
    state = State()
    for text in texts:
        done = step(state, Wrote(text), FACTS)
        assert done.says
        state = done.state


HOSTILE = [
    one["text"] if "text" in one else one["repeat"] * one["times"]
    for one in map(json.loads, Path(__file__).with_name("hostile.jsonl").read_text(encoding="utf-8").splitlines())
]


def test_hostile_texts_are_answered_alone_and_one_after_another(desk: Desk) -> None:
    """Control characters, long runs, odd dates, templates, commands half typed: an answer that can be written."""
    long_talk = Talk(desk)
    for text in HOSTILE:
        for talk in (Talk(desk), long_talk):
            words = talk.write(text)
            assert words.strip()
            assert words.encode("utf-8")
            assert "Traceback" not in words


def test_a_link_to_a_clause_shows_it_and_is_no_code(facts: Facts) -> None:
    """`?start=clause_22_4` opens the talk at that clause; one that names none opens it with what can be done."""
    assert step(State("en"), Wrote("/start clause_22_4"), facts).state.clause == "22.4"
    assert said(State("en"), Wrote("/start clause_nothing"), facts) == ["help", "help-count", "examples"]


def test_what_was_received_is_never_counted_back_from(facts: Facts) -> None:
    """After paragraph 25 a receipt must not become a hearing."""
    done = step(State("en", clause="25"), Wrote("received 31.01.2026, when is it due?"), facts)
    assert "ask-limit" in [reply.name for reply in done.says if isinstance(reply, Say)]


def test_a_hearing_without_a_year_lies_ahead_once_it_is_known_to_be_one(facts: Facts) -> None:
    """5 March is behind for a receipt and ahead for a hearing; the day is read when the limit is chosen."""
    asked = step(State("ru"), Wrote("5 марта, до какого числа?"), facts).state
    chosen = {event.limit: event.day for event in asked.options if isinstance(event, WantedDate)}
    assert chosen["execute_order"] == date(2026, 3, 5)
    assert chosen["send_order_before_hearing"] == date(2027, 3, 5)


def test_a_clause_named_while_a_day_is_awaited_is_shown(facts: Facts) -> None:
    """`п. 22.4` is not the 22nd of April; the answer that our own choice names is yes."""
    waiting = State("ru", wanted=WantedDate("execute_order"))
    assert step(waiting, Wrote("п. 22.4"), facts).state.clause == "22.4"
    asked = State("en", wanted=WantedDate("department_review", date(2026, 11, 2)))
    assert step(asked, Wrote("yes, the originals"), facts).state.given is not None
    assert step(asked, Wrote("02.11.2026 или 03.11.2026"), facts).state.given is None
    again = step(asked, Wrote("03.11.2026"), facts).state.wanted
    assert again == WantedDate("department_review", date(2026, 11, 3))
    assert "nothing-asked" in said(State(wanted=WantedDate()), AnsweredYesNo(is_yes=True), facts)


@pytest.mark.parametrize(
    ("text", "language"),
    [("now in english please", "en"), ("а на русском?", "ru"), ("қазақша айтшы", "kk")],
)
def test_a_language_is_chosen_in_plain_words(facts: Facts, text: str, language: str) -> None:
    """Nobody needs to know the command."""
    assert step(State("ru"), Wrote(text), facts).state.language == language


def test_of_several_dates_none_is_chosen_for_anybody(facts: Facts) -> None:
    """The clerk says which one counts."""
    done = step(State("en"), Asked("order received 31.01.2026 or maybe 15.02.2026, deadline to execute?"), facts)
    assert "several-dates" in [reply.name for reply in done.says if isinstance(reply, Say)]
    assert done.state.wanted == WantedDate("execute_order")
    after = step(done.state, Wrote("15.02.2026"), facts)
    assert after.state.given == WantedDate("execute_order", date(2026, 2, 15))


def test_the_words_of_a_reply_are_in_the_language_of_the_talk(talk: Talk) -> None:
    """The desk words what the engine decides."""
    assert "п. 11" in talk.write("в какой срок исполняется поручение")
    assert "para 11" in talk.write("how long do we have to execute a foreign order")
