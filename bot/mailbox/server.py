"""The way to the mail server (IMAP): the one module that knows aioimaplib, and keeps its traps to itself."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal

from aioimaplib import IMAP4, AioImapException, Command

Tls = Literal["none", "starttls", "tls"]

#: Seconds for one command.
PATIENCE: Final = 20.0
#: Seconds after which a server that tells of mail by itself is asked all the same, and one that does not is asked.
IDLING: Final = 120.0
POLLING: Final = 30.0
#: Bytes of a message that are fetched: words and reports stand first, an attachment may be cut off.
READ: Final = 512 * 1024

_PORTS: Final = {"none": 143, "starttls": 143, "tls": 993}
_VALIDITY: Final = re.compile(rb"\[UIDVALIDITY (\d+)\]", re.IGNORECASE)
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)", re.IGNORECASE)

#: What breaks a talk with the server: after it the connection is given up, since what comes next may answer what came
#: before.
FAULTS: Final = (AioImapException, OSError, UnicodeError, ValueError)


class MailboxError(Exception):
    """A setting of the mailbox cannot be used, or the server refuses it: which, and what to do."""


@dataclass(frozen=True)
class Account:
    """
    The mailbox of an installation.

    Raises:
        MailboxError: IMAP_FOLDER is not in ASCII, or IMAP_CA_FILE cannot be read.
    """

    host: str
    user: str
    password: str = field(default="", repr=False)
    tls: Tls = "tls"
    #: None for the usual one.
    port: int | None = None
    folder: str = "INBOX"
    #: The only authorities to be trusted; None for those of the machine.
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        _ = self.trust
        if not (self.folder.isascii() and self.folder.isprintable()):
            msg = f"IMAP_FOLDER {self.folder!r:.80}: give it in ASCII, as the server lists it"
            raise MailboxError(msg)

    @cached_property
    def trust(self) -> ssl.SSLContext:
        """Whose certificates are believed."""
        try:
            return ssl.create_default_context(cafile=self.ca_file)
        except OSError as unread:
            why = unread.strerror or unread
            msg = f"IMAP_CA_FILE {str(self.ca_file)!r}: certificates in PEM form are needed ({why})"
            raise MailboxError(msg) from unread


class Session:
    """A folder that is open. Whatever goes wrong raises one of `FAULTS`; then nothing more can be asked."""

    def __init__(self, client: Any, lost: asyncio.Event, selected: Sequence[bytes]) -> None:  # noqa: ANN401 - untyped
        self._client = client
        self._lost = lost
        self._can_idle = client.has_capability("IDLE")
        found = _VALIDITY.search(b"\n".join(bytes(line) for line in selected))
        #: The numbers of messages hold as long as this one.
        self.validity = int(found[1]) if found else 0

    async def unseen(self) -> tuple[int, ...]:
        """The numbers of the messages that nobody has seen, the oldest first."""
        async with asyncio.timeout(PATIENCE):
            await self._client.noop()  # what came meanwhile is there for the search
            # no charset is named: some servers refuse every one
            found = await self._client.uid_search("UNSEEN", charset=None)
        _needed(found)
        return tuple(sorted({int(number) for line in found.lines[:-1] for number in bytes(line).split()}))

    async def size(self, uid: int) -> int:
        """How many bytes a message has; 0 for one that is gone."""
        answer = await self._fetch(uid, "(UID RFC822.SIZE)")
        found = next((size for line in answer if f"UID {uid}".encode() in line and (size := _SIZE.search(line))), None)
        return int(found[1]) if found else 0

    async def message(self, uid: int) -> bytes:
        """The first `READ` bytes of a message, which stays unseen; b"" for one that is gone."""
        answer = await self._fetch(uid, f"(UID BODY.PEEK[]<0.{READ}>)")
        # what a literal holds is the message; the rest are lines
        return next((bytes(one) for one in answer if isinstance(one, bytearray)), b"")

    async def mark_seen(self, uid: int) -> None:
        """Mark a message as seen."""
        async with asyncio.timeout(PATIENCE):
            _needed(await self._client.uid("store", str(uid), "+FLAGS.SILENT", r"(\Seen)"))

    async def wait(self, stop: asyncio.Event, idling: float = IDLING, polling: float = POLLING) -> None:
        """Return when something may have come, when told to stop, or after a while. Raises when the server is gone."""
        if self._can_idle:
            await self._idle(stop, idling)
        else:
            await _first(polling, stop.wait(), self._lost.wait())
        if self._lost.is_set():
            msg = "the server closed the connection"
            raise ConnectionError(msg)

    async def _idle(self, stop: asyncio.Event, seconds: float) -> None:
        # not idle_start: it never returns when the server says BYE instead of "+ idling" (aioimaplib's issue 110)
        idling = asyncio.create_task(self._client.idle())
        try:
            pushed = self._client.wait_server_push(seconds + PATIENCE)
            await _first(seconds, pushed, asyncio.shield(idling), stop.wait(), self._lost.wait())
            if idling.done():
                self._can_idle = False  # it said that it can, and refuses
                _needed(idling.result())
                return
            self._client.idle_done()
            async with asyncio.timeout(PATIENCE):
                await idling
        finally:
            idling.cancel()
            await asyncio.gather(idling, return_exceptions=True)

    async def _fetch(self, uid: int, what: str) -> Sequence[bytes | bytearray]:
        async with asyncio.timeout(PATIENCE):
            answer = await self._client.uid("fetch", str(uid), what)
        _needed(answer)
        lines: Sequence[bytes | bytearray] = answer.lines
        return lines


@asynccontextmanager
async def entered(account: Account) -> AsyncIterator[Session]:
    """
    The folder of an account, open to be read and marked.

    Raises:
        MailboxError: The server refuses what the settings say.
    """
    lost = asyncio.Event()
    client = IMAP4(
        account.host,
        account.port or _PORTS[account.tls],
        timeout=PATIENCE,
        conn_lost_cb=lambda _: lost.set(),
        ssl_context=account.trust if account.tls == "tls" else None,
    )
    try:
        await _first_or_lost(client.wait_hello_from_server(), lost)
        if account.tls == "starttls":
            await _start_tls(client, account)
        yield Session(client, lost, await _opened(client, account))
        with suppress(*FAULTS):
            async with asyncio.timeout(2):
                await client.logout()
    finally:
        await _dropped(client)


async def fault(account: Account) -> str:
    """What keeps the mailbox from being read; "" when nothing does."""
    try:
        async with entered(account) as session:
            await session.unseen()
    except (MailboxError, *FAULTS) as wrong:
        return words(wrong)
    return ""


def words(wrong: Exception) -> str:
    """What is wrong, and the remedy. Nothing that the server wrote is in it: that may name people."""
    match wrong:
        case MailboxError():
            return str(wrong)
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not to be trusted ({wrong.verify_message}): check IMAP_CA_FILE"
        case ssl.SSLError():
            return f"no TLS with the server ({wrong.reason}): check IMAP_TLS and IMAP_PORT"
        case TimeoutError():
            return "the server does not answer in time: check IMAP_HOST, IMAP_PORT and IMAP_TLS"
    return f"no talk with the server ({type(wrong).__name__}): check IMAP_HOST and IMAP_PORT"


async def _opened(client: Any, account: Account) -> Sequence[bytes]:  # noqa: ANN401
    async with asyncio.timeout(PATIENCE):
        is_in = client.get_state() != "NONAUTH"
        if not is_in and (await client.login(_quoted(account.user), account.password)).result != "OK":
            msg = "the server refuses the login: check IMAP_USER and IMAP_PASSWORD"
            raise MailboxError(msg)
        await client.protocol.capability()  # what a server can do it may tell to whoever is in, and to nobody else
        selected = await client.select(_quoted(account.folder))
    lines: Sequence[bytes] = selected.lines
    if selected.result != "OK":
        msg = f"the server has no folder {account.folder!r:.80} for us: check IMAP_FOLDER"
        raise MailboxError(msg)
    if b"[READ-ONLY]" in bytes(lines[-1]).upper():
        msg = f"the folder {account.folder!r:.80} can only be read: nothing could be marked as seen; check IMAP_FOLDER"
        raise MailboxError(msg)
    return lines


async def _start_tls(client: Any, account: Account) -> None:  # noqa: ANN401
    """TLS on a connection that began without, which aioimaplib cannot do itself; what was said before counts not."""
    protocol = client.protocol
    if client.get_state() != "NONAUTH" or not client.has_capability("STARTTLS"):
        msg = "the server offers no TLS on this connection: check IMAP_TLS and IMAP_PORT"
        raise MailboxError(msg)
    async with asyncio.timeout(PATIENCE):
        _needed(await protocol.execute(Command("STARTTLS", protocol.new_tag())))
        if protocol.incomplete_line:
            msg = "the server spoke on before TLS"
            raise ConnectionError(msg)
        protocol.transport = await asyncio.get_running_loop().start_tls(
            protocol.transport, protocol, account.trust, server_hostname=account.host
        )
        await protocol.capability()


async def _dropped(client: Any) -> None:  # noqa: ANN401
    """The connection is given up at once, with all that waits for it."""
    waiting = [*client.tasks, *client.protocol.tasks]
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    if client.protocol.transport:
        client.protocol.transport.abort()


async def _first_or_lost(answer: Any, lost: asyncio.Event) -> None:  # noqa: ANN401
    """Wait for an answer, or raise as soon as the server is gone."""
    asked = asyncio.ensure_future(answer)
    await _first(PATIENCE, asyncio.shield(asked), lost.wait())
    if not asked.done():
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        raise ConnectionError if lost.is_set() else TimeoutError
    await asked


async def _first(seconds: float, *these: Any) -> None:  # noqa: ANN401
    """Wait until one of these is done, or so many seconds; the others are given up."""
    tasks = [asyncio.ensure_future(one) for one in these]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _needed(answer: Any) -> None:  # noqa: ANN401
    """The server did what it was asked; raises when it said NO or BAD."""
    if answer.result != "OK":
        msg = f"the server answered {answer.result}"
        raise ConnectionError(msg)


def _quoted(text: str) -> str:
    """A text as IMAP quotes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
