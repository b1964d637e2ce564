"""E-mail out: what is to be said as a message, and the way to the server; SMTP's answers become results."""

import asyncio
import html
import json
import re
import ssl
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final, Literal

import structlog
from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from dialogs.wording import Block, BlockKind
from knowledge.languages import Language
from knowledge.people import is_email
from notifier.calendar_file import CalendarFile, calendar_file, readable
from notifier.delivery import Gone, Later, Refused, Result, Sent
from notifier.marks import Mark, is_mark, made
from notifier.post import Letter
from storage.seal import Seal, read_text

Tls = Literal["none", "starttls", "tls"]

#: The blocks that are buttons in a chat.
_BUTTONS: Final = frozenset({"choice", "turn", "day"})

#: Seconds that one message may take in all: the claim of whoever sends must not lapse meanwhile.
PATIENCE: Final = 20.0
#: Seconds for a goodbye, when what became of the message is known.
_GOODBYE: Final = 2.0
#: How many connections may be open at once.
_AT_ONCE: Final = 4
#: How long a server is left alone that did not serve us, and one that does not accept our settings: a password tried
#: again and again may lock the account.
_REST: Final = timedelta(minutes=1)
_LONG_REST: Final = timedelta(minutes=15)

#: Characters of a subject: more is cut off wherever it is shown.
LONGEST_SUBJECT: Final = 200
_PORTS: Final[Mapping[Tls, int]] = {"none": 25, "starttls": 587, "tls": 465}

#: Nobody is there (RFC 3463): bad mailbox, system or syntax, moved, no mail at all, disabled.
_NOBODY: Final = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
#: The same of a recipient by a server that gives no such codes (RFC 5321, 4.2.3).
_NO_MAILBOX: Final = frozenset({550, 551, 553})
_STATUS: Final = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
#: A Message-ID that fits in a line.
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]{3,900}>")
#: Characters of the Message-IDs of a talk: with the header's name they fit in a line.
_LONGEST_REFERENCES: Final = 950

#: Bodies that no server on the way has to change; headers stay as they are made here.
_FORM: Final = SMTP_POLICY.clone(cte_type="7bit", refold_source="none")

_FAULTS: Final = (SMTPException, OSError, UnicodeError)

log = structlog.get_logger("mail")


class MailError(Exception):
    """A setting of the mail cannot be used: which, what was given, and what is needed."""


# --- the message -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mail:
    """What the outbox keeps of an e-mail; to whom it goes is the address of the outbox."""

    #: Unique among all installations that send as the same domain: by it a repeat is known for one.
    key: str
    language: Language
    subject: str
    blocks: tuple[Block, ...]
    calendar: CalendarFile | None = None
    #: The Message-ID of what it answers, and those of the talk before it.
    in_reply_to: str = ""
    references: str = ""
    #: What stands before the @ of its own Message-ID; "" for one made of the key.
    mark: str = ""


@dataclass(frozen=True)
class MailEnvelope:
    """Letters as mails; what a chat has buttons for is said in words."""

    #: From whom the mail is.
    sender: str
    #: How a letter is answered, in each language.
    answer: Mapping[Language, str]

    def contents(self, address: str, letter: Letter) -> Iterator[str]:
        """The mails in the form in which the outbox keeps them: one, and one more for each further day."""
        blocks = tuple(block for block in letter.blocks if block.kind not in _BUTTONS)
        if letter.reminder:
            blocks = (*blocks, Block("note", self.answer[letter.language]))
        days = tuple(replace(day, organizer=self.sender, attendee=address) for day in letter.days) or (None,)
        for number, day in enumerate(days):
            key = f"{letter.installation}:{letter.key}:{number}"
            said = blocks if day is None or number == 0 else (Block("text", day.description),)
            subject = letter.subject if number == 0 or day is None else day.summary
            about = Mark("reminder" if letter.reminder else "other", letter.reminder)
            mark = made(letter.installation, address, key, about)
            file = calendar_file(day) if day else None
            yield kept_mail(Mail(key, letter.language, subject, said, file, mark=mark))


def kept_mail(mail: Mail) -> str:
    """The mail as JSON."""
    return json.dumps(asdict(mail))


def read_mail(content: str) -> Mail | None:
    """The mail that was kept; None for what another release kept in a way that is not read."""
    try:
        kept = json.loads(content)
        blocks = tuple(Block(**block) for block in kept.pop("blocks"))
        calendar = kept.pop("calendar")
        return Mail(**kept, blocks=blocks, calendar=CalendarFile(**calendar) if calendar else None)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def as_message(mail: Mail, to: str, sender: Address, date: datetime) -> EmailMessage:
    """
    The message: the same words as plain text and as HTML, and the calendar's file for programs and for people.

    Raises:
        ValueError: Mail cannot be sent to this address.
    """
    message = EmailMessage(policy=_FORM)
    message["From"] = sender
    message["To"] = mailbox(to)
    subject = _short(" ".join(readable(mail.subject).split()))
    # the header classes lose or add spaces between encoded words (Python issues 92081, 144156), decode what only looks
    # like such a word, and part a long identifier
    message.set_raw("Subject", Header(subject, "utf-8", header_name="Subject").encode(linesep="\r\n"))
    message["Date"] = date
    message.set_raw("Message-ID", own_id(mail, sender))
    if _MESSAGE_ID.fullmatch(mail.in_reply_to):
        message.set_raw("In-Reply-To", mail.in_reply_to)
        message.set_raw("References", _references(mail))
    # an answer says so (RFC 3834): no program is to answer it
    message["Auto-Submitted"] = "auto-replied" if mail.in_reply_to else "auto-generated"
    # Exchange looks at this one; it may still say that a mail could not be delivered
    message["X-Auto-Response-Suppress"] = "DR, RN, NRN, OOF, AutoReply"
    # what is no words is for channels with buttons
    blocks = [Block(b.kind, readable(b.text), b.number) for b in mail.blocks if b.kind in _TAGS]
    message.set_content(_plain(blocks))
    message.add_alternative(_page(blocks, subject, mail.language), subtype="html")
    if mail.calendar:
        _attach(message, mail.calendar)
    for file in mail.blocks:
        if file.kind == "file":
            _attach_paper(message, file)
    message["Content-Language"] = mail.language  # headers about the content go with the first part when others come
    return message


def own_id(mail: Mail, sender: Address) -> str:
    """The Message-ID of a mail: its mark, by which an answer is known, or one made of its key."""
    return f"<{mail.mark}@{sender.domain}>" if is_mark(mail.mark) else message_id(mail.key, sender)


def message_id(key: str, sender: Address) -> str:
    """The Message-ID of the mail with a key: always the same, and nothing of a case can be read in it."""
    return f"<{sha256(key.encode(errors='replace')).hexdigest()[:32]}@{sender.domain}>"


def _references(mail: Mail) -> str:
    """The newest of the talk that fit in a line, then what is answered (RFC 5322, 3.6.4)."""
    kept = mail.in_reply_to
    for one in reversed(_MESSAGE_ID.findall(mail.references)):
        if len(kept) + len(one) + 1 > _LONGEST_REFERENCES:
            break
        if one not in kept:
            kept = f"{one} {kept}"
    return kept


def mailbox(address: str) -> Address:
    """
    An address as every server takes it, its domain in ASCII.

    Raises:
        ValueError: It is not one plain address, or the name before the @ is not in ASCII.
    """
    name, _, domain = address.partition("@")
    with suppress(UnicodeError, MessageError, ValueError, IndexError):
        plain = f"{name}@{domain.encode('idna').decode()}"
        made = Address(addr_spec=plain)
        if is_email(address) and made.addr_spec == plain:
            return made
    msg = "one plain address is needed, such as name@sud.kz"
    raise ValueError(msg)


def _short(subject: str) -> str:
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1].rstrip()}…"


def _attach(message: EmailMessage, calendar: CalendarFile) -> None:
    # a calendar reads the alternative (RFC 6047; Outlook looks nowhere else), a person opens the file
    message.add_alternative(calendar.text, subtype="calendar", params={"method": calendar.method})
    message.add_attachment(calendar.text.encode(), maintype="application", subtype="ics", filename="komek.ics")


def _attach_paper(message: EmailMessage, file: Block) -> None:
    kind, _, subtype = ("text/calendar" if file.text.endswith(".ics") else _DOCX).partition("/")
    name = readable(file.text)
    message.add_attachment(b64decode(file.content), maintype=kind, subtype=subtype, filename=name)


# --- its words -------------------------------------------------------------------------------------------------

#: What stands before and after the words of a block; only steps stand close together, as a list.
_TAGS: Final[Mapping[BlockKind, tuple[str, str]]] = {
    "text": ("<p>", "</p>"),
    "date": ("<p><strong>", "</strong></p>"),
    "quote": ('<blockquote style="margin: 0; padding-left: 12px; border-left: 3px solid #888888">', "</blockquote>"),
    "source": ("<p><em>", "</em></p>"),
    "note": ('<p style="font-size: 14px">', "</p>"),
    "step": ("<li>", "</li>"),
    "choice": ("<p>", "</p>"),
}
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARKS: Final[Mapping[BlockKind, str]] = {"quote": "> ", "step": "- "}

_PAGE: Final = (
    '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n</head>\n'
    '<body style="margin: 16px; max-width: 640px; font: 16px/1.4 Arial, sans-serif">\n{body}\n</body>\n</html>\n'
)


def _plain(blocks: Iterable[Block]) -> str:
    paragraphs = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        mark = _MARKS.get(kind, "")
        marked = ["\n".join(f"{mark}{line}" for line in _numbered(block).split("\n")) for block in group]
        paragraphs.append(("\n" if kind == "step" else "\n\n").join(marked))
    return "\n\n".join(paragraphs) + "\n"


def _page(blocks: Iterable[Block], title: str, language: Language) -> str:
    return _PAGE.format(language=language, title=html.escape(title), body="\n".join(_elements(blocks)))


def _elements(blocks: Iterable[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        before, after = _TAGS[kind]
        elements = [f"{before}{_escaped(block)}{after}" for block in group]
        yield from ("<ul>", *elements, "</ul>") if kind == "step" else elements


def _escaped(block: Block) -> str:
    return html.escape(_numbered(block)).replace("\n", "<br>")


def _numbered(block: Block) -> str:
    return f"{block.number}. {block.text}" if block.number else block.text


# --- the way out -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """
    The mail server of an installation.

    Raises:
        MailError: MAIL_FROM is not one plain address, or SMTP_CA_FILE cannot be read.
    """

    host: str
    #: From whom the mail is: MAIL_FROM.
    sender: str
    tls: Tls = "starttls"
    #: None for the usual one.
    port: int | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    #: The only authorities to be trusted; None for those of the machine.
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        _ = self.mailbox, self.trust  # what is wrong is said at the start, not at the first mail

    @cached_property
    def mailbox(self) -> Address:
        """The sender as the messages name it."""
        try:
            plain = mailbox(self.sender)
        except ValueError as wrong:
            msg = f"MAIL_FROM {self.sender!r:.80}: {wrong}"
            raise MailError(msg) from wrong
        return Address("Komek", addr_spec=plain.addr_spec)

    @cached_property
    def trust(self) -> ssl.SSLContext:
        """Whose certificates are believed."""
        try:
            return ssl.create_default_context(cafile=self.ca_file)
        except OSError as unread:
            msg = (
                f"SMTP_CA_FILE {str(self.ca_file)!r}: certificates in PEM form are needed ({unread.strerror or unread})"
            )
            raise MailError(msg) from unread

    def client(self) -> SMTP:
        """A client that is not connected yet: for one message, since a client cannot be shared."""
        return SMTP(
            hostname=self.host,
            port=self.port or _PORTS[self.tls],
            use_tls=self.tls == "tls",
            start_tls=False,
            tls_context=self.trust,
            timeout=None,
            local_hostname="localhost",
        )


class MailSender:
    """Sends kept mail, over a connection of its own for each: there is little of it, and no talk is left half done."""

    def __init__(
        self, server: Server, now: Callable[[], datetime], patience: float = PATIENCE, seal: Seal | None = None
    ) -> None:
        self._server = server
        self._seal = seal
        self._now = now
        self._patience = patience
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._rest = timedelta()
        self._rests_from = now()

    async def send(self, address: str, content: str) -> Result:
        """What became of it. When nobody knows, it is sent again: the same Message-ID makes one of the two."""
        mail = read_mail(read_text(self._seal, content) or "")
        if mail is None:
            return Refused()
        try:
            message = as_message(mail, address, self._server.mailbox, self._now())
        except ValueError:
            log.warning("mail cannot be sent to an address of this form")
            return Gone()
        client = self._server.client()
        try:
            return await self._handed_over(client, message)
        finally:
            client.close()

    async def _handed_over(self, client: SMTP, message: EmailMessage) -> Result:
        is_in, result = False, None
        try:
            async with asyncio.timeout(self._patience), self._slots:
                rested = self._now() - self._rests_from
                if timedelta() <= rested < self._rest:
                    return Later(self._rest - rested)
                await _enter(client, self._server)
                is_in = True
                result = await _given(client, message)
                await _leave(client)
        except _FAULTS as fault:
            if result is None:
                self._leave_alone(fault)
                # what was surely not taken comes with the rest; else it may be a repeat, and repeats are to be few
                result = Later() if is_in else Later(self._rest)
        return result

    def _leave_alone(self, fault: Exception) -> None:
        self._rests_from, self._rest = self._now(), _LONG_REST if _is_about_settings(fault) else _REST
        log.error("mail server does not serve us", fault=_words(fault), minutes=self._rest // timedelta(minutes=1))


async def fault(server: Server) -> str:
    """What keeps mail from going out by this server; "" when nothing does. None is sent."""
    client = server.client()
    try:
        async with asyncio.timeout(PATIENCE):
            await _enter(client, server)
            await client.mail(server.mailbox.addr_spec)
        await _leave(client)
    except _FAULTS as wrong:
        return _words(wrong)
    finally:
        client.close()
    return ""


async def _enter(client: SMTP, server: Server) -> None:
    await client.connect()
    # a name that cannot be looked up is refused by many; a number need not be (RFC 5321, 4.1.3)
    own = client.get_transport_info("sockname")[0].partition("%")[0]
    client.local_hostname = f"[IPv6:{own}]" if ":" in own else f"[{own}]"
    if server.tls == "starttls":
        await client.starttls()
    if server.user:
        await client.login(server.user, server.password)


async def _given(client: SMTP, message: EmailMessage) -> Result:
    """What the server says of a message; raises what it says of us."""
    try:
        await client.sendmail(_only(message["From"]), _only(message["To"]), message.as_bytes())
    except (SMTPResponseException, SMTPRecipientsRefused) as refused:
        result = _verdict(refused)
        if result is None:
            raise
        code, status = _reply(refused)
        log.warning("mail not taken", code=code, status=status)
        return result
    return Sent()


def _only(header: AddressHeader) -> str:
    (address,) = header.addresses
    return address.addr_spec


async def _leave(client: SMTP) -> None:
    with suppress(*_FAULTS):
        await client.quit(timeout=_GOODBYE)


# --- what went wrong -------------------------------------------------------------------------------------------


def _reply(fault: Exception) -> tuple[int, str]:
    """The code of a server's answer, and the enhanced one if it gave one (RFC 3463); (0, "") without an answer."""
    answer = fault.recipients[0] if isinstance(fault, SMTPRecipientsRefused) else fault
    if not isinstance(answer, SMTPResponseException):
        return 0, ""
    status = _STATUS.match(answer.message)
    return answer.code, status[0] if status else ""


def _verdict(fault: Exception) -> Result | None:
    """What a server's answer means for the one message; None when it is not about the message."""
    code, status = _reply(fault)
    is_about_it = isinstance(fault, (SMTPRecipientsRefused, SMTPDataError)) or (
        isinstance(fault, SMTPSenderRefused) and code == 552  # too long
    )
    if not is_about_it or code in {421, 530}:
        return None
    if code < 500:
        return Later()
    if status in _NOBODY or (not status and code in _NO_MAILBOX and isinstance(fault, SMTPRecipientsRefused)):
        return Gone()
    return Refused()


def _is_about_settings(fault: Exception) -> bool:
    lacks_something = type(fault) is SMTPException  # STARTTLS, AUTH or a way to log in
    return lacks_something or _reply(fault)[0] >= 500 or isinstance(_cause(fault), ssl.SSLError)


def _cause(fault: Exception) -> BaseException:
    """What lies behind it: aiosmtplib wraps what the connection raised."""
    return fault.__cause__ or fault


def _words(fault: Exception) -> str:
    """What is wrong, and the remedy. Nothing that the server wrote is in it: that may name people."""
    code, status = _reply(fault)
    cause = _cause(fault)
    match fault:
        case SMTPAuthenticationError() if code >= 500:
            return f"the server refuses the login ({code}): check SMTP_USER and SMTP_PASSWORD"
        case SMTPSenderRefused() if code >= 500:
            return f"the server does not let us send as MAIL_FROM ({status or code}): check it and SMTP_USER"
        case SMTPResponseException() | SMTPRecipientsRefused():  # the latter: 421, 530
            return f"the server does not serve us ({status or code}): ask who runs it"
        case TimeoutError():
            return "the server does not answer in time: check SMTP_HOST, SMTP_PORT and SMTP_TLS"
    match cause:
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not to be trusted ({cause.verify_message}): check SMTP_CA_FILE"
        case ssl.SSLError():
            return f"no TLS with the server ({cause.reason}): check SMTP_TLS and SMTP_PORT"
        case SMTPException() if type(cause) is SMTPException:
            return f"{cause.message.rstrip('.')}: check SMTP_TLS, SMTP_USER and SMTP_PASSWORD"
    return f"no connection with the server ({type(cause).__name__}): check SMTP_HOST and SMTP_PORT"
