"""The other methods: updates, queries, the bot's menu and description, chats and files."""

import re
from typing import Final, Literal

from pydantic import Field

from tests.botapi.chats import NO_MEMBER
from tests.botapi.keyboards import Article, ResultsButton
from tests.botapi.messages import (
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    Method,
    SendChatAction,
    SendDocument,
    SendMessage,
    SetMessageReaction,
)
from tests.botapi.refusals import Raw, RefusedError, require, without_none
from tests.botapi.strict import Command, Scope, UpdateKind
from tests.botapi.updates import Webhook
from tests.botapi.world import Upload, World

_TWO_LETTERS: Final = r"^([a-z]{2})?$"
_LOCAL: Final = re.compile(r"http://(127\.0\.0\.1|localhost)[:/]")
_TOO_OLD: Final = "query is too old and response timeout expired or query ID is invalid"


class GetMe(Method):
    """Who the bot is."""

    async def done(self, world: World) -> Raw:
        """The bot."""
        can = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
        return world.bot | can


# --- updates -------------------------------------------------------------------------------------------------


class GetUpdates(Method):
    """What has happened."""

    offset: int = 0
    limit: int = Field(default=100, ge=1, le=100)
    timeout: int = Field(default=0, ge=0)
    allowed_updates: list[UpdateKind] | None = None

    async def done(self, world: World) -> list[Raw]:
        """The updates, waited for 50 seconds at most."""
        world.updates.allow(self.allowed_updates)
        return await world.updates.poll(self.offset, self.limit, min(self.timeout, 50))


class SetWebhook(Method):
    """Updates are posted to an address; an empty one ends it."""

    url: str
    certificate: Upload | None = None
    ip_address: str | None = None
    max_connections: int = Field(default=40, ge=1, le=100)
    allowed_updates: list[UpdateKind] | None = None
    drop_pending_updates: bool = False
    secret_token: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{1,256}$")

    async def done(self, world: World) -> Literal[True]:
        """Whether it is set; this machine needs no TLS."""
        secure = self.url.startswith("https://") or _LOCAL.match(self.url) or not self.url
        require(secure, "bad webhook: An HTTPS URL must be provided for webhook")
        updates = world.updates
        updates.allow(self.allowed_updates)
        if self.drop_pending_updates:
            updates.drop(self.method())
        updates.webhook = Webhook(self.url, self.secret_token, self.max_connections) if self.url else None
        updates.bell.ring()
        return True


class DeleteWebhook(Method):
    """The bot asks for updates itself."""

    drop_pending_updates: bool = False

    async def done(self, world: World) -> Literal[True]:
        """Whether there is none."""
        if self.drop_pending_updates:
            world.updates.drop(self.method())
        world.updates.webhook = None
        return True


class GetWebhookInfo(Method):
    """Where updates are posted."""

    async def done(self, world: World) -> Raw:
        """The webhook, and what failed last."""
        updates = world.updates
        hook = {"url": updates.webhook.url if updates.webhook else "", "has_custom_certificate": False}
        allowed = sorted(updates.allowed) if updates.allowed else None
        return hook | without_none(
            {
                "pending_update_count": len(updates.queue),
                "max_connections": updates.webhook.max_connections if updates.webhook else None,
                "allowed_updates": allowed,
                "last_error_message": updates.last_error or None,
            }
        )


# --- queries -------------------------------------------------------------------------------------------------


class AnswerCallbackQuery(Method):
    """A press of a button is heard."""

    callback_query_id: str
    text: str = Field(default="", max_length=200)
    show_alert: bool | None = None
    url: str | None = None
    cache_time: int | None = None

    async def done(self, world: World) -> Literal[True]:
        """Whether the waiting is over."""
        person = _query(world.pressed, self.callback_query_id)["from"]["id"]
        if self.text:
            world.notices.setdefault(person, []).append(self.text)
        return True


class AnswerInlineQuery(Method):
    """Results of an inline query."""

    inline_query_id: str
    results: list[Article] = Field(max_length=50)
    cache_time: int | None = None
    is_personal: bool | None = None
    next_offset: str | None = Field(default=None, max_length=64)
    button: ResultsButton | None = None

    async def done(self, world: World) -> Literal[True]:
        """Whether they are shown."""
        require(len({result.id for result in self.results}) == len(self.results), "RESULT_ID_DUPLICATE")
        person = _query(world.asked, self.inline_query_id)["from"]["id"]
        world.offered[person] = [result.raw() for result in self.results]
        return True


def _query(waiting: dict[str, Raw], number: str) -> Raw:
    if number not in waiting:
        raise RefusedError(_TOO_OLD)
    return waiting.pop(number)


# --- menu and description ------------------------------------------------------------------------------------


class OfScope(Method):
    """What all methods about commands can be told."""

    scope: Scope = Scope(type="default")
    language_code: str = Field(default="", pattern=_TWO_LETTERS)

    def place(self, world: World) -> tuple[str, str]:
        """Where the commands are kept; a chat must exist."""
        if self.scope.chat_id is not None:
            world.known(self.scope.chat_id)
        return self.scope.name(), self.language_code


class SetMyCommands(OfScope):
    """The menu."""

    commands: list[Command] = Field(max_length=100)

    async def done(self, world: World) -> Literal[True]:
        """Whether it is set."""
        world.commands[self.place(world)] = [command.raw() for command in self.commands]
        return True


class GetMyCommands(OfScope):
    """The menu as it was set."""

    async def done(self, world: World) -> list[Raw]:
        """The commands of exactly this scope and language."""
        return world.commands.get(self.place(world), [])


class DeleteMyCommands(OfScope):
    """No menu."""

    async def done(self, world: World) -> Literal[True]:
        """Whether it is gone."""
        world.commands.pop(self.place(world), None)
        return True


class Telling(Method):
    """What a person reads about the bot, in a language or for all others; an empty text takes it away."""

    language_code: str = Field(default="", pattern=_TWO_LETTERS)

    async def done(self, world: World) -> Literal[True]:
        """Whether it is set."""
        told = self.model_dump(exclude={"language_code"})
        world.profile |= {(kind, self.language_code): text for kind, text in told.items()}
        return True


class SetMyName(Telling):
    """The bot's name."""

    name: str = Field(default="", max_length=64)


class SetMyDescription(Telling):
    """What stands in an empty chat."""

    description: str = Field(default="", max_length=512)


class SetMyShortDescription(Telling):
    """What stands on the bot's page."""

    short_description: str = Field(default="", max_length=120)


# --- chats and files -----------------------------------------------------------------------------------------


class GetChat(Method):
    """All about a chat."""

    chat_id: int | str

    async def done(self, world: World) -> Raw:
        """The chat."""
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return world.known(self.chat_id).about | full


class LeaveChat(Method):
    """Out of a group."""

    chat_id: int | str

    async def done(self, world: World) -> Literal[True]:
        """Whether the bot is out."""
        chat = world.reachable(self.chat_id)
        require(not chat.is_private, "chat member status can't be changed in private chats")
        chat.closed = NO_MEMBER
        return True


class GetFile(Method):
    """A file that somebody sent."""

    file_id: str

    async def done(self, world: World) -> Raw:
        """Where it can be fetched, under /file/bot<token>/."""
        size = len(world.kept(self.file_id).content)
        about = {"file_id": self.file_id, "file_unique_id": self.file_id[-9:], "file_size": size}
        return about | {"file_path": f"documents/{self.file_id}"}


_ALL: Final[tuple[type[Method], ...]] = (
    GetMe,
    GetUpdates,
    SetWebhook,
    DeleteWebhook,
    GetWebhookInfo,
    SendMessage,
    SendDocument,
    SendChatAction,
    EditMessageText,
    EditMessageReplyMarkup,
    DeleteMessage,
    SetMessageReaction,
    AnswerCallbackQuery,
    AnswerInlineQuery,
    SetMyCommands,
    GetMyCommands,
    DeleteMyCommands,
    SetMyName,
    SetMyDescription,
    SetMyShortDescription,
    GetChat,
    LeaveChat,
    GetFile,
)

#: Every method of the server by its name in a request.
METHODS: Final = {method.method(): method for method in _ALL}
