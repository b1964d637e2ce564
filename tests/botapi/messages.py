"""The methods that send, change and remove messages."""

from typing import Any, Literal

from pydantic import Field

from tests.botapi.chats import Chat, Message
from tests.botapi.keyboards import InlineKeyboard, ReplyMarkup, keyboard
from tests.botapi.markup import formatted
from tests.botapi.reading import json_value
from tests.botapi.refusals import Raw, RefusedError, require, without_none
from tests.botapi.strict import ChatAction, Entity, LinkPreview, Reaction, ReplyParameters, Strict, text_of
from tests.botapi.world import Upload, World


class Method(Strict):
    """A method of the Bot API: its fields are the parameters."""

    @classmethod
    def method(cls) -> str:
        """The method's name in a request."""
        return cls.__name__[0].lower() + cls.__name__[1:]

    @classmethod
    def decoded(cls, given: Raw) -> Raw:
        """The parameters with those decoded that travel as JSON inside of a form."""
        return {name: _decoded(value) if cls._is_json(name) else value for name, value in given.items()}

    @classmethod
    def _is_json(cls, name: str) -> bool:
        return name in cls.model_fields and cls.model_fields[name].annotation not in {str, str | None}

    async def done(self, world: World) -> object:
        """Do it; what the bot is answered. Raises RefusedError."""
        raise NotImplementedError


def _decoded(value: object) -> Any:  # noqa: ANN401 - it is whatever the bot sent
    try:
        return json_value(value) if isinstance(value, str) else value
    except ValueError:
        # a word such as `typing` or an `@name`; where it cannot stand, its type will be wrong
        return value


# --- sending -------------------------------------------------------------------------------------------------


class Sending(Method):
    """What all methods that send a message can be told."""

    chat_id: int | str
    business_connection_id: str | None = None
    message_thread_id: int | None = None
    direct_messages_topic_id: int | None = None
    disable_notification: bool | None = None
    protect_content: bool | None = None
    allow_paid_broadcast: bool | None = None
    message_effect_id: str | None = None
    suggested_post_parameters: Raw | None = None
    reply_parameters: ReplyParameters | None = None
    reply_markup: ReplyMarkup | None = None

    def send(self, world: World, content: Raw) -> Raw:
        """The message that is now in the chat."""
        chat = world.reachable(self.chat_id)
        kept = {"reply_to_message": self._replied(chat), "reply_markup": keyboard(self.reply_markup)}
        return chat.add(world.bot, world.now, content | kept).raw

    def _replied(self, chat: Chat) -> Raw | None:
        reply = self.reply_parameters
        if reply is None or (reply.allow_sending_without_reply and reply.message_id not in chat.by_id):
            return None
        return without_none(chat.find(reply.message_id, "be replied").raw | {"reply_to_message": None})


class SendMessage(Sending):
    """A text."""

    text: str = ""
    parse_mode: str | None = None
    entities: list[Entity] = Field(default=[])
    link_preview_options: LinkPreview | None = None

    async def done(self, world: World) -> Raw:
        """The message."""
        text = text_of(self.text, self.parse_mode, self.entities)
        return self.send(world, {"text": text.text, "entities": list(text.entities) or None})


class SendDocument(Sending):
    """A file, or one that was sent before by its id."""

    document: Upload | str
    thumbnail: Upload | str | None = None
    caption: str = ""
    parse_mode: str | None = None
    caption_entities: list[Entity] = Field(default=[])
    disable_content_type_detection: bool | None = None

    async def done(self, world: World) -> Raw:
        """The message."""
        caption = formatted(self.caption, self.parse_mode, [entity.raw() for entity in self.caption_entities], 1024)
        world.reachable(self.chat_id)
        kept = {"caption": caption.text or None, "caption_entities": list(caption.entities) or None}
        return self.send(world, {"document": self._kept(world)} | kept)

    def _kept(self, world: World) -> Raw:
        upload = world.kept(self.document) if isinstance(self.document, str) else self.document
        require(upload.content, "file must be non-empty")
        return world.keep(upload) | {"file_name": upload.name, "mime_type": upload.mime}


class SendChatAction(Method):
    """The bot is typing ..."""

    chat_id: int | str
    action: ChatAction
    business_connection_id: str | None = None
    message_thread_id: int | None = None

    async def done(self, world: World) -> bool:
        """Whether it was shown."""
        return bool(world.reachable(self.chat_id))


# --- changing ------------------------------------------------------------------------------------------------


class Editing(Method):
    """What all methods that edit a message can be told."""

    chat_id: int | str | None = None
    message_id: int | None = None
    inline_message_id: str | None = None
    business_connection_id: str | None = None
    reply_markup: InlineKeyboard | None = None

    def found(self, world: World) -> tuple[Chat, Message]:
        """The bot's message that is meant."""
        if self.inline_message_id is not None or self.chat_id is None or self.message_id is None:
            require(self.inline_message_id, "message identifier is not specified")
            msg = "MESSAGE_ID_INVALID"
            raise RefusedError(msg)
        chat = world.reachable(self.chat_id)
        message = chat.find(self.message_id, "edit")
        require(message.from_bot, "message can't be edited")
        return chat, message

    def revise(self, world: World, fields: Raw) -> Raw:
        """The message with other fields and another keyboard."""
        chat, message = self.found(world)
        changed = fields | {"reply_markup": keyboard(self.reply_markup)}
        if all(message.raw.get(name) == value for name, value in changed.items()):
            msg = (
                "message is not modified: specified new message content and reply markup are exactly the same as a "
                "current content and reply markup of the message"
            )
            raise RefusedError(msg)
        message.revise(changed | {"edit_date": world.now})
        chat.hear(message)
        return message.raw


class EditMessageText(Editing):
    """Another text; the buttons are gone if none are given."""

    text: str = ""
    parse_mode: str | None = None
    entities: list[Entity] = Field(default=[])
    link_preview_options: LinkPreview | None = None

    async def done(self, world: World) -> Raw:
        """The message."""
        text = text_of(self.text, self.parse_mode, self.entities)
        require("text" in self.found(world)[1].raw, "there is no text in the message to edit")
        return self.revise(world, {"text": text.text, "entities": list(text.entities) or None})


class EditMessageReplyMarkup(Editing):
    """Other buttons, or none."""

    async def done(self, world: World) -> Raw:
        """The message."""
        return self.revise(world, {})


class DeleteMessage(Method):
    """A message less."""

    chat_id: int | str
    message_id: int

    async def done(self, world: World) -> Literal[True]:
        """Whether it is gone; what others wrote in a group stays."""
        chat = world.reachable(self.chat_id)
        message = chat.find(self.message_id, "delete")
        if not (chat.is_private or message.from_bot):
            msg = "message can't be deleted"
            raise RefusedError(msg)
        del chat.by_id[self.message_id]
        return True


class SetMessageReaction(Method):
    """The bot's reaction to a message; none takes it back."""

    chat_id: int | str
    message_id: int
    reaction: list[Reaction] = Field(default=[])
    is_big: bool | None = None

    async def done(self, world: World) -> Literal[True]:
        """Whether it is shown: a bot has one reaction to a message."""
        require(len(self.reaction) <= 1, "REACTIONS_TOO_MANY")
        message = world.reachable(self.chat_id).find(self.message_id, "react")
        message.reactions = [reaction.emoji for reaction in self.reaction]
        return True
