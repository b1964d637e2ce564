"""Blocks as Telegram messages: formatted by construction, split at sentence ends, choices as buttons."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from aiogram.utils.formatting import Bold, ExpandableBlockQuote, Italic, Text

from dialogs.wording import Block, BlockKind

#: UTF-16 units of one message; Telegram takes 4096 after formatting.
LONGEST: Final = 3_900
#: Characters of a button: more is cut off on a phone.
LONGEST_LABEL: Final = 60

#: The blocks that are buttons, and how many of them stand side by side.
PER_ROW: Final[Mapping[BlockKind, int]] = {"choice": 1, "turn": 3, "day": 7}

_SENTENCE: Final = re.compile(r"(?<=[.!?;:])\s+|\n")
_FORM: Final[dict[str, Callable[[str], Text]]] = {
    "date": Bold, "quote": ExpandableBlockQuote, "source": Italic, "note": Italic,
}  # fmt: skip


def messages(
    chat: int, blocks: Iterable[Block], data: Callable[[int], str], edited: int | None = None
) -> Iterator[str]:
    """
    The messages in the form in which the outbox keeps them, JSON of a method and its parameters.

    Args:
        chat: Where they go.
        blocks: What is said.
        data: The callback data of the choice with a number.
        edited: The message that the first of them takes the place of.
    """
    said = tuple(blocks)
    pages = tuple(_pages(block for block in said if block.kind not in PER_ROW and block.kind != "file")) or (Text("…"),)
    for number, page in enumerate(pages, start=1):
        params: dict[str, object] = {"chat_id": chat, "text": page.as_html(), "parse_mode": "HTML"}
        if number == len(pages) and (buttons := _buttons(said, data)):
            params["reply_markup"] = {"inline_keyboard": buttons}
        if number == 1 and edited is not None:
            params["message_id"] = edited
        method = "editMessageText" if "message_id" in params else "sendMessage"
        yield json.dumps({"method": method, "params": params}, ensure_ascii=False)
    for block in said:
        if block.kind == "file":
            document = {"name": block.text, "content": block.content}
            yield json.dumps(
                {"method": "sendDocument", "params": {"chat_id": chat, "document": document}}, ensure_ascii=False
            )


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _buttons(said: tuple[Block, ...], data: Callable[[int], str]) -> list[list[dict[str, str]]]:
    """The buttons: choices below one another, a month in its weeks."""
    return [
        [{"text": _short(block.text), "callback_data": data(block.number)} for block in row]
        for kind, group in groupby((block for block in said if block.kind in PER_ROW), key=lambda block: block.kind)
        for row in _rows(tuple(group), PER_ROW[kind])
    ]


def _rows(blocks: tuple[Block, ...], length: int) -> Iterator[tuple[Block, ...]]:
    return (blocks[start : start + length] for start in range(0, len(blocks), length))


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def _pages(blocks: Iterable[Block]) -> Iterator[Text]:
    """The paragraphs gathered into as few messages as hold them."""
    page: list[Text] = []
    length = 0
    for paragraph, size in _paragraphs(blocks):
        if page and length + size + 2 > LONGEST:
            yield Text(*page)
            page, length = [], 0
        page += [Text("\n\n" if page else ""), paragraph]
        length += size + 2
    if page:
        yield Text(*page)


def _paragraphs(blocks: Iterable[Block]) -> Iterator[tuple[Text, int]]:
    """Formatted paragraphs with their length; what is of one kind stands together."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        marked = "\n".join(f"• {block.text}" if kind == "step" else block.text for block in group)
        for part in split(marked):
            yield _FORM.get(kind, Text)(part), units(part)


def split(text: str, longest: int = LONGEST) -> Iterator[str]:
    """A text in parts that fit, divided after sentences, in a sentence only when it alone is too long."""
    part = ""
    for piece in _pieces(text, longest):
        if part and units(part) + units(piece) > longest:
            yield part.strip()
            part = ""
        part += piece
    if part.strip():
        yield part.strip()


def _pieces(text: str, longest: int) -> Iterator[str]:
    start = 0
    for end in (*(match.end() for match in _SENTENCE.finditer(text)), len(text)):
        sentence, start = text[start:end], end
        while units(sentence) > longest:
            # half as many characters never have more units than fit
            yield sentence[: longest // 2]
            sentence = sentence[longest // 2 :]
        yield sentence
