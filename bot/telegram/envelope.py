"""Letters as Telegram messages, with buttons where something can be answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.telegram.buttons import Seal
from bot.telegram.pages import messages
from dialogs.turns import Pressed
from notifier.post import Letter


@dataclass(frozen=True)
class ChatEnvelope:
    """The form of letters in private chats, whose number is the person's own."""

    seal: Seal

    def contents(self, address: str, letter: Letter) -> Iterator[str]:
        """The messages in the form in which the outbox keeps them."""
        chat = int(address)

        def data(number: int) -> str:
            return self.seal.data(chat, chat, Pressed(letter.reminder, number))

        return messages(chat, letter.blocks, data)
