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
from dialogs.dates import chosen_days
from dialogs.dating import written_override
from dialogs.reminderturns import EnterDays, ReminderDeed, SetCourtReminders, SetReminders, Snooze
from dialogs.staffturns import Invite, Remove, SetRole, SetStandIn, StaffDeed, StaffFormName
from dialogs.turns import Facts
from knowledge.calendar import Entry, Reason
from knowledge.cases import AT_DEPARTMENT, CaseKind
from knowledge.people import Person, Role

#: The event that may lie ahead.
AHEAD: Final = "hearing"

Takes = Literal[
    "kind", "day", "state", "number", "text", "event", "told", "limit", "term", "colleague", "name", "role", "email",
    "stand-in", "sure", "ending", "until", "days", "last", "day-off", "preview",
]  # fmt: skip


_CHOSEN: Final = frozenset(
    {"kind", "event", "told", "limit", "colleague", "role", "stand-in", "sure", "ending", "last", "preview"}
)


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
        return self.takes in _CHOSEN

    @property
    def is_day(self) -> bool:
        """Whether it is answered by a day."""
        return self.takes in {"day", "day-off", "until"}


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
    "done": (Question("event", "ending"), Question("day", "day")),
    "snooze": (Question("until", "until"),),
    "reminders": (
        Question("days", "days", can_wait=True),
        Question("last", "last", can_wait=True),
        Question("email", "email", can_wait=True),
    ),
    "court-reminders": (Question("days", "days"),),
    "days-moved": (
        Question("off", "day-off", can_wait=True),
        Question("worked", "day-off", can_wait=True),
        Question("act", "text"),
        Question("sure", "preview"),
    ),
    "stand-in": (Question("person", "stand-in"),),
    "remove": (Question("sure", "sure"),),
}

#: The forms about the people of the court.
STAFF_FORMS: Final = get_args(StaffFormName)

REMINDER_FORMS: Final = frozenset({"snooze", "reminders", "court-reminders", "days-moved"})

#: The answer that an event did not happen, in the place of its day.
NEVER: Final = "never"


def next_question(form: Form) -> Question | None:
    """The first question without an answer; None when the form is filled in."""
    answered = dict(form.answers)
    return next((question for question in FORMS[form.name] if question.id not in answered), None)


def event_of(form: Form, facts: Facts) -> str:
    """The kind of the event whose day a form asks for."""
    if form.name == "register":
        return facts.law.kinds[cast(CaseKind, form.answer("kind"))].opens
    return form.answer("event") or form.answer("told").partition(":")[2]


def able(form: FormName, file: CaseFile) -> tuple[Person, ...]:
    """Who can be named: a judge if there is one, and nobody in the place of himself."""
    if form == "judge":
        return tuple(one for one in file.colleagues if one.role == "judge") or file.colleagues
    return tuple(one for one in file.colleagues if one.id != file.case.owner)


def may_tell(event: str, facts: Facts) -> bool:
    """Whether whoever talks may enter an event of a case they see: a Department only what happens at it."""
    return event in AT_DEPARTMENT or (facts.person is not None and facts.person.may("run-cases"))


def deed_of(form: Form, facts: Facts) -> Deed | ReminderDeed:
    """What a form that is filled in asks to be done."""
    if form.name in STAFF_FORMS:
        return _staff_deed(form)
    if form.name in REMINDER_FORMS:
        return _reminder_deed(form, facts)
    answer, day = form.answer, _kept_day(form)
    if form.name == "register":
        return OpenCase(cast(CaseKind, answer("kind")), day, answer("state"), answer("number"), answer("basis"))
    deeds: dict[FormName, Callable[[], Deed]] = {
        "done": lambda: Tell(form.case, answer("event"), day or facts.today),
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


def _reminder_deed(form: Form, facts: Facts) -> ReminderDeed:
    answer = form.answer
    match form.name:
        case "snooze":
            return Snooze(int(answer("reminder")), _until(answer("until"), facts))
        case "court-reminders":
            return SetCourtReminders(_chosen(answer("days")) or ())
        case "days-moved":
            return EnterDays(entries_of(form))
        case _:
            last = {"own": False, "deputy": True}.get(answer("last"))
            return SetReminders(_chosen(answer("days")), last, answer("email") or None)


def _until(answer: str, facts: Facts) -> date | None:
    if answer == "morning":
        return facts.law.calendar.working_day(facts.today, 1)
    return None if answer == "day" else date.fromisoformat(answer)


def _chosen(answer: str) -> tuple[int, ...] | None:
    """Days that were chosen; () for the usual ones, None where nothing was answered."""
    return () if answer == "usual" else chosen_days(answer) if answer else None


def entries_of(form: Form) -> tuple[Entry, ...]:
    """The days that a form about the calendar names: a moved pair, or one of the two; none when it names no day."""
    off, worked = (date.fromisoformat(form.answer(name)) if form.answer(name) else None for name in ("off", "worked"))
    act = form.answer("act")
    if off and worked:
        return Entry(off, Reason("moved-off", other=worked, act=act)), Entry(
            worked, Reason("worked", other=off, act=act)
        )
    if off:
        return (Entry(off, Reason("entered-off", act=act)),)
    return (Entry(worked, Reason("entered-work", act=act)),) if worked else ()


def _told_id(form: Form) -> int:
    return int(form.answer("told").partition(":")[0])


def _kept_day(form: Form) -> date | None:
    kept = form.answer("day")
    return date.fromisoformat(kept) if kept not in {"", NEVER} else None
