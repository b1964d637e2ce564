"""
Text with its entities, as Telegram reads them: offsets and lengths count UTF-16 code units.

Where Telegram forgives (a bare `&`, an unknown attribute, a link without an address), this reading does not.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NoReturn

from tests.botapi.refusals import Raw, RuleError, require

#: Tags with their attributes in order -> the type of the entity and the fields that hold the attributes.
_TAGS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("b", "strong"), ("bold",)),
    **dict.fromkeys(("i", "em"), ("italic",)),
    **dict.fromkeys(("u", "ins"), ("underline",)),
    **dict.fromkeys(("s", "strike", "del"), ("strikethrough",)),
    "tg-spoiler": ("spoiler",),
    "span class": ("spoiler", "class"),
    "a href": ("text_link", "url"),
    "code": ("code",),
    "code class": ("code", "language"),
    "pre": ("pre",),
    "blockquote": ("blockquote",),
    "blockquote expandable": ("expandable_blockquote", "expandable"),
    "tg-emoji emoji-id": ("custom_emoji", "custom_emoji_id"),
    "tg-time unix": ("date_time", "unix_time"),
    "tg-time format unix": ("date_time", "date_time_format", "unix_time"),
}
_TAG: Final = re.compile(r"""<(/?)([a-z][a-z-]*)((?:\s+[a-z-]+(?:=(?:"[^"]*"|'[^']*'))?)*)\s*>""")
_ATTRIBUTE: Final = re.compile(r"""([a-z-]+)(?:=["']([^"']*)["'])?""")
_BARE: Final = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")
_ADDRESS: Final = re.compile(r"(?:https?://|tg://|mailto:|tel:)\S+")

_STYLES: Final = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_QUOTES: Final = frozenset({"blockquote", "expandable_blockquote"})
_CODES: Final = frozenset({"code", "pre"})
#: What an entity of the type cannot do without.
_NEEDED: Final = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_address(url: str) -> bool:
    """Whether a link can lead somewhere: Telegram drops the others in silence."""
    return _ADDRESS.fullmatch(url) is not None


@dataclass(frozen=True)
class Formatted:
    """A text without marks, and its entities."""

    text: str
    entities: tuple[Raw, ...] = ()

    def stripped(self) -> "Formatted":
        """The same without the space around it, which Telegram does not keep."""
        text = self.text.strip()
        before, size = units(self.text) - units(self.text.lstrip()), units(text)
        moved = []
        for entity in self.entities:
            start, end = (min(max(at - before, 0), size) for at in _range(entity))
            if end > start:
                moved.append(entity | {"offset": start, "length": end - start})
        return Formatted(text, tuple(moved))


def formatted(text: str, parse_mode: str | None, entities: Iterable[Raw], limit: int = 4096) -> Formatted:
    """The text of a message or, with its own limit, of a caption. Raises RuleError."""
    given = list(entities)
    if parse_mode:
        require(parse_mode.lower() == "html", f"unsupported parse_mode: {parse_mode}")
        require(not given, "entities are ignored beside parse_mode")
        text, given = _Reader().read(text)
    given.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    _check(text, given)
    read = Formatted(text, tuple(given)).stripped()
    require(units(read.text) <= limit, "message is too long" if limit == 4096 else "message caption is too long")
    return read


# --- HTML ----------------------------------------------------------------------------------------------------


@dataclass
class _Reader:
    """Reads HTML from its beginning to its end; what is open waits on a stack."""

    text: str = ""
    open: list[tuple[str, Raw]] = field(default_factory=list)
    entities: list[Raw] = field(default_factory=list)

    def read(self, marked: str) -> tuple[str, list[Raw]]:
        """The text without tags, and what they said."""
        if bare := _BARE.search(marked):
            self._refuse(f"Unescaped & at byte offset {len(marked[: bare.start()].encode())}")
        for piece in re.split(r"(<[^<>]*>)", marked):
            if piece.startswith("<"):
                self._tag(piece)
            else:
                self._plain(piece)
        if self.open:
            self._refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        return self.text, self.entities

    def _plain(self, piece: str) -> None:
        if stray := re.search("[<>]", piece):
            self._refuse(f"Unescaped {stray[0]} after {self.text[-20:]!r}")
        self.text += html.unescape(piece)

    def _tag(self, piece: str) -> None:
        parts = _TAG.fullmatch(piece)
        if parts is None:
            self._refuse(f"Unsupported tag {piece}")
        elif parts[1]:
            self._end(parts[2])
        else:
            self._start(piece, parts[2], dict(_ATTRIBUTE.findall(parts[3])))

    def _start(self, piece: str, tag: str, attributes: dict[str, str]) -> None:
        known = _TAGS.get(" ".join([tag, *sorted(attributes)]))
        if known is None:
            self._refuse(f"Unsupported start tag {piece}")
        values = (html.unescape(attributes[name]) for name in sorted(attributes))
        self.open.append((tag, self._entity({"type": known[0], **dict(zip(known[1:], values, strict=True))})))

    def _entity(self, entity: Raw) -> Raw:
        if entity.pop("class", "tg-spoiler") != "tg-spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler"')
        if not entity.get("language", "language-").startswith("language-"):
            self._refuse('Tag "code" has a class that is no language')
        entity.pop("expandable", None)
        if "unix_time" in entity:
            entity["unix_time"] = self._moment(entity["unix_time"])
        return entity | {"offset": units(self.text)}

    def _moment(self, written: str) -> int:
        if not re.fullmatch(r"\d{1,12}", written):
            self._refuse(f'Tag "tg-time" has no Unix time: {written!r}')
        return int(written)

    def _end(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            expected = f', expected "</{self.open[-1][0]}>"' if self.open else ""
            self._refuse(f'Unmatched end tag "</{tag}>"{expected}')
        entity = self.open.pop()[1]
        block = self.open[-1][1] if self.open else entity
        if (tag, block["type"], block["offset"]) == ("code", "pre", entity["offset"]):
            # code that begins its block is the block itself, with a language
            block |= {"language": entity["language"].removeprefix("language-")} if "language" in entity else {}
        elif length := units(self.text) - entity["offset"]:
            self.entities.append(entity | {"length": length})

    def _refuse(self, words: str) -> NoReturn:
        msg = f"can't parse entities: {words}"
        raise RuleError(msg)


# --- entities ------------------------------------------------------------------------------------------------


def _range(entity: Raw) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _check(text: str, entities: list[Raw]) -> None:
    encoded = text.encode("utf-16-le")
    around: list[Raw] = []
    for entity in entities:
        start, _ = _range(entity)
        _check_one(entity, encoded)
        around = [outer for outer in around if _range(outer)[1] > start]
        for outer in around:
            _check_nested(outer, entity)
        around.append(entity)


def _check_one(entity: Raw, encoded: bytes) -> None:
    start, end = _range(entity)
    inside = 0 <= start < end <= len(encoded) // 2
    after = f"ends after the end of the text at UTF-16 offset {len(encoded) // 2}"
    require(inside, f"entity beginning at UTF-16 offset {start} {after}")
    try:
        encoded[2 * start : 2 * end].decode("utf-16-le")
    except UnicodeDecodeError as cut:
        msg = f"entity beginning at UTF-16 offset {start} begins or ends in the middle of a UTF-16 symbol"
        raise RuleError(msg) from cut
    needed = _NEEDED.get(entity["type"], "type")
    require(needed in entity, f"can't parse entities: {entity['type']} needs {needed}")
    require("language" not in entity or entity["type"] == "pre", "can't parse entities: a language outside of pre")
    require(
        is_address(entity.get("url", "tg://none")), f"can't parse entities: the link {entity.get('url')!r} is dropped"
    )


def _check_nested(outer: Raw, inner: Raw) -> None:
    (start, end), (inner_start, inner_end) = _range(outer), _range(inner)
    kinds = (outer["type"], inner["type"])
    # of two entities with one range either may be the outer one
    may = _may_hold(*kinds) or ((start, end) == (inner_start, inner_end) and _may_hold(*reversed(kinds)))
    require(inner_end <= end and may, f"can't parse entities: {kinds[1]} can't stand across or inside {kinds[0]}")


def _may_hold(outer: str, inner: str) -> bool:
    if outer in _CODES:
        return False
    if outer in _QUOTES:
        return inner not in _QUOTES
    return inner not in _CODES and bool(_STYLES & {outer, inner})
