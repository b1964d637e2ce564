"""Letters for people: worded in each one's language, and given the form of each channel at which they are reached."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from dialogs.reminderwording import ReminderWording
from dialogs.texts import Texts
from dialogs.wording import Block, Wording
from knowledge.languages import Language
from knowledge.law import Law
from knowledge.people import Person
from notifier.calendar_file import DueDay
from storage.outbox import Message
from storage.people import Reachable

Kind = Literal["reminder", "digest", "notice"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to one person at one moment, before a channel gives it its form."""

    #: Which installation of Komek: two may send as one.
    installation: str
    #: Unique, and the same whenever the same is said again: by it a repeat is known for one.
    key: str
    language: Language
    #: One line that says all that matters.
    subject: str
    blocks: tuple[Block, ...]
    #: The reminder that its choices answer; 0 where nothing can be answered.
    reminder: int = 0
    case: int | None = None
    #: Days for the person's own calendar.
    days: tuple[DueDay, ...] = ()


class Envelope(Protocol):
    """The form that a channel gives to letters."""

    def contents(self, address: str, letter: Letter) -> Iterable[str]:
        """The messages in the form in which the outbox keeps them."""


@dataclass(frozen=True)
class Post:
    """The ways by which people are told of things."""

    texts: Texts
    #: By the channel.
    envelopes: Mapping[str, Envelope]
    default_language: Language = "ru"

    def wording(self, law: Law, person: Person) -> ReminderWording:
        """Words in the language that somebody chose."""
        return ReminderWording(Wording(self.texts, law, person.language or self.default_language))

    def addresses(self, reachable: Reachable | None) -> tuple[tuple[str, str], ...]:
        """Where somebody is reached by the channels that there are."""
        return tuple(one for one in reachable.addresses if one[0] in self.envelopes) if reachable else ()

    def messages(
        self, letter: Letter, person: int, addresses: Iterable[tuple[str, str]], kind: Kind
    ) -> Iterator[Message]:
        """The letter for each address."""
        for channel, address in addresses:
            for number, content in enumerate(self.envelopes[channel].contents(address, letter)):
                yield Message(
                    f"{letter.key}:{channel}:{address}:{number}"[:200],
                    kind,
                    channel,
                    address,
                    content,
                    person,
                    letter.case,
                    letter.reminder or None,
                )
