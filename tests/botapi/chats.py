"""A chat as the people in it see it."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Final

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration

from tests.botapi.keyboards import LOOKS
from tests.botapi.refusals import Raw, RefusedError, without_none

NEVER_WROTE: Final = "bot can't initiate conversation with a user"
BLOCKED: Final = "bot was blocked by the user"
NO_MEMBER: Final = "bot is not a member of the supergroup chat"


class Bell:
    """Wakes everybody who waits until something is so."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Say that something has changed."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, so: Callable[[], object]) -> None:
        """Wait until it is so."""
        while not so():
            await self._rung.wait()


@dataclass
class Message:
    """A message as it is now; `raw` is the Bot API's object, replaced and never changed by an edit."""

    raw: Raw
    reactions: list[str] = field(default_factory=list)

    @property
    def message_id(self) -> int:
        """The number of the message in its chat."""
        return int(self.raw["message_id"])

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it."""
        return bool(self.raw["from"]["is_bot"])

    @property
    def text(self) -> str:
        """The text or the caption, without marks."""
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def entities(self) -> list[Raw]:
        """What is formatted in the text."""
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def html(self) -> str:
        """The text with its entities as tags."""
        return html_decoration.unparse(self.text, [MessageEntity(**entity) for entity in self.entities])

    @property
    def buttons(self) -> list[list[tuple[str, str]]]:
        """The rows of buttons: the text of each, and its data, link or other action."""
        return [[(button["text"], action_of(button)) for button in row] for row in self.keyboard]

    @property
    def keyboard(self) -> list[list[Raw]]:
        """The rows of buttons as they travel."""
        return list(self.raw.get("reply_markup", {}).get("inline_keyboard", []))

    def button(self, which: str | int | None, data: str | None) -> Raw:
        """The button with a text, a place (counted through the rows) or some data. Raises LookupError."""
        for place, button in enumerate(chain(*self.keyboard)):
            if (data is None and which in {place, button["text"]}) or (data and button.get("callback_data") == data):
                return button
        msg = f"no button {data or which!r} under {self.text!r}: {self.buttons}"
        raise LookupError(msg)

    def revise(self, fields: Raw) -> None:
        """Replace fields; those that are None are gone."""
        self.raw = without_none(self.raw | fields)


def action_of(button: Raw) -> str:
    """What a button carries: its data, its link ..."""
    return str(next(value for name, value in button.items() if name not in LOOKS))


@dataclass
class Chat:
    """The messages of a chat; `closed` says why the bot cannot write there, if it cannot."""

    about: Raw
    closed: str = ""
    by_id: dict[int, Message] = field(default_factory=dict)
    #: What the bot sent or edited, in order of time: an edited message stands here again.
    heard: list[Message] = field(default_factory=list)
    #: How much each person had heard when they last did something.
    since: dict[int, int] = field(default_factory=dict)
    bell: Bell = field(default_factory=Bell)
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def id(self) -> int:
        """The number of the chat."""
        return int(self.about["id"])

    @property
    def is_private(self) -> bool:
        """Whether one person talks with the bot here."""
        return bool(self.about["type"] == "private")

    @property
    def messages(self) -> list[Message]:
        """The messages that are there, the oldest first."""
        return list(self.by_id.values())

    def add(self, sender: Raw, now: int, content: Raw) -> Message:
        """A new message."""
        number = next(self._ids)
        head = {"message_id": number, "from": sender, "chat": self.about, "date": now}
        message = self.by_id[number] = Message(head | without_none(content))
        if message.from_bot:
            self.hear(message)
        return message

    def hear(self, message: Message) -> None:
        """Note that the bot has sent or edited a message."""
        self.heard.append(message)
        self.bell.ring()

    def find(self, message_id: int, purpose: str) -> Message:
        """A message that is there; `purpose` ends the refusal of one that is not."""
        if message_id not in self.by_id:
            msg = f"message to {purpose} not found"
            raise RefusedError(msg)
        return self.by_id[message_id]

    def latest(self, sender: Raw) -> Message:
        """The last message of a sender. Raises LookupError."""
        for message in reversed(self.by_id.values()):
            if message.raw["from"]["id"] == sender["id"]:
                return message
        msg = f"{sender['first_name']} has said nothing in chat {self.id}"
        raise LookupError(msg)
