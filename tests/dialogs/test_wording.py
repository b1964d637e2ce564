"""Words: every reply in every language, dates as papers write them, errors that name the message."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk
from dialogs.replies import blocks
from dialogs.texts import load_texts, long_date
from dialogs.turns import Beside, Due, Quote, Reply, Say, Trace, YearPage
from dialogs.wording import Wording
from knowledge.calendar import Entry, Reason
from knowledge.files import DataError
from knowledge.instruction import load_instruction
from knowledge.languages import LANGUAGES, Language
from knowledge.limits import Override, counted_deadline
from tests.talk import TODAY


def worded(desk: Desk, reply: Reply, language: Language = "en") -> str:
    """A reply as text, a block a line."""
    return "\n".join(block.text for block in blocks([reply], Wording(desk.texts, desk.law, language)))


def due(desk: Desk, key: str, start: date, today: date = TODAY, override: Override | None = None) -> Due:
    """The card of a limit's deadline."""
    return Due(counted_deadline(key, desk.law.limits[key], start, desk.law.calendar, override), today)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Monday, 2 March 2026"),
        ("ru", "понедельник, 2 марта 2026 г."),
        ("kk", "2026 жылғы 2 наурыз, дүйсенбі"),
    ],
)
def test_a_date_is_written_with_its_weekday(language: Language, words: str) -> None:
    """And with ordinary spaces only."""
    assert long_date(date(2026, 3, 2), language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_limit_has_its_card_and_trace_in_every_language(desk: Desk, language: Language) -> None:
    """In time, on the day, late; moved or not; with and without an override."""
    for key in desk.law.limits:
        for day in (date(2026, 1, 31), date(2026, 2, 21), date(2027, 5, 9), date(2024, 4, 29)):
            for override in (Override(9, "working_days", "Treaty X"), Override(6, "months", "Treaty X")):
                card = due(desk, key, day, override=override)
                for today in (date(2026, 1, 1), card.deadline.due, date(2029, 1, 1)):
                    assert worded(desk, Due(card.deadline, today), language)
                assert worded(desk, Trace(card.deadline), language)


def test_a_worked_saturday_as_last_day_names_the_safe_one(desk: Desk) -> None:
    """A court may treat it as a day off for the public."""
    words = worded(desk, due(desk, "inform_authority", date(2024, 4, 26)))
    assert "Last day: Saturday, 4 May 2024" in words
    assert "To be safe: Friday, 3 May 2024" in words


def test_a_late_limit_that_can_be_restored_says_so(desk: Desk) -> None:
    """Paragraph 17 names restoration; paragraph 11 names nothing."""
    assert "can be restored (para 17" in worded(desk, due(desk, "present_foreign_act", date(2020, 1, 15)))
    assert "restored" not in worded(desk, due(desk, "execute_order", date(2020, 1, 15)))


def test_a_hearing_on_a_day_off_is_told(desk: Desk) -> None:
    """6 June 2027 is a Sunday."""
    assert "The hearing itself stands on a day off" in worded(
        desk, due(desk, "send_order_before_hearing", date(2027, 6, 6))
    )


def test_a_hearing_at_the_end_of_the_calendar_has_no_earliest_one(desk: Desk) -> None:
    """Beyond the year 9999 nothing is promised."""
    card = due(desk, "send_order_before_hearing", date(2027, 1, 20), date(9999, 12, 31))
    assert "earliest hearing" not in worded(desk, card)


@pytest.mark.parametrize("hearing", [date(1, 7, 1), date(1, 7, 10), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_have_a_card_and_a_trace(desk: Desk, hearing: date) -> None:
    """Where no day lies before or after, nothing is advised and nothing breaks."""
    card = due(desk, "send_order_before_hearing", hearing)
    assert worded(desk, card)
    assert worded(desk, Trace(card.deadline))


def test_a_calendar_that_is_not_held_is_told(desk: Desk) -> None:
    """Of 1850 only the weekends are known."""
    words = worded(desk, due(desk, "execute_order", date(1850, 3, 1)))
    assert "no calendar is held for 1850" in words


def test_a_year_page_names_what_an_administrator_entered(desk: Desk) -> None:
    """With the act that the entry rests on, and nothing known where nothing is."""
    entry = Entry(date(2027, 6, 1), Reason("entered-off", act="Order 2"))
    law = replace(desk.law, calendar=desk.law.calendar.with_entries([entry]))
    page = worded(replace(desk, law=law), YearPage(2027))
    assert "Tuesday, 1 June 2027: day off entered by the administrator, Order 2" in page
    assert "No days off on weekdays are known." in worded(desk, YearPage(1850))


def test_an_official_text_is_quoted_without_our_label(desk: Desk, tmp_path: Path) -> None:
    """Then no other text governs."""
    over = tmp_path / "official-ru.toml"
    over.write_text(
        'language = "ru"\nstanding = "official"\nlabel = "Официальный текст"\n'
        '[[clause]]\nid = "11"\n[[clause.wording]]\nsince = "2019-3"\ntext = "официальные слова"\n',
        encoding="utf-8",
    )
    laid = replace(desk, law=replace(desk.law, act=load_instruction(overlays=(over,))))
    assert worded(laid, Quote("11"), "ru") == "официальные слова\n— п. 11. Официальный текст."


def test_a_clause_of_the_order_itself_was_amended_by_nobody(desk: Desk) -> None:
    """Item 1 stands as it was issued; the preamble was restated."""
    assert worded(desk, Beside("order.1")) == ""
    assert "Order No. 3 of 24 April 2019" in worded(desk, Beside("order.preamble"))


@pytest.mark.parametrize(
    ("clause", "language", "name"),
    [
        ("22.4", "en", "para 22(4)"),
        ("22.4", "ru", "пп. 4) п. 22"),
        ("22.4", "kk", "22-тармақтың 4) тармақшасы"),
        ("order.2.3", "en", "item 2(3) of the Order"),
        ("order.head", "ru", "приказ об утверждении"),
        ("7", "kk", "7-тармақ"),
    ],
)
def test_a_clause_is_cited_as_its_language_does(desk: Desk, clause: str, language: Language, name: str) -> None:
    """The number as a paper would write it."""
    assert Wording(desk.texts, desk.law, language).clause(clause) == name


def test_a_missing_message_or_value_is_an_error(desk: Desk) -> None:
    """Never a hole in a sentence."""
    with pytest.raises(LookupError, match=r"en.ftl: no message 'no-such-text'"):
        worded(desk, Say("no-such-text"))
    with pytest.raises(LookupError, match=r"en.ftl: no-such-day: .*written"):
        worded(desk, Say("no-such-day"))


def test_a_broken_wording_file_is_refused(tmp_path: Path) -> None:
    """Fluent would drop the entry in silence."""
    for language in LANGUAGES:
        (tmp_path / f"{language}.ftl").write_text("good = words\nbroken = { $x\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"en.ftl: cannot be read: 'broken"):
        load_texts(tmp_path)
