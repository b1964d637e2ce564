"""People in Telegram: they write and press buttons, and see what the bot shows them."""

import asyncio
import re
from collections.abc import Mapping
from typing import Final

from tests.botapi.chats import NEVER_WROTE, Chat, Message
from tests.botapi.markup import units
from tests.botapi.refusals import Raw, without_none
from tests.botapi.world import Upload, World

#: What Telegram marks in the texts of people.
_MARKS: Final = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])", re.ASCII),
    "mention": re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}(?!\w)", re.ASCII),
}

#: The longest message that a client sends; a longer text becomes several.
_LONGEST: Final = 4096

#: What can be sent instead of words, some of it without a file.
_KINDS: Final[Mapping[str, Raw]] = {
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    "photo": {"width": 90, "height": 60},
    "document": {},
    "contact": {"phone_number": "+77010000000", "first_name": "Aigul"},
    "location": {"latitude": 51.13, "longitude": 71.43},
}
_WITHOUT_FILE: Final = {"contact", "location"}

_PAPER: Final = Upload("paper.pdf", b"%PDF-1.4", "application/pdf")


class Person:
    """Somebody with a private chat with the bot. Whatever they do gives the number of the (last) update."""

    def __init__(self, world: World, user: Raw) -> None:
        self.user = user
        self.chat = world.private(user)
        self._world = world

    @property
    def id(self) -> int:
        """The number of the person, and of their chat with the bot."""
        return self.chat.id

    # --- what they do ----------------------------------------------------------------------------------------

    async def writes(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        in_group: Chat | None = None,
        edited: bool = False,
        **extra: object,
    ) -> int:
        """Write a text, or rewrite the last message; `extra` are further fields of it."""
        chat = in_group or self.chat
        if edited:
            return self._rewrites(chat, _marked(text) | extra)
        number = 0
        for start in range(0, max(len(text), 1), _LONGEST):
            number = self._sends(chat, _marked(text[start : start + _LONGEST]) | _reply(reply_to) | extra)
        return number

    async def starts(self, payload: str = "") -> int:
        """Press "start", perhaps behind a link that carries something."""
        return await self.writes(f"/start {payload}".rstrip())

    async def sends(self, kind: str, *, file: Upload = _PAPER, in_group: Chat | None = None, **extra: object) -> int:
        """Send a voice, sticker, photo, document, contact or location."""
        content = _KINDS[kind]
        if kind not in _WITHOUT_FILE:
            content = self._world.keep(file) | content
        if kind == "document":
            content |= {"file_name": file.name, "mime_type": file.mime}
        return self._sends(in_group or self.chat, {kind: [content] if kind == "photo" else content, **extra})

    async def forwards(self, text: str, *, of: "Person | str", in_group: Chat | None = None) -> int:
        """Forward what another person wrote; one who hides behind a name is given by it."""
        hidden: Raw = {"type": "hidden_user", "sender_user_name": of}
        sender = {"type": "user", "sender_user": of.user} if isinstance(of, Person) else hidden
        origin = sender | {"date": self._world.now}
        return self._sends(in_group or self.chat, _marked(text) | {"forward_origin": origin})

    async def presses(self, message: Message, button: str | int | None = None, *, data: str | None = None) -> int:
        """Press the button with this text, at this place or with these data. Raises LookupError."""
        return await self.presses_forged(message, message.button(button, data)["callback_data"])

    async def presses_forged(self, message: Message, data: str) -> int:
        """Press a button that the message need not have."""
        chat = self._world.chats[message.raw["chat"]["id"]]
        chat_and_id = {"chat": chat.about, "message_id": message.message_id}
        there = message.raw if message.message_id in chat.by_id else chat_and_id | {"date": 0}
        query = {"message": there, "chat_instance": str(7919 * abs(chat.id)), "data": data}
        return self._asks("callback_query", self._world.pressed, query, chat)

    async def asks_inline(self, query: str, *, offset: str = "") -> int:
        """Write the bot's name and a query in some chat."""
        return self._asks("inline_query", self._world.asked, {"query": query, "offset": offset}, self.chat)

    def _sends(self, chat: Chat, content: Raw) -> int:
        self._acts_in(chat)
        if chat.closed == NEVER_WROTE:
            chat.closed = ""
        return self._world.updates.push({"message": chat.add(self.user, self._world.now, content).raw})

    def _rewrites(self, chat: Chat, content: Raw) -> int:
        self._acts_in(chat)
        message = chat.latest(self.user)
        message.revise({"entities": None} | content | {"edit_date": self._world.now})
        return self._world.updates.push({"edited_message": message.raw})

    def _asks(self, kind: str, waiting: dict[str, Raw], query: Raw, chat: Chat) -> int:
        self._acts_in(chat)
        number = self._world.number()
        waiting[number] = {"id": number, "from": self.user, **query}
        return self._world.updates.push({kind: waiting[number]})

    def _acts_in(self, chat: Chat) -> None:
        for place in (self.chat, chat):
            place.since[self.id] = len(place.heard)

    # --- what they see ---------------------------------------------------------------------------------------

    @property
    def messages(self) -> list[Message]:
        """What stands in the private chat."""
        return self.chat.messages

    @property
    def last(self) -> Message:
        """The bot's last message. Raises LookupError."""
        return self.chat.latest(self._world.bot)

    @property
    def notices(self) -> list[str]:
        """What was shown over the chat after presses."""
        return self._world.notices.get(self.id, [])

    @property
    def offered(self) -> list[Raw]:
        """The results of the last inline query that was answered."""
        return self._world.offered.get(self.id, [])

    def said(self, number: int) -> str:
        """The text of one of the bot's messages that are there: 0 is the first, -1 the last."""
        return [message.text for message in self.messages if message.from_bot][number]

    async def hears(
        self,
        count: int = 1,
        timeout: float = 10,  # noqa: ASYNC109 - the error says what was heard
        *,
        in_group: Chat | None = None,
    ) -> list[Message]:
        """What the bot has sent or edited since the person last did something: at least `count`, or TimeoutError."""
        chat = in_group or self.chat
        since = chat.since.get(self.id, 0)
        try:
            async with asyncio.timeout(timeout):
                await chat.bell.until(lambda: len(chat.heard) - since >= count)
        except TimeoutError as late:
            seen = repr(chat.messages[-1].text) if chat.by_id else "nothing"
            heard = f"{len(chat.heard) - since} of {count} in {timeout} s"
            msg = f"{self.user['first_name']} heard {heard}; last seen: {seen}"
            raise TimeoutError(msg) from late
        return chat.heard[since:]


def _marked(text: str) -> Raw:
    marks = [
        {"type": kind, "offset": units(text[: found.start()]), "length": units(found[0])}
        for kind, pattern in _MARKS.items()
        for found in pattern.finditer(text)
    ]
    return without_none({"text": text, "entities": sorted(marks, key=lambda mark: mark["offset"]) or None})


def _reply(message: Message | None) -> Raw:
    return {"reply_to_message": without_none(message.raw | {"reply_to_message": None})} if message else {}
