"""Deadlines: right on worked examples, right against a slow walk, and every step said."""

import json
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import Entry, Reason, load_calendar
from knowledge.law import Law
from knowledge.limits import (
    Deadline,
    LimitError,
    Override,
    TraceStep,
    Unit,
    counted_deadline,
    load_counting,
    load_limits,
)

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "limits.toml").read_text(encoding="utf-8"))["case"]
PUBLISHED = tomllib.loads((HERE / "calendar.toml").read_text(encoding="utf-8"))
WORKED = [json.loads(line) for line in (HERE / "deadlines-dev.jsonl").read_text(encoding="utf-8").splitlines()]
COUNTABLE = [case for case in WORKED if case["status"] != "error"]

CALENDAR = load_calendar()
LIMITS = load_limits()
OWN = ("department_review", "execute_order", "forward_jurisdiction", "inform_authority", "present_foreign_act")

days = st.dates(date(2019, 1, 1), date(2027, 12, 31))


def deadline(key: str, start: date, override: Override | None = None) -> Deadline:
    """The deadline of a limit on the calendar as it is held."""
    return counted_deadline(key, LIMITS[key], start, CALENDAR, override)


def is_working_slowly(day: date) -> bool:
    """By the calendar typed by hand where there is one; before 2024 by the reasons of ours."""
    if published := PUBLISHED.get(str(day.year)):
        special = f"{day:%m-%d}"
        return special in published["worked"] or (day.weekday() < 5 and special not in published["off"])
    reason = CALENDAR.reason(day)
    return day.weekday() < 5 if reason is None else not reason.is_off


def walked(start: date, length: int, unit: Unit, way: int) -> date:
    """A slow day-by-day count, written without the product's arithmetic."""
    day = start
    if unit == "working_days":
        left = length
        while left:
            day += timedelta(days=way)
            left -= is_working_slowly(day)
        return day
    months = length * (12 if unit == "years" else 1)
    number = start.year * 12 + start.month - 1 + way * months
    year, month = divmod(number, 12)
    day = date(year, month + 1, 1)
    while day.day < start.day and (day + timedelta(days=1)).month == month + 1:
        day += timedelta(days=1)
    while not is_working_slowly(day):
        day += timedelta(days=way)
    return day


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sentence_that_a_judge_can_check(case: dict[str, Any]) -> None:
    """Each case of limits.toml."""
    override = Override(**case["override"]) if "override" in case else None
    assert deadline(case["limit"], case["start"], override).due == case["due"]


@pytest.mark.parametrize("case", COUNTABLE, ids=[case["id"] for case in COUNTABLE])
def test_a_worked_example(case: dict[str, Any]) -> None:
    """Forty dates worked out elsewhere, with a calendar typed by hand."""
    extra = case.get("calendar_extra", {})
    entries = [Entry(date.fromisoformat(d), Reason("entered-off")) for d in extra.get("off", [])]
    entries += [Entry(date.fromisoformat(d), Reason("entered-work")) for d in extra.get("work", [])]
    start = date.fromisoformat(case.get("hearing_date") or case["event_date"])
    override = Override(**case["override"]) if "override" in case else None
    found = counted_deadline(case["rule"], LIMITS[case["rule"]], start, CALENDAR.with_entries(entries), override)
    assert found.due.isoformat() == case["due"]


@pytest.mark.parametrize("key", [*OWN, "send_order_before_hearing"])
def test_every_day_agrees_with_a_slow_walk(key: str) -> None:
    """Every day of 2019 to 2027, against a count written separately."""
    limit = LIMITS[key]
    length, unit = limit.value[-1].length, limit.value[-1].unit
    assert length is not None
    assert unit is not None
    way = 1 if limit.direction == "forward" else -1
    first = date(2019, 1, 1)
    for number in range((date(2027, 12, 31) - first).days + 1):
        start = first + timedelta(days=number)
        assert deadline(key, start).due == walked(start, length, unit, way), start


@given(days, st.sampled_from(OWN))
def test_a_last_day_is_a_working_day(start: date, key: str) -> None:
    """Nobody must act on a day off."""
    assert CALENDAR.is_working(deadline(key, start).due)


@given(days, st.integers(0, 60), st.sampled_from([*OWN, "send_order_before_hearing"]))
def test_a_later_event_never_ends_earlier(start: date, later: int, key: str) -> None:
    """Monotone in the event's date."""
    assert deadline(key, start).due <= deadline(key, start + timedelta(days=later)).due


@given(days)
def test_six_months_after_sending_never_pass_the_hearing(hearing: date) -> None:
    """The foreign authority has its whole term."""
    sent = deadline("send_order_before_hearing", hearing).due
    number = sent.year * 12 + sent.month - 1 + 6
    last = (date(number // 12, number % 12 + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert date(number // 12, number % 12 + 1, min(sent.day, last.day)) <= hearing


@given(days)
def test_the_earliest_hearing_can_just_be_met(today: date) -> None:
    """Sent today, the order is in time for it; for the working day before it, it is not."""
    earliest = deadline("send_order_before_hearing", today).earliest_start(today)
    assert deadline("send_order_before_hearing", earliest).due >= today
    before = CALENDAR.working_day(earliest, -1)
    assert deadline("send_order_before_hearing", before).due < today


def test_the_trace_of_working_days_names_each_day_that_is_not_what_its_weekday_says() -> None:
    """The worked Saturday of May 2024, the holidays and the moved day off."""
    trace = deadline("inform_authority", date(2024, 4, 30)).trace
    assert [(step.name, step.day) for step in trace] == [
        ("trace-event", date(2024, 4, 30)),
        ("trace-skipped", date(2024, 5, 1)),
        ("trace-counted", date(2024, 5, 4)),
        ("trace-skipped", date(2024, 5, 7)),
        ("trace-skipped", date(2024, 5, 8)),
        ("trace-skipped", date(2024, 5, 9)),
        ("trace-nth", date(2024, 5, 10)),
    ]


def test_the_trace_of_a_month_names_the_bare_end_and_the_move() -> None:
    """31 January 2026: no such number in February, Saturday, Sunday, Monday."""
    found = deadline("execute_order", date(2026, 1, 31))
    assert [(step.name, step.day.day) for step in found.trace] == [
        ("trace-event", 31),
        ("trace-no-such-number", 28),
        ("trace-day-off", 28),
        ("trace-day-off", 1),
        ("trace-moved", 2),
    ]
    assert (found.bare, found.moved) == (date(2026, 2, 28), True)


def test_the_trace_backwards_begins_with_the_hearing() -> None:
    """Counting back it is the previous working day, on no provision but the safe side."""
    found = deadline("send_order_before_hearing", date(2026, 11, 9))
    assert [step.name for step in found.trace] == ["trace-hearing", "trace-back", "trace-day-off", "trace-moved"]
    assert found.trace[-1] == TraceStep("trace-moved", date(2026, 5, 8), "day-off-backward")
    assert load_counting()["day-off-backward"].source == ()


def test_every_rule_of_a_trace_is_in_the_counting_rules() -> None:
    """What a trace rests on has its source in the data."""
    counting = load_counting()
    for key in (*OWN, "send_order_before_hearing"):
        for unit in ("working_days", "calendar_days", "months"):
            found = deadline(key, date(2026, 3, 7), Override(9, unit, "x"))
            assert {step.rule for step in found.trace} <= set(counting)


def test_counting_back_in_working_days_skips_days_off() -> None:
    """A treaty may count back in working days too."""
    found = deadline("send_order_before_hearing", date(2026, 3, 26), Override(2, "working_days", "Treaty X, art. 1"))
    assert found.due == date(2026, 3, 19)
    assert [step.day.day for step in found.trace if step.name == "trace-skipped"] == [21, 22, 23, 24, 25]


@pytest.mark.parametrize(
    ("today", "left", "working", "late"),
    [
        (date(2026, 2, 20), 10, 6, False),
        (date(2026, 3, 2), 0, 0, False),
        (date(2026, 3, 3), -1, -1, True),
    ],
)
def test_days_left_in_both_units(today: date, left: int, working: int, late: bool) -> None:
    """On the last day it is still in time."""
    found = deadline("execute_order", date(2026, 1, 31))
    assert (found.days_left(today), found.working_days_left(today), found.is_late(today)) == (left, working, late)


def test_a_date_in_a_year_without_confirmed_calendar_is_estimated() -> None:
    """The calendar of 2027 may still be changed by an order."""
    assert deadline("execute_order", date(2026, 12, 15)).unconfirmed_years == (2027,)
    assert not deadline("execute_order", date(2026, 6, 15)).is_estimated


def test_a_date_beside_an_estimated_kurban_ait_is_estimated() -> None:
    """16 May 2027 may shift by a day; 17 May is within it."""
    found = deadline("execute_order", date(2027, 4, 17))
    assert found.due == date(2027, 5, 17)
    assert found.estimated_days == (date(2027, 5, 16),)
    assert found.is_estimated


def test_the_safe_day_is_an_ordinary_weekday() -> None:
    """The working day before 6 January 2025 is a worked Sunday; the ordinary one is 31 December."""
    found = deadline("inform_authority", date(2024, 12, 26))
    assert (found.due, found.safe_day) == (date(2025, 1, 6), date(2024, 12, 31))


def test_the_department_has_its_ten_days_before_the_order_must_be_sent() -> None:
    """Planning advice: ten working days before the last day of sending."""
    found = deadline("send_order_before_hearing", date(2027, 1, 20))
    assert found.department_day == date(2026, 7, 3)


def test_a_limit_of_other_law_needs_its_length() -> None:
    """Paragraph 18 names no number, and no number is invented."""
    with pytest.raises(LimitError, match="consider_petition: paragraph 18 names no number") as fault:
        deadline("consider_petition", date(2026, 1, 5))
    assert fault.value.fault == "no-number"


@pytest.mark.parametrize(
    ("length", "unit", "basis", "fault"),
    [
        (0, "months", "x", "override-length"),
        (10_001, "months", "x", "override-length"),
        (True, "months", "x", "override-length"),
        (2.0, "months", "x", "override-length"),
        (2, "weeks", "x", "override-unit"),
        (2, "months", "  ", "override-basis"),
        (2, ["months"], "x", "override-unit"),
    ],
)
def test_an_override_that_cannot_stand_is_refused(length: int, unit: Unit, basis: str, fault: str) -> None:
    """No basis, no override; the message names what was given and what is needed."""
    with pytest.raises(LimitError, match="override") as refused:
        Override(length, unit, basis)
    assert refused.value.fault == fault


@pytest.mark.parametrize(
    ("key", "start", "override"),
    [
        ("execute_order", date(9999, 12, 31), None),
        ("execute_order", date(9999, 12, 1), Override(10_000, "years", "x")),
        ("department_review", date(9999, 12, 25), None),
        ("send_order_before_hearing", date(1, 3, 1), None),
        ("execute_order", date(9999, 12, 1), Override(30, "calendar_days", "x")),
    ],
)
def test_a_date_outside_the_years_of_the_world_is_an_error(key: str, start: date, override: Override | None) -> None:
    """A result before year 1 or after 9999 cannot be counted, and is said so."""
    if key == "execute_order" and override and override.unit == "calendar_days":
        assert deadline(key, start, override).due == date(9999, 12, 31)
        return
    with pytest.raises(LimitError) as fault:
        deadline(key, start, override)
    assert fault.value.fault == "outside"


def test_a_move_beyond_the_last_year_is_an_error() -> None:
    """1 January of the year 1 is a Monday; its previous working day lies before the calendar."""
    entries = [Entry(date(1, 1, 1), Reason("entered-off"))]
    with pytest.raises(LimitError) as fault:
        counted_deadline(
            "send_order_before_hearing",
            LIMITS["send_order_before_hearing"],
            date(1, 7, 1),
            CALENDAR.with_entries(entries),
        )
    assert fault.value.fault == "outside"


def test_the_limits_cite_clauses_and_amendments_that_exist(law: Law) -> None:
    """Each limit has its clause, and the clause has the limit."""
    for key, limit in law.limits.items():
        assert key in law.act.about(limit.clause).limits
        assert {value.since for value in limit.value} <= set(law.act.data.amendment)
        assert limit.part is None or len(law.act.text(limit.clause, "en").present.text) >= limit.part
    assert {s.code for rule in law.counting.values() for s in rule.source} <= set(law.act.codes)
