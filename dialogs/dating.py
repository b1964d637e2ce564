"""The talk about a date: what is missing is asked for, one thing at a time; then the date with its reasons."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from dialogs.dates import WrittenDate
from dialogs.turns import (
    AnsweredYesNo,
    AskedWhy,
    Choice,
    Choices,
    ClauseName,
    Due,
    Facts,
    MonthPage,
    Reply,
    Say,
    State,
    Step,
    Trace,
    WantedClauses,
    WantedDate,
    WroteOverride,
)
from knowledge.finding.references import Named
from knowledge.finding.words import plain
from knowledge.law import Law
from knowledge.limits import Deadline, LimitError, Override, Unit, counted_deadline

#: The limit whose days run from the originals only.
FROM_ORIGINALS: Final = "department_review"

#: The units as people write them, whole words only.
_UNIT_WORDS: Final[tuple[tuple[Unit, re.Pattern[str]], ...]] = (
    (
        "working_days",
        re.compile(
            r"(?:working|business) days?|раб(?:\.|оч(?:их|ий|ие))? ?д(?:н(?:ей|я|и|\.)?|ень)|ж[ұу]мыс к[үу]н[іи]?"
        ),
    ),
    (
        "calendar_days",
        re.compile(
            r"(?:calendar )?days?|(?:календарн(?:ых|ый|ые) )?д(?:н(?:ей|я|и)|ень)|сут(?:ок|ки)"
            r"|(?:к[үу]нт[іи]збел[іи]к )?к[үу]н"
        ),
    ),
    ("months", re.compile(r"(?:calendar )?months?|(?:календарн(?:ых|ый|ые) )?мес(?:яц(?:а|ев)?|\.)?|ай")),
    ("years", re.compile(r"years?|год(?:а)?|лет|жыл")),
)
_OVERRIDE: Final = re.compile(
    r"\s*(?P<length>\d{1,7})[\s-]*(?P<unit>[^\W\d][^:;]{0,40}?)\s*(?:[:;]|\b(?:по|согласно|under|by|per)\s)"
    r"(?P<basis>[^?]*)",
    re.DOTALL | re.IGNORECASE,
)
_ONLY_LENGTH: Final = re.compile(r"\s*(?P<length>\d{1,7})[\s-]*(?P<unit>[^\W\d][^:;]{0,40}?)\s*")

#: Of a basis no more than this is kept and shown.
LONGEST_BASIS: Final = 300


def dated(state: State, wanted: WantedDate, facts: Facts) -> Step:
    """The date that is wanted, or the question for the first thing that is missing."""
    question = _missing(wanted, facts)
    if question or wanted.day is None:
        options = tuple(option.event for say in question if isinstance(say, Choices) for option in say.options)
        return Step(state.but(wanted=wanted, options=options), question)
    if wanted.is_original is False:
        return Step(state.but(wanted=None, options=()), (Say("copies-do-not-count"),))
    try:
        deadline = counted(wanted.limit, wanted.day, wanted.override, facts.law, facts.today)
    except LimitError as fault:
        return Step(state.but(wanted=replace(wanted, day=None, override=None), options=()), (said_fault(fault),))
    says = (Due(deadline, facts.today), _next_steps(wanted, deadline))
    options = tuple(option.event for option in says[-1].options)
    return Step(state.but(wanted=None, given=wanted, clause=deadline.limit.clause, options=options), says)


def counted(key: str, day: date, override: Override | None, law: Law, today: date) -> Deadline:
    """
    The deadline of a limit for an event on `day`.

    Raises:
        LimitError: It cannot be counted, or the event lies after `today` (a hearing may).
    """
    limit = law.limits[key]
    if limit.direction == "forward" and day > today:
        msg = f"{day}: the event lies after today, {today}; it is counted once it has happened"
        raise LimitError(msg, "event-ahead", day=day, today=today)
    return counted_deadline(key, limit, day, law.calendar, override)


def _missing(wanted: WantedDate, facts: Facts) -> tuple[Reply, ...]:
    """The question for the first thing that applies and is not known; none when all is."""
    if not wanted.limit:
        return (Say("ask-limit"), limits_to_choose(wanted, facts))
    limit = facts.law.limits[wanted.limit]
    if wanted.day is None:
        month = MonthPage(facts.today.replace(day=1), facts.today, ahead=limit.direction == "backward")
        return (Say(f"ask-{limit.counted_from}"), Say("ask-date-forms"), month)
    if limit.set_by and wanted.override is None:
        return (
            Say(f"ask-length-{limit.set_by}", {"clause": ClauseName(limit.clause)}),
            Say("ask-override-form"),
        )
    if asks_original(wanted):
        yes, no = (Choice(Say(f"original-{word}"), AnsweredYesNo(is_yes=word == "yes")) for word in ("yes", "no"))
        return (Say("ask-original", {"day": wanted.day}), Choices((yes, no)))
    return ()


def limits_to_choose(wanted: WantedDate, facts: Facts) -> Choices:
    """Every limit of the Instruction as a choice that keeps what is known already."""
    return Choices(
        tuple(
            Choice(Say(f"limit-{key}", {"clause": ClauseName(limit.clause)}), _for_limit(wanted, key, facts))
            for key, limit in facts.law.limits.items()
        )
    )


def _for_limit(wanted: WantedDate, key: str, facts: Facts) -> WantedDate:
    """The same date for a limit: a hearing whose year was not written lies ahead."""
    day = wanted.day
    if day and not wanted.has_year and facts.law.limits[key].direction == "backward":
        day = WrittenDate(day.day, day.month, None, 0, 0).nearest(facts.today, ahead=True)
    return replace(wanted, limit=key, day=day)


def _next_steps(wanted: WantedDate, deadline: Deadline) -> Choices:
    clause = deadline.limit.clause
    return Choices(
        (
            Choice(Say("choice-why"), AskedWhy()),
            Choice(
                Say("choice-clause", {"clause": ClauseName(clause)}),
                WantedClauses(Named((clause,), alone=True)),
            ),
            Choice(Say("choice-other-day"), WantedDate(wanted.limit, override=wanted.override)),
            Choice(Say("choice-override"), WroteOverride("")),
        )
    )


def why(state: State, facts: Facts) -> Step:
    """The trace of the date given last."""
    given = state.given
    if given is None or given.day is None:
        return Step(state, (Say("no-date-given"),))
    return Step(state, (Trace(counted(given.limit, given.day, given.override, facts.law, facts.today)),))


def overridden(state: State, written: str, facts: Facts) -> Step:
    """The date given last (or being asked for) with another length; asks how to write it when it is not said."""
    base = state.wanted or state.given
    if base is None:
        return Step(state, (Say("no-date-given"),))
    if not written:
        return Step(state.but(wanted=base, options=()), (Say("ask-override"), Say("ask-override-form")))
    try:
        override = written_override(written)
    except LimitError as fault:
        return Step(state.but(wanted=base, options=()), (said_fault(fault),))
    return dated(state, replace(base, override=override), facts)


def several_dates(state: State, wanted: WantedDate) -> Step:
    """Of several dates none is chosen for anybody: the one to count from is asked for."""
    return Step(state.but(wanted=wanted, options=()), (Say("several-dates"), Say("ask-date-forms")))


def yes_or_no(state: State, facts: Facts, *, is_yes: bool) -> Step:
    """The answer to "was it the original?", the one question that takes yes or no."""
    if not asks_original(state.wanted):
        return Step(state, (Say("nothing-asked"),))
    return dated(state, replace(state.wanted or WantedDate(), is_original=is_yes), facts)


def asks_original(wanted: WantedDate | None) -> bool:
    """Whether "was it the original?" is the question on the table."""
    return (
        wanted is not None and wanted.limit == FROM_ORIGINALS and wanted.day is not None and wanted.is_original is None
    )


def written_override(text: str) -> Override:
    """
    `2 months: Treaty X, art. 5` as an override; the unit may be written in any of the three languages.

    Raises:
        LimitError: No length, unit or basis can be read from it.
    """
    match = _OVERRIDE.fullmatch(text) or _ONLY_LENGTH.fullmatch(text)
    unit = _unit(plain(match["unit"])) if match else None
    if match is None or unit is None:
        msg = f"override {text!r:.60}: write a length with its unit, a colon and the basis: 2 months: Treaty X, art. 5"
        raise LimitError(msg, "override-form")
    basis = "".join(filter(str.isprintable, " ".join((match.groupdict().get("basis") or "").split())))
    return Override(int(match["length"]), unit, basis[:LONGEST_BASIS])


def is_override(text: str) -> bool:
    """Whether a text has the form of an override: a length and a unit, perhaps with what it rests on."""
    match = _OVERRIDE.fullmatch(text) or _ONLY_LENGTH.fullmatch(text)
    return match is not None and _unit(plain(match["unit"])) is not None


def _unit(words: str) -> Unit | None:
    return next((unit for unit, form in _UNIT_WORDS if form.fullmatch(" ".join(words.split()))), None)


def said_fault(fault: LimitError) -> Say:
    """What we say of a date that cannot be counted."""
    return Say(f"fault-{fault.fault}", fault.values)
