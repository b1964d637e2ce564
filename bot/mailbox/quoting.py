"""The words that somebody wrote above what they answer, in plain text or HTML, as mail programs part the two."""

import html
import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

#: Where what is answered begins, as mail programs say it.
_ORIGINAL: Final = re.compile(
    r"^\s*(?:"
    r">"
    r"|[-_=*\s]{2,}\s*(?:original message|forwarded message|исходное сообщение|пересылаемое сообщение"
    r"|пересланное сообщение|бастапқы хабар|түпнұсқа хабар|қайта жіберілген хабар)"
    r"|_{8,}\s*$"
    r"|\*?(?:from|sent|от|от кого|отправлено|кімнен|жіберуші|жіберген)\s?:\*?\s"
    r"|(?:on|le)\s.{4,200}\bwrote:\s*$"
    r"|.{4,200}(?:пиш[её]т|писал\(?а?\)?|написал\(?а?\)?|жазды|жазған|жазады)\s?:\s*$"
    r"|.{0,200}<?[^\s<>@]{1,64}@[^\s<>@]{1,255}>?.{0,40}:\s*$"
    r")",
    re.IGNORECASE,
)
#: A line that such a beginning may be broken over: "On Tue, 15 Dec 2026 at 09:00, Komek" / "<komek@sud.kz> wrote:".
_BROKEN: Final = re.compile(
    r"^\s*(?:(?:on|mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|дс|сс|бс|жм|сн|жк)\b.*\d{4}"
    r"|\d{1,4}[. ].*\d{4}.*\d{1,2}:\d{2})",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    r"(?:wrote|пиш[её]т|писал\(?а?\)?|написал\(?а?\)?|жазды|жазған|жазады|[^\s@]{1,64}@[^\s@]{1,255})\s?:\s*$",
    re.IGNORECASE,
)
#: Characters of a line by which it is judged.
_SEEN: Final = 400

#: Where words end and a signature begins.
_SIGNATURE: Final = re.compile(
    r"^\s*(?:--\s*$|—\s*$"
    r"|(?:с\s+уважением|с\s+наилучшими|құрметпен|ізгі\s+ниетпен|(?:best|kind|warm)\s+regards|regards|yours\s|sincerely)\b"
    r"|sent from (?:my\s|outlook|mail)|get outlook for|отправлено (?:с|из)\s|\S+\s?(?:-нан|дан|ден|тан)? жіберілді"
    r"|скачать outlook)",
    re.IGNORECASE,
)

#: What shows no words, whatever stands in it.
_HIDDEN: Final = ("script", "style", "head", "title")
#: What begins a line of its own.
_BREAKS: Final = re.compile(r"</?(?:br|p|div|tr|li|h[1-6]|table|ul|ol|hr)(?![a-z0-9])[^<>]*>", re.IGNORECASE)
#: Where a page holds what is answered.
_QUOTE: Final = re.compile(
    r"<blockquote(?![a-z])|<div[^<>]{0,400}(?:gmail_quote|yahoo_quoted|moz-cite-prefix|divrplyfwdmsg|appendonsend)"
    r"|<hr[^<>]{0,200}stopspelling",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[^<>]{0,5000}>")


def own_words(text: str) -> str:
    """What was written above the quoted original and the signature; below the original when nothing is above it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    above = _until_quoted(lines)
    return "\n".join(above) if above else "\n".join(_until_quoted(list(_below(lines))))


def text_of(page: str) -> str:
    """The words of a page, a line for each element that begins one; what it quotes is left out."""
    for name in _HIDDEN:
        page = _without(page, name)
    quote = _QUOTE.search(page)
    own = _words(page[: quote.start()]) if quote else ""
    return own if own.strip() else _words(page)


def _words(page: str) -> str:
    flat = " ".join(page.split())  # a page's own line ends are spaces
    shown = html.unescape(_TAG.sub("", _BREAKS.sub("\n", flat)))
    return "\n".join(" ".join(line.split()) for line in shown.split("\n"))


def _without(page: str, name: str) -> str:
    """The page without the elements of a name; one that is not ended hides the rest."""
    low, kept, start = page.lower(), [], 0
    while (begin := low.find(f"<{name}", start)) >= 0:
        if low[begin + len(name) + 1 : begin + len(name) + 2].isalnum():  # <header> is no <head>
            kept.append(page[start : begin + 1])
            start = begin + 1
            continue
        kept.append(page[start:begin])
        end = low.find(f"</{name}", begin)
        start = low.find(">", end) + 1 if end >= 0 else len(page)
        start = start or len(page)
    return "".join((*kept, page[start:]))


def _until_quoted(lines: list[str]) -> list[str]:
    own: list[str] = []
    for number, line in enumerate(lines):
        if _ORIGINAL.match(line[:_SEEN]) or _is_broken(lines, number):
            break
        if own and _SIGNATURE.match(line[:_SEEN]):
            break
        if line.strip() or own:
            own.append(line.strip())
    while own and not own[-1]:
        own.pop()
    return own


def _is_broken(lines: list[str], number: int) -> bool:
    """Whether the beginning of what is answered is broken over this line and the next one or two."""
    following = takewhile(str.strip, lines[number + 1 : number + 3])
    return bool(_BROKEN.match(lines[number][:_SEEN])) and any(_ENDS.search(line[:_SEEN]) for line in following)


def _below(lines: list[str]) -> Iterator[str]:
    """The lines below the original, for whoever answers under it."""
    is_past = False
    for line in lines:
        is_quoted = line.lstrip().startswith(">")
        if is_past and not is_quoted:
            yield line
        is_past |= is_quoted
