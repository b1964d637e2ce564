"""Marks in Message-IDs: an answer brings one back, and nobody but who was sent a mail has one for their address."""

import hmac
import re
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal

#: A reminder's own mail, an answer of ours in the talk about it, and what tells of no reminder.
Kind = Literal["reminder", "answer", "other"]

_LETTERS: Final[dict[str, Kind]] = {"r": "reminder", "a": "answer", "n": "other"}
_MARK: Final = re.compile(r"(?P<said>(?P<kind>[ran])(?P<reminder>\d{1,18})\.[0-9a-f]{16})\.(?P<tag>[0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mail of ours was about."""

    kind: Kind
    #: The number of the reminder; 0 for none.
    reminder: int = 0


def made(installation: str, address: str, key: str, mark: Mark) -> str:
    """
    What stands before the @ of a Message-ID: the same for a repeat, another one for each address.

    Args:
        installation: The name of the installation, a secret that no mail tells.
        address: To whom the mail goes.
        key: What tells the mail from all others.
        mark: What it is about.
    """
    letter = next(letter for letter, kind in _LETTERS.items() if kind == mark.kind)
    said = f"{letter}{mark.reminder}.{sha256(key.encode(errors='replace')).hexdigest()[:16]}"
    return f"{said}.{_tag(installation, address, said)}"


def read(installation: str, address: str, message_id: str) -> Mark | None:
    """What a mail to this address was about, by its Message-ID; None for one that we did not send there."""
    found = _MARK.fullmatch(message_id.removeprefix("<").partition("@")[0])
    if not found or not hmac.compare_digest(found["tag"], _tag(installation, address, found["said"])):
        return None
    return Mark(_LETTERS[found["kind"]], int(found["reminder"]))


def is_mark(text: str) -> bool:
    """Whether a text has the form of a mark."""
    return _MARK.fullmatch(text) is not None


def normal(address: str) -> str:
    """An address in the form in which two that are the same are equal: lower case, the domain in ASCII."""
    name, _, domain = address.strip().lower().rpartition("@")
    try:
        return f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return f"{name}@{domain}"


def spelled(address: str) -> frozenset[str]:
    """A normal address, and the same with its domain in letters that mail carries in ASCII."""
    name, _, domain = address.rpartition("@")
    with suppress(UnicodeError):
        return frozenset({address, f"{name}@{domain.encode().decode('idna')}"})
    return frozenset({address})


def _tag(installation: str, address: str, said: str) -> str:
    """128 bits: nobody guesses them."""
    signed = f"{said} {normal(address)}".encode(errors="replace")
    return hmac.new(installation.encode(), signed, sha256).hexdigest()[:32]
