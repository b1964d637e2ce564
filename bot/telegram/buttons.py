"""What a button carries: which offer and which choice, with a tag that only we can make."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from dialogs.turns import Pressed

_TAG_BYTES = 10


@dataclass(frozen=True)
class Seal:
    """Tags for callback data, bound to the chat and the person; they hold as long as the bot has its token."""

    key: bytes

    @classmethod
    def of(cls, token: str) -> "Seal":
        """The seal of the bot with this token."""
        return cls(hashlib.sha256(b"komek buttons " + token.encode()).digest())

    def data(self, chat: int, person: int, pressed: Pressed) -> str:
        """The callback data of a button: under 64 bytes, nothing of the case in it."""
        said = f"{pressed.offer}:{pressed.number}"
        return f"{said}:{self._tag(chat, person, said)}"

    def pressed(self, data: str, chat: int, person: int) -> Pressed | None:
        """The button that was pressed; None for data that we did not make for this person in this chat."""
        said, _, tag = data.rpartition(":")
        if not hmac.compare_digest(tag.encode(), self._tag(chat, person, said).encode()):
            return None
        offer, _, number = said.partition(":")
        return Pressed(int(offer), int(number))

    def _tag(self, chat: int, person: int, said: str) -> str:
        digest = hmac.new(self.key, f"{chat}:{person}:{said}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:_TAG_BYTES]).rstrip(b"=").decode()
