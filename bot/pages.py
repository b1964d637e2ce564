"""Blocks as text: wrapped for a screen, or one line each for a script."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from dialogs.wording import Block, BlockKind

#: What stands before the lines of a block: its first line, and those that follow.
_MARGINS: Final[Mapping[BlockKind, tuple[str, str]]] = {
    "text": ("", ""),
    "date": ("", ""),
    "quote": ("  │ ", "  │ "),
    "source": ("  ", "  "),
    "note": ("  ", "  "),
    "step": ("  - ", "    "),
    "choice": ("", "   "),
}
WIDEST: Final = 100

#: Kinds that stand together without an empty line between them.
_TOGETHER: Final = frozenset({"quote", "source", "note", "step", "choice"})


def page(blocks: Iterable[Block], width: int = WIDEST) -> str:
    """The blocks wrapped to `width` columns, an empty line between what does not belong together."""
    lines: list[str] = []
    before: Block | None = None
    for block in _readable(blocks):
        if before and not (block.kind in _TOGETHER and before.kind == block.kind):
            lines.append("")
        lines += _wrapped(block, min(width, WIDEST))
        before = block
    return "\n".join(lines)


def plain_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """The blocks for a script: a block a line, however long."""
    for block in _readable(blocks):
        first, _ = _MARGINS[block.kind]
        yield from (f"{_number(block)}{first}{line.strip()}" for line in block.text.splitlines())


def _readable(blocks: Iterable[Block]) -> Iterator[Block]:
    """Without the month to press, which is for channels with buttons, and without files: here a day is written."""
    return (block for block in blocks if block.kind in _MARGINS)


def _wrapped(block: Block, width: int) -> Iterator[str]:
    first, further = _MARGINS[block.kind]
    for line in block.text.splitlines():
        yield from textwrap.wrap(
            line.strip(),
            max(width, 20),
            initial_indent=_number(block) + first,
            subsequent_indent=further,
            break_on_hyphens=False,
        ) or [""]


def _number(block: Block) -> str:
    return f"{block.number}  " if block.number else ""
