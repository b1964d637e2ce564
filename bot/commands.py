"""What the commands of the program do, once their arguments are read."""

import asyncio
import getpass
import os
import sys
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.app import open_desk, open_registry, opened_storage
from bot.desk import Desk
from bot.errors import InputError
from bot.lines import answer_lines, deadline_answer, question_answer, written_day
from bot.pages import page
from bot.settings import read_settings
from bot.terminal import chat
from dialogs.dates import written_dates
from dialogs.dating import counted, written_override
from dialogs.engine import YEARS
from dialogs.replies import blocks
from dialogs.turns import (
    Beside,
    ClauseName,
    Due,
    Event,
    Quote,
    Reply,
    Say,
    Trace,
    Wrote,
    YearPage,
)
from dialogs.wording import Block, Wording
from knowledge.calendar import load_entries
from knowledge.files import DataError
from knowledge.languages import LANGUAGES, Language
from knowledge.limits import LimitError

if TYPE_CHECKING:
    from bot.registry import Registry


def opened_desk() -> Desk:
    """The desk of this installation. Raises InputError for a setting or a file that cannot be used."""
    try:
        return open_desk(read_settings())
    except DataError as wrong:
        raise InputError(str(wrong)) from wrong


def talk() -> None:
    """The chat in the terminal: with the cases of whoever talks where there is a database, with the law alone else."""
    settings = read_settings()
    if settings.is_embedded and not settings.embedded_file.exists():
        desk = opened_desk()
        chat(desk.talk(), desk.law.act, settings.papers_folder)
        return
    with asyncio.Runner() as runner:
        on_leaving = AsyncExitStack()
        storage = runner.run(on_leaving.enter_async_context(opened_storage(settings)))
        try:
            registry = open_registry(storage, settings)
            # whoever has this account of the machine; the database's file is theirs to read anyway
            address = str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()
            hear = partial(_heard, runner, registry, address)
            chat(hear, registry.law.act, settings.papers_folder)
        finally:
            runner.run(on_leaving.aclose())


def _heard(runner: asyncio.Runner, registry: "Registry", address: str, event: Event) -> tuple[Block, ...]:
    return runner.run(registry.hear("terminal", address, event))


def stay_up() -> None:
    """Every channel that is configured, until the program is told to stop."""
    from bot.logs import set_up_logs  # noqa: PLC0415
    from bot.running import run  # noqa: PLC0415 - nothing else waits for the libraries of the channels

    settings = read_settings()
    set_up_logs(settings.log_level, sys.stderr)
    asyncio.run(run(settings))


def check_run(said: TextIO) -> bool:
    """Say of each thing that a run needs whether it is right; whether all are."""
    from bot.running import checked  # noqa: PLC0415

    async def faults() -> list[str]:
        found = []
        async for name, fault in checked(read_settings()):
            said.write(f"{name}: {fault or 'ok'}\n")
            found += [fault] if fault else []
        return found

    return not asyncio.run(faults())


# --- questions -----------------------------------------------------------------------------------------------


def ask_once(question: str, lang: str, said: TextIO) -> None:
    """Answer one question."""
    desk = opened_desk()
    state = desk.opened()
    if lang:
        state = state.but(language=language_of(lang), is_language_fixed=True)
    _, said_blocks = desk.hear(state, Wrote(question))
    # nothing can be picked after a single question
    said.write(page(replace(block, number=0) if block.kind == "choice" else block for block in said_blocks) + "\n")


def ask_lines(asked: Iterable[bytes], said: TextIO, faults: TextIO) -> None:
    """Answer questions in JSON lines."""
    answer_lines(asked, said, faults, question_answer(opened_desk().law.search))


# --- dates ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """The options of `komek due` as they were written; "" for those that were not."""

    as_of: str = ""
    override: str = ""
    lang: str = ""


def due_once(rule: str, event: str, given: Given, said: TextIO) -> None:
    """The date of one limit and its trace. Raises InputError when it cannot be counted."""
    desk = opened_desk()
    wording = _wording(desk, given.lang)
    if rule not in desk.law.limits:
        msg = f"no time limit {rule!r}; one of: {', '.join(desk.law.limits)}"
        raise InputError(msg)
    try:
        today = _day(given.as_of, "--as-of", desk.today()) if given.as_of else desk.today()
        day = _day(event, "DATE", today)
        override = written_override(given.override) if given.override else None
        deadline = counted(rule, day, override, desk.law, today)
    except LimitError as fault:
        raise InputError(str(fault)) from fault
    _write(wording, (Due(deadline, today), Trace(deadline)), said)


def _day(written: str, name: str, today: date) -> date:
    """A day as the chat takes it, 31.01.2026 too, but with its year. Raises LimitError."""
    dates = [one for one in written_dates(written, today) if one.year is not None]
    day = dates[0].nearest(today, ahead=False) if len(dates) == 1 else None
    return day or written_day(written, name)


def list_limits(lang: str, said: TextIO) -> None:
    """The keys of the limits with what they are."""
    desk = opened_desk()
    wording = _wording(desk, lang)
    for key, limit in desk.law.limits.items():
        named = wording.words(f"limit-{key}", {"clause": ClauseName(limit.clause)})
        said.write(f"{key:28}{named}\n")


def due_lines(asked: Iterable[bytes], said: TextIO, faults: TextIO) -> None:
    """Count dates in JSON lines."""
    answer_lines(asked, said, faults, deadline_answer(opened_desk().law))


# --- the law -------------------------------------------------------------------------------------------------


def show_clause(reference: str, on: str, lang: str, said: TextIO) -> None:
    """The words of the clauses a reference names, on a day in the past if one is given."""
    desk = opened_desk()
    named = desk.law.search.named(reference)
    if not named.clauses:
        msg = f"no clause {reference!r}: write 22, 22.4, order.2.3 or 22-25; the Instruction has 33 paragraphs"
        raise InputError(msg)
    wording = _wording(desk, lang)
    if not on:
        replies = (r for c in named.clauses for r in (Quote(c, named.part, is_whole=not named.part), Beside(c)))
        _write(wording, replies, said)
        return
    try:
        day = _day(on, "--on", desk.today())
        if day > desk.today():
            msg = f"--on {on}: it lies ahead; a day up to today, {desk.today()}, is needed"
            raise InputError(msg)
    except LimitError as fault:
        raise InputError(str(fault)) from fault
    _write(wording, [reply for clause in named.clauses for reply in _on_day(desk, clause, day, wording.language)], said)


def _on_day(desk: Desk, clause: str, day: date, language: Language) -> tuple[Reply, ...]:
    """The wording of that day, or an honest word that it is not held."""
    values = {"clause": ClauseName(clause), "day": day, "act": desk.law.act.amended_by(clause).name}
    match desk.law.act.wording_on(clause, language, day):
        case None:
            return (Say("wording-not-held", values),)
        case "unknown":
            return (Say("wording-unknown", values), Quote(clause, is_whole=True))
        case held:
            return (Say("wording-held", values), Quote(clause, wording=held, is_whole=True))


def show_calendar(year: int, entries: str, lang: str, said: TextIO) -> None:
    """The days off of a year, with a file of entries tried on it if one is given."""
    if year not in YEARS:
        msg = f"no calendar for {year}: a year from {YEARS[0]} to {YEARS[-1]} is needed"
        raise InputError(msg)
    desk = opened_desk()
    if entries:
        try:
            tried = desk.law.calendar.with_entries(load_entries(Path(entries)))
        except DataError as wrong:
            raise InputError(str(wrong)) from wrong
        desk = replace(desk, law=replace(desk.law, calendar=tried))
    _write(_wording(desk, lang), (YearPage(year),), said)


def language_of(lang: str) -> Language:
    """The language an option names. Raises InputError for any other."""
    for language in LANGUAGES:
        if lang.casefold() == language:
            return language
    msg = f"--lang {lang!r}: one of {', '.join(LANGUAGES)} is needed"
    raise InputError(msg)


def _wording(desk: Desk, lang: str) -> Wording:
    return Wording(desk.texts, desk.law, language_of(lang) if lang else desk.default_language)


def _write(wording: Wording, replies: Iterable[Reply], said: TextIO) -> None:
    said.write(page(blocks(replies, wording)) + "\n")
