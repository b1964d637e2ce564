"""A message is made by others: whatever it holds, it is read within a short time, and nothing of it is obeyed."""

import asyncio
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from bot.mailbox import parsing
from bot.mailbox.parsing import parsed
from bot.mailbox.reading import (
    LONGEST_TEXT,
    CameBack,
    Nothing,
    Written,
    as_json,
    from_json,
    read,
)

HEAD: Final = b"From: A <a@sud.kz>\r\n"
ROOT: Final = Path(__file__).parents[2]

#: What would keep the parser of the standard library busy, or break it.
HOSTILE: Final = {
    "a megabyte of recipients": HEAD + b"To: " + b"a@b.kz, " * 130_000 + b"\r\n\r\nx",
    "a field as long as may be": HEAD + b"To: " + b"a@b, " * 1_600 + b"\r\n\r\nx",
    "a folded field": HEAD + b"To: " + b"a@b.kz,\r\n " * 100_000 + b"\r\n\r\nx",
    "comments in a sender": b"From: " + b"(" * 8_000 + b"\r\n\r\nx",
    "senders": b"From: " + b"a@b, " * 1_600 + b"\r\n\r\nx",
    "encoded words": HEAD + b"Subject: " + b"=?utf-8?q?a?= " * 580 + b"\r\n\r\nx",
    "a field without a name": HEAD + b"x" * 70_000 + b"\r\n\r\nx",
    "many fields": HEAD + b"X: y\r\n" * 20_000 + b"\r\nx",
    "a thousand parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
    + b"--x\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 1_000
    + b"--x--\r\n",
    "parts with parameters": HEAD
    + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
    + (b'--x\r\nContent-Type: text/plain; a="' + b";" * 2_400 + b"\r\n\r\nx\r\n") * 199,
    "parts in parts": HEAD
    + b"".join(b"Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n" % (n, n) for n in range(1_000)),
    "messages in messages": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 1_000 + b"x",
    "a page of beginnings": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div <!-- <script <head" * 2_500,
    "a page of nothing": HEAD + b"Content-Type: text/html\r\n\r\n" + (b"<br " * 12_000 + b"\r\n") * 2,
    "lines of spaces": HEAD + b"\r\n" + (b" " * 60_000 + b"\r\n") * 8,
    "lines of dashes": HEAD + b"\r\n" + (b"-" * 60_000 + b"\r\n") * 8,
    "one line": HEAD + b"\r\n" + b"x" * 400_000,
    "addresses in lines": HEAD + b"\r\n" + (b"a@" * 200 + b"\r\n") * 1_200,
    "results": HEAD + b"Authentication-Results: " + b"(" * 8_000 + b"\r\n\r\nx",
    "references": HEAD + b"References: " + b"<aaa" * 2_000 + b"\r\n\r\nx",
    "a report of parts": HEAD
    + b"Content-Type: multipart/report; boundary=x\r\n\r\n"
    + b"--x\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n" * 20,
    "nothing": b"",
    "noise": bytes(range(256)) * 1_000,
    "half a letter": HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n\xd0",
    "broken words": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n!!!!=",
    "a broken type": HEAD + b"Content-Type: ;;=;\r\n\r\nx",
    "a broken subject": HEAD + b"Subject: =?utf-8?b?!?= =?nonsense?q?a?=\r\n\r\nx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_message_keeps_us_busy(name: str) -> None:
    """Five seconds is what the program has; here it needs a fraction, and says something."""
    began = time.process_time()
    found = read(HOSTILE[name], "mx.test")
    assert time.process_time() - began < 4
    assert isinstance(found, Written | CameBack | Nothing)
    if isinstance(found, Written):
        assert 0 < len(found.text) <= LONGEST_TEXT
        assert found.sender == "a@sud.kz"
    assert from_json(as_json(found)) == found


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a megabyte of recipients", "too big"),
        ("a folded field", "too big"),
        ("many fields", "too big"),
        ("a thousand parts", "too big"),
        ("parts in parts", "too big"),
        ("messages in messages", "too big"),
        ("one line", "too big"),
        ("senders", "no sender"),
        ("nothing", "no sender"),
        ("broken words", "empty"),
    ],
)
def test_what_is_too_much_is_not_parsed(name: str, reason: str) -> None:
    """It is known by its bytes."""
    assert read(HOSTILE[name]) == Nothing(reason)  # type: ignore[arg-type]


def written(body: bytes, head: bytes = b"") -> str:
    """The words of a message of one part."""
    found = read(HEAD + head + b"\r\n" + body)
    assert isinstance(found, Written)
    return found.text


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        (b"utf-8", "готово ә".encode()),
        (b"windows-1251", "готово".encode("cp1251")),
        (b"koi8-r", "готово".encode("koi8-r")),
        (b"UTF-7", "готово".encode()),
        (b"no-such-charset", "готово".encode()),
        (b"unicode_escape", "готово".encode()),
        (b"us-ascii", "готово".encode()),
        (b"utf-8", "готово".encode("cp1251")),
        (b"us-ascii", "готово".encode("cp1251")),
    ],
)
def test_words_are_read_whatever_they_are_said_to_be_written_in(charset: bytes, body: bytes) -> None:
    """Character sets are named wrongly, or not at all."""
    assert written(body, b"Content-Type: text/plain; charset=" + charset + b"\r\n").startswith("готово")
    assert written(body + b"\x98\xff", b"Content-Type: text/plain; charset=" + charset + b"\r\n")


def test_the_words_stand_in_the_first_part_of_words() -> None:
    """Neither in a page beside it nor in a file; a page alone is read."""
    both = (
        b"Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\ndone\r\n"
        b"--x\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--x--"
    )
    assert _text(HEAD + both) == "done"
    assert _text(HEAD + both.replace(b"text/plain", b"text/plain; name=a.txt", 1)) == "no"
    assert read(HEAD + b"Content-Type: image/png\r\n\r\nx") == Nothing("empty")


def test_the_end_may_be_cut_off() -> None:
    """Of a long message only the beginning is fetched."""
    cut = (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ndone\r\n--x\r\nContent-Type: image/png\r\n\r\nAAA"
    )
    assert _text(HEAD + cut) == "done"
    long = b"x" + ("ә" * 400 + "\r\n").encode() * 400  # the limit falls into the middle of a letter
    assert set(written(long, b"Content-Type: text/plain; charset=utf-8\r\n")) == {"x", "ә", "\n"}


def _text(data: bytes) -> str:
    found = read(data)
    assert isinstance(found, Written)
    return found.text


def test_what_it_answers_is_told_the_nearest_first() -> None:
    """By the number of what it answers, then those of the talk before."""
    found = read(HEAD + b"In-Reply-To: <c@x>\r\nReferences: <a@x> <b@x>\r\n <c@x>\r\nMessage-ID: <d@x>\r\n\r\nx")
    assert isinstance(found, Written)
    assert (found.answers, found.message_id) == (("<c@x>", "<b@x>", "<a@x>"), "<d@x>")


@pytest.mark.parametrize(
    "sender", [b"a@sud.kz", b"<A@Sud.KZ>", b'"evil@x.test" <a@sud.kz>', b"=?utf-8?q?evil=40x.test?= <a@sud.kz>"]
)
def test_the_address_counts_not_the_name(sender: bytes) -> None:
    """A name may look like an address."""
    found = read(b"From: " + sender + b"\r\n\r\nx")
    assert isinstance(found, Written)
    assert found.sender == "a@sud.kz"


@pytest.mark.parametrize(
    "sender", [b"", b"x", b"a@sud.kz, b@sud.kz", "ә@sud.kz".encode(), b"<a@b@c>", b"undisclosed:;", b"a@sud.kz\0"]
)
def test_what_is_no_address_is_nobody(sender: bytes) -> None:
    """Nobody could be answered."""
    assert read(b"From: " + sender + b"\r\n\r\nx") == Nothing("no sender")


@pytest.mark.parametrize(
    "kept", ["", "[]", "{}", '{"kind": "other"}', '{"kind": "nothing"}', '{"kind": "nothing", "reason": "x", "y": 1}']
)
def test_what_another_release_kept_is_not_guessed_at(kept: str) -> None:
    """It is known as unreadable."""
    assert from_json(kept) is None


async def test_a_program_of_its_own_reads_it() -> None:
    """The same as here, and what is ours is known there too."""
    assert await parsed(HEAD + b"\r\ndone", "", frozenset()) == read(HEAD + b"\r\ndone")
    assert await parsed(HEAD + b"\r\ndone", "", frozenset({"a@sud.kz"})) == Nothing("ours")


async def test_a_program_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is left alone, and nothing waits for it any more."""
    monkeypatch.setattr(parsing, "PATIENCE", 0.0)
    assert await parsed(HEAD + b"\r\ndone", "", frozenset()) == Nothing("unreadable")


async def test_a_program_that_wants_too_much_ends() -> None:
    """Its memory and its time are bounded by the system."""
    script = (
        "import resource, sys; from bot.mailbox import reading;"
        "reading.read = lambda *_: bytearray(2 * reading.MEMORY); sys.argv = ['']; reading.main()"
    )
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdin=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, cwd=ROOT
    )
    _, said = await program.communicate(b'{"trusted_host": "", "ours": []}\n')
    assert program.returncode
    assert b"MemoryError" in said
