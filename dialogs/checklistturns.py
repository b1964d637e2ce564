"""What a walk through a checklist consists of: what people do, what is to be done, what came of it, what is said."""

from dataclasses import dataclass, replace
from typing import Final, Literal

#: The languages of papers; two are set side by side.
PaperLanguage = Literal["ru", "kk", "en", "kk-ru"]
PAPER_LANGUAGES: Final[tuple[PaperLanguage, ...]] = ("ru", "kk", "kk-ru", "en")

#: The answer that a place stays blank, to be filled in by hand.
BY_HAND: Final = ""
#: The answer that it is not known yet; nobody can write it, since a question mark ends a question.
UNKNOWN: Final = "?"


@dataclass(frozen=True, slots=True)
class Run:
    """
    A walk through a checklist. It belongs to a person, and every talk of theirs can go on with it.

    Where it stands is not kept: the first question that applies and has no answer is next.
    """

    checklist: str
    #: What it is kept under; 0 where nothing is kept.
    id: int = 0
    case: int = 0
    answers: tuple[tuple[str, str], ...] = ()
    #: What may be answered: what its court answered before, what its case says.
    suggested: tuple[tuple[str, str], ...] = ()
    #: How many times papers were drafted, and the answers that they were drafted from.
    version: int = 0
    drafted: tuple[tuple[str, str], ...] = ()

    def answered(self, question: str, value: str) -> "Run":
        """With an answer, in the place of an earlier one."""
        return replace(self, answers=(*self.without(question).answers, (question, value)))

    def without(self, *questions: str) -> "Run":
        """With these questions open again."""
        return replace(self, answers=tuple(one for one in self.answers if one[0] not in questions))


# --- what people do ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WantedChecklists:
    """Show the checklists, for a case or for none."""

    case: int = 0


@dataclass(frozen=True, slots=True)
class BeganRun:
    """Begin a checklist."""

    checklist: str
    case: int = 0


@dataclass(frozen=True, slots=True)
class WantedRun:
    """Go on with a walk: this one, or the one worked at last."""

    run: int = 0


@dataclass(frozen=True, slots=True)
class AnsweredStep:
    """Answered the question on the table by a choice, or left it open."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class KeptStep:
    """The answer stays as it is; it is not named, since choices are kept where it must not lie."""

    question: str


@dataclass(frozen=True, slots=True)
class WroteStep:
    """Wrote something in answer to the question on the table."""

    text: str


@dataclass(frozen=True, slots=True)
class AskedStepWhy:
    """Asked why this is asked."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """The question before, again."""


@dataclass(frozen=True, slots=True)
class WantedStep:
    """The question of this number, again."""

    number: int


@dataclass(frozen=True, slots=True)
class WantedReview:
    """All answers, and what is missing."""


@dataclass(frozen=True, slots=True)
class AskedUnknown:
    """Ask again what was not known."""


@dataclass(frozen=True, slots=True)
class PutRunOff:
    """Leave it for later; the answers stay."""


@dataclass(frozen=True, slots=True)
class DroppedRun:
    """Drop the walk with its answers; asked once whether that is meant."""

    run: int
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class WantedPapers:
    """Draft the papers; without a language it is asked for."""

    language: PaperLanguage | None = None


@dataclass(frozen=True, slots=True)
class EnteredRun:
    """Have what was answered entered in its case, or in a new one."""


OfChecklists = (
    WantedChecklists | BeganRun | WantedRun | AnsweredStep | KeptStep | WroteStep | AskedStepWhy | WentBack | WantedStep
    | WantedReview | AskedUnknown | PutRunOff | DroppedRun | WantedPapers | EnteredRun
)  # fmt: skip

# --- what is to be done --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FetchRuns:
    """Get the walks that are open."""

    case: int = 0


@dataclass(frozen=True, slots=True)
class OpenRun:
    """Open a walk; what its court and case know is suggested."""

    checklist: str
    case: int = 0


@dataclass(frozen=True, slots=True)
class FetchRun:
    """Get a walk: this one, or the one worked at last."""

    run: int = 0


@dataclass(frozen=True, slots=True)
class DropRun:
    """Drop a walk with its answers."""

    run: int


@dataclass(frozen=True, slots=True)
class DraftPapers:
    """Draft the papers that a walk comes to."""

    run: Run
    language: PaperLanguage


@dataclass(frozen=True, slots=True)
class EnterRun:
    """Enter what was answered in the case of a walk, or open one."""

    run: Run


ChecklistDeed = FetchRuns | OpenRun | FetchRun | DropRun | DraftPapers | EnterRun

# --- what came of it -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenRunEntry:
    """One walk that is open."""

    run: int
    checklist: str
    #: The number of its case.
    number: str = ""


@dataclass(frozen=True, slots=True)
class RunsFetched:
    """Here are the walks that are open, and the kind of the case they were asked for."""

    entries: tuple[OpenRunEntry, ...]
    case: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RunFetched:
    """Here is the walk; None when there is none, of the number that was named or at all."""

    run: Run | None
    named: int = 0


@dataclass(frozen=True, slots=True)
class RunDropped:
    """The walk is gone."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as a file."""

    form: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Drafted:
    """The papers of a walk."""

    run: Run
    papers: tuple[Paper, ...]
    language: PaperLanguage


ChecklistOutcome = RunsFetched | RunFetched | RunDropped | Drafted

# --- what is said --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attach:
    """A file; how it is handed over is the channel's affair."""

    paper: Paper


ChecklistReply = Attach
