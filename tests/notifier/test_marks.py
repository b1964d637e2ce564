"""A mark tells what a mail was about to whoever was sent it, and cannot be made by anybody else."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.mail import Mail, as_message, mailbox
from notifier.marks import Mark, is_mark, made, normal, read, spelled
from tests.notifier.test_mail import BLOCKS, NOW

OURS: Final = "installation"
MARK: Final = made(OURS, "clerk@sud.kz", "key", Mark("reminder", 17))


@given(st.builds(Mark, st.sampled_from(["reminder", "answer", "other"]), st.integers(0, 2**53)), st.emails(), st.text())
def test_what_was_marked_is_read(mark: Mark, address: str, key: str) -> None:
    """Whatever the address and the key; the same each time, so that a repeat is known."""
    before = made(OURS, address, key, mark)
    assert read(OURS, address, f"<{before}@sud.kz>") == mark
    assert read(OURS, address.upper(), before) == mark
    assert before == made(OURS, address, key, mark)
    assert is_mark(before)


@pytest.mark.parametrize(
    ("installation", "address", "marked"),
    [
        ("other", "clerk@sud.kz", MARK),
        (OURS, "judge@sud.kz", MARK),
        (OURS, "clerk@sud.kz", MARK.replace("r17", "r18")),
        (OURS, "clerk@sud.kz", MARK.replace("r17", "a17")),
        (OURS, "clerk@sud.kz", MARK[:-1] + ("0" if MARK[-1] != "0" else "1")),
        (OURS, "clerk@sud.kz", MARK[:-1]),
        (OURS, "clerk@sud.kz", MARK.upper()),
        (OURS, "clerk@sud.kz", MARK + "\n"),
        (OURS, "clerk@sud.kz", "0123456789abcdef0123456789abcdef"),
        (OURS, "clerk@sud.kz", ""),
    ],
)
def test_nothing_else_is_taken_for_a_mark(installation: str, address: str, marked: str) -> None:
    """Of another installation, address, reminder or kind; cut off; a number of an older mail of ours."""
    assert read(installation, address, f"<{marked}@sud.kz>") is None


def test_an_address_has_one_form() -> None:
    """In capitals, with a domain in Kazakh letters, or one that no rule allows."""
    assert normal(" Clerk@SUD.kz ") == "clerk@sud.kz"
    assert normal("a@Қаз") == "a@xn--80ao21a"
    assert normal(f"a@{'b' * 70}.kz") == f"a@{'b' * 70}.kz"
    assert spelled("a@xn--80ao21a") == {"a@xn--80ao21a", "a@қаз"}
    assert spelled("a@xn--\x80zz") == {"a@xn--\x80zz"}
    assert made(OURS, "a@қаз", "key", Mark("other")) == made(OURS, "A@xn--80ao21a", "key", Mark("other"))


def test_a_mark_stands_in_the_number_of_the_mail() -> None:
    """And nothing that is none."""
    sender = mailbox("komek@sud.kz")
    mail = Mail("key", "ru", "x", BLOCKS, mark=MARK)
    assert as_message(mail, "clerk@sud.kz", sender, NOW)["Message-ID"] == f"<{MARK}@sud.kz>"
    evil = Mail("key", "ru", "x", BLOCKS, mark="x@y>\r\nBcc: z@evil.test")
    assert "evil" not in as_message(evil, "clerk@sud.kz", sender, NOW).as_string()


def test_the_thread_is_told_as_far_as_it_fits_in_a_line() -> None:
    """The newest of what was said before, and what is answered last."""
    sender = mailbox("komek@sud.kz")
    talk = [f"<{number}{'x' * 90}@client.test>" for number in range(30)]
    mail = Mail("key", "ru", "x", BLOCKS, in_reply_to=talk[-1], references=" ".join((*talk, "<no", "nonsense>")))
    message = as_message(mail, "clerk@sud.kz", sender, NOW)
    told = message["References"].split()
    assert told == talk[-len(told) :]
    assert 5 < len(told) < 30
    assert all(len(line) <= 998 for line in message.as_bytes().split(b"\r\n"))
    assert message["Auto-Submitted"] == "auto-replied"
