"""Plans of reminders: each row that a judge can check, each person's part, and what holds for all of them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Final, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.dates import FARTHEST, MOST, chosen_days
from knowledge.calendar import Calendar, Entry, Reason
from knowledge.cases import Case, CaseDeadline, CaseEvent, CaseKind, deadlines_of, load_kinds
from knowledge.limits import Deadline, Override, Unit, counted_deadline, load_limits
from notifier.hours import WorkingTime
from notifier.plan import Parties, Planned, Since, ladder_of, planned
from tests.notifier.test_hours import CALENDAR, HOURS, clock

LIMITS: Final = load_limits()
KINDS: Final = load_kinds(LIMITS)

OWNER, DEPUTY, JUDGE, HEAD, OTHER_HEAD = range(1, 6)
OWN: Final = Parties(OWNER)
ALL: Final = Parties(OWNER, DEPUTY, JUDGE, (HEAD,))

#: Before every date of these tests but those of the world's first year.
EARLY: Final = clock("2020-01-01 00:00")
LAST: Final = {"before-1", "today-1", "today-2", "today-3"}


def off(*days: str) -> list[Entry]:
    """Days off as an administrator enters them."""
    return [Entry(date.fromisoformat(day), Reason("entered-off", act="Order 1")) for day in days]


def worked(*days: str) -> list[Entry]:
    """Worked days as an administrator enters them."""
    return [Entry(date.fromisoformat(day), Reason("entered-work", act="Order 1")) for day in days]


def pair(free: str, instead: str) -> list[Entry]:
    """A moved day off with the day that is worked for it."""
    days = date.fromisoformat(free), date.fromisoformat(instead)
    return [
        Entry(days[0], Reason("moved-off", other=days[1], act="Order 1")),
        Entry(days[1], Reason("worked", other=days[0], act="Order 1")),
    ]


def running(
    key: str, start: str, calendar: Calendar = CALENDAR, term: Override | None = None, event: int = 7
) -> CaseDeadline:
    """A limit that runs in a case, from the event with this number."""
    day = date.fromisoformat(start)
    deadline = counted_deadline(key, LIMITS[key], day, calendar, term)
    return CaseDeadline(key, "", CaseEvent(event, LIMITS[key].counted_from, day), deadline)


def plan(
    deadlines: CaseDeadline | Iterable[CaseDeadline],
    parties: Parties = OWN,
    now: datetime = EARLY,
    since: Since | None = None,
    calendar: Calendar = CALENDAR,
) -> tuple[Planned, ...]:
    """The reminders of limits."""
    found = [deadlines] if isinstance(deadlines, CaseDeadline) else deadlines
    return planned(found, parties, WorkingTime(HOURS, calendar), since or {}, now)


def lines(found: Iterable[Planned], person: int = OWNER) -> list[str]:
    """A person's reminders in the order of their moments, by the clocks of the office."""
    own = sorted((one for one in found if one.person == person), key=lambda one: (one.at, one.stage))
    return [f"{HOURS.local(one.at):%Y-%m-%d %H:%M} {one.stage}" for one in own]


def stages(found: Iterable[Planned], person: int = OWNER) -> list[str]:
    """The stages of a person's reminders in the order of their moments."""
    return [line.split()[-1] for line in lines(found, person)]


# --- the usual days ------------------------------------------------------------------------------------------

#: The limit, the day of its event, the days that were entered, the due day, and the days before it.
USUAL: Final[dict[str, tuple[str, str, list[Entry], str, dict[int, str]]]] = {
    "three years, into the new year": (
        "present_foreign_act", "2024-01-08", [], "2027-01-08",
        {
            180: "2026-07-10",  # the 12th is a Sunday
            90: "2026-10-09",  # the 10th is a Saturday
            60: "2026-11-09",
            30: "2026-12-09",
            14: "2026-12-15",  # working days from here on
            7: "2026-12-25",
            3: "2026-12-31",
            1: "2027-01-06",  # Christmas on the 7th
        },
    ),
    "six months back, over Nauryz": (
        "send_order_before_hearing", "2027-09-29", [], "2027-03-29",
        {
            60: "2027-01-28",
            30: "2027-02-26",  # the 27th is a Saturday
            14: "2027-03-02",
            7: "2027-03-12",
            3: "2027-03-19",  # the 22nd to 24th are off
            1: "2027-03-26",
        },
    ),
    "a month": (
        "execute_order", "2026-11-24", [], "2026-12-24",
        {14: "2026-12-10", 7: "2026-12-14", 3: "2026-12-21", 1: "2026-12-23"},
    ),
    "a month, into the new year: fourteen days and seven working days before are one day": (
        "execute_order", "2026-12-11", [], "2027-01-11",
        {7: "2026-12-28", 3: "2027-01-05", 1: "2027-01-08"},
    ),
    "a month, over Nauryz: seven working days before are farther than fourteen days": (
        "execute_order", "2027-02-26", [], "2027-03-26",
        {7: "2027-03-11", 14: "2027-03-12", 3: "2027-03-18", 1: "2027-03-25"},
    ),
    "ten working days, into the new year": (
        "department_review", "2026-12-25", [], "2027-01-13",
        {5: "2027-01-05", 3: "2027-01-08", 1: "2027-01-12"},
    ),
    "five working days, over Nauryz": (
        "forward_jurisdiction", "2027-03-18", [], "2027-03-30",
        {3: "2027-03-25", 1: "2027-03-29"},
    ),
    "five working days for informing, into the new year": (
        "inform_authority", "2026-12-29", [], "2027-01-08",
        {3: "2026-12-31", 1: "2027-01-06"},
    ),
    "a Saturday that is worked is a working day": (
        "forward_jurisdiction", "2027-06-01", worked("2027-06-05"), "2027-06-07",
        {3: "2027-06-03", 1: "2027-06-05"},
    ),
    "and a calendar day that falls on it stays": (
        "send_order_before_hearing", "2028-01-05", worked("2027-06-05"), "2027-07-05",
        {60: "2027-05-06", 30: "2027-06-05", 14: "2027-06-15", 7: "2027-06-24", 3: "2027-06-30", 1: "2027-07-02"},
    ),
    "a Friday moved to the Saturday after it": (
        "send_order_before_hearing", "2027-09-29", pair("2027-03-19", "2027-03-20"), "2027-03-29",
        {60: "2027-01-28", 30: "2027-02-26", 14: "2027-03-02", 7: "2027-03-12", 3: "2027-03-20", 1: "2027-03-26"},
    ),
    "and a calendar day that falls on that Friday is said the day before": (
        "execute_order", "2027-03-02", pair("2027-03-19", "2027-03-20"), "2027-04-02",
        {14: "2027-03-18", 7: "2027-03-20", 3: "2027-03-30", 1: "2027-04-01"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", USUAL)
def test_the_usual_days(name: str) -> None:
    """Typed by hand from the calendars of 2026 and 2027; each at the opening of the office."""
    key, start, entries, due, days = USUAL[name]
    calendar = CALENDAR.with_entries(entries)
    found = plan(running(key, start, calendar), calendar=calendar)
    before = [line for line in lines(found) if "before" in line]
    assert before == [f"{day} 09:00 before-{number}" for number, day in days.items()]
    assert {(one.limit, one.event, one.due.isoformat()) for one in found} == {(key, 7, due)}


YEARS = (180, 90, 60, 30, 14, 7, 3, 1)
MONTHS = (60, 30, 14, 7, 3, 1)
MONTH = (14, 7, 3, 1)
TEN_DAYS = (5, 3, 1)
DAYS = (3, 1)


@pytest.mark.parametrize(
    ("length", "unit", "days", "working"),
    [
        (3, "years", YEARS, 14),
        (1, "years", YEARS, 14),
        (36, "months", YEARS, 14),
        (12, "months", YEARS, 14),
        (11, "months", MONTHS, 14),
        (6, "months", MONTHS, 14),
        (3, "months", MONTHS, 14),
        (90, "calendar_days", MONTHS, 14),
        (2, "months", MONTH, 7),
        (1, "months", MONTH, 7),
        (30, "calendar_days", MONTH, 7),
        (15, "working_days", MONTH, 7),
        (14, "working_days", TEN_DAYS, 7),
        (10, "working_days", TEN_DAYS, 7),
        (10, "calendar_days", TEN_DAYS, 7),
        (9, "working_days", DAYS, 7),
        (5, "working_days", DAYS, 7),
        (1, "calendar_days", DAYS, 7),
    ],
)
def test_a_term_of_another_law_has_the_days_of_its_length(
    length: int, unit: Unit, days: tuple[int, ...], working: int
) -> None:
    """In whatever unit a treaty sets it: a year is twelve months."""
    deadline = running("execute_order", "2026-11-24", term=Override(length, unit, "Treaty Y, art. 7")).deadline
    assert deadline is not None
    ladder = ladder_of(deadline)
    assert (ladder.days, ladder.working) == (days, working)


# --- who hears what ------------------------------------------------------------------------------------------

#: Due on Tuesday, 30 March 2027.
FIVE_DAYS: Final = running("forward_jurisdiction", "2027-03-18")
#: Due on Thursday, 24 December 2026.
A_MONTH: Final = running("execute_order", "2026-11-24")

DUE_DAY = ["2027-03-30 09:00 today-1", "2027-03-30 14:30 today-2", "2027-03-30 17:00 today-3"]
LATE = "2027-03-31 09:00 overdue-0"

PARTS: Final[dict[int, list[str]]] = {
    OWNER: ["2027-03-25 09:00 before-3", "2027-03-29 09:00 before-1", *DUE_DAY, LATE],
    DEPUTY: [
        "2027-03-25 09:00 before-3",
        "2027-03-25 13:00 unseen-3",
        "2027-03-29 09:00 before-1",
        "2027-03-29 12:00 unseen-1",
        *DUE_DAY,
        LATE,
    ],
    JUDGE: ["2027-03-25 09:00 before-3", "2027-03-29 09:00 before-1", *DUE_DAY, LATE],
    HEAD: ["2027-03-25 13:00 unseen-3", "2027-03-29 12:00 unseen-1", LATE],
}


@pytest.mark.parametrize("person", PARTS)
def test_each_person_has_a_part(person: int) -> None:
    """The head hears of what nobody answered, and of what is late."""
    assert lines(plan(FIVE_DAYS, ALL), person) == PARTS[person]


def test_the_deputy_and_the_judge_hear_of_the_last_days_only() -> None:
    """The earlier ones are the owner's."""
    found = plan(A_MONTH, ALL)
    last = ["today-1", "today-2", "today-3", "overdue-0"]
    assert stages(found) == ["before-14", "before-7", "before-3", "before-1", *last]
    assert stages(found, JUDGE) == ["before-3", "before-1", *last]
    assert stages(found, DEPUTY) == ["before-3", "unseen-3", "before-1", "unseen-1", *last]


@pytest.mark.parametrize(
    ("parties", "before"),
    [
        (Parties(OWNER, court_days=(10, 2, 1)), [10, 2, 1]),
        (Parties(OWNER, days={OWNER: (20, 1)}), [20, 1]),
        (Parties(OWNER, days={OWNER: (20, 1)}, court_days=(10, 2, 1)), [20, 1]),
        (Parties(OWNER, days={OWNER: (1,)}), [1]),
        (Parties(OWNER, days={DEPUTY: (20, 1)}), [14, 7, 3, 1]),
        (Parties(OWNER, OWNER, days={OWNER: (20, 1)}), [20, 1]),
        (Parties(OWNER, judge=OWNER), [14, 7, 3, 1]),
    ],
)
def test_own_days_go_before_those_of_the_court(parties: Parties, before: list[int]) -> None:
    """And those of the court before the usual ones; the last day before and the due day stay in any case."""
    found = stages(plan(A_MONTH, parties))
    assert found == [*(f"before-{number}" for number in before), "today-1", "today-2", "today-3", "overdue-0"]


def test_the_court_chooses_for_those_who_answer_and_the_deputy_for_himself() -> None:
    """The judge, who chose nothing, hears of the usual last days."""
    parties = replace(ALL, court_days=(10, 1), days={DEPUTY: (5, 1)})
    before = {person: [one for one in stages(plan(A_MONTH, parties), person) if "before" in one] for person in PARTS}
    assert before == {
        OWNER: ["before-10", "before-1"],
        DEPUTY: ["before-5", "before-1"],
        JUDGE: ["before-3", "before-1"],
        HEAD: [],
    }


def test_who_is_not_reminded_of_the_third_day_is_not_asked_about_it() -> None:
    """Only the last day before cannot be left out."""
    found = plan(A_MONTH, replace(ALL, days={OWNER: (14, 1)}))
    assert stages(found, HEAD) == ["unseen-1", "overdue-0"]


def test_the_last_days_can_be_the_deputys() -> None:
    """The owner hears of them no more; of what is late both do."""
    found = plan(FIVE_DAYS, replace(ALL, last_to_deputy=True))
    assert stages(found) == ["before-3", "overdue-0"]
    assert [lines(found, person) for person in (DEPUTY, JUDGE, HEAD)] == [PARTS[one] for one in (DEPUTY, JUDGE, HEAD)]


@pytest.mark.parametrize(
    "parties",
    [
        Parties(OWNER, None, JUDGE, (HEAD,), last_to_deputy=True),
        Parties(OWNER, OWNER, JUDGE, (HEAD,), last_to_deputy=True),
        Parties(OWNER, DEPUTY, OWNER, (HEAD,), last_to_deputy=True),
    ],
    ids=["there is no deputy", "he is his own deputy", "he is the judge too"],
)
def test_the_last_days_stay_with_an_owner_who_has_to_know(parties: Parties) -> None:
    """They are moved to somebody else, never to nobody."""
    assert lines(plan(FIVE_DAYS, parties)) == [line for line in PARTS[OWNER] if "unseen" not in line]


@pytest.mark.parametrize(
    ("parties", "answering"),
    [
        (Parties(None, DEPUTY, JUDGE, (HEAD, OTHER_HEAD)), [HEAD, OTHER_HEAD]),
        (Parties(None, heads=(HEAD, HEAD)), [HEAD]),
        (Parties(None, DEPUTY, JUDGE), [DEPUTY, JUDGE]),
        (Parties(None, DEPUTY, last_to_deputy=True), [DEPUTY]),
        (Parties(None, judge=JUDGE), [JUDGE]),
    ],
    ids=["both heads", "a head, named twice", "deputy and judge", "the deputy", "the judge"],
)
def test_without_its_owner_others_answer_for_a_case(parties: Parties, answering: list[int]) -> None:
    """The whole plan is theirs, and nobody is asked why they did not answer but by others."""
    found = plan(A_MONTH, parties)
    whole = stages(plan(A_MONTH))
    assert [stages(found, person) for person in answering] == [whole] * len(answering)
    others = {one.person for one in found} - set(answering)
    assert all("before-14" not in stages(found, person) for person in others)


def test_without_its_owner_the_deputy_hears_what_the_head_did_not_answer() -> None:
    """As the head hears it of an owner."""
    found = plan(FIVE_DAYS, Parties(None, DEPUTY, JUDGE, (HEAD,)))
    assert [lines(found, person) for person in (DEPUTY, JUDGE)] == [PARTS[DEPUTY], PARTS[JUDGE]]


@pytest.mark.parametrize("heads", [(HEAD, OTHER_HEAD), (OTHER_HEAD, HEAD)])
def test_of_several_heads_one_who_is_asked_is_enough(heads: tuple[int, ...]) -> None:
    """One of them chose days without the third; in whatever order they stand, it is asked about."""
    found = plan(A_MONTH, Parties(None, DEPUTY, heads=heads, days={HEAD: (14, 1)}))
    assert "unseen-3" in stages(found, DEPUTY)


def test_one_person_with_several_parts_hears_each_thing_once() -> None:
    """The fuller part counts: deputy, judge and head in one are told of all that any of them is."""
    found = plan(FIVE_DAYS, Parties(OWNER, DEPUTY, DEPUTY, (DEPUTY, OWNER)))
    assert lines(found) == PARTS[OWNER]
    assert lines(found, DEPUTY) == PARTS[DEPUTY]


def test_a_case_that_nobody_answers_for_has_no_plan() -> None:
    """Whoever runs the court's installation hears of it elsewhere."""
    assert plan(FIVE_DAYS, Parties(None)) == ()


@pytest.mark.parametrize(
    "one",
    [
        CaseDeadline("execute_order", "order-received"),
        CaseDeadline("consider_petition", "", CaseEvent(7, "petition-accepted", date(2027, 3, 18))),
        replace(FIVE_DAYS, ended_by=CaseEvent(8, "order-forwarded", date(2027, 3, 19))),
    ],
    ids=["waits for its event", "waits for its length", "ended"],
)
def test_what_does_not_run_has_no_plan(one: CaseDeadline) -> None:
    """Beside it, what runs has."""
    assert plan(one, ALL) == ()
    assert plan([one, FIVE_DAYS], ALL) == plan(FIVE_DAYS, ALL)


# --- when ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("2027-03-25 08:59", "before-3"),
        ("2027-03-25 09:00", "before-1"),
        ("2027-03-29 09:00", "today-1"),
        ("2027-03-30 09:00", "today-2"),
        ("2027-03-30 14:29", "today-2"),
        ("2027-03-30 14:30", "today-3"),
        ("2027-03-30 17:00", "overdue-0"),
        ("2027-03-31 08:59", "overdue-0"),
        ("2027-03-31 09:00", "overdue-1"),
    ],
)
def test_what_has_passed_is_not_planned(now: str, following: str) -> None:
    """Nor what is now: the next is what lies after."""
    assert stages(plan(FIVE_DAYS, now=clock(now)))[0] == following


@pytest.mark.parametrize(
    ("known", "unseen"),
    [
        ("2027-03-25 08:59", ["unseen-3", "unseen-1"]),
        ("2027-03-25 09:00", ["unseen-1"]),  # the reminder was not said of this date
        ("2027-03-25 10:00", ["unseen-1"]),
        ("2027-03-29 08:59", ["unseen-1"]),
        ("2027-03-29 09:00", []),
        ("2027-03-29 11:00", []),
    ],
)
@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "known from now on"])
def test_nobody_is_asked_about_what_was_not_said(known: str, unseen: list[str], is_kept: bool) -> None:
    """A date that was told after the reminder would have been said: nobody could answer it."""
    since = {("forward_jurisdiction", 7): clock(known)} if is_kept else {}
    found = stages(plan(FIVE_DAYS, ALL, clock(known), since), HEAD)
    assert found == [*unseen, "overdue-0"]


def test_a_date_is_known_by_its_limit_and_event() -> None:
    """Planned again on the day itself: of the date that was known before its head is told, of the new one not."""
    again = running("forward_jurisdiction", "2027-03-18", event=8)
    since = {("forward_jurisdiction", 7): EARLY, ("execute_order", 8): EARLY}
    found = plan([FIVE_DAYS, again], ALL, clock("2027-03-25 10:00"), since)
    asked = [(one.event, one.stage) for one in found if one.person == HEAD and one.at < clock("2027-03-29 00:00")]
    assert asked == [(7, "unseen-3")]


def test_short_days_are_worked_on_the_next() -> None:
    """Four working hours from an opening at eleven, with lunch from one: at half past four."""
    late = WorkingTime(replace(HOURS, opens=time(11)), CALENDAR)
    found = planned([FIVE_DAYS], ALL, late, {}, EARLY)
    assert lines(found, HEAD)[0] == "2027-03-25 16:30 unseen-3"


# --- what is late --------------------------------------------------------------------------------------------


def series(one: CaseDeadline, now: datetime, number: int, calendar: Calendar = CALENDAR) -> list[str]:
    """What is said of a late date from a moment on, each planned when the one before it is said."""
    found: list[str] = []
    while len(found) < number:
        (following,) = plan(one, now=now, calendar=calendar)
        found += lines([following])
        now = following.at
    return found


def test_what_is_late_is_said_on_mondays() -> None:
    """Due on Thursday, 25 February 2027; of the Mondays of March three are days off."""
    late = running("forward_jurisdiction", "2027-02-18")
    assert series(late, clock("2027-02-25 18:00"), 6) == [
        "2027-02-26 09:00 overdue-0",
        "2027-03-01 09:00 overdue-1",
        "2027-03-09 09:00 overdue-2",
        "2027-03-16 09:00 overdue-3",
        "2027-03-25 09:00 overdue-4",
        "2027-03-29 09:00 overdue-5",
    ]


def test_a_first_day_that_is_a_monday_is_said_once() -> None:
    """Due on a Friday; the next Monday is the one after."""
    late = running("forward_jurisdiction", "2027-02-12")
    assert series(late, clock("2027-02-19 18:00"), 2) == ["2027-02-22 09:00 overdue-0", "2027-03-01 09:00 overdue-1"]


def test_a_first_day_after_a_row_of_days_off_counts_from_there() -> None:
    """Due on the last day of the year: Tuesday, 5 January is the first working day."""
    late = running("forward_jurisdiction", "2026-12-24")
    assert series(late, clock("2026-12-31 18:00"), 2) == ["2027-01-05 09:00 overdue-0", "2027-01-11 09:00 overdue-1"]


#: Two weeks and a day off, as in the spring of 2020.
QUARANTINE: Final = CALENDAR.with_entries(
    off(*(f"2027-02-{day:02}" for day in range(1, 13)), "2027-02-15")  # the weekends are off anyway
)


def test_mondays_within_a_row_of_days_off_are_said_as_one() -> None:
    """Due on 27 January 2027: of the Mondays 1, 8 and 15 February the first is said on the 16th."""
    late = running("forward_jurisdiction", "2027-01-20", QUARANTINE)
    assert series(late, clock("2027-01-27 18:00"), 3, QUARANTINE) == [
        "2027-01-28 09:00 overdue-0",
        "2027-02-16 09:00 overdue-1",
        "2027-02-22 09:00 overdue-4",
    ]


@pytest.mark.parametrize("now", ["2027-01-28 09:00", "2027-02-03 12:00", "2027-02-15 23:59", "2027-02-16 08:59"])
def test_while_it_waits_the_next_stays_the_same(now: str) -> None:
    """Whenever it is planned anew: a changed name would be another reminder."""
    late = running("forward_jurisdiction", "2027-01-20", QUARANTINE)
    assert lines(plan(late, now=clock(now), calendar=QUARANTINE)) == ["2027-02-16 09:00 overdue-1"]


def test_what_is_late_for_years_is_said_on_the_next_monday() -> None:
    """Due on 10 January 2024: 157 Mondays have passed since the first."""
    late = running("forward_jurisdiction", "2024-01-03")
    assert series(late, clock("2027-01-12 12:00"), 2) == [
        "2027-01-18 09:00 overdue-158",
        "2027-01-25 09:00 overdue-159",
    ]


# --- the first and the last year of the world ----------------------------------------------------------------


def in_case(kind: CaseKind, event: str, day: str, term: Override | None = None) -> tuple[CaseDeadline, ...]:
    """The dates of a case with one event."""
    happened = CaseEvent(7, event, date.fromisoformat(day))
    terms = {KINDS[kind].limit[0].key: term} if term else {}
    case = Case(1, 1, "7-1", kind, OWNER, date(2026, 2, 2), events=(happened,), terms=terms)
    return tuple(one for one in deadlines_of(case, KINDS, LIMITS, CALENDAR) if one.is_open)


def test_a_hearing_in_the_first_year_is_late() -> None:
    """A year that was mistyped: due on 5 January of the year 1, with no sixty days before it."""
    deadlines = in_case("outgoing-order", "hearing", "0001-07-05")
    assert [one.due for one in deadlines] == [date(1, 1, 5)]
    (found,) = plan(deadlines, now=clock("2027-01-12 12:00"))
    assert (found.is_overdue, HOURS.local(found.at).isoformat()) == (True, "2027-01-18T09:00:00+05:00")
    early = plan(deadlines, now=datetime(1, 1, 1, 4, 30, tzinfo=UTC))
    assert stages(early) == ["before-3", "before-1", "today-1", "today-2", "today-3", "overdue-0"]


def test_a_term_to_the_last_day_of_the_world_is_never_late() -> None:
    """A treaty's term that was mistyped: the 31st of December 9999 is a Friday, and nothing follows."""
    term = Override(7973, "years", "Treaty Y, art. 7")
    deadlines = in_case("received-service", "order-received", "2026-12-31", term)
    assert [one.due for one in deadlines] == [date(9999, 12, 31)]
    assert stages(plan(deadlines, ALL))[-4:] == ["before-1", "today-1", "today-2", "today-3"]
    assert plan(deadlines, ALL, clock("9999-12-31 17:00")) == ()


def test_after_the_last_monday_of_the_world_nothing_is_said() -> None:
    """Due on 16 December 9999, a holiday of no calendar any more."""
    late = running("forward_jurisdiction", "9999-12-09")
    assert series(late, clock("9999-12-16 18:00"), 3)[-1] == "9999-12-27 09:00 overdue-2"
    assert plan(late, now=clock("9999-12-27 09:00")) == ()


# --- the days that people choose -----------------------------------------------------------------------------

HOSTILE: Final = [
    one["text"] if "text" in one else one["repeat"] * one["times"]
    for one in map(
        json.loads, (Path(__file__).parents[1] / "dialogs/hostile.jsonl").read_text(encoding="utf-8").splitlines()
    )
]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("14 7 3", (14, 7, 3, 1)),
        ("14, 7, 3, 1, 0", (14, 7, 3, 1)),
        ("3;7;14", (14, 7, 3, 1)),
        ("  30\n", (30, 1)),
        ("007 7 7", (7, 1)),
        ("0", (1,)),
        ("1", (1,)),
        ("365", (365, 1)),
        ("13 12 11 10 9 8 7 6 5 4 3 1", (13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 1)),
        ("12 11 10 9 8 7 6 5 4 3 2 1 0", (12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: tuple[int, ...]) -> None:
    """The last day before is among them, whatever was written; the due day needs no word."""
    assert chosen_days(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "seven", "14 days", "14-7", "-3", "+3", "3.5", "1e2", "0x10", "1_0", ",", "7,", ", 7", "366", "9999",
        "10000", "7 10000", "13 12 11 10 9 8 7 6 5 4 3 2", "١٤ ٧", "１４", "²", "7\x00", "7\u200b3",
        "9" * 100_000, "7 " * 100_000 + "x",
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_what_is_no_list_of_days_is_refused(text: str) -> None:
    """With what is needed, and without the words of whoever wrote it."""
    said = "days before the due day: 12 whole numbers at most, none above 365, are needed: 14 7 3 1"
    with pytest.raises(ValueError, match=f"^{said}$"):
        chosen_days(text)


def bounded(text: str) -> tuple[int, ...]:
    """The days of any text, none when it is refused."""
    try:
        days = chosen_days(text)
    except ValueError:
        return ()
    assert days == tuple(sorted(set(days), reverse=True))
    assert (days[-1], len(days) <= MOST, days[0] <= FARTHEST) == (1, True, True)
    assert chosen_days(" ".join(map(str, days))) == days
    return days


def test_hostile_texts_are_refused_or_are_days() -> None:
    """Each of them; what is taken lies within the bounds, and reads the same when it is written anew."""
    assert len(HOSTILE) > 100
    assert sum(bool(bounded(text)) for text in HOSTILE) < len(HOSTILE) / 2


@given(st.text(alphabet="0123456789 ,;\t\n-x٣", max_size=60))
def test_any_text_is_refused_or_is_days(text: str) -> None:
    """Of digits and what stands between them."""
    bounded(text)


@given(st.lists(st.integers(0, FARTHEST), min_size=1, max_size=MOST + 2), st.sampled_from([" ", ",", ", ", ";\n"]))
def test_numbers_are_taken_when_there_are_not_too_many(numbers: list[int], between: str) -> None:
    """The last day before counts among them, the due day does not."""
    days = sorted({*numbers, 1} - {0}, reverse=True)
    assert bounded(between.join(map(str, numbers))) == (tuple(days) if len(days) <= MOST else ())


# --- what holds for every plan -------------------------------------------------------------------------------

#: All that a plan is made of but its moment.
Asking = tuple[tuple[CaseDeadline, ...], Parties, WorkingTime, Since]
Thing = TypeVar("Thing")

LENGTHS: Final[list[tuple[str, int, Unit]]] = [
    ("present_foreign_act", 3, "years"),
    ("send_order_before_hearing", 6, "months"),
    ("execute_order", 1, "months"),
    ("execute_order", 20, "calendar_days"),
    ("department_review", 10, "working_days"),
    ("forward_jurisdiction", 5, "working_days"),
]

people = st.integers(OWNER, OTHER_HEAD)
chosen = st.lists(st.integers(1, 200), max_size=6).map(lambda days: tuple({*days, 1}))
parties_of_cases = st.builds(
    Parties,
    owner=st.none() | people,
    deputy=st.none() | people,
    judge=st.none() | people,
    heads=st.lists(people, max_size=3).map(tuple),
    days=st.dictionaries(people, chosen, max_size=3),
    court_days=st.just(()) | chosen,
    last_to_deputy=st.booleans(),
)
#: Single days and rows of days, off and worked, in any place.
calendars = st.lists(
    st.tuples(st.dates(date(2026, 10, 1), date(2027, 9, 30)), st.integers(1, 20), st.booleans()), max_size=4
).map(
    lambda rows: CALENDAR.with_entries(
        Entry(day + timedelta(days=number), Reason("entered-off" if is_off else "entered-work", act="Order 1"))
        for day, length, is_off in rows
        for number in range(length if is_off else 1)
    )
)
#: The moments at which something is said, and a moment before and after.
times = st.sampled_from([time(0), time(8, 59, 59), time(9), time(9, 1), time(12), time(13), time(14, 30), time(17)])
moments = st.builds(HOURS.moment, st.dates(date(2026, 1, 1), date(2027, 12, 31)), times)


@st.composite
def deadlines_on(draw: st.DrawFn, calendar: Calendar) -> tuple[CaseDeadline, ...]:
    """Up to three dates of a case."""
    found = []
    for event in range(draw(st.integers(1, 3))):
        key, length, unit = draw(st.sampled_from(LENGTHS))
        bare = draw(st.dates(date(2026, 12, 1), date(2027, 6, 30)))
        due = calendar.on_or_after(bare)
        deadline = Deadline(key, LIMITS[key], bare, length, unit, bare, due, calendar)
        found.append(CaseDeadline(key, "", CaseEvent(event, LIMITS[key].counted_from, bare), deadline))
    return tuple(found)


@st.composite
def askings(draw: st.DrawFn) -> Asking:
    """All that a plan is made of but its moment."""
    calendar = draw(calendars)
    deadlines = draw(deadlines_on(calendar))
    since = {(one.key, one.start.id): draw(moments) for one in deadlines if one.start}
    return deadlines, draw(parties_of_cases), WorkingTime(HOURS, calendar), since


def of_one(found: Iterable[Planned], one: CaseDeadline) -> list[Planned]:
    """The reminders of one date."""
    return [each for each in found if one.start and (each.limit, each.event) == (one.key, one.start.id)]


def said_before(found: Iterable[Planned]) -> Iterator[tuple[int, Planned]]:
    """The days before with their reminders."""
    for one in found:
        if one.stage.startswith("before-"):
            yield int(one.stage.removeprefix("before-")), one


@given(askings(), moments)
def test_all_lies_after_now_and_nothing_is_said_twice(asking: Asking, now: datetime) -> None:
    """A reminder is one by its key; and to one person no day of a date is spoken of as two."""
    found = planned(*asking, now)
    assert all(one.at > now for one in found)
    keys = [(one.limit, one.event, one.stage, one.person, one.due) for one in found]
    assert len(keys) == len(set(keys))
    before = [(one.limit, one.event, one.person, one.at) for _, one in said_before(found)]
    assert len(before) == len(set(before))


@given(askings())
def test_a_day_before_is_never_said_later(asking: Asking) -> None:
    """On a working day at opening, so many days before by its own unit; working days exactly."""
    deadlines, _, working, _ = asking
    found = planned(*asking, EARLY)
    for deadline in deadlines:
        assert deadline.deadline is not None
        nearest = ladder_of(deadline.deadline).working
        for number, one in said_before(of_one(found, deadline)):
            day = HOURS.day(one.at)
            assert one.at == working.opening(day)
            assert working.calendar.is_working(day)
            if number <= nearest:
                assert working.calendar.working_days(day, one.due) == number
            else:
                assert (one.due - day).days >= number


@given(askings())
def test_what_is_late_is_said_on_a_working_day_at_opening(asking: Asking) -> None:
    """The due day itself is spoken of on the due day only."""
    _, _, working, _ = asking
    for one in planned(*asking, EARLY):
        day = HOURS.day(one.at)
        if one.is_overdue:
            assert day > one.due
            assert working.calendar.is_working(day)
            assert one.at == working.opening(day)
        else:
            assert (day == one.due) == one.stage.startswith("today-")
            assert day <= one.due


@given(askings())
def test_somebody_always_hears_of_the_last_days(asking: Asking) -> None:
    """The owner or the deputy; without both whoever else there is."""
    deadlines, parties, _, _ = asking
    found = planned(*asking, EARLY)
    first = {parties.owner, parties.deputy} - {None}
    others: set[int | None] = {*parties.heads, parties.judge} - {None}
    for deadline in deadlines:
        told: dict[int, set[str]] = {}
        for one in of_one(found, deadline):
            told.setdefault(one.person, set()).add(one.stage)
        whole = {person for person, heard in told.items() if heard >= LAST}
        assert not first or whole & first
        assert not others or first or whole & others


def walked(due: date, number: int, working_until: int, calendar: Calendar) -> date:
    """So many days before, day by day, written without the product's arithmetic."""
    day = due
    if number > working_until:
        day -= timedelta(days=number)
        while not calendar.is_working(day):
            day -= timedelta(days=1)
    while 0 < number <= working_until:
        day -= timedelta(days=1)
        number -= calendar.is_working(day)
    return day


@given(askings())
def test_an_owner_hears_on_each_day_that_was_chosen(asking: Asking) -> None:
    """His own, the court's or the usual ones; the last day before unless the deputy has it."""
    deadlines, parties, working, _ = asking
    found = planned(*asking, EARLY)
    for deadline in deadlines if parties.owner else ():
        assert deadline.deadline is not None
        ladder = ladder_of(deadline.deadline)
        days = parties.days.get(parties.owner or 0) or parties.court_days or ladder.days
        wanted = {
            walked(deadline.deadline.due, number, ladder.working, working.calendar) for number in days if number > 1
        }
        own = of_one(found, deadline)
        assert wanted <= {HOURS.day(one.at) for _, one in said_before(own) if one.person == parties.owner}


@given(askings())
def test_others_are_told_only_of_what_was_said(asking: Asking) -> None:
    """To somebody, before that, and once the date was known; never whoever was to answer."""
    deadlines, parties, _, since = asking
    found = planned(*asking, EARLY)
    for deadline in deadlines:
        own = of_one(found, deadline)
        for one in own:
            if one.stage.startswith("unseen-"):
                assert one.person != parties.owner
                base = one.stage.replace("unseen", "before")
                said = {each.at for each in own if each.stage == base}
                assert len(said) == 1
                assert since[one.limit, one.event] < said.pop() < one.at


@given(askings(), moments, moments)
def test_a_later_plan_is_the_rest_of_an_earlier_one(asking: Asking, one: datetime, other: datetime) -> None:
    """Exactly; of what is late the next stays the next until it is said."""
    now, later = sorted((one, other))
    earlier, rest = set(planned(*asking, now)), set(planned(*asking, later))
    assert {each for each in earlier if not each.is_overdue and each.at > later} == {
        each for each in rest if not each.is_overdue
    }
    assert {each for each in earlier if each.is_overdue and each.at > later} <= rest


def reordered(asking: Asking, order: Random) -> Asking:
    """The same, everything in it in another order."""
    deadlines, parties, working, since = asking

    def shuffled(those: Iterable[Thing]) -> list[Thing]:
        listed = list(those)
        return order.sample(listed, k=len(listed))

    others = replace(
        parties,
        heads=tuple(shuffled(parties.heads)),
        days={person: tuple(shuffled(days)) for person, days in shuffled(parties.days.items())},
        court_days=tuple(shuffled(parties.court_days)),
    )
    entries = shuffled(Entry(day, reason) for day, reason in working.calendar.entries.items())
    calendar = CALENDAR.with_entries(entries)
    return tuple(shuffled(deadlines)), others, WorkingTime(HOURS, calendar), dict(shuffled(since.items()))


@given(askings(), st.randoms(), moments)
def test_no_order_matters(asking: Asking, order: Random, now: datetime) -> None:
    """Of dates, people, days and entries."""
    assert set(planned(*reordered(asking, order), now)) == set(planned(*asking, now))
