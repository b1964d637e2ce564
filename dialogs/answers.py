"""Answers to the questions of forms: those to choose from, and what is made of those that are written."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from dialogs.caseturns import CaseFile, Form
from dialogs.dates import chosen_days, is_meant, written_dates
from dialogs.dating import written_override
from dialogs.forms import AHEAD, NEVER, Question, Takes, able, event_of, may_tell
from dialogs.reminderturns import DaysPreviewed
from dialogs.staffturns import Staff
from dialogs.turns import ClauseName, Facts, Say
from knowledge.cases import CaseEvent
from knowledge.limits import LimitError
from knowledge.people import LONGEST_EMAIL, LONGEST_NAME, is_email

#: What is asked for besides the answers to choose from: a case, the people of a court, or what a change comes to.
Beside = CaseFile | Staff | DaysPreviewed

#: How many characters an answer may have.
LONGEST: Final[Mapping[Takes, int]] = {"number": 60, "text": 300, "name": LONGEST_NAME, "email": LONGEST_EMAIL}


class NotAnAnswer(ValueError):  # noqa: N818 - it is no error of ours
    """What was written does not answer the question; `say` tells why, `near` are answers to choose from."""

    def __init__(self, say: Say, near: tuple[str, ...] = ()) -> None:
        super().__init__(say.name)
        self.say = say
        self.near = near


def read_answer(question: Question, form: Form, text: str, facts: Facts) -> str:
    """
    What was written as the answer that is kept.

    Raises:
        NotAnAnswer: It cannot be one.
    """
    match question.takes:
        case "day":
            return _day(form, text, facts).isoformat()
        case "state":
            return state_in(text, facts)
        case "term":
            return _term(text)
        case "number" | "text" | "name" | "email":
            return _text(question, text)
        case "until" | "day-off":
            return _coming(question, text, facts).isoformat()
        case "days":
            return _days_before(text)
        case _:
            raise NotAnAnswer(Say("form-take-choice"))


def _day(form: Form, text: str, facts: Facts) -> date:
    dates = written_dates(text, facts.today)
    if len(dates) != 1 or not is_meant(text, dates):
        raise NotAnAnswer(Say("several-dates" if len(dates) > 1 else "form-no-date"))
    ahead = event_of(form, facts) == AHEAD
    day = dates[0].nearest(facts.today, ahead=ahead)
    if day is None:
        raise NotAnAnswer(Say("no-such-day", {"written": text.strip()[:40]}))
    if day > facts.today and not ahead:
        raise NotAnAnswer(Say("fault-event-ahead", {"day": day, "today": facts.today}))
    return day


def _coming(question: Question, text: str, facts: Facts) -> date:
    """A day to come, or of this year: until when a reminder waits, or a day of the calendar."""
    dates = written_dates(text, facts.today)
    if len(dates) != 1 or not is_meant(text, dates):
        raise NotAnAnswer(Say("several-dates" if len(dates) > 1 else "form-no-date"))
    day = dates[0].nearest(facts.today, ahead=True)
    if day is None:
        raise NotAnAnswer(Say("no-such-day", {"written": text.strip()[:40]}))
    if question.takes == "until" and day <= facts.today:
        raise NotAnAnswer(Say("form-not-ahead", {"day": day}))
    return day


def _days_before(text: str) -> str:
    try:
        return " ".join(map(str, chosen_days(text)))
    except ValueError as wrong:
        raise NotAnAnswer(Say("form-no-days")) from wrong


def state_in(text: str, facts: Facts) -> str:
    """
    The foreign state that somebody wrote, by its code.

    Raises:
        NotAnAnswer: It is none, several, or Kazakhstan itself.
    """
    # "no" and "is" are words before they are the codes of Norway and Iceland
    is_word = text.strip().islower() and len(text.strip()) == 2
    found = () if is_word else facts.law.states.named(text)
    if facts.law.states.is_own(text):
        raise NotAnAnswer(Say("form-own-state"))
    if len(found) != 1:
        raise NotAnAnswer(Say("form-which-state" if found else "form-no-state"), found[:6])
    return found[0]


def _term(text: str) -> str:
    try:
        written_override(text)
    except LimitError as fault:
        raise NotAnAnswer(Say(f"fault-{fault.fault}", fault.values)) from fault
    return text


def _text(question: Question, text: str) -> str:
    said = " ".join(text.split())
    longest = LONGEST[question.takes]
    if len(said) > longest:
        raise NotAnAnswer(Say("too-long", {"longest": longest}))
    if question.takes == "name" and not any(map(str.isalpha, said)):
        raise NotAnAnswer(Say("form-no-name"))
    if question.takes == "email" and not is_email(said):
        raise NotAnAnswer(Say("form-no-email"))
    return said


def choices_of(question: Question, form: Form, file: Beside | None, facts: Facts) -> tuple[tuple[str, Say], ...]:
    """The answers to choose from, each with its words; none where the answer is written."""
    match question.takes, file:
        case "kind", _:
            return tuple((kind, Say(f"kind-{kind}")) for kind in facts.law.kinds)
        case "day", _:
            return _days(form, facts)
        case "sure", _:
            return (("yes", Say("sure-yes")),)
        case "until", _:
            return (("day", Say("until-day")), ("morning", Say("until-morning")))
        case "days", _:
            return (("usual", Say("days-usual")),)
        case "last", _:
            return (("own", Say("last-own")), ("deputy", Say("last-deputy")))
        case "preview", DaysPreviewed():
            return (("yes", Say("sure-enter")),)
        case _, CaseFile():
            return _from_case(question, form, file, facts)
        case _, Staff():
            return _from_staff(question, form, file)
        case _:
            return ()


def _days(form: Form, facts: Facts) -> tuple[tuple[str, Say], ...]:
    """What is most often answered to a day; that an event did not happen can be told of one that was told."""
    today = (
        () if event_of(form, facts) == AHEAD else ((facts.today.isoformat(), Say("day-today", {"day": facts.today})),)
    )
    return (*today, (NEVER, Say("day-never"))) if form.name == "correct" else today


def _from_staff(question: Question, form: Form, staff: Staff) -> tuple[tuple[str, Say], ...]:
    if question.takes == "role":
        known = staff.colleague(form.person)
        now = known.person.role if known else None
        return tuple((role, Say("role-name", {"role": role})) for role in staff.roles if role != now)
    others = (one.person for one in staff.people if one.person.id != form.person)
    named = tuple(
        (str(one.id), Say("colleague", {"name": one.name, "role": Say("role-name", {"role": one.role})}))
        for one in others
    )
    return (*named, ("0", Say("stand-in-nobody")))


def _from_case(question: Question, form: Form, file: CaseFile, facts: Facts) -> tuple[tuple[str, Say], ...]:
    """The answers that a case offers: its kind's events and limits, what was told of it, its court's people."""
    kind = facts.law.kinds[file.case.kind]
    clauses = {limit.key: ClauseName(facts.law.limits[limit.key].clause) for limit in kind.limit}
    offered: dict[Takes, list[tuple[str, Say]]] = {
        "event": [(name, Say(f"event-{name}")) for name in kind.events if may_tell(name, facts)],
        "ending": [(name, Say(f"event-{name}")) for name in _endings(form, file, facts)],
        "told": [(f"{one.id}:{one.kind}", _told(one)) for one in file.case.events if may_tell(one.kind, facts)],
        "limit": [(key, Say(f"limit-{key}", {"clause": clause})) for key, clause in clauses.items()],
        "colleague": [
            (str(one.id), Say("colleague", {"name": one.name, "role": Say("role-name", {"role": one.role})}))
            for one in able(form.name, file)
        ],
    }
    return tuple(offered.get(question.takes, ()))


def _told(event: CaseEvent) -> Say:
    return Say("told-on", {"event": Say(f"event-{event.kind}"), "day": event.day})


def _endings(form: Form, file: CaseFile, facts: Facts) -> tuple[str, ...]:
    """The events that end the limits a reminder spoke of, as far as whoever talks may tell them."""
    named = form.answer("limits").split(",")
    ending = (event for limit in facts.law.kinds[file.case.kind].limit if limit.key in named for event in limit.until)
    return tuple(dict.fromkeys(event for event in ending if may_tell(event, facts)))
