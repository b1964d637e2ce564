"""All that Telegram knows about one bot."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from tests.botapi.chats import NEVER_WROTE, Chat
from tests.botapi.refusals import Raw, RefusedError, require
from tests.botapi.updates import Updates


@dataclass(frozen=True)
class Upload:
    """A file that somebody sent."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


class World:
    """The bot's chats, queries, files and description, and the updates that wait for it."""

    def __init__(self, bot: Raw, now: Callable[[], float] | None = None) -> None:
        self.bot = bot
        self.updates = Updates()
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Upload] = {}
        #: Scope (`default`, `chat:5` ...) and language -> commands.
        self.commands: dict[tuple[str, str], list[Raw]] = {}
        #: `name`, `description` or `short_description`, and language -> text.
        self.profile: dict[tuple[str, str], str] = {}
        #: Callback queries and inline queries that nobody has answered, by their ids.
        self.pressed: dict[str, Raw] = {}
        self.asked: dict[str, Raw] = {}
        #: What each person was last shown: notices after presses, results of the last inline query.
        self.notices: dict[int, list[str]] = {}
        self.offered: dict[int, list[Raw]] = {}
        # Telegram is another machine with a clock of its own
        self._now = now or time.time  # noqa: TID251
        self._numbers = count(10**15)

    @property
    def now(self) -> int:
        """The moment, in Unix time."""
        return int(self._now())

    def number(self) -> str:
        """An id that was never given before."""
        return str(next(self._numbers))

    def private(self, user: Raw) -> Chat:
        """The chat of a person with the bot."""
        names: Raw = {name: user[name] for name in ("first_name", "username") if name in user}
        return self.chats.setdefault(user["id"], Chat({"id": user["id"], "type": "private", **names}, NEVER_WROTE))

    def known(self, chat_id: int | str) -> Chat:
        """A chat that exists; a name is never one of them."""
        if chat_id not in self.chats:
            msg = "chat not found"
            raise RefusedError(msg)
        return self.chats[int(chat_id)]

    def reachable(self, chat_id: int | str) -> Chat:
        """A chat in which the bot may write."""
        chat = self.known(chat_id)
        if chat.closed:
            raise RefusedError(chat.closed, 403)
        return chat

    def keep(self, upload: Upload) -> Raw:
        """Keep a file; what a message says about it."""
        file_id = f"file-{self.number()}"
        self.files[file_id] = upload
        return {"file_id": file_id, "file_unique_id": file_id[-9:], "file_size": len(upload.content)}

    def kept(self, file_id: str) -> Upload:
        """A file that was sent."""
        require(file_id in self.files, "wrong file_id or the file is temporarily unavailable")
        return self.files[file_id]
