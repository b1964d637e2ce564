"""A talk for tests: what is written goes in, the words come out."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.desk import Desk
from bot.pages import plain_lines
from dialogs.turns import Event, State, Wrote

#: The day on which every talk of the tests takes place, a Tuesday.
TODAY: Final = date(2026, 11, 24)


@dataclass
class Talk:
    """One conversation with a desk."""

    desk: Desk
    state: State = field(init=False)
    said: str = ""

    def __post_init__(self) -> None:
        self.state = self.desk.opened()

    def write(self, text: str) -> str:
        """What is said to `text`, a block a line."""
        return self.do(Wrote(text))

    def do(self, event: Event) -> str:
        """What is said to an event."""
        self.state, blocks = self.desk.hear(self.state, event)
        self.said = "\n".join(plain_lines(blocks))
        return self.said
