"""What a talk about cases consists of: what people want, what is to be done, what came of it, what is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, get_args

from dialogs.staffturns import OfStaff, StaffDeed, StaffFormName, StaffOutcome
from knowledge.cases import Case, CaseDeadline, CaseEvent, CaseKind, Move
from knowledge.limits import Override
from knowledge.people import Person

CaseFormName = Literal[
    "register", "event", "correct", "term", "close", "reopen", "hand-over", "deputy", "judge", "done", "snooze",
    "reminders", "court-reminders", "days-moved",
]  # fmt: skip
FormName = CaseFormName | StaffFormName

ChangeName = Literal["opened", "told", "corrected", "term", "closed", "reopened", "person"]

# --- what is looked at ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a case's history, with the name of whoever entered it."""

    event: CaseEvent
    reason: str
    by: str
    is_current: bool


@dataclass(frozen=True)
class CaseFile:
    """A case as it lies on the desk: with its deadlines, its history and the names of its people."""

    case: Case
    deadlines: tuple[CaseDeadline, ...]
    history: tuple[Told, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    colleagues: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of cases."""

    id: int
    number: str
    kind: CaseKind
    state: str
    next_due: date | None


# --- what people do ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Began:
    """Began to fill in a form, for a case, for a person, or for a new one; some of it may be answered already."""

    form: FormName
    case: int = 0
    person: int = 0
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """Answered a question of the open form by a choice; "" leaves it open."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class WroteAnswer:
    """Wrote something while a form is open."""

    text: str


@dataclass(frozen=True, slots=True)
class WantedForm:
    """Go on with the form that is open; a question with many answers to choose from has pages of them."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class WantedCase:
    """Show a case, by what it is kept under or by the number its court gave it."""

    case: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class WantedHistory:
    """Show all that was told of a case."""

    case: int


@dataclass(frozen=True, slots=True)
class AskedCaseWhy:
    """How the dates of a case were reached."""

    case: int


@dataclass(frozen=True, slots=True)
class WantedCases:
    """Show a list of cases."""

    whose: Literal["mine", "court"] = "mine"
    #: Only what is due within so many calendar days; 0 what is overdue, None all.
    within: int | None = None
    page: int = 0
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class UsedCode:
    """Came with the code of an invitation."""

    code: str


OfForms = Began | Answered | WroteAnswer | WantedForm
OfCases = WantedCase | WantedHistory | AskedCaseWhy | WantedCases
OfPeople = OfForms | OfCases | OfStaff | UsedCode

# --- what is to be done --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fetch:
    """Get a case for what is wanted next."""

    wanted: WantedCase
    then: "Began | WantedForm | WantedHistory | AskedCaseWhy | WantedCase"


@dataclass(frozen=True, slots=True)
class FetchList:
    """Get a page of cases."""

    wanted: WantedCases


@dataclass(frozen=True, slots=True)
class Admit:
    """Let in whoever holds this code."""

    code: str


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Open a case; without a day it waits for the event it begins with."""

    kind: CaseKind
    day: date | None
    state: str
    number: str
    basis: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Something happened in a case."""

    case: int
    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class TellAnew:
    """An event has another day than was told, or did not happen at all."""

    case: int
    event: int
    day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class SetTerm:
    """A treaty or another law sets another length for a limit of the case."""

    case: int
    limit: str
    term: Override


@dataclass(frozen=True, slots=True)
class SetClosed:
    """Close a case, or open it again."""

    case: int
    is_closed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SetPerson:
    """Give a case to another owner, deputy or judge."""

    case: int
    part: Literal["owner", "deputy", "judge"]
    person: int


CaseDeed = Fetch | FetchList | OpenCase | Tell | TellAnew | SetTerm | SetClosed | SetPerson
Deed = CaseDeed | StaffDeed | Admit

# --- what came of it -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fetched:
    """Here is the case."""

    file: CaseFile
    then: "Began | WantedForm | WantedHistory | AskedCaseWhy | WantedCase"


@dataclass(frozen=True, slots=True)
class NoSuchCase:
    """There is none that this person may see."""

    written: str


@dataclass(frozen=True, slots=True)
class NumberTaken:
    """Another case of the court has this number."""

    number: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The case is changed; these dates moved."""

    file: CaseFile
    what: ChangeName
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class ListFetched:
    """Here is a page of cases."""

    wanted: WantedCases
    entries: tuple[Listed, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class LetIn:
    """The code held; None when it did not."""

    person: Person | None


CaseOutcome = Fetched | NoSuchCase | NumberTaken | Changed | ListFetched
Outcome = CaseOutcome | StaffOutcome | LetIn

# --- what is said --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case: what it is, what is due by when, what it waits for, whose it is."""

    file: CaseFile
    today: date
    #: With what the dates assume: said when they are new.
    with_assumptions: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The dates that moved."""

    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class History:
    """All that was told of a case, what was corrected among it."""

    file: CaseFile


@dataclass(frozen=True, slots=True)
class CaseWhy:
    """How the dates of a case that run were reached."""

    file: CaseFile


CaseReply = CaseCard | Moved | History | CaseWhy

# --- what is remembered --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Form:
    """A form being filled in. Where it stands is not stored: the first question without an answer is next."""

    name: FormName
    case: int = 0
    answers: tuple[tuple[str, str], ...] = ()
    #: Whom it is about.
    person: int = 0

    def __post_init__(self) -> None:
        if self.name not in (*get_args(CaseFormName), *get_args(StaffFormName)):
            msg = f"no form {self.name!r}"
            raise ValueError(msg)

    def answer(self, question: str) -> str:
        """What was answered; "" when it was left open, or not yet asked."""
        return dict(self.answers).get(question, "")

    def with_answer(self, question: str, value: str) -> "Form":
        """The form with one more answer."""
        return replace(self, answers=(*self.answers, (question, value)))

    def without_answer(self, question: str) -> "Form":
        """The form with a question open again; the other answers stay."""
        return replace(self, answers=tuple(answer for answer in self.answers if answer[0] != question))
