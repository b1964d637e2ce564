"""What says something of a person is kept encrypted, under a key that lies outside the database."""

from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Seal:
    """Fernet keys: the first seals, all of them open, so that a key can be changed while people work."""

    def __init__(self, keys: str) -> None:
        """
        From keys as `komek new-key` prints them, separated by commas or white space.

        Raises:
            ValueError: One of them is no such key.
        """
        self._fernet = MultiFernet([Fernet(key) for key in keys.replace(",", " ").split()])

    def sealed(self, text: str) -> str:
        """The text as nobody can read it without a key."""
        return self._fernet.encrypt(text.encode()).decode()

    def opened(self, token: str) -> str | None:
        """The text that was sealed; None when none of the keys opens it."""
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken:
            return None

    def renewed(self, token: str) -> str | None:
        """The same under the first key; None when none of the keys opens it."""
        try:
            return self._fernet.rotate(token.encode()).decode()
        except InvalidToken:
            return None


def new_key() -> str:
    """A new key."""
    return Fernet.generate_key().decode()


#: What stands before a text that is sealed; JSON never begins so.
_SEALED: Final = "!"


def kept_text(seal: Seal | None, text: str) -> str:
    """A text in JSON as it lies in the inbox or outbox until it is handled: sealed where there is a key."""
    return f"{_SEALED}{seal.sealed(text)}" if seal else text


def read_text(seal: Seal | None, kept: str) -> str | None:
    """The text again; None when no key opens it."""
    if not kept.startswith(_SEALED):
        return kept
    return seal.opened(kept.removeprefix(_SEALED)) if seal else None
