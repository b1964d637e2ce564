"""Mail as it arrives: whole, the same in both forms, and nothing in it but what was to be said."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from html.parser import HTMLParser
from typing import Any, Final, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dialogs.wording import Block, BlockKind
from knowledge.languages import LANGUAGES
from notifier.calendar_file import calendar_file, readable
from notifier.mail import LONGEST_SUBJECT, Mail, as_message, kept_mail, mailbox, message_id, read_mail
from tests.notifier.test_calendar_file import DAY

SENDER: Final = mailbox("komek@sud.kz")
NOW: Final = datetime(2026, 11, 24, 7, tzinfo=UTC)
BLOCKS: Final = (
    Block("date", "вторник, 1 декабря 2026 г."),
    Block("text", "Дело K-2026-17: вернуть поручение.\nОсталось 5 рабочих дней."),
    Block("quote", "Суд возвращает поручение <исполненным> & в срок."),
    Block("source", "п. 22(4) Инструкции"),
    Block("step", "1 января — выходной"),
    Block("step", "2 января — выходной"),
    Block("note", "Расчёт — помощь."),
    Block("choice", "Готово", 1),
    Block("choice", "Позже", 2),
)
MAIL: Final = Mail("reminder:17:answer:3:5", "ru", "K-2026-17: вернуть поручение до 1 декабря 2026 г.", BLOCKS)
HEADERS: Final = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version",
    "Content-Type", "Content-Language",
}  # fmt: skip

EVIL: Final = (
    "a\r\nBcc: x@evil.test\r\n\r\n<b>body</b>",
    "a\nBcc: x@evil.test",
    "a\rBcc: x@evil.test",
    "a\x0bb\x0cc\x1cd\x85e\u2028Bcc: x@evil.test\u2029f",
    "=?utf-8?q?a=0D=0ABcc:_x@evil.test?=",
    "=?utf-8?b?QmNjOiB4?= =?x?=",
    "\0\x07\x1b[31m\x7f",
    "abc\u202egnp.exe\u2066\u200b\ufeff",
    "half \ud83d of a letter",
    "долгое " * 2_000,
    "long" * 5_000,
    "Қ" * 3_000,
    "</p></body><script>alert(1)</script><img src=http://evil.test/x onerror=alert(1)>&amp;&lt;{language}{0}%s",
    '"<a@b>, c@d; (comment" \\ @:;',
    ".\r\n.\r\nQUIT\r\n",
    "  spaces  around  ",
    "",
)


class Words(HTMLParser):
    """What a page says: the words of its body, a line for each element that begins one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines = [""]
        self.tags: list[str] = []
        self.language = ""
        self._is_body = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.tags.append(tag)
        self.language = self.language or dict(attributes).get("lang") or ""
        self._is_body |= tag == "body"
        if tag in {"p", "li", "blockquote", "br"}:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Note what is said."""
        if self._is_body and data != "\n":
            self.lines[-1] += data.rstrip("\n")


def arrived(mail: Mail, to: str = "clerk@sud.kz") -> EmailMessage:
    """The message as it is read at the other end, when nothing in it is amiss."""
    data = as_message(mail, to, SENDER, NOW).as_bytes()
    data.decode("ascii")
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    message = BytesParser(EmailMessage, policy=default).parsebytes(data)
    assert [part.defects for part in message.walk()] == [[]] * len(list(message.walk()))
    return message


def part(message: EmailMessage, kind: str) -> str:
    """The words of the alternative of this kind."""
    body = message.get_body((kind,))
    assert body is not None
    words = body.get_content()
    assert isinstance(words, str)
    return words.replace("\r\n", "\n")


def lines(message: EmailMessage) -> tuple[list[str], list[str]]:
    """The lines of the plain text without its marks, and those of the page."""
    plain = [line.removeprefix("> ").removeprefix("- ") for line in part(message, "plain").split("\n")]
    return [line for line in plain if line], [line for line in Words(part(message, "html")).lines if line]


def test_a_mail_has_what_it_needs_and_no_more() -> None:
    """From whom, to whom, about what, and that a program wrote it, so that no holiday notice comes back."""
    message = arrived(MAIL)
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert (message["From"], message["To"], message["Subject"]) == ("komek@sud.kz", "clerk@sud.kz", MAIL.subject)
    assert message["Date"].datetime == NOW
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "ru")
    assert "NDR" not in message["X-Auto-Response-Suppress"].replace(" ", "").split(",")
    assert message.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_the_same_as_the_plain_text(language: Any) -> None:  # noqa: ANN401 - a literal of languages
    """Block by block, in the language of the person, with nothing that is fetched from elsewhere."""
    message = arrived(replace(MAIL, language=language))
    plain, page = lines(message)
    assert plain == page
    assert len(plain) == len(BLOCKS) + 1
    assert plain[-1] == "2. Позже"
    html = part(message, "html")
    assert Words(html).language == language
    assert set(Words(html).tags) <= {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "p",
        "ul",
        "li",
        "br",
        "strong",
        "em",
        "blockquote",
    }
    assert not any(far in html for far in ("http", "//", "src=", "href=", "url(", "@import"))


@given(
    st.lists(
        st.builds(
            Block,
            st.sampled_from([kind for kind in get_args(BlockKind) if kind != "file"]),
            st.text(st.characters(exclude_categories=())),
        )
    ),
    st.text(st.characters(exclude_categories=()), max_size=400),
)
def test_whatever_is_said_arrives_the_same_in_both_forms(blocks: list[Block], subject: str) -> None:
    """Any text in any block but a month to press, any subject."""
    message = arrived(replace(MAIL, blocks=tuple(blocks), subject=subject))
    assert set(message.keys()) == HEADERS
    read = [block for block in blocks if block.kind not in {"turn", "day"}]
    said = [line for block in read for line in readable(block.text).split("\n") if line]
    plain = part(message, "plain").split("\n")
    assert all(line in plain or f"> {line}" in plain or f"- {line}" in plain for line in said)
    assert [line for line in Words(part(message, "html")).lines if line] == said
    if len(subject) <= LONGEST_SUBJECT:
        assert message["Subject"] == " ".join(readable(subject).split())


@pytest.mark.parametrize("evil", EVIL, ids=lambda text: ascii(text)[:40])
def test_no_text_becomes_a_header_or_markup(evil: str) -> None:
    """In every field: the headers are those that we set, and the words are words."""
    mail = Mail(evil, "ru", evil, (Block("text", evil), Block("quote", evil)), in_reply_to=evil)
    message = arrived(mail)
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert len(message["Subject"]) <= LONGEST_SUBJECT
    seen = " ".join(readable(evil).split())
    assert message["Subject"] == seen if len(seen) <= LONGEST_SUBJECT else message["Subject"].endswith("…")
    said = [line for line in readable(evil).split("\n") if line]
    assert [line for line in Words(part(message, "html")).lines if line] == said * 2
    assert set(Words(part(message, "html")).tags) & {"script", "img"} == set()
    assert message["Message-ID"] == message_id(evil, SENDER)


@pytest.mark.parametrize(
    "evil", [*EVIL, "two words@sud.kz", "a@b@c", "<a@sud.kz>", "a@sud.kz, b@sud.kz", "ё@sud.kz", "a(b)@sud.kz"]
)
def test_no_text_becomes_an_address(evil: str) -> None:
    """Whatever stands where an address should is refused, alone and beside an address."""
    for address in (evil, f"a@sud.kz{evil}" if evil else "@"):
        with pytest.raises(ValueError, match="one plain address is needed"):
            as_message(MAIL, address, SENDER, NOW)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("a@қаз", "a@xn--80ao21a"),
        (f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.kz", None),
        ("o'neil+court=1/2@sud.kz", None),
    ],
)
def test_addresses_are_written_as_servers_take_them(address: str, written: str | None) -> None:
    """A domain in Kazakh letters in its form in ASCII; long and unusual ones as they are."""
    (to,) = arrived(MAIL, address)["To"].addresses
    assert to.addr_spec == (written or address)


def test_a_repeat_is_known_by_its_identifier() -> None:
    """The same for the same key, another for another one; nothing of the key can be read in it."""
    assert arrived(MAIL)["Message-ID"] == arrived(replace(MAIL, subject="Иначе"))["Message-ID"]
    assert message_id("a", SENDER) != message_id("b", SENDER)
    assert re.fullmatch("<[0-9a-f]{32}@sud.kz>", message_id(MAIL.key, SENDER))


def test_an_answer_names_what_it_answers() -> None:
    """However long the identifiers of others are; programs put the two together by it."""
    theirs = f"<{'A1b2' * 30}@{'eurprd01.prod.' * 5}exchangelabs.test>"
    message = arrived(replace(MAIL, in_reply_to=theirs))
    assert (message["In-Reply-To"], message["References"]) == (theirs, theirs)


def test_a_day_comes_for_the_calendar_and_as_a_file() -> None:
    """Where Outlook looks for it and where a person does; the same text in both places."""
    file = calendar_file(DAY)
    message = arrived(replace(MAIL, calendar=file))
    assert message.get_content_type() == "multipart/mixed"
    said, attached = message.iter_parts()
    assert isinstance(said, EmailMessage)
    assert isinstance(attached, EmailMessage)
    kinds = [one.get_content_type() for one in said.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    entry = list(said.iter_parts())[-1]
    assert entry["Content-Type"].params["method"] == "REQUEST"
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "komek.ics")
    assert attached.get_content() == file.text.encode()
    assert entry.get_payload(decode=True) == file.text.encode()
    assert Calendar.from_ical(file.text).events[0]["UID"] == DAY.uid
    assert lines(message)[0] == lines(arrived(MAIL))[0]


@pytest.mark.parametrize("evil", EVIL, ids=lambda text: ascii(text)[:40])
def test_the_outbox_keeps_a_mail_as_it_was(evil: str) -> None:
    """As JSON that every database takes."""
    mail = Mail(evil, "kk", evil, (Block("choice", evil, 2),), calendar_file(DAY), evil)
    assert read_mail(kept_mail(mail)) == mail
    kept_mail(mail).encode("ascii")


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "1", '{"blocks": [{}], "calendar": null}', kept_mail(MAIL)[:-1] + ', "x": 1}']
)
def test_what_another_release_kept_is_not_guessed_at(content: str) -> None:
    """It is known as unreadable."""
    assert read_mail(content) is None
