"""The chat in a terminal: the same desk on standard input and output; papers are put into a folder."""

import sys
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TextIO

from bot.desk import Hear
from bot.pages import page, plain_lines
from dialogs.turns import Event, Opened, Wrote
from dialogs.wording import Block
from knowledge.instruction import Instruction

COMMANDS: Final = (
    "/help", "/clause ", "/due", "/why", "/calendar ", "/lang ", "/cases", "/case ", "/register",
    "/papers", "/continue", "/start ", "/cancel", "/quit",
)  # fmt: skip

_LEAVING: Final = frozenset({"/quit", "/exit", "quit", "exit", "выход", "выйти", "шығу"})


def chat(hear: Hear, act: Instruction, papers: Path) -> None:
    """
    Talk until the person leaves: with history and completion on a terminal, as plain lines otherwise.

    Args:
        hear: Who answers.
        act: What can be named by the tab key.
        papers: The folder for papers, which is made when the first is drafted.
    """
    hear = with_papers(hear, papers)
    if sys.stdin.isatty() and sys.stdout.isatty():
        chat_on_screen(hear, act)
    else:
        chat_in_lines(hear, sys.stdin, sys.stdout)


def chat_in_lines(hear: Hear, asked: Iterable[str], said: TextIO) -> None:
    """A talk for scripts: a turn a line, the replies unwrapped, an empty line after each."""
    for line in asked:
        if is_leaving(line):
            return
        blocks = hear(Wrote(line.rstrip("\r\n")))
        said.writelines(f"{text}\n" for text in plain_lines(blocks))
        said.write("\n")
        said.flush()


def with_papers(hear: Hear, folder: Path) -> Hear:
    """The same talk, in which papers become files of the folder; where they are is said in their place."""

    def heard(event: Event) -> tuple[Block, ...]:
        return tuple(_in_folder(block, folder) if block.kind == "file" else block for block in hear(event))

    return heard


def _in_folder(block: Block, folder: Path) -> Block:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # papers name people
    file = _written(folder / block.text, b64decode(block.content))
    return replace(block, kind="text", text=f"→ {file}", content="")


def _written(file: Path, content: bytes) -> Path:
    """The file that was written, under the next free name: a paper that is there is never lost."""
    name, number = file, 1
    while True:
        try:
            name.touch(mode=0o600, exist_ok=False)
            name.write_bytes(content)
        except FileExistsError:
            number += 1
            name = file.with_stem(f"{file.stem} ({number})")
        else:
            return name


def is_leaving(line: str) -> bool:
    """Whether a line ends the talk."""
    return line.strip().casefold() in _LEAVING


def chat_on_screen(hear: Hear, act: Instruction) -> None:
    """A talk on a terminal: history, completion, replies wrapped to its width."""
    # imported here: a script that pipes its questions does not wait for it
    from prompt_toolkit import PromptSession  # noqa: PLC0415
    from prompt_toolkit.completion import WordCompleter  # noqa: PLC0415
    from prompt_toolkit.history import InMemoryHistory  # noqa: PLC0415

    words = WordCompleter(list(completions(act)), sentence=True)
    # the history is kept in memory only: what people ask is not left on the disk
    session: PromptSession[str] = PromptSession(history=InMemoryHistory(), completer=words, complete_while_typing=False)
    event: Event = Opened()
    while True:
        sys.stdout.write(f"\n{page(hear(event), session.output.get_size().columns)}\n\n")
        line = _asked(session.prompt)
        if is_leaving(line):
            return
        event = Wrote(line)


def _asked(prompt: Callable[[str], str]) -> str:
    """The next line that is not empty; the end of the input leaves, an interrupted line is forgotten."""
    while True:
        try:
            line = prompt("> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return COMMANDS[-1]
        if line.strip():
            return line


def completions(act: Instruction) -> Iterator[str]:
    """What the tab key offers: the commands, and the clauses after `/clause`."""
    yield from COMMANDS
    yield from (f"/clause {clause}" for clause in act.ids)
    yield from (f"/lang {language}" for language in act.texts)
