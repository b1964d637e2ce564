"""A Telegram and a mail server that fail now and then, in every way in which a server can."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from typing import Any, Final

from aiosmtpd.smtp import Envelope

from tests.botapi.refusals import Raw
from tests.botapi.server import Answer, BotApi, Trouble, refused
from tests.notifier.post import DROP, STALL, PostOffice
from tests.soaks.worker import offer

#: Seconds that a stall in Telegram lasts: longer than anybody waits for it; and those of an answer that is merely late.
STALLED: Final = 25.0
LATE: Final = 15.0

#: What goes wrong in Telegram: with an answer nothing was taken, without one it was. With the weight of each.
_IN_TELEGRAM: Final[tuple[tuple[int, Mapping[str, Any]], ...]] = (
    (6, {"answer": refused(429, retry_after=1)}),
    (2, {"answer": refused(403, "Forbidden: bot was blocked by the user")}),
    (2, {"answer": refused(400, "Bad Request: message is too long")}),
    (4, {"answer": refused(500, "Internal Server Error")}),
    (4, {"answer": Answer(502, "<html><body><h1>502 Bad Gateway</h1></body></html>")}),
    (4, {"answer": refused(500), "drop": True}),
    (6, {"drop": True}),
    (1, {"answer": refused(500), "delay": STALLED}),
    (1, {"delay": STALLED}),
    (1, {"delay": LATE}),
)

#: What goes wrong in SMTP, at each verb; what is AFTER the end of the data was taken.
_IN_MAIL: Final[Mapping[str, tuple[str, ...]]] = {
    "GREETING": ("421 4.3.2 later", "554 5.3.2 no", DROP, STALL),
    "EHLO": ("421 4.3.2 later", "550 5.7.1 who", DROP, STALL),
    "MAIL": ("451 4.3.0 later", "421 4.3.2 later", "552 5.3.4 too big", "553 5.7.1 not yours", DROP, STALL),
    "RCPT": ("450 4.2.0 greylisted", "421 4.3.2 later", "550 5.1.1 unknown", "554 5.7.1 no", DROP, STALL),
    "DATA": ("451 4.3.0 later", "421 4.3.2 later", "554 5.6.0 no", DROP, STALL),
    "END": ("451 4.3.0 later", "421 4.3.2 later", "550 5.1.10 unknown", "554 5.7.1 spam", DROP, STALL),
    "AFTER": ("421 4.3.2 later", "451 4.3.0 later", DROP, DROP, DROP, DROP, STALL),
}


@dataclass
class Weather:
    """When something goes wrong, and what it did."""

    #: How often something goes wrong with a message, from 0 to 1.
    share: float = 0.0
    #: Whether servers stall, which takes whoever sends twenty seconds.
    stalls: bool = True
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - a seed, no secret
    #: Messages whose sender cannot know that they were taken.
    unknown: Counter[str] = field(default_factory=Counter)
    #: Messages that were being sent when their sender was killed: whoever was struck once is left alone.
    struck: Counter[str] = field(default_factory=Counter)
    #: What went wrong, how often.
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def strikes(self) -> bool:
        """Whether something goes wrong now."""
        return self.chance.random() < self.share

    def spares(self, message: str) -> bool:
        """Whether a message has had its share: what nobody knows twice of may come three times."""
        return not message or bool(self.unknown[message] or self.struck[message])


class Chats(BotApi):
    """Telegram in some weather."""

    def __init__(self, token: str, weather: Weather) -> None:
        super().__init__(token, keep_calls=False)
        self.weather = weather

    def trouble(self, method: str, given: Raw) -> Trouble | None:
        """What goes wrong with a message; some people can always be reached."""
        message = f"{given.get('chat_id')}:{offer(given.get('reply_markup'))}"
        if method != "sendMessage" or not self.weather.strikes or self.weather.spares(message):
            return super().trouble(method, given)
        weights, kinds = zip(*_IN_TELEGRAM, strict=True)
        (kind,) = self.weather.chance.choices(kinds, weights)
        trouble = Trouble(kind.get("answer"), None, 1, kind.get("drop", False), kind.get("delay", 0.0))
        is_final = trouble.answer is not None and trouble.answer.status in {400, 403}
        if (trouble.delay and not self.weather.stalls) or (is_final and self.is_safe(int(given["chat_id"]))):
            return None
        status = trouble.answer.status if trouble.answer else "taken"
        self.weather.seen[f"telegram {status}{' drop' * trouble.drop}{' late' * bool(trouble.delay)}"] += 1
        if trouble.answer is None and (trouble.drop or trouble.delay == STALLED):
            self.weather.unknown[message] += 1
        return trouble

    @staticmethod
    def is_safe(chat: int) -> bool:
        """Whether somebody is always reached: whoever is told when nobody else is."""
        return chat % 10 == 0

    @property
    def taken(self) -> int:
        """How many messages were."""
        return sum(len(chat.heard) for chat in self.chats.values())

    @property
    def told(self) -> Iterator[str]:
        """The reminders that were taken, each as often as it was."""
        for chat in self.chats.values():
            for message in chat.heard:
                if number := offer(message.raw.get("reply_markup")):
                    yield f"{chat.id}:{number}"


@dataclass
class Letters(PostOffice):
    """A mail server in some weather."""

    weather: Weather = field(default_factory=Weather)
    _due: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def trouble(self, moment: str, envelope: Envelope | None) -> str | None:
        """What goes wrong at a moment of a talk: it was drawn at a greeting, of this talk or of one before."""
        if not self.weather.share:
            return super().trouble(moment, envelope)
        if moment == "GREETING" and self.weather.strikes:
            verb = self.weather.chance.choice(sorted(_IN_MAIL))
            self._due[verb].append(self.weather.chance.choice(_IN_MAIL[verb]))
        if not self._due[moment]:
            return None
        message = message_of(envelope) if moment == "AFTER" else ""
        if moment == "AFTER" and self.weather.spares(message):
            return None
        trouble = self._due[moment].pop()
        if trouble == STALL and not self.weather.stalls:
            return None
        self.weather.seen[f"{moment} {trouble[:9]}"] += 1
        if moment == "AFTER":
            self.weather.unknown[message] += 1
        return trouble

    @property
    def told(self) -> Iterator[str]:
        """The Message-IDs of what was taken, each as often as it was."""
        return (message_of(envelope) for envelope in self.taken)


def message_of(envelope: Envelope | None) -> str:
    """The Message-ID of what lies in an envelope."""
    content = envelope.content if envelope else b""
    return str(BytesHeaderParser().parsebytes(content or b"")["Message-ID"])  # type: ignore[arg-type]
