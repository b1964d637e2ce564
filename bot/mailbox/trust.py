"""What the mail server that we trust has found out about a sender (Authentication-Results, RFC 8601)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_PASSED: Final = re.compile(r"(dkim|dmarc)\s*=\s*pass(?![\w-])", re.IGNORECASE)
_OF: Final = {
    "dmarc": re.compile(r"header\.from\s*=\s*([^\s;]+)", re.IGNORECASE),
    "dkim": re.compile(r"header\.(?:d|i)\s*=\s*([^\s;]+)", re.IGNORECASE),
}


def is_authentic(results: Sequence[str], host: str, domain: str) -> bool:
    """
    Whether the trusted host says that a mail comes from the domain that it names.

    Args:
        results: The Authentication-Results of the mail, the topmost first.
        host: The host that is trusted; "" for none.
        domain: The domain of the sender's address.
    """
    # others may stand below, brought along by whoever sent it
    ours = next((plain for one in results if host and _host(plain := _plain(one)) == host.lower()), "")
    return any(_is_aligned(result, domain.lower()) for result in ours.split(";")[1:])


def _is_aligned(result: str, domain: str) -> bool:
    """Whether one result is a pass for the domain itself, or for one above it that signed."""
    passed = _PASSED.match(result.strip())
    if not passed:
        return False
    method = passed[1].lower()
    named = _OF[method].search(result)
    of = named[1].lower().rpartition("@")[2] if named else ""
    if method == "dmarc":
        return of == domain
    return of.count(".") > 0 and (of == domain or domain.endswith(f".{of}"))


def _host(plain: str) -> str:
    return (plain.partition(";")[0].split() or [""])[0].lower()


def _plain(value: str) -> str:
    """The value without comments and quoted texts: whoever sent the mail may have a say in them."""
    return "".join(_outside(value))


def _outside(value: str) -> Iterator[str]:
    depth, is_quoted, is_escaped = 0, False, False
    for character in value:
        if is_escaped:
            is_escaped = False
        elif character == "\\":
            is_escaped = True
        elif character == '"' and not depth:
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif character == "(":
            depth += 1
        elif character == ")":
            depth = max(depth - 1, 0)
        elif not depth:
            yield character
