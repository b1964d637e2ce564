"""Forms: a few questions, one at a time, each left open if nothing depends on it; the answers become a deed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast

from dialogs.caseturns import (
    CaseFile,
    Deed,
    Form,
    FormName,
    OpenCase,
    SetClosed,
    SetPerson,
    SetTerm,
    Tell,
    TellAnew,
)
from dialogs.dates import written_dates
from dialogs.dating import written_override
from dialogs.turns import ClauseName, Facts, Say
from dialogs.understand import is_meant
from knowledge.cases import AT_DEPARTMENT, CaseEvent, CaseKind
from knowledge.limits import LimitError
from knowledge.people import Person

#: The event that may lie ahead.
AHEAD: Final = "hearing"

Takes = Literal["kind", "day", "state", "number", "text", "event", "told", "limit", "term", "colleague"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form; its wording is `ask-FORM-ID` in dialogs/locale."""

    id: str
    takes: Takes
    #: Nothing depends on it, or it may be told later.
    can_wait: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether it is answered by taking one of the choices."""
        return self.takes in {"kind", "event", "told", "limit", "colleague"}


FORMS: Final[Mapping[FormName, tuple[Question, ...]]] = {
    "register": (
        Question("kind", "kind"),
        Question("day", "day", can_wait=True),
        Question("state", "state", can_wait=True),
        Question("number", "number", can_wait=True),
        Question("basis", "text", can_wait=True),
    ),
    "event": (Question("event", "event"), Question("day", "day")),
    "correct": (Question("told", "told"), Question("day", "day"), Question("reason", "text")),
    "term": (Question("limit", "limit"), Question("term", "term")),
    "close": (Question("reason", "text"),),
    "reopen": (Question("reason", "text"),),
    "hand-over": (Question("person", "colleague"),),
    "deputy": (Question("person", "colleague"),),
    "judge": (Question("person", "colleague"),),
}

#: How many characters an answer may have.
LONGEST: Final[Mapping[Takes, int]] = {"number": 60, "text": 300}


class NotAnAnswer(ValueError):  # noqa: N818 - it is no error of ours
    """What was written does not answer the question; `say` tells why, `near` are answers to choose from."""

    def __init__(self, say: Say, near: tuple[str, ...] = ()) -> None:
        super().__init__(say.name)
        self.say = say
        self.near = near


def next_question(form: Form) -> Question | None:
    """The first question without an answer; None when the form is filled in."""
    answered = dict(form.answers)
    return next((question for question in FORMS[form.name] if question.id not in answered), None)


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
            return _state(text, facts)
        case "term":
            return _term(text)
        case "number" | "text":
            return _text(question, text)
        case _:
            raise NotAnAnswer(Say("form-take-choice"))


def _day(form: Form, text: str, facts: Facts) -> date:
    dates = written_dates(text, facts.today)
    if len(dates) != 1 or not is_meant(text, dates):
        raise NotAnAnswer(Say("several-dates" if len(dates) > 1 else "form-no-date"))
    ahead = _event_of(form, facts) == AHEAD
    day = dates[0].nearest(facts.today, ahead=ahead)
    if day is None:
        raise NotAnAnswer(Say("no-such-day", {"written": text.strip()[:40]}))
    if day > facts.today and not ahead:
        raise NotAnAnswer(Say("fault-event-ahead", {"day": day, "today": facts.today}))
    return day


def _event_of(form: Form, facts: Facts) -> str:
    """The event whose day is asked for."""
    if form.name == "register":
        return facts.law.kinds[cast(CaseKind, form.answer("kind"))].opens
    return form.answer("event") or form.answer("told").partition(":")[2]


def _state(text: str, facts: Facts) -> str:
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
    return said


def choices_of(question: Question, form: Form, file: CaseFile | None, facts: Facts) -> tuple[tuple[str, Say], ...]:
    """The answers to choose from, each with its words; none where the answer is written."""
    if question.takes == "kind":
        return tuple((kind, Say(f"kind-{kind}")) for kind in facts.law.kinds)
    return _from_case(question, form, file, facts) if file else ()


def _from_case(question: Question, form: Form, file: CaseFile, facts: Facts) -> tuple[tuple[str, Say], ...]:
    """The answers that a case offers: its kind's events and limits, what was told of it, its court's people."""
    kind = facts.law.kinds[file.case.kind]
    clauses = {limit.key: ClauseName(facts.law.limits[limit.key].clause) for limit in kind.limit}
    offered: dict[Takes, list[tuple[str, Say]]] = {
        "event": [(name, Say(f"event-{name}")) for name in kind.events if may_tell(name, facts)],
        "told": [(f"{one.id}:{one.kind}", _told(one)) for one in file.case.events if may_tell(one.kind, facts)],
        "limit": [(key, Say(f"limit-{key}", {"clause": clause})) for key, clause in clauses.items()],
        "colleague": [
            (str(one.id), Say("colleague", {"name": one.name, "role": one.role})) for one in able(form.name, file)
        ],
    }
    return tuple(offered.get(question.takes, ()))


def able(form: FormName, file: CaseFile) -> tuple[Person, ...]:
    """Who can be named: a judge if there is one, and nobody in the place of himself."""
    if form == "judge":
        return tuple(one for one in file.colleagues if one.role == "judge") or file.colleagues
    return tuple(one for one in file.colleagues if one.id != file.case.owner)


def may_tell(event: str, facts: Facts) -> bool:
    """Whether whoever talks may enter an event of a case they see: a Department only what happens at it."""
    return event in AT_DEPARTMENT or (facts.person is not None and facts.person.may("run-cases"))


def _told(event: CaseEvent) -> Say:
    return Say("told-on", {"event": Say(f"event-{event.kind}"), "day": event.day})


def deed_of(form: Form, facts: Facts) -> Deed:
    """What a form that is filled in asks to be done."""
    answer, day = form.answer, _kept_day(form)
    if form.name == "register":
        return OpenCase(cast(CaseKind, answer("kind")), day, answer("state"), answer("number"), answer("basis"))
    deeds: dict[FormName, Callable[[], Deed]] = {
        "event": lambda: Tell(form.case, answer("event"), day or facts.today),
        "correct": lambda: TellAnew(form.case, _told_id(form), day or facts.today, answer("reason")),
        "term": lambda: SetTerm(form.case, answer("limit"), written_override(answer("term"))),
        "close": lambda: SetClosed(form.case, is_closed=True, reason=answer("reason")),
        "reopen": lambda: SetClosed(form.case, is_closed=False, reason=answer("reason")),
        "hand-over": lambda: SetPerson(form.case, "owner", int(answer("person"))),
        "deputy": lambda: SetPerson(form.case, "deputy", int(answer("person"))),
        "judge": lambda: SetPerson(form.case, "judge", int(answer("person"))),
    }
    return deeds[form.name]()


def _told_id(form: Form) -> int:
    return int(form.answer("told").partition(":")[0])


def _kept_day(form: Form) -> date | None:
    kept = form.answer("day")
    return date.fromisoformat(kept) if kept else None
