"""A mail server (aiosmtpd) in the loop of the test, which fails where it is told to."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any, AnyStr, Final, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

#: What a server does at a verb instead of what it should: it answers this, says nothing more, or is gone.
Trouble = str
STALL: Final = "stall"
DROP: Final = "drop"

USER: Final = "komek"
PASSWORD: Final = "пароль-1"  # noqa: S105 - opens nothing


@dataclass
class PostOffice:
    """What it has taken and heard. Troubles come at a verb, at the GREETING, the END of the data, or AFTER it."""

    #: The certificate it shows; None where it speaks no TLS.
    certificate: ssl.SSLContext | None = None
    #: Whether it speaks TLS from the first byte.
    is_tls: bool = False
    wants_login: bool = False
    troubles: dict[str, Trouble] = field(default_factory=dict)
    taken: list[Envelope] = field(default_factory=list)
    #: How often each verb was heard, and GREETING said.
    heard: Counter[str] = field(default_factory=Counter)
    #: What each said its name was.
    named: list[str] = field(default_factory=list)
    most_at_once: int = 0
    port: int = 0
    _talks: set["_Talk"] = field(default_factory=set)
    _closing: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        at_once = self.certificate if self.is_tls else None
        server = await loop.create_server(lambda: _Talk(self), "127.0.0.1", 0, ssl=at_once)
        self.port = server.sockets[0].getsockname()[1]
        self._closing.callback(server.close)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._closing.aclose()
        # a talk whose TLS was broken off is never told that it is over
        await asyncio.gather(*[talk.ended() for talk in self._talks])

    def trouble(self, moment: str, envelope: Envelope | None) -> Trouble | None:
        """What goes wrong at a moment of a talk; None when nothing does."""
        return self.troubles.get(moment)

    async def handle_DATA(self, talk: "_Talk", session: object, envelope: Envelope) -> str:  # noqa: N802 - its own name
        """Take a message."""
        if await talk.is_troubled("END"):
            return ""
        self.taken.append(envelope)
        return "" if await talk.is_troubled("AFTER") else "250 OK"


class _Talk(SMTP):
    """One connection."""

    def __init__(self, office: PostOffice) -> None:
        later = None if office.is_tls else office.certificate
        super().__init__(
            office,
            tls_context=later,
            require_starttls=later is not None,
            auth_require_tls=later is not None,
            auth_required=office.wants_login and later is not None,
            authenticator=_authenticated if office.wants_login else None,
            hostname="mail.test",
        )
        self.office = office
        self._smtp_methods = {verb: partial(self._heard, verb, does) for verb, does in self._smtp_methods.items()}
        self._is_greeting = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        self.office._talks.add(self)
        self.office.most_at_once = max(self.office.most_at_once, len(self.office._talks))
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """It is over."""
        self.office._talks.discard(self)
        super().connection_lost(error)

    async def push(self, status: AnyStr) -> None:
        """Say something."""
        if self._is_greeting:
            self._is_greeting = False
            if await self.is_troubled("GREETING"):
                return
        if status:
            await super().push(status)

    def hang_up(self) -> None:
        """Be gone, without a word."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def ended(self) -> None:
        """It is over, for whatever reason."""
        self.hang_up()
        task = self._handler_coroutine
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def is_troubled(self, moment: str) -> bool:
        """Whether something went wrong at this moment, as it was told to."""
        self.office.heard[moment] += 1
        trouble = self.office.trouble(moment, self.envelope)
        if trouble == STALL:
            await asyncio.Event().wait()
        elif trouble == DROP:
            self.hang_up()
        elif trouble:
            await super().push(trouble)
            if trouble.startswith("421") and self.transport:
                self.transport.close()
        return bool(trouble)

    async def _heard(self, verb: str, does: Callable[[str | None], Awaitable[None]], arg: str | None) -> None:
        if verb == "EHLO" and arg:
            self.office.named.append(arg)
        if not await self.is_troubled(verb):
            await does(arg)


def _authenticated(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: LoginPassword) -> AuthResult:  # noqa: ANN401
    return AuthResult(handled=False, success=login == LoginPassword(USER.encode(), PASSWORD.encode()))
