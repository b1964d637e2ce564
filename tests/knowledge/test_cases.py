"""Cases: each history a judge can check, and the same dates whatever the order in which it was told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar import load_calendar
from knowledge.cases import (
    Advice,
    Case,
    CaseDeadline,
    CaseEvent,
    CaseKind,
    Move,
    advice_of,
    deadlines_of,
    load_kinds,
    moves,
    next_due,
)
from knowledge.files import DATA, DataError
from knowledge.limits import Override, load_limits

CALENDAR = load_calendar()
LIMITS = load_limits()
KINDS = load_kinds(LIMITS)

SERVICE: CaseKind = "received-service"
ACTION: CaseKind = "received-action"
PETITION: CaseKind = "received-petition"
OUT: CaseKind = "outgoing-order"
OUT_PETITION: CaseKind = "outgoing-petition"

TERMS = {
    "consider_petition": Override(1, "months", "Civil Procedure Code, art. 503"),
    "present_act_abroad": Override(3, "years", "Treaty X, art. 5"),
    "execute_order": Override(2, "months", "Treaty Y, art. 7"),
}


def case(kind: CaseKind, history: str, *terms: str) -> Case:
    """A case from its history: 'DAY EVENT, DAY EVENT ...', told in that order."""
    told = [one.split() for one in history.split(", ") if one]
    events = tuple(CaseEvent(n, name, date.fromisoformat(day)) for n, (day, name) in enumerate(told, 1))
    return Case(1, 1, "7-1", kind, 1, date(2026, 2, 2), events=events, terms={key: TERMS[key] for key in terms})


def deadlines(one: Case) -> tuple[CaseDeadline, ...]:
    """The time limits of a case on the calendar as it is held."""
    return deadlines_of(one, KINDS, LIMITS, CALENDAR)


def said(found: CaseDeadline) -> str:
    """A time limit of a case in a line."""
    if found.start is None:
        return f"{found.key} waits for {found.waits_for}"
    if found.due is None:
        return f"{found.key} has no length"
    ended = f" ended by {found.ended_by.kind} {found.ended_by.day}" if found.ended_by else ""
    return f"{found.key} {found.due}{ended}"


INFORMED = "inform_authority 2026-02-17"
SENT_ON = (
    "2026-02-02 order-received, 2026-02-06 no-jurisdiction, 2026-02-10 order-forwarded, "
    "2026-02-16 second-court-received"
)

RETURNED = "2026-03-02 originals-received, 2026-03-11 papers-returned"

#: Sentences: the kind of case, its history, the terms given, and the limits one by one.
HISTORIES: dict[str, tuple[CaseKind, str, tuple[str, ...], list[str]]] = {
    "nothing happened yet: the month waits for the receipt": (
        SERVICE, "", (), ["execute_order waits for order-received"],
    ),
    "received on Monday 2 February: a month runs to Monday 2 March": (
        SERVICE, "2026-02-02 order-received", (), ["execute_order 2026-03-02"],
    ),
    "received on 31 January: February has no such number, its last day is off, so Monday 2 March": (
        SERVICE, "2026-01-31 order-received", (), ["execute_order 2026-03-02"],
    ),
    "registered the day after the receipt: the month is counted from the receipt": (
        SERVICE, "2026-02-02 order-received, 2026-02-03 registered", (), ["execute_order 2026-03-02"],
    ),
    "registered the day before the receipt: the month is counted from the registration": (
        SERVICE, "2026-02-03 order-received, 2026-02-02 registered", (), ["execute_order 2026-03-02"],
    ),
    "served on 20 February: the month is ended": (
        SERVICE, "2026-02-02 order-received, 2026-02-20 served", (),
        ["execute_order 2026-03-02 ended by served 2026-02-20"],
    ),
    "served on the day of receipt: the month is ended": (
        SERVICE, "2026-02-02 order-received, 2026-02-02 served", (),
        ["execute_order 2026-03-02 ended by served 2026-02-02"],
    ),
    "acceptance refused ends the month as service does": (
        SERVICE, "2026-02-02 order-received, 2026-02-20 acceptance-refused", (),
        ["execute_order 2026-03-02 ended by acceptance-refused 2026-02-20"],
    ),
    "a service dated before the receipt is of another order and ends nothing": (
        SERVICE, "2026-02-02 order-received, 2026-02-01 served", (), ["execute_order 2026-03-02"],
    ),
    "a treaty gives two months: Thursday 2 April": (
        SERVICE, "2026-02-02 order-received", ("execute_order",), ["execute_order 2026-04-02"],
    ),
    "no jurisdiction found on Friday 6 February: forwarded by Friday 13, and informing is waited for": (
        SERVICE, "2026-02-02 order-received, 2026-02-06 no-jurisdiction", (),
        ["execute_order 2026-03-02", "forward_jurisdiction 2026-02-13", "inform_authority waits for order-forwarded"],
    ),
    "forwarded on 10 February: the own month is ended, the authority is informed by 17, the second month waits": (
        SERVICE, "2026-02-02 order-received, 2026-02-06 no-jurisdiction, 2026-02-10 order-forwarded", (),
        [
            "execute_order 2026-03-02 ended by order-forwarded 2026-02-10",
            "forward_jurisdiction 2026-02-13 ended by order-forwarded 2026-02-10",
            INFORMED, "execute_order waits for second-court-received",
        ],
    ),
    "the second court received it on 16 February: it has a month of its own, to 16 March": (
        SERVICE, f"{SENT_ON}, 2026-02-12 authority-informed", (),
        [
            "execute_order 2026-03-02 ended by order-forwarded 2026-02-10",
            "forward_jurisdiction 2026-02-13 ended by order-forwarded 2026-02-10",
            f"{INFORMED} ended by authority-informed 2026-02-12", "execute_order 2026-03-16",
        ],
    ),
    "the second court executed: its month is ended and the first court's stays ended by the forwarding": (
        ACTION, f"{SENT_ON}, 2026-03-02 executed", (),
        [
            "execute_order 2026-03-02 ended by order-forwarded 2026-02-10",
            "forward_jurisdiction 2026-02-13 ended by order-forwarded 2026-02-10",
            INFORMED, "execute_order 2026-03-16 ended by executed 2026-03-02",
        ],
    ),
    "papers sent to the Department: its review waits for the originals": (
        ACTION, "2026-02-02 order-received, 2026-02-20 executed, 2026-02-23 papers-sent", (),
        ["execute_order 2026-03-02 ended by executed 2026-02-20", "department_review waits for originals-received"],
    ),
    "originals received on 2 March: ten working days, without Women's Day carried to Monday 9, to 17 March": (
        OUT_PETITION, "2026-03-02 originals-received", (),
        ["present_act_abroad waits for act-in-force", "department_review 2026-03-17"],
    ),
    "papers returned on 11 March and received again on 1 April: ten working days anew, to 15 April": (
        OUT_PETITION, f"{RETURNED}, 2026-04-01 originals-received", (),
        [
            "present_act_abroad waits for act-in-force",
            "department_review 2026-03-17 ended by papers-returned 2026-03-11", "department_review 2026-04-15",
        ],
    ),
    "papers returned and received again on one day: the ten working days run anew, to 30 March": (
        OUT_PETITION, f"{RETURNED}, 2026-03-11 originals-received", (),
        [
            "present_act_abroad waits for act-in-force",
            "department_review 2026-03-17 ended by papers-returned 2026-03-11", "department_review 2026-03-30",
        ],
    ),
    "received again and passed on: both runs are ended, each by its own event": (
        OUT_PETITION,
        f"{RETURNED}, 2026-04-01 originals-received, 2026-04-02 papers-passed", (),
        [
            "present_act_abroad waits for act-in-force",
            "department_review 2026-03-17 ended by papers-returned 2026-03-11",
            "department_review 2026-04-15 ended by papers-passed 2026-04-02",
        ],
    ),
    "received again without a return: what came after the second receipt does not end the first run": (
        OUT_PETITION, "2026-03-02 originals-received, 2026-04-01 originals-received, 2026-04-02 papers-passed", (),
        [
            "present_act_abroad waits for act-in-force", "department_review 2026-03-17",
            "department_review 2026-04-15 ended by papers-passed 2026-04-02",
        ],
    ),
    "a foreign act in force since 2 February 2024: presented by 2 February 2027": (
        PETITION, "2024-02-02 foreign-act-in-force", (), ["present_foreign_act 2027-02-02"],
    ),
    "the petition came in time: that limit is ended, and its consideration waits for the acceptance": (
        PETITION, "2024-02-02 foreign-act-in-force, 2026-02-02 petition-received", (),
        [
            "present_foreign_act 2027-02-02 ended by petition-received 2026-02-02",
            "consider_petition waits for petition-accepted",
        ],
    ),
    "the petition was accepted: its consideration has no length until the code's article is given": (
        PETITION, "2026-02-02 petition-received, 2026-02-05 petition-accepted", (), ["consider_petition has no length"],
    ),
    "with a month by the code: considered by 5 March": (
        PETITION, "2026-02-02 petition-received, 2026-02-05 petition-accepted", ("consider_petition",),
        ["consider_petition 2026-03-05"],
    ),
    "returned before it was accepted: nothing is waited for": (
        PETITION, "2026-02-02 petition-received, 2026-02-05 petition-returned", (), [],
    ),
    "no hearing yet: the order waits for one": (
        OUT, "", (), ["send_order_before_hearing waits for hearing"],
    ),
    "a hearing on 9 November 2026: 9 May is a Saturday, so the order leaves by Friday 8 May": (
        OUT, "2026-11-09 hearing", (), ["send_order_before_hearing 2026-05-08"],
    ),
    "the order left in April: the limit is ended, though that is before the hearing it is counted from": (
        OUT, "2026-11-09 hearing, 2026-04-20 order-sent", (),
        ["send_order_before_hearing 2026-05-08 ended by order-sent 2026-04-20"],
    ),
    "two hearings: the order that left before the first is in time for both": (
        OUT, "2026-11-09 hearing, 2026-12-09 hearing, 2026-04-20 order-sent", (),
        [
            "send_order_before_hearing 2026-05-08 ended by order-sent 2026-04-20",
            "send_order_before_hearing 2026-06-09 ended by order-sent 2026-04-20",
        ],
    ),
    "the order left without a hearing: none is waited for": (
        OUT, "2026-04-20 order-sent", (), [],
    ),
    "an act in force abroad: the term has no length until that state's law is given": (
        OUT_PETITION, "2026-02-02 act-in-force", (), ["present_act_abroad has no length"],
    ),
    "with three years by a treaty: 2 February 2029": (
        OUT_PETITION, "2026-02-02 act-in-force", ("present_act_abroad",), ["present_act_abroad 2029-02-02"],
    ),
    "the petition went abroad: the term is ended": (
        OUT_PETITION, "2026-02-02 act-in-force, 2026-02-20 petition-sent", ("present_act_abroad",),
        ["present_act_abroad 2029-02-02 ended by petition-sent 2026-02-20"],
    ),
    "a receipt in the last days of the calendar: the month cannot be counted, and nothing breaks": (
        SERVICE, "9999-12-31 order-received", (), ["execute_order has no length"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("sentence", HISTORIES)
def test_a_history_that_a_judge_can_check(sentence: str) -> None:
    """Each history of the table."""
    kind, history, terms, expected = HISTORIES[sentence]
    assert [said(found) for found in deadlines(case(kind, history, *terms))] == expected


def test_every_kind_has_a_history() -> None:
    """A new kind of case without a sentence would be one that no judge checked."""
    assert {kind for kind, *_ in HISTORIES.values()} == set(KINDS) == set(get_args(CaseKind))


def test_what_to_plan_for_before_a_hearing() -> None:
    """The Department's ten working days before 8 May, and ten for the translation before those."""
    (found,) = deadlines(case(OUT, "2026-11-09 hearing"))
    assert advice_of(found) == (
        Advice("translation-by", date(2026, 4, 8)),
        Advice("department-by", date(2026, 4, 22)),
    )


@pytest.mark.parametrize(
    ("kind", "history"),
    [(OUT, ""), (OUT, "2026-11-09 hearing, 2026-04-20 order-sent"), (SERVICE, "2026-02-02 order-received")],
    ids=["no hearing yet", "the order left", "counted forward"],
)
def test_nothing_to_plan_for(kind: CaseKind, history: str) -> None:
    """Advice stands beside a hearing that an order still has to meet, and nowhere else."""
    (found,) = deadlines(case(kind, history))
    assert advice_of(found) == ()


@pytest.mark.parametrize(
    ("history", "today", "is_overdue"),
    [
        ("2026-02-02 order-received", date(2026, 3, 2), False),
        ("2026-02-02 order-received", date(2026, 3, 3), True),
        ("2026-02-02 order-received, 2026-03-05 served", date(2026, 3, 6), False),
        ("", date(2026, 3, 3), False),
    ],
)
def test_overdue_is_what_runs_past_its_last_day(history: str, today: date, is_overdue: bool) -> None:
    """On the last day it is in time; what was done late is done."""
    (found,) = deadlines(case(SERVICE, history))
    assert found.is_overdue(today) == is_overdue


def test_the_nearest_date_is_of_what_still_runs() -> None:
    """The lists are sorted by what is to be done, not by what was done."""
    one = case(SERVICE, "2026-02-02 order-received, 2026-02-06 no-jurisdiction")
    assert next_due(deadlines(one)) == date(2026, 2, 13)
    assert next_due(deadlines(case(SERVICE, "2026-02-02 order-received, 2026-02-20 served"))) is None
    assert next_due(deadlines(case(SERVICE, ""))) is None


def test_a_corrected_day_moves_its_date() -> None:
    """Whoever corrects a receipt is told what became of which date."""
    before = case(SERVICE, "2026-02-02 order-received, 2026-02-06 no-jurisdiction")
    events = (replace(before.events[0], day=date(2026, 2, 3)), before.events[1])
    found = moves(deadlines(before), deadlines(replace(before, events=events)))
    assert found == (Move("execute_order", date(2026, 3, 2), date(2026, 3, 3)),)


def test_a_date_comes_and_goes_with_its_event() -> None:
    """A first date was none before; a date whose event was taken back is none any more."""
    without, with_it = deadlines(case(SERVICE, "")), deadlines(case(SERVICE, "2026-02-02 order-received"))
    assert moves(without, with_it) == (Move("execute_order", None, date(2026, 3, 2)),)
    assert moves(with_it, without) == (Move("execute_order", date(2026, 3, 2), None),)
    assert moves(with_it, with_it) == ()


FILE = (DATA / "cases.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ('"execute_order"', '"no_such_limit"', r"cases\.toml: received-service: no time limit 'no_such_limit'; one of"),
        ('from  = ["hearing"]', 'from  = ["x"]', r"cases\.toml: outgoing-order: send_order_before_hearing: x is not"),
        ('until = ["order-sent"]', 'until = ["x", "a"]', r"outgoing-order: send_order_before_hearing: a, x is not"),
        ('after = "papers-sent"', 'after = "x"', r"cases\.toml: received-service: department_review: x is not among"),
        ('opens  = "hearing"', 'opens  = "x"', r"cases\.toml: outgoing-order: send_order_before_hearing: x is not"),
        ("[outgoing-order]", "[x]", r"cases\.toml: x"),
        ('clause = "21"', "clause = 21", r"cases\.toml: outgoing-order\.clause: .* \(given: 21\)"),
        ('clause = "21"', 'clause = "21"\nx = 1', r"cases\.toml: outgoing-order\.x: "),
    ],
)
def test_a_wrong_file_names_file_kind_and_key(tmp_path: Path, was: str, now: str, words: str) -> None:
    """Whoever changes the data file is told where the slip is."""
    assert was in FILE
    file = tmp_path / "cases.toml"
    file.write_text(FILE.replace(was, now), encoding="utf-8")
    with pytest.raises(DataError, match=words):
        load_kinds(LIMITS, file)


def test_each_kind_begins_with_its_first_event() -> None:
    """A case that is opened with its first event has a date, or says what it waits for."""
    for name, kind in KINDS.items():
        opened = case(name, f"2026-02-02 {kind.opens}")
        assert deadlines(opened), name
        assert set(kind.events) >= {limit.starts[0] for limit in kind.limit}


@st.composite
def histories(draw: st.DrawFn) -> Case:
    """Any mix of a kind's events, on any days that an installation can meet."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    days = st.dates(date(1991, 1, 1), date(2100, 12, 31))
    near = st.builds(lambda n: date(2026, 2, 2) + timedelta(days=n), st.integers(0, 20))
    told = draw(st.lists(st.tuples(st.sampled_from(KINDS[kind].events), st.one_of(days, near)), max_size=12))
    terms: Mapping[str, Override] = draw(st.fixed_dictionaries({}, optional={k: st.just(v) for k, v in TERMS.items()}))
    events = tuple(CaseEvent(number, name, day) for number, (name, day) in enumerate(told, 1))
    return Case(1, 1, "7-1", kind, 1, date(2026, 2, 2), events=events, terms=terms)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_it_was_told_changes_nothing(one: Case, chance: object) -> None:
    """A clerk enters a week's post in any order; the dates are those of what happened."""
    shuffled = list(one.events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert deadlines(replace(one, events=tuple(shuffled))) == deadlines(one)


@given(histories())
def test_any_history_is_counted(one: Case) -> None:
    """Whatever was entered, no case breaks the list that it stands in; what is ended was ended by something."""
    found = deadlines(one)
    due = next_due(found)
    assert due is None or due in {single.due for single in found if single.is_open}
    for single in found:
        assert (single.start is None) == bool(single.waits_for)
        assert advice_of(single) == () or single.key == "send_order_before_hearing"
        assert not (single.is_overdue(date(2101, 12, 31)) and single.ended_by)
    assert moves(found, found) == ()


@given(histories())
def test_a_forward_limit_is_never_ended_before_it_began(one: Case) -> None:
    """No deadline vanishes from the lists by an event of an earlier run."""
    for found in deadlines(one):
        if found.start and found.ended_by and LIMITS[found.key].direction == "forward":
            assert found.ended_by.day >= found.start.day
