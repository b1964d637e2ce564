"""The commands of whoever runs the machine, with their help; `bot.__main__` puts them beside the others."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.errors import InputError

#: The chain of the audit is broken, or a person was not forgotten after all.
NOT_SO: Final = 1

office = typer.Typer()

FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="The file of the backup.")]
CourtOption = Annotated[
    str, typer.Option("--court", metavar="C", help="The court: its name, or its number in `komek courts`.")
]


@office.command()
def migrate() -> None:
    """
    Bring the database to the present shape.

    After an update of Komek. The embedded database needs no such step; a PostgreSQL database (DATABASE_URL) is
    changed by this command only, all of it or nothing. Make a backup before.
    """
    from bot import office as work  # noqa: PLC0415 - the pages of --help do not wait for the database's libraries

    _say(asyncio.run(work.migrated()))


@office.command()
def court(
    name: Annotated[str, typer.Argument(help="The name, in any language; it must be new.")],
    region: Annotated[str, typer.Option("--region", metavar="R", help="The region: it joins courts and Department.")],
    *,
    department: Annotated[bool, typer.Option("--department", help="It is the Department of the region.")] = False,
) -> None:
    """
    Add a court, or the Department of a region.

    Example: komek court "Медеуский районный суд" --region "Алматы"
    """
    from bot import office as work  # noqa: PLC0415

    _say(asyncio.run(work.court_added(name, region, is_department=department)))


@office.command()
def courts() -> None:
    """
    List the courts and Departments.

    Number, name, what it is, region.
    """
    from bot import office as work  # noqa: PLC0415

    _say(asyncio.run(work.courts_listed()))


@office.command()
def invite(
    court: CourtOption = "",
    role: Annotated[
        str, typer.Option("--role", metavar="R", help="clerk, judge, chief, department or administrator.")
    ] = "",
    name: Annotated[str, typer.Option("--name", metavar="N", help="The person's name.")] = "",
    email: Annotated[str, typer.Option("--email", metavar="E", help="The e-mail address, if there is one.")] = "",
    again: Annotated[
        str, typer.Option("--again", metavar="PERSON", help="A further code for the person of this number.")
    ] = "",
) -> None:
    """
    Enter a person and print the code by which they come in.

    The code can be used once, within 7 days; Komek keeps no copy of it. People of a Department have the role
    department, people of a court the others; an administrator may belong to either. Example: komek invite --court
    "Медеуский районный суд" --role clerk --name "Айгүл Серікқызы". For a new phone: komek invite --again 3
    """
    from bot import office as work  # noqa: PLC0415

    if again.strip():
        if court or role or name or email:
            msg = "--again: it stands alone, since the person is there already; leave the other options out"
            raise InputError(msg)
        _say(asyncio.run(work.invited_again(again.strip())))
    else:
        _say(asyncio.run(work.invited(court, role, name, email)))


@office.command()
def people(court: CourtOption = "") -> None:
    """
    List the people.

    Number, name, role, court, and whether they talk with Komek already. Those who were removed or
    forgotten are listed too, and marked.
    """
    from bot import office as work  # noqa: PLC0415

    _say(asyncio.run(work.people_listed(court)))


@office.command()
def forget(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="The number; `komek people` lists them.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """
    Remove what identifies a person, for good.

    What happened in the cases stays, under the person's number. It says what is removed and what stays, and asks
    before it does so; the exit status is 1 if the answer is not yes. Example: komek forget 3
    """
    from bot import office as work  # noqa: PLC0415

    # asked between two transactions: while somebody thinks, the others go on working
    if not yes:
        _say(asyncio.run(work.asked_to_forget(person)))
        sys.stdout.write("Forget this person? Type yes: ")
        sys.stdout.flush()
        if sys.stdin.readline().strip().casefold() != "yes":
            _say("nothing was changed")
            raise typer.Exit(NOT_SO)
    _say(asyncio.run(work.forgotten(person)))


@office.command("import")
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The table: CSV or XLSX, with a header.")],
    court: CourtOption,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look through the table; nothing is loaded.")] = False,
) -> None:
    """
    Load the cases of a table into a court.

    All of them or none: if a row cannot be used, each is listed with its line, its column, what stands there and what
    is needed, and the exit status is 2. A row is a case. The columns are number, kind and owner (a person of the
    court), which are needed, and state, basis, deputy, judge, opened, closed; then one for each event with its day
    (several days with ; between them) and one for each limit whose length is another ("2 months: Treaty X, art. 5").
    `komek export` writes them all with their names, which may be English, Russian or Kazakh, in any order. What
    happened is entered in the owner's name. Example: komek import cases.xlsx --court "Медеуский районный суд" --dry-run
    """
    from bot import office as work  # noqa: PLC0415

    found, wrong = asyncio.run(work.imported(Path(file), court, is_trial=dry_run))
    _say(found)
    if wrong:
        raise InputError(wrong)


@office.command()
def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A new XLSX workbook.")], court: CourtOption
) -> None:
    """
    Write all cases of a court into a workbook.

    The open and the closed ones, with the next day on which something is due; `komek import` takes it in another
    installation. What was corrected, and why, stays in the database: for a copy of everything see `komek backup`.
    Example: komek export cases.xlsx --court "Медеуский районный суд"
    """
    from bot import office as work  # noqa: PLC0415

    _say(asyncio.run(work.exported(Path(file), court)))


FormOption = Annotated[str, typer.Option("--form", metavar="F", help="The form, as `komek forms` names it.")]
LanguageOption = Annotated[
    str,
    typer.Option(
        "--language", metavar="L", help="ru, kk, en, or kk-ru: two columns, with {{ court_kk }} and {{ court_ru }}."
    ),
]


@office.command()
def forms(court: CourtOption = "") -> None:
    """
    List the forms of papers, or a court's own ones.

    Example: komek forms --court "Медеуский районный суд"
    """
    from bot import office_papers as work  # noqa: PLC0415

    _say(asyncio.run(work.forms_listed(court)))


@office.command("form-file")
def form_file(file: FileArgument, form: FormOption, language: LanguageOption) -> None:
    """
    Write a form of papers into a new DOCX, with its marks.

    To be changed in Word and brought back by `komek form`. Example: komek form-file --form forwarding-letter
    --language ru letter.docx
    """
    from bot import office_papers as work  # noqa: PLC0415

    _say(asyncio.run(work.form_given(form, language, Path(file))))


@office.command("form")
def take_form(
    form: FormOption,
    language: LanguageOption,
    court: CourtOption,
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="The court's form, a DOCX.")] = "",
    *,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="The form before counts again, or ours.")] = False,
) -> None:
    """
    Have a court draft a paper in its own form.

    The DOCX has marks like {{ case_number }}, names of fields and nothing more: what else stands in braces, macros,
    links and embedded objects are refused. Example: komek form --court 1 --form forwarding-letter --language ru
    letter.docx
    """
    from bot import office_papers as work  # noqa: PLC0415

    if withdraw == bool(file):
        msg = "a FILE to take, or --withdraw, is needed: one of them"
        raise InputError(msg)
    if withdraw:
        _say(asyncio.run(work.form_withdrawn(court, form, language)))
    else:
        _say(asyncio.run(work.form_taken(court, form, language, Path(file))))


@office.command("new-key")
def new_key() -> None:
    """
    Print a new key for PERSONAL_KEY.

    Answers that say something of a person are kept under it in the database. It is kept nowhere: store it apart from
    the database and its backups, since without it those answers are lost.
    """
    from storage.seal import new_key as made  # noqa: PLC0415

    _say(made())


@office.command("rotate-key")
def rotate_key() -> None:
    """
    Keep all personal answers under the first key of PERSONAL_KEY.

    To change the key: put a new one (komek new-key) before the old one, with a comma between them, start what runs
    anew, run this command, then take the old key out. People can work meanwhile.
    """
    from bot import office_papers as work  # noqa: PLC0415

    _say(asyncio.run(work.key_renewed()))


@office.command()
def backup(file: FileArgument) -> None:
    """
    Copy the whole database into a new file.

    As it stands at one moment, while everybody goes on working. The file is an SQLite database, whichever database
    it was made from. Example: komek backup komek-2026-11-24.db
    """
    from bot import office as work  # noqa: PLC0415

    _say(asyncio.run(work.backed_up(Path(file))))


@office.command()
def restore(file: FileArgument) -> None:
    """
    Fill an empty database from a backup.

    The database of the settings DATA_FOLDER or DATABASE_URL; what stands in one is never written over. Backups of
    earlier releases are taken too. Example: DATA_FOLDER=new-folder komek restore komek-2026-11-24.db
    """
    from bot import office as work  # noqa: PLC0415

    _say(asyncio.run(work.restored(Path(file))))


@office.command()
def audit(
    court: CourtOption = "",
    last: Annotated[
        int | None, typer.Option("--last", metavar="N", min=1, max=100_000, help="How many records; 20 if not given.")
    ] = None,
    *,
    verify: Annotated[bool, typer.Option("--verify", help="Look whether a record was changed or taken out.")] = False,
) -> None:
    """
    Show who saw and changed what.

    The newest first: number, time in Kazakhstan, person, deed, and what it was done to. With --verify the whole chain
    of all courts is looked through: exit status 0 with the newest hash, which should be noted elsewhere, or 1
    with the first record that does not follow the one before it.
    """
    from bot import office as work  # noqa: PLC0415

    if not verify:
        _say(asyncio.run(work.audit_listed(court, last or 20)))
        return
    if court or last is not None:
        msg = "--verify: it goes over all records of all courts; leave --court and --last out"
        raise InputError(msg)
    found, holds = asyncio.run(work.audit_verified())
    _say(found)
    if not holds:
        raise typer.Exit(NOT_SO)


@office.command()
def entries(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A file in the form that `komek calendar --help` shows.")
    ] = "",
) -> None:
    """
    Enter the days that the labour authority moved.

    Without FILE, it lists what is entered. Look at the result first: komek calendar 2027 --entries FILE. Of two
    entries for one day the newer stands.
    """
    from bot import office as work  # noqa: PLC0415

    _say(asyncio.run(work.entries_added(Path(file)) if file else work.entries_listed()))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


@office.command()
def outbox(
    retry: Annotated[str, typer.Option("--retry", metavar="NUMBER", help="Try this message again, at once.")] = "",
) -> None:
    """
    List what is late or was not delivered.

    Number, channel, to whom, of which case, what became of it; never what it says.
    """
    from bot import office as work  # noqa: PLC0415

    _say(asyncio.run(work.tried_again(retry) if retry else work.outbox_listed()))
