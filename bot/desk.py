"""A turn about the law alone: what somebody does goes in, blocks of words come out; nothing is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from dialogs.caseturns import LetIn
from dialogs.checklists.papers import drafted_papers
from dialogs.checklistturns import (
    ChecklistDeed,
    ChecklistOutcome,
    Drafted,
    DraftPapers,
    DropRun,
    EnterRun,
    FetchRun,
    FetchRuns,
    OpenRun,
    OpenRunEntry,
    Run,
    RunDropped,
    RunFetched,
    RunsFetched,
)
from dialogs.engine import step
from dialogs.replies import blocks
from dialogs.texts import Texts
from dialogs.turns import Event, Facts, State
from dialogs.wording import Block, Wording
from knowledge.languages import Language
from knowledge.law import Law

#: One side of a talk: an event goes in, what is said comes out.
Hear = Callable[[Event], tuple[Block, ...]]


@dataclass
class Drafts:
    """The walks through checklists of one talk, as long as it lasts."""

    runs: dict[int, Run] = field(default_factory=dict)
    newest: int = 0

    def keep(self, run: Run) -> None:
        """The walk as it is now."""
        self.runs[run.id] = run
        self.newest = run.id

    def done(self, deed: ChecklistDeed, facts: Facts, texts: Texts) -> ChecklistOutcome:
        """What came of a deed; there is no case to enter anything in."""
        match deed:
            case FetchRuns():
                entries = (OpenRunEntry(one.id, one.checklist) for one in self.runs.values())
                return RunsFetched(tuple(entries))
            case OpenRun(name):
                return RunFetched(Run(name, len(self.runs) + 1))
            case FetchRun(number):
                return RunFetched(self.runs.get(number or self.newest), number)
            case DropRun(number):
                self.runs.pop(number, None)
                return RunDropped()
            case DraftPapers(run, language):
                drafted = replace(run, version=run.version + 1, drafted=run.answers)
                return Drafted(drafted, drafted_papers(drafted, language, facts, texts), language)
            case EnterRun():
                return RunFetched(None, 1)
            case _:
                assert_never(deed)


@dataclass(frozen=True)
class Desk:
    """Answers about the law in the language of whoever asks; cases are the registry's."""

    law: Law
    texts: Texts
    today: Callable[[], date]
    default_language: Language = "ru"

    def opened(self) -> State:
        """The state of a talk that has not begun."""
        return State(self.default_language)

    def hear(self, state: State, event: Event, drafts: Drafts | None = None) -> tuple[State, tuple[Block, ...]]:
        """
        The talk's new state and what is said to `event`.

        Args:
            state: The talk before.
            event: What somebody does.
            drafts: Where walks through checklists stay while the talk lasts; without it there are none.
        """
        facts = Facts(self.law, self.today(), is_private=True, is_alone=drafts is not None)
        done = step(state, event, facts)
        if done.deed:
            # nothing is kept here, so there is nobody whose invitation would hold
            outcome: Event = LetIn(None)
            if drafts is not None and isinstance(done.deed, ChecklistDeed):
                outcome = drafts.done(done.deed, facts, self.texts)
            done = step(done.state, outcome, facts)
        if drafts is not None and done.state.run:
            drafts.keep(done.state.run)
        return done.state, blocks(done.says, Wording(self.texts, self.law, done.state.language))

    def talk(self) -> Hear:
        """A talk that is remembered as long as it lasts."""
        state, drafts = self.opened(), Drafts()

        def hear(event: Event) -> tuple[Block, ...]:
            nonlocal state
            state, said = self.hear(state, event, drafts)
            return said

        return hear
