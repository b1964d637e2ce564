"""Forms: a few questions, one at a time, each left open if nothing depends on it; the answers become a deed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, cast, get_args

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
from dialogs.staffturns import Invite, Remove, SetRole, SetStandIn, Staff, StaffDeed, StaffFormName
from dialogs.turns import ClauseName, Facts, Say
from dialogs.understand import is_meant
from knowledge.cases import AT_DEPARTMENT, CaseEvent, CaseKind
from knowledge.limits import LimitError
from knowledge.people import LONGEST_EMAIL, LONGEST_NAME, Person, Role, is_email

#: The event that may lie ahead.
AHEAD: Final = "hearing"

Takes = Literal[
    "kind", "day", "state", "number", "text", "event", "told", "limit", "term", "colleague", "name", "role", "email",
    "stand-in", "sure",
]  # fmt: skip


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
        return self.takes in {"kind", "event", "told", "limit", "colleague", "role", "stand-in", "sure"}


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
    "invite": (Question("name", "name"), Question("role", "role"), Question("email", "email", can_wait=True)),
    "role": (Question("role", "role"),),
    "stand-in": (Question("person", "stand-in"),),
    "remove": (Question("sure", "sure"),),
}

#: The forms about the people of the court.
STAFF_FORMS: Final = get_args(StaffFormName)

#: The answer that an event did not happen, in the place of its day.
NEVER: Final = "never"

#: How many characters an answer may have.
LONGEST: Final[Mapping[Takes, int]] = {"number": 60, "text": 300, "name": LONGEST_NAME, "email": LONGEST_EMAIL}


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
        case "number" | "text" | "name" | "email":
            return _text(question, text)
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


def event_of(form: Form, facts: Facts) -> str:
    """The kind of the event whose day a form asks for."""
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
    if question.takes == "name" and not any(map(str.isalpha, said)):
        raise NotAnAnswer(Say("form-no-name"))
    if question.takes == "email" and not is_email(said):
        raise NotAnAnswer(Say("form-no-email"))
    return said


def choices_of(
    question: Question, form: Form, file: CaseFile | Staff | None, facts: Facts
) -> tuple[tuple[str, Say], ...]:
    """The answers to choose from, each with its words; none where the answer is written."""
    match question.takes, file:
        case "kind", _:
            return tuple((kind, Say(f"kind-{kind}")) for kind in facts.law.kinds)
        case "day", _:
            return _days(form, facts)
        case "sure", _:
            return (("yes", Say("sure-yes")),)
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
        "told": [(f"{one.id}:{one.kind}", _told(one)) for one in file.case.events if may_tell(one.kind, facts)],
        "limit": [(key, Say(f"limit-{key}", {"clause": clause})) for key, clause in clauses.items()],
        "colleague": [
            (str(one.id), Say("colleague", {"name": one.name, "role": Say("role-name", {"role": one.role})}))
            for one in able(form.name, file)
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
    if form.name in STAFF_FORMS:
        return _staff_deed(form)
    answer, day = form.answer, _kept_day(form)
    if form.name == "register":
        return OpenCase(cast(CaseKind, answer("kind")), day, answer("state"), answer("number"), answer("basis"))
    deeds: dict[FormName, Callable[[], Deed]] = {
        "event": lambda: Tell(form.case, answer("event"), day or facts.today),
        "correct": lambda: TellAnew(form.case, _told_id(form), day, answer("reason")),
        "term": lambda: SetTerm(form.case, answer("limit"), written_override(answer("term"))),
        "close": lambda: SetClosed(form.case, is_closed=True, reason=answer("reason")),
        "reopen": lambda: SetClosed(form.case, is_closed=False, reason=answer("reason")),
        "hand-over": lambda: SetPerson(form.case, "owner", int(answer("person"))),
        "deputy": lambda: SetPerson(form.case, "deputy", int(answer("person"))),
        "judge": lambda: SetPerson(form.case, "judge", int(answer("person"))),
    }
    return deeds[form.name]()


def _staff_deed(form: Form) -> StaffDeed:
    match form.name:
        case "invite":
            return Invite(form.answer("name"), cast(Role, form.answer("role")), form.answer("email"))
        case "role":
            return SetRole(form.person, cast(Role, form.answer("role")))
        case "stand-in":
            return SetStandIn(form.person, int(form.answer("person")) or None)
        case _:
            return Remove(form.person)


def _told_id(form: Form) -> int:
    return int(form.answer("told").partition(":")[0])


def _kept_day(form: Form) -> date | None:
    kept = form.answer("day")
    return date.fromisoformat(kept) if kept not in {"", NEVER} else None
