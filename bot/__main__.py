"""The commands of the program: `komek`, or `python -m bot`."""

import io
import os
import sys
from typing import Annotated, Final

import typer

from bot.errors import InputError
from bot.office_commands import office

BAD_INPUT: Final = 2

app = typer.Typer(
    name="komek",
    help="Komek answers questions about the Instruction on legal assistance between the courts of Kazakhstan and "
    "foreign courts, counts its time limits, and keeps a court's cases with their dates.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

LanguageOption = Annotated[
    str,
    typer.Option("--lang", metavar="en|ru|kk", help="Language of the reply; else the question's, or the default."),
]


@app.command()
def chat() -> None:
    """
    Talk in the terminal.

    Questions, clauses, dates. On a terminal with history and completion (tab); in a pipe as plain lines, a turn
    a line. /help inside says more.
    """
    from bot import commands  # noqa: PLC0415 - the pages of --help do not wait for the law to load

    commands.talk()


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="The question, in English, Russian or Kazakh.")] = None,
    lang: LanguageOption = "",
    *,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='Read lines {"id", "lang", "q"} from standard input and write lines {"id", "hits", "answered"}. '
            "A line that cannot be read is named on standard error and skipped.",
        ),
    ] = False,
) -> None:
    """
    Answer one question.

    It prints the short answer, the words of the clause, its number and source. Example: komek ask "в какой срок
    исполняется поручение иностранного суда?"
    """
    from bot import commands  # noqa: PLC0415

    if jsonl:
        commands.ask_lines(sys.stdin.buffer, sys.stdout, sys.stderr)
        return
    if not "".join(question or ()).strip():
        msg = 'no question: write it in quotation marks, komek ask "how long do we have to execute an order?"'
        raise InputError(msg)
    commands.ask_once(" ".join(question or ()), lang, sys.stdout)


@app.command()
def due(  # noqa: PLR0913 - typer reads the options from the signature
    rule: Annotated[str, typer.Argument(metavar="LIMIT", help="The time limit; `komek due --list` names them.")] = "",
    event: Annotated[str, typer.Argument(metavar="DATE", help="The day of the event (the hearing), YYYY-MM-DD.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help="Today, when it is another day.")] = "",
    override: Annotated[
        str, typer.Option("--override", help='Another length with its basis: "2 months: Treaty X, art. 5".')
    ] = "",
    lang: LanguageOption = "",
    *,
    list_limits: Annotated[bool, typer.Option("--list", help="Name the time limits and stop.")] = False,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='Read lines {"id", "rule", "event_date" or "hearing_date", "as_of", "override", "calendar_extra"} '
            'from standard input and write lines {"id", "due", "status"}.',
        ),
    ] = False,
) -> None:
    """
    Count a time limit.

    It prints the date, and every step of how it was reached. Example: komek due execute_order 2026-01-31
    """
    from bot import commands  # noqa: PLC0415

    if jsonl:
        commands.due_lines(sys.stdin.buffer, sys.stdout, sys.stderr)
    elif list_limits:
        commands.list_limits(lang, sys.stdout)
    else:
        commands.due_once(rule, event, commands.Given(as_of, override, lang), sys.stdout)


@app.command()
def clause(
    reference: Annotated[list[str], typer.Argument(help='The clause: 22, 22.4, "п. 22", order.2.3, 22-25.')],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The wording in force on that day.")] = "",
    lang: LanguageOption = "",
) -> None:
    """
    Show the words of a clause.

    With its source and the acts it points to. Example: komek clause 22.4 --lang kk
    """
    from bot import commands  # noqa: PLC0415

    commands.show_clause(" ".join(reference), on, lang, sys.stdout)


@app.command()
def calendar(
    year: Annotated[int, typer.Argument(help="The year, 1991 to 2100.")],
    entries: Annotated[
        str,
        typer.Option("--entries", metavar="FILE", help="Try a file of moved days before it is put to use."),
    ] = "",
    lang: LanguageOption = "",
) -> None:
    """
    Show the days off of a year.

    It prints the weekdays off and the weekend days worked, with their sources. Days that the labour authority
    moved are entered in a file that the setting CALENDAR_ENTRIES names:

    \b
        [[moved]]
        off = 2027-03-19
        worked = 2027-03-20
        act = "Order of the Minister of Labour of ..., No. ..."

    Single days stand under [[day_off]] or [[worked]] with day and act. Example: komek calendar 2026 --lang ru
    """  # noqa: D301 - the mark that keeps the lines below it apart
    from bot import commands  # noqa: PLC0415

    commands.show_calendar(year, entries, lang, sys.stdout)


app.registered_commands += office.registered_commands


@app.command()
def run(
    *, check: Annotated[bool, typer.Option("--check", help="Only say what is wrong, line by line.")] = False
) -> None:
    """
    Stay up and talk in Telegram and by e-mail.

    It needs BOT_TOKEN, as @BotFather gave it, or a mail server; .env.example lists the settings. SIGTERM finishes what
    is in hand.
    """
    from bot import commands  # noqa: PLC0415

    if check and not commands.check_run(sys.stdout):
        raise typer.Exit(1)
    if not check:
        commands.stay_up()


def main() -> None:
    """Run the program: one line for an error, exit status 2 for what cannot be used, never a traceback."""
    try:
        _open_streams()
        status = app(prog_name="komek", standalone_mode=False) or 0
    except typer.TyperException as wrong:
        status = _refused(wrong.format_message())
    except InputError as wrong:
        status = _refused(str(wrong))
    except BrokenPipeError:
        # whoever read has enough; nothing may be written to the pipe any more, not even at the exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as broken:
        status = _refused(f"input or output failed: {broken.strerror or broken}")
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


def _open_streams() -> None:
    for name, stream in (("input", sys.stdin), ("output", sys.stdout), ("error", sys.stderr)):
        if stream is None:
            msg = f"standard {name} is closed; it must be open"
            raise InputError(msg)
        # a system without a locale would refuse Cyrillic
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _refused(message: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"komek: {' '.join(message.split())}\n")
    return BAD_INPUT


if __name__ == "__main__":
    main()
