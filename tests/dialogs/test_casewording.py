"""Cases in words: the card, what moved, the history; a date is never without what belongs beside it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.desk import Desk
from dialogs.caseturns import (
    CaseCard,
    CaseFile,
    CaseWhy,
    History,
    Moved,
    Told,
)
from knowledge.cases import CaseEvent, Move
from knowledge.law import Law
from tests.dialogs.test_cases import RECEIVED, file_of, worded
from tests.talk import TODAY

# --- words ---------------------------------------------------------------------------------------------------


def card(desk: Desk, file: CaseFile, *, is_new: bool = False) -> str:
    """The card of a case."""
    return worded(desk, CaseCard(file, TODAY, with_assumptions=is_new))


def test_the_card_says_what_runs_what_is_waited_for_and_whose_it_is(desk: Desk, law: Law) -> None:
    """The nearest date first; what a new date assumes only when it is new."""
    forwarded = CaseEvent(6, "no-jurisdiction", date(2026, 11, 23))
    said = card(desk, file_of(law, RECEIVED, forwarded, state="DE", basis="Treaty X", judge=2, deputy=77))
    assert "Case 12-3: received order, service of documents, Germany. Basis: Treaty X." in said
    assert said.index("Monday, 30 November 2026") < said.index("Monday, 21 December 2026")
    assert "Waiting: informing the competent authority" in said
    assert said.endswith("responsible: Айгуль; judge: Бекова")
    assert "Counted from receipt" in card(desk, file_of(law, RECEIVED), is_new=True)
    assert "Counted from receipt" not in card(desk, file_of(law, RECEIVED))


def test_a_card_without_dates_says_why(desk: Desk, law: Law) -> None:
    """Nothing told yet, everything done, a term that another law sets, a case that is closed."""
    served = CaseEvent(6, "served", TODAY)
    assert "runs once this is told" in card(desk, file_of(law))
    assert "No time limit" in card(desk, file_of(law, RECEIVED, served))
    waits = card(desk, file_of(law, CaseEvent(5, "act-in-force", TODAY), kind="outgoing-petition"))
    assert "The Instruction names no number" in waits
    closed = card(desk, file_of(law, RECEIVED, closed=TODAY))
    assert "Closed on Tuesday, 24 November 2026." in closed
    assert "December" not in closed
    assert "responsible" not in card(desk, replace(file_of(law), names={}))


@pytest.mark.parametrize(("hearing", "is_met"), [(date(2027, 5, 24), True), (date(2027, 5, 20), False)])
def test_a_hearing_that_cannot_be_met_names_the_earliest_that_can(
    desk: Desk,
    law: Law,
    hearing: date,
    is_met: bool,
) -> None:
    """Late at once, and nothing is planned any more; else the days to plan for."""
    said = card(desk, file_of(law, CaseEvent(5, "hearing", hearing), kind="outgoing-order"))
    assert ("LATE" in said) is not is_met
    assert ("the earliest hearing it can meet is Monday, 24 May 2027" in said) is not is_met
    assert ("have the translation ready by" in said) is is_met


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1, 7, 20), date(9999, 12, 31)])
def test_a_hearing_at_an_end_of_the_calendar_is_a_card_too(desk: Desk, law: Law, day: date) -> None:
    """A slip in the year must not break the talk: nothing is counted or planned outside the calendar."""
    file = file_of(law, CaseEvent(5, "hearing", day), kind="outgoing-order")
    assert "outgoing order" in card(desk, file, is_new=True)
    assert worded(desk, CaseWhy(file)) or not any(one.is_open for one in file.deadlines)


def test_what_moved_is_said_with_both_days(desk: Desk) -> None:
    """Moved, new, and no longer counted."""
    key, was, now = "execute_order", date(2026, 12, 21), date(2026, 12, 18)
    said = worded(desk, Moved((Move(key, was, now), Move(key, None, now), Move(key, was, None)))).splitlines()
    assert [line.partition(":")[0] for line in said] == ["Moved", "New", "No longer counted"]
    assert "was Monday, 21 December 2026, now Friday, 18 December 2026" in said[0]


def test_the_history_tells_what_was_corrected_and_why(desk: Desk, law: Law) -> None:
    """What was told before is marked; closing is an entry that stands."""
    closed = CaseEvent(7, "closed", TODAY)
    told: Sequence[Told] = (
        Told(RECEIVED, "", "Айгуль", is_current=False),
        Told(replace(RECEIVED, day=TODAY), "misread", "Бекова", is_current=True),
        Told(closed, "done", "Айгуль", is_current=False),
    )
    lines = worded(desk, History(replace(file_of(law, RECEIVED), history=tuple(told)))).splitlines()
    assert lines[1] == "Was told before: Friday, 20 November 2026, order received by the court (Айгуль)"
    assert lines[2].endswith("(Бекова) Reason: misread")
    assert lines[3] == "Tuesday, 24 November 2026: case closed (Айгуль) Reason: done"
    assert "Nothing has been told" in worded(desk, History(file_of(law)))


def test_why_traces_only_the_dates_that_run(desk: Desk, law: Law) -> None:
    """Not one that was ended, nor one that waits."""
    done = file_of(law, RECEIVED, CaseEvent(6, "order-forwarded", TODAY))
    said = worded(desk, CaseWhy(done))
    assert said.startswith("How the date was reached (para 13")
    assert "(para 11" not in said
