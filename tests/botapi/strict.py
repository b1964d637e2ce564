"""
The objects that a bot sends, with the rules of the Bot API: unknown fields and wrong types are refused.

A rule that pydantic cannot say by itself raises RuleError, with Telegram's own words where Telegram has some.
"""

from collections.abc import Callable, Sequence
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tests.botapi.markup import Formatted, formatted
from tests.botapi.refusals import Raw, RuleError, require

UpdateKind = Literal[
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
]

EntityKind = Literal[
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
]

ChatAction = Literal[
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]

#: The emoji with which a bot may react.
REACTIONS: Final = frozenset(
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 "
    "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 "
    "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡".split()
)


def in_bytes(most: int, words: str) -> Callable[[str], str]:
    """Checks that a text takes 1 to `most` bytes."""

    def held(text: str) -> str:
        require(1 <= len(text.encode()) <= most, words)
        return text

    return held


class Strict(BaseModel):
    """An object whose fields are all known and of the right type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)

    def raw(self) -> Raw:
        """The object as it travels."""
        return self.model_dump(exclude_none=True)

    @classmethod
    def read(cls, given: Raw, *, strict: bool) -> Self:
        """The object, or RuleError; unknown fields are let through unless `strict`."""
        try:
            return cls.model_validate(given, extra="forbid" if strict else "ignore")
        except ValidationError as wrong:
            msg = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in wrong.errors())
            raise RuleError(msg) from wrong


class Entity(Strict):
    """A part of a text that looks different or leads somewhere."""

    type: EntityKind
    offset: int
    length: int
    url: str | None = None
    user: Raw | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None


class LinkPreview(Strict):
    """How the preview of a link is shown."""

    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class ReplyParameters(Strict):
    """What a message replies to."""

    message_id: int
    chat_id: int | str | None = None
    allow_sending_without_reply: bool = False
    quote: str | None = None
    quote_parse_mode: str | None = None
    quote_entities: list[Entity] | None = None
    quote_position: int | None = None
    checklist_task_id: int | None = None
    poll_option_id: str | None = None


def text_of(text: str, parse_mode: str | None, entities: Sequence[Entity]) -> Formatted:
    """The text of a message, which cannot be empty. Raises RuleError."""
    read = formatted(text, parse_mode, [entity.raw() for entity in entities])
    require(read.text, "message text is empty")
    return read


class Command(Strict):
    """A command of the menu."""

    command: str = Field(pattern=r"^[a-z0-9_]{1,32}$")
    description: str = Field(min_length=1, max_length=256)


class Scope(Strict):
    """Who sees the commands."""

    type: Literal[
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
    chat_id: int | str | None = None
    user_id: int | None = None

    @model_validator(mode="after")
    def _names_whom(self) -> Self:
        of_chat = self.type in {"chat", "chat_administrators", "chat_member"}
        require(of_chat == (self.chat_id is not None), f"can't parse BotCommandScope: {self.type} and its chat_id")
        of_member = self.type == "chat_member"
        require(of_member == (self.user_id is not None), f"can't parse BotCommandScope: {self.type} and its user_id")
        return self

    def name(self) -> str:
        """`default`, `chat:5`, `chat_member:-100:5` ..."""
        return ":".join(str(part) for part in (self.type, self.chat_id, self.user_id) if part is not None)


class Reaction(Strict):
    """A reaction with an emoji: a bot has no others without paying."""

    type: Literal["emoji"]
    emoji: str

    @model_validator(mode="after")
    def _is_one_of_them(self) -> Self:
        require(self.emoji in REACTIONS, f"REACTION_INVALID: {self.emoji}")
        return self


class InputText(Strict):
    """The message that an inline result sends."""

    message_text: str
    parse_mode: str | None = None
    entities: list[Entity] = Field(default=[])
    link_preview_options: LinkPreview | None = None

    @model_validator(mode="after")
    def _can_be_sent(self) -> Self:
        text_of(self.message_text, self.parse_mode, self.entities)
        return self
