"""What a talk consists of: what people do, what we say, and what is remembered between two turns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dialogs.caseturns import CaseReply, Deed, Form, OfPeople, Outcome
from dialogs.checklistturns import ChecklistDeed, ChecklistOutcome, ChecklistReply, OfChecklists, Run
from dialogs.reminderturns import OfReminders, ReminderDeed, ReminderOutcome, ReminderReply
from knowledge.finding.references import Named
from knowledge.instruction import Wording
from knowledge.languages import Language
from knowledge.law import Law
from knowledge.limits import Deadline, Override
from knowledge.people import Person

# --- what people do ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened the talk."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody wrote this; `understand` says what is meant."""

    text: str


@dataclass(frozen=True, slots=True)
class AskedHelp:
    """Asked what this can do."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Drop what was begun."""


@dataclass(frozen=True, slots=True)
class ChoseLanguage:
    """Speak this language from now on; None asks which ones there are."""

    language: Language | None


@dataclass(frozen=True, slots=True)
class WantedClauses:
    """Show these clauses."""

    named: Named


@dataclass(frozen=True, slots=True)
class WantedCalendar:
    """Show the days off of a year."""

    year: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A free question."""

    question: str


@dataclass(frozen=True, slots=True)
class WantedTopic:
    """Answer this topic: one of the choices offered when a question was unclear."""

    topic: str


@dataclass(frozen=True, slots=True)
class WantedDate:
    """When is it due? What is known so far; the rest is asked for, one thing at a time."""

    limit: str = ""
    #: The day as written; None when it was not said yet.
    day: date | None = None
    #: Without a year the day is the nearest behind today, and the coming one once a hearing is what is meant.
    has_year: bool = True
    is_original: bool | None = None
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class WroteNoDate:
    """A date was written that no calendar has."""

    written: str


@dataclass(frozen=True, slots=True)
class WroteSeveralDates:
    """Several dates were written where one is needed; none is chosen for anybody."""

    wanted: WantedDate


@dataclass(frozen=True, slots=True)
class WroteOverride:
    """Another length for the limit on the table, as it was written; nothing asks how to write it."""

    written: str


@dataclass(frozen=True, slots=True)
class AnsweredYesNo:
    """Yes or no to the question on the table."""

    is_yes: bool


@dataclass(frozen=True, slots=True)
class AskedWhy:
    """Asked how the last date was reached."""


@dataclass(frozen=True, slots=True)
class DoesNotKnow:
    """What was asked is not known yet."""


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A command that there is not."""

    written: str


@dataclass(frozen=True, slots=True)
class Picked:
    """The number of a choice."""

    number: int


@dataclass(frozen=True, slots=True)
class PickedDay:
    """Took a day of the month shown: as good as writing it."""

    day: date


@dataclass(frozen=True, slots=True)
class TurnedMonth:
    """Show another month to choose a day from."""

    first: date


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button: the number of a choice, and of the offer that it belongs to."""

    offer: int
    number: int


Command = (
    Opened | AskedHelp | Cancelled | DoesNotKnow | UnknownCommand | ChoseLanguage | WantedCalendar | Picked | Pressed
    | PickedDay | TurnedMonth
)  # fmt: skip
AboutLaw = WantedClauses | WantedTopic | Asked
AboutDate = WantedDate | WroteNoDate | WroteSeveralDates | WroteOverride | AnsweredYesNo | AskedWhy
AboutCase = OfPeople | OfReminders | OfChecklists | Outcome | ReminderOutcome | ChecklistOutcome
Event = Wrote | Command | AboutLaw | AboutDate | AboutCase

# --- what we say ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Say:
    """Fixed wording by its name in dialogs/locale, with the values it needs."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """Fixed texts, a line each, that stand together."""

    says: tuple[Say, ...]


@dataclass(frozen=True, slots=True)
class ClauseName:
    """A value of a `Say` that is worded as a clause's number: `п. 22(4)`."""

    clause: str


@dataclass(frozen=True, slots=True)
class StateName:
    """A value of a `Say` that is worded as the name of a foreign state."""

    code: str


@dataclass(frozen=True, slots=True)
class Short:
    """The sentence that answers a topic."""

    topic: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The act's words: a clause, or one unnumbered part of it, in its present wording or an earlier one."""

    clause: str
    part: int | None = None
    wording: Wording | None = None
    #: With the numbered sub-items of the clause.
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a clause: the act that amended it, and the provisions it points to."""

    clause: str


@dataclass(frozen=True, slots=True)
class Due:
    """A date, with what belongs beside it: never a bare date."""

    deadline: Deadline
    today: date


@dataclass(frozen=True, slots=True)
class Trace:
    """Every step of how a date was reached, with the provisions and the calendar."""

    deadline: Deadline


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The days of a month to choose one from, with its days off; how it is shown is the channel's affair."""

    #: The first day of the month.
    first: date
    today: date
    #: Whether days after today can be chosen.
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class YearPage:
    """The days off and worked weekend days of a year, with their sources."""

    year: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One numbered next step: what it is called, and what it does when taken."""

    label: Say
    event: Event


@dataclass(frozen=True, slots=True)
class Choices:
    """Numbered next steps."""

    options: tuple[Choice, ...]


#: Nothing in these types can hold invented prose.
Reply = (
    Say | Lines | Short | Quote | Beside | Due | Trace | MonthPage | YearPage | Choices | CaseReply | ReminderReply
    | ChecklistReply
)  # fmt: skip

# --- what is remembered --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Facts:
    """What a turn may know: the law, today's date in Kazakhstan, and who talks (None: a stranger)."""

    law: Law
    today: date
    person: Person | None = None
    #: What says something of a person may be written here: it stays in the house, and is kept encrypted.
    is_private: bool = False
    #: Nothing is kept: whoever talks sits before the machine, and needs no invitation to walk through a checklist.
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Choices that were offered earlier; their buttons may still stand in the chat."""

    number: int
    options: tuple[Event, ...]


@dataclass(frozen=True)
class State:
    """What one conversation remembers between two turns."""

    language: Language = "ru"
    #: Chosen by command: then the language of a question no longer changes it.
    is_language_fixed: bool = False
    #: The clause talked of last, for "and who signs it?".
    clause: str = ""
    #: The date being asked for, as far as it is known.
    wanted: WantedDate | None = None
    #: The date given last, for "why?".
    given: WantedDate | None = None
    options: tuple[Event, ...] = ()
    #: Which offer the options are, counted up.
    offer: int = 0
    earlier: tuple[Offer, ...] = ()
    #: The form being filled in.
    form: Form | None = None
    #: The checklist being walked through, and its question on the table; "" at the review.
    run: Run | None = None
    step: str = ""

    def but(self, **changes: object) -> "State":
        """The same state with these changes."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Step:
    """What a turn comes to: the new state, what is said, and what is to be done before more can be said."""

    state: State
    says: tuple[Reply, ...] = ()
    deed: Deed | ReminderDeed | ChecklistDeed | None = None
