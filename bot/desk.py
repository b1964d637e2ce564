"""A turn end to end: what somebody does goes in, blocks of words come out. Every channel talks with this."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dialogs.engine import step
from dialogs.replies import blocks
from dialogs.texts import Texts
from dialogs.turns import Event, Facts, State
from dialogs.wording import Block, Wording
from knowledge.languages import Language
from knowledge.law import Law


@dataclass(frozen=True)
class Desk:
    """Hears what people do and answers in their language."""

    law: Law
    texts: Texts
    today: Callable[[], date]
    default_language: Language = "ru"

    def opened(self) -> State:
        """The state of a talk that has not begun."""
        return State(self.default_language)

    def hear(self, state: State, event: Event) -> tuple[State, tuple[Block, ...]]:
        """The talk's new state and what is said to `event`."""
        done = step(state, event, Facts(self.law, self.today()))
        return done.state, blocks(done.says, Wording(self.texts, self.law, done.state.language))
