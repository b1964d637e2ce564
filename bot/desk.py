"""A turn about the law alone: what somebody does goes in, blocks of words come out; nothing is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dialogs.caseturns import LetIn
from dialogs.engine import step
from dialogs.replies import blocks
from dialogs.texts import Texts
from dialogs.turns import Event, Facts, State
from dialogs.wording import Block, Wording
from knowledge.languages import Language
from knowledge.law import Law

#: One side of a talk: an event goes in, what is said comes out.
Hear = Callable[[Event], tuple[Block, ...]]


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

    def hear(self, state: State, event: Event) -> tuple[State, tuple[Block, ...]]:
        """The talk's new state and what is said to `event`."""
        facts = Facts(self.law, self.today())
        done = step(state, event, facts)
        if done.deed:
            # nothing is kept here, so there is nobody whose invitation would hold
            done = step(done.state, LetIn(None), facts)
        return done.state, blocks(done.says, Wording(self.texts, self.law, done.state.language))

    def talk(self) -> Hear:
        """A talk that is remembered as long as it lasts."""
        state = self.opened()

        def hear(event: Event) -> tuple[Block, ...]:
            nonlocal state
            state, said = self.hear(state, event)
            return said

        return hear
