"""Buttons, and the inline results that carry them, with their rules."""

from itertools import chain
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from tests.botapi.markup import is_address
from tests.botapi.refusals import Raw, require
from tests.botapi.strict import InputText, Strict, in_bytes

#: What tells how a button of a message looks; every other field besides its text is an action.
LOOKS: Final = frozenset({"text", "style", "icon_custom_emoji_id"})

Style = Literal["danger", "success", "primary"]


class CopyText(Strict):
    """What a button copies."""

    text: str = Field(min_length=1, max_length=256)


class InlineButton(Strict):
    """A button under a message: a text and exactly one action."""

    text: str
    icon_custom_emoji_id: str | None = None
    style: Style | None = None
    url: str | None = None
    callback_data: Annotated[str, AfterValidator(in_bytes(64, "BUTTON_DATA_INVALID"))] | None = None
    web_app: Raw | None = None
    login_url: Raw | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    switch_inline_query_chosen_chat: Raw | None = None
    copy_text: CopyText | None = None
    callback_game: Raw | None = None
    pay: bool | None = None

    @model_validator(mode="after")
    def _can_be_pressed(self) -> Self:
        require(self.text.strip(), "can't parse inline keyboard button: Text of a button is empty")
        actions = self.raw().keys() - LOOKS
        require(len(actions) == 1, f"can't parse inline keyboard button: one action is needed, not {sorted(actions)}")
        require(self.url is None or is_address(self.url), f"BUTTON_URL_INVALID: {self.url}")
        return self


class InlineKeyboard(Strict):
    """The buttons under a message, row by row; no row takes them away."""

    inline_keyboard: list[Annotated[list[InlineButton], Field(min_length=1, max_length=8)]]

    @model_validator(mode="after")
    def _is_short(self) -> Self:
        require(len(list(chain(*self.inline_keyboard))) <= 100, "reply markup is too long")
        return self


class KeyboardButton(Strict):
    """A button in the place of the keyboard."""

    text: str = Field(min_length=1)
    icon_custom_emoji_id: str | None = None
    style: Style | None = None
    request_users: Raw | None = None
    request_chat: Raw | None = None
    request_managed_bot: Raw | None = None
    request_contact: bool | None = None
    request_location: bool | None = None
    request_poll: Raw | None = None
    web_app: Raw | None = None


class ReplyKeyboard(Strict):
    """Buttons in the place of the keyboard."""

    keyboard: list[list[KeyboardButton]] = Field(min_length=1)
    is_persistent: bool | None = None
    resize_keyboard: bool | None = None
    one_time_keyboard: bool | None = None
    input_field_placeholder: str | None = Field(default=None, min_length=1, max_length=64)
    selective: bool | None = None


class ReplyKeyboardRemove(Strict):
    """The usual keyboard again."""

    remove_keyboard: Literal[True]
    selective: bool | None = None


class ForceReply(Strict):
    """The next message is begun as a reply."""

    force_reply: Literal[True]
    input_field_placeholder: str | None = Field(default=None, min_length=1, max_length=64)
    selective: bool | None = None


ReplyMarkup = InlineKeyboard | ReplyKeyboard | ReplyKeyboardRemove | ForceReply


def keyboard(markup: Strict | None) -> Raw | None:
    """The keyboard that stays under a message: other markups and one without buttons leave nothing there."""
    return markup.raw() if isinstance(markup, InlineKeyboard) and markup.inline_keyboard else None


# --- inline results ------------------------------------------------------------------------------------------


class Article(Strict):
    """A result of an inline query."""

    type: Literal["article"]
    id: Annotated[str, AfterValidator(in_bytes(64, "RESULT_ID_INVALID"))]
    title: str = Field(min_length=1)
    input_message_content: InputText
    reply_markup: InlineKeyboard | None = None
    url: str | None = None
    description: str | None = None
    thumbnail_url: str | None = None
    thumbnail_width: int | None = None
    thumbnail_height: int | None = None


class ResultsButton(Strict):
    """The button above the results."""

    text: str = Field(min_length=1)
    web_app: Raw | None = None
    start_parameter: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{1,64}$")
