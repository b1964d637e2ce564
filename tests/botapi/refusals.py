"""What the server refuses, in Telegram's words."""

from http import HTTPStatus
from typing import Any

#: An object of the Bot API as it travels.
Raw = dict[str, Any]


class RefusedError(Exception):
    """Answered instead of a result. The bot need not be at fault: a message is gone, a person blocked it."""

    def __init__(self, words: str, code: int = 400) -> None:
        super().__init__(words)
        self.code = code

    def answer(self) -> Raw:
        """The body of the answer."""
        title = HTTPStatus(self.code).phrase
        return refusal(self.code, f"{title}: {self}" if str(self) else title)


class RuleError(RefusedError):
    """A breach of the rules of the Bot API: a bot that keeps them never meets it, whatever people do."""


def require(held: object, words: str) -> None:
    """Raise RuleError with Telegram's `words` unless the rule is held."""
    if not held:
        raise RuleError(words)


def refusal(code: int, description: str, **parameters: int | None) -> Raw:
    """A refusal's body; the parameters (`retry_after`, `migrate_to_chat_id`) stand in it when they have a value."""
    body: Raw = {"ok": False, "error_code": code, "description": description}
    if given := without_none(parameters):
        body["parameters"] = given
    return body


def without_none(fields: Raw) -> Raw:
    """The fields that have a value: the Bot API leaves the others out."""
    return {name: value for name, value in fields.items() if value is not None}
