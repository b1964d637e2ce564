"""
What the administrator's commands do: courts, people, cases in and out, copies, the audit, the days that were moved.

Each returns what is to be printed: nothing is written while a transaction is open, so a reader that has gone away
undoes nothing. Whoever runs the machine acts here, not a person of a court; the audit notes nobody's number.
"""

import asyncio
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process, utils
from sqlalchemy.exc import IntegrityError

from bot.app import hours_of, local_time, now_utc, opened_storage, today_in_kazakhstan
from bot.commands import opened_desk
from bot.errors import InputError
from bot.settings import read_settings
from knowledge.calendar import Entry, load_entries
from knowledge.cases import Case
from knowledge.files import DataError
from knowledge.people import LONGEST_EMAIL, LONGEST_NAME, ROLES, ROLES_OF, Person, Role, is_email
from notifier.planning import Planning
from storage.copies import Held, backup, restore
from storage.outbox import Troubled
from storage.people import INVITATION, Court, Listed, People
from storage.schema import migrate, revision
from storage.unit import Unit

if TYPE_CHECKING:
    from bot.caseload import Caseload

#: The longest that the tables hold.
REGION: Final = 100
ACT: Final = 500

#: How like a name must be to be named when there is none of what was written; of 100.
_NEAR: Final = 60


@asynccontextmanager
async def _unit() -> AsyncIterator[Unit]:
    async with opened_storage(read_settings()) as storage, storage.unit(now_utc()) as unit:
        yield unit


# --- what is written on the command line -----------------------------------------------------------------------


def _line(written: str, what: str, longest: int) -> str:
    """A name as it is kept: composed letters, single spaces, nothing that cannot be seen. Raises InputError."""
    composed = unicodedata.normalize("NFC", written.strip())
    line = " ".join("".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in composed).split(" "))
    line = " ".join(word for word in line.split(" ") if word)
    unseen = next((sign for sign in line if not sign.isprintable()), None)
    if unseen is not None:
        msg = f"{what} {line!r:.80}: it holds {unseen!r}, which cannot be seen; write it anew without it"
        raise InputError(msg)
    if not any(sign.isalnum() for sign in line) or len(line) > longest:
        msg = (
            f"{what} {line!r:.80}: {len(line)} characters; 1 to {longest} are needed, with a letter or digit among them"
        )
        raise InputError(msg)
    return line


def _email(written: str) -> str:
    """An e-mail address, as far as its form can tell. Raises InputError."""
    address = written.strip()
    if not is_email(address):
        msg = f"--email {address!r:.80}: name@sud.kz is the form, at most {LONGEST_EMAIL} characters; or leave it out"
        raise InputError(msg)
    return address


def _role(written: str) -> Role:
    for role in ROLES:
        if written.strip().casefold() == role:
            return role
    msg = f"--role {written!r:.80}: one of {', '.join(ROLES)} is needed"
    raise InputError(msg)


async def court_named(people: People, written: str) -> Court:
    """The court of this name, however its capitals are written, or of this number. Raises InputError."""
    name = _line(written, "--court", LONGEST_NAME)
    courts = await people.courts()
    named = next((court for court in courts if court.name.casefold() == name.casefold()), None)
    court = named or next((court for court in courts if str(court.id) == name), None)
    if court:
        return court
    found = process.extract(
        name, [c.name for c in courts], scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=_NEAR
    )
    near = "; near it: " + ", ".join(f'"{one}"' for one, _, _ in found) if found else ""
    msg = f'--court {name!r}: no such court{near}; komek courts lists them, komek court "NAME" --region R adds one'
    raise InputError(msg)


async def _person(people: People, written: str) -> Listed:
    """The person of this number, who was not forgotten. Raises InputError."""
    # nine digits: more are no number that a database gives
    is_number = written.isascii() and written.isdigit() and len(written) <= 9
    found = await people.anyone(int(written)) if is_number else None
    if found is None or found.is_forgotten:
        wrong = "was forgotten already" if found else "nobody has this number" if is_number else "is not a number"
        msg = f"PERSON {written!r:.80}: {wrong}; the number of a person is needed, komek people lists them"
        raise InputError(msg)
    return found


def _table(rows: Iterable[Sequence[str]]) -> str:
    """Lines with their columns below one another."""
    lines = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


# --- the database ----------------------------------------------------------------------------------------------


async def migrated() -> str:
    """The database brought to the present shape; its records are not changed, so the audit has nothing to note."""
    async with opened_storage(read_settings(), as_it_stands=True) as storage:
        before = await revision(storage.database)
        step = await migrate(storage.database)
    if before == step:
        return f"the database stands at step {step} already; nothing was to be done"
    return f"the database was brought from step {before or 'none'} to step {step}"


async def backed_up(file: Path) -> str:
    """A copy of everything in a new file."""
    async with opened_storage(read_settings()) as storage:
        try:
            held = await backup(storage.database, file)
        except FileExistsError as there:
            msg = f"{file}: is there already; name a new file, a backup is written over nothing"
            raise InputError(msg) from there
        except (OSError, sqlite3.Error) as broken:
            said = broken.strerror if isinstance(broken, OSError) else broken
            msg = f"{file}: cannot be written: {said}; name a file in a folder that is there and has room"
            raise InputError(msg) from broken
        async with storage.unit(now_utc()) as unit:
            await unit.audit.note("backed-up", "database", None)
    size = (await asyncio.to_thread(file.stat)).st_size
    return f"{file}: {_counted(held)}; {size:,} bytes. It holds names: keep it as safe as the database"


async def restored(file: Path) -> str:
    """An empty database filled from a backup."""
    async with opened_storage(read_settings(), as_it_stands=True) as storage:
        try:
            held = await restore(storage.database, file)
        except FileNotFoundError as none:
            msg = f"{file}: no such file; name one that komek backup made"
            raise InputError(msg) from none
        except ValueError as strange:
            raise InputError(str(strange)) from strange
        except FileExistsError as full:
            msg = (
                f"{full}; a backup fills an empty one: set DATA_FOLDER to a new folder or DATABASE_URL to an empty one"
            )
            raise InputError(msg) from full
        async with storage.unit(now_utc()) as unit:
            await unit.audit.note("restored", "database", None)
    return f"restored from {file}: {_counted(held)}"


def _counted(held: Held) -> str:
    return f"cases: {held.cases:,}, people: {held.people:,}"


# --- courts and people -----------------------------------------------------------------------------------------


async def court_added(name: str, region: str, *, is_department: bool) -> str:
    """A new court, or the Department of a region."""
    name = _line(name, "NAME", LONGEST_NAME)
    region = _line(region, "--region", REGION)
    async with _unit() as unit:
        there = await unit.people.courts()
        if any(court.name.casefold() == name.casefold() for court in there):
            msg = f"NAME {name!r}: there is one of this name already; give it another, or see komek courts"
            raise InputError(msg)
        # a court finds its Department by the region, so a region is written in one way
        region = next((court.region for court in there if court.region.casefold() == region.casefold()), region)
        department = next((c.name for c in there if c.kind == "department" and c.region == region), None)
        if is_department and department:
            msg = f"--region {region!r}: it has its Department already, {department!r}; a region has one"
            raise InputError(msg)
        court = await unit.people.add_court(name, "department" if is_department else "court", region)
        await unit.audit.note("court-added", f"court:{court.id}", None, court.id)
    added = f'{court.kind} {court.id}, "{name}", of the region "{region}" was added'
    if is_department or department:
        return added
    return f'{added}\nno Department of this region is there yet: komek court "NAME" --region "{region}" --department'


async def courts_listed() -> str:
    """Every court and Department."""
    async with _unit() as unit:
        courts = await unit.people.courts()
    if not courts:
        return 'no courts yet; komek court "NAME" --region R adds one'
    return _table((str(court.id), court.name, court.kind, court.region) for court in courts)


async def invited(court: str, role: str, name: str, email: str) -> str:
    """A new person of a court with a code to come in by."""
    for option, given in (("--court", court), ("--role", role), ("--name", name)):
        if not given.strip():
            msg = f"{option} is missing; komek invite --court C --role R --name N, or komek invite --again PERSON"
            raise InputError(msg)
    wanted, name, address = _role(role), _line(name, "--name", LONGEST_NAME), _email(email) if email.strip() else None
    async with _unit() as unit:
        office = await court_named(unit.people, court)
        fitting = ROLES_OF[office.kind]
        if wanted not in fitting:
            msg = f'--role {wanted}: "{office.name}" is a {office.kind}, its people are: {", ".join(fitting)}'
            raise InputError(msg)
        namesakes = [
            str(one.person.id)
            for one in await unit.people.everyone(office.id)
            if one.person.name.casefold() == name.casefold() and not one.is_removed
        ]
        person, code = await unit.people.invite(office.id, wanted, name, address)
        await unit.audit.note("person-invited", f"person:{person}", None, office.id)
    said = f'person {person}, {wanted} of "{office.name}", was entered\n{_handed_on(code)}'
    if namesakes:
        said += (
            f"\nthe same name is there already as person {', '.join(namesakes)}; komek forget {person} undoes this one"
        )
    return said


async def invited_again(written: str) -> str:
    """A further code for somebody who is there already."""
    async with _unit() as unit:
        person = await _person(unit.people, written)
        if person.is_removed:
            msg = (
                f"--again {written}: this person was removed; enter them anew: komek invite --court C --role R --name N"
            )
            raise InputError(msg)
        code = await unit.people.invitation(person.person.id)
        await unit.audit.note("person-invited-again", f"person:{person.person.id}", None, person.person.court)
    return f"person {person.person.id} is let in by a further address\n{_handed_on(code)}"


def _handed_on(code: str) -> str:
    until = local_time(now_utc() + INVITATION)
    return (
        f"they write to Komek:\n\n    /start {code}\n\n"
        f"It can be used once, within {INVITATION.days} days: until {until:%Y-%m-%d %H:%M}. It is shown only here; "
        "hand it on to nobody else"
    )


async def people_listed(court: str) -> str:
    """The people of all courts or of one, those who were removed among them."""
    async with _unit() as unit:
        only = (await court_named(unit.people, court)).id if court.strip() else None
        names = {one.id: one.name for one in await unit.people.courts()}
        people = await unit.people.everyone(only)
    if not people:
        return "nobody yet; komek invite --court C --role R --name N enters somebody"
    return _table(
        (str(one.person.id), one.person.name, one.person.role, names[one.person.court], _standing(one))
        for one in people
    )


def _standing(one: Listed) -> str:
    if one.is_removed:
        return "forgotten" if one.is_forgotten else "removed"
    return "talks by " + ", ".join(one.channels) if one.channels else "not yet talked"


async def asked_to_forget(written: str) -> str:
    """What forgetting somebody removes and what stays, before it is done."""
    async with _unit() as unit:
        found = await _person(unit.people, written)
        person = found.person
        court = next(one.name for one in await unit.people.courts() if one.id == person.court)
        owned = await unit.people.open_cases(person.id)
    return (
        f'person {person.id}: {person.name}, {person.role} of "{court}"\n'
        "is removed for good: the name, e-mail and language; the addresses they write from; codes; what their talks "
        "and begun forms hold; messages to them\n"
        f"stays: the cases, and what they entered there, under the number {person.id} without a name; the records of "
        f"the audit; backups that were made before{_left_behind(owned)}"
    )


async def forgotten(written: str) -> str:
    """Somebody forgotten: what identifies them is gone, what happened in the cases stays."""
    async with _unit() as unit:
        person = (await _person(unit.people, written)).person
        addresses = await unit.people.addresses(person.id)
        owned = await unit.people.open_cases(person.id)
        await unit.people.forget(person.id)
        for channel, address in addresses:
            await unit.conversations.drop(channel, address)
        await unit.audit.note("person-forgotten", f"person:{person.id}", None, person.court)
    return f"person {person.id} was forgotten{_left_behind(owned)}"


def _left_behind(cases: int) -> str:
    return f"\nopen cases that they own: {cases}; hand them over to a colleague" if cases else ""


# --- cases in and out ------------------------------------------------------------------------------------------


async def imported(file: Path, court: str, *, is_trial: bool) -> tuple[str, str]:
    """The cases of a table loaded, all or none: how many of which kinds, or each fault and a word on them all."""
    from bot.caseload import NEEDED, Receiver  # noqa: PLC0415 - what reads workbooks is for these two commands alone
    from bot.sheets import read_table  # noqa: PLC0415

    caseload = _caseload()
    table = read_table(file, caseload.columns)
    if not table.rows or not table.header.keys() >= set(NEEDED):
        msg = f"{file}: a header with {', '.join(NEEDED)} and a row for each case is needed; see komek import --help"
        raise InputError(msg)
    async with _unit() as unit:
        office = await _own_court(unit.people, court)
        caseload = await _with_entries(caseload, unit)
        people = {one.person.id: one.person.name for one in await unit.people.everyone(office.id) if not one.is_removed}
        taken = frozenset(case.number.casefold() for case in await unit.cases(_machine(office)).everything())
        department = await unit.people.department_of(office.id)
    cases, faults = caseload.cases(table, Receiver(office.id, department, people, taken, today_in_kazakhstan()))
    if faults:
        bad = len({fault.line for fault in faults})
        wrong = f"{file}: {bad:,} of {len(table.rows):,} rows cannot be used, so nothing is loaded; correct them"
        return "\n".join(map(str, faults)), wrong
    if not is_trial:
        await _load(cases, office, caseload)
    kinds = Counter(case.kind for case in cases)
    counted = _table((kind, str(kinds[kind])) for kind in caseload.law.kinds if kind in kinds)
    return f'{"would be" if is_trial else "were"} loaded into "{office.name}": {len(cases):,}\n{counted}', ""


#: After so long without being taken a message is late.
LATE: Final = timedelta(minutes=15)
#: How many cases that are loaded are planned for at once: a statement bears no more parameters than that needs.
PLANNED_AT_ONCE: Final = 500


async def _load(cases: Sequence[Case], office: Court, caseload: "Caseload") -> None:
    try:
        async with _unit() as unit:
            numbers = await unit.cases(_machine(office)).add_all(cases, caseload.deadlines)
            planning = Planning(caseload.law, hours_of(read_settings()), unit, now_utc())
            for first in range(0, len(numbers), PLANNED_AT_ONCE):
                these = numbers[first : first + PLANNED_AT_ONCE]
                await planning.anew((await unit.docket.cases(these)).values())
            # one record: the thousands of an old register would bury the others, and hold up whoever talks
            await unit.audit.note("cases-imported", f"cases:{min(numbers)}-{max(numbers)}", None, office.id)
    except IntegrityError as meanwhile:
        msg = (
            f'a case of one of these numbers was entered in "{office.name}" meanwhile, so nothing is loaded; try again'
        )
        raise InputError(msg) from meanwhile


async def exported(file: Path, court: str) -> str:
    """All cases of a court, the closed ones too, in a new workbook."""
    from bot.workbooks import write_workbook  # noqa: PLC0415

    if file.suffix.casefold() != ".xlsx":
        msg = f"{file}: a name that ends in .xlsx is needed, as it becomes a workbook"
        raise InputError(msg)
    language = read_settings().default_language
    caseload = _caseload()
    async with _unit() as unit:
        office = await _own_court(unit.people, court)
        caseload = await _with_entries(caseload, unit)
        cases = await unit.cases(_machine(office)).everything()
        names = {one.person.id: one.person.name for one in await unit.people.everyone(office.id)}
    write_workbook(file, caseload.header(language), (caseload.row(case, names, language) for case in cases))
    async with _unit() as unit:
        await unit.audit.note("cases-exported", f"court:{office.id}", None, office.id)
    return f'{file}: cases of "{office.name}": {len(cases):,}. It holds names: keep it as safe as the database'


def _caseload() -> "Caseload":
    from bot.caseload import Caseload  # noqa: PLC0415

    desk = opened_desk()
    return Caseload(desk.law, desk.texts)


async def _with_entries(caseload: "Caseload", unit: Unit) -> "Caseload":
    """With the days that were entered."""
    calendar = caseload.law.calendar.with_entries(await unit.calendar.all())
    return replace(caseload, law=replace(caseload.law, calendar=calendar))


async def _own_court(people: People, written: str) -> Court:
    office = await court_named(people, written)
    if office.kind != "court":
        msg = f'--court {written!r}: "{office.name}" is a Department; the court is needed whose cases they are'
        raise InputError(msg)
    return office


def _machine(office: Court) -> Person:
    """Whoever runs the machine, at work for one court: nobody of its people, and nothing is entered by this number."""
    return Person(0, office.id, "administrator", "")


# --- what goes out ---------------------------------------------------------------------------------------------


async def outbox_listed() -> str:
    """What is late or was not delivered: to whom by the number of the person, never what it says."""
    async with _unit() as unit:
        late, troubled = await unit.reminders.late(LATE), await unit.outbox.troubled(LATE)
    lines = [
        (str(one.id), one.channel, f"person {one.person or '—'}", f"case {one.case or '—'}", _state(one))
        for one in troubled
    ]
    said = _table(lines) if lines else "nothing is late and nothing failed"
    return (
        said
        if not late
        else f"{said}\nreminders whose moment has passed and that are not said: {late}; is komek run up?"
    )


def _state(one: Troubled) -> str:
    since = f"{local_time(one.since):%Y-%m-%d %H:%M}"
    return f"{one.outcome} at {since}" if one.outcome else f"not taken since {since}, attempts: {one.attempts}"


async def tried_again(written: str) -> str:
    """A message that failed is due again."""
    is_number = written.isascii() and written.isdigit() and len(written) <= 9
    async with _unit() as unit:
        done = is_number and await unit.outbox.try_again(int(written))
        if done:
            await unit.audit.note("message-tried-again", f"message:{written}", None)
    if not done:
        msg = f"NUMBER {written!r:.20}: no message of this number can be tried again; komek outbox lists those"
        raise InputError(msg)
    return f"message {written} is tried again"


# --- the audit -------------------------------------------------------------------------------------------------


async def audit_listed(court: str, last: int) -> str:
    """The newest records, the newest first."""
    async with _unit() as unit:
        only = (await court_named(unit.people, court)).id if court.strip() else None
        records = await unit.audit.newest(last, only)
        names = {one.person.id: one.person.name for one in await unit.people.everyone()}
    if not records:
        return "no records yet"
    return _table(
        (
            str(one.id),
            f"{local_time(one.at):%Y-%m-%d %H:%M:%S}",
            f"{one.person} {names[one.person]}" if one.person else "on the machine",
            one.deed,
            one.subject,
        )
        for one in records
    )


async def audit_verified() -> tuple[str, bool]:
    """What the chain of records is found to be, and whether it holds."""
    async with _unit() as unit:
        chain = await unit.audit.chain()
    if chain.broken is None:
        return f"records: {chain.records}; the chain holds\nnewest hash, to be noted elsewhere: {chain.newest}", True
    return (
        f"records: {chain.records}; the chain is broken at record {chain.broken}: it, or one before it, was changed",
        False,
    )


# --- days that were moved --------------------------------------------------------------------------------------


async def entries_listed() -> str:
    """The days that were entered."""
    async with _unit() as unit:
        standing = await unit.calendar.all()
    if not standing:
        return "no days are entered; komek entries FILE enters them, komek calendar --help shows the form of the file"
    return _days(standing) + _torn(standing)


async def entries_added(file: Path) -> str:
    """The days of a file entered; those that stand there already are left as they are."""
    given = _loaded(file)
    async with _unit() as unit:
        standing = {entry.day: entry.reason for entry in await unit.calendar.all()}
        known = [entries for entries in _pairs(given) if all(standing.get(e.day) == e.reason for e in entries)]
        new = [entries for entries in _pairs(given) if entries not in known]
        if new:
            await unit.calendar.add(tuple(entry for entries in new for entry in entries))
            await unit.audit.note("calendar-entered", f"calendar:{await unit.calendar.version()}", None)
        now_standing = await unit.calendar.all()
    said = [_days(entries, note) for many, note in ((new, ""), (known, "already entered")) for entries in many]
    return "\n".join(said) + _torn(now_standing)


def _loaded(file: Path) -> tuple[Entry, ...]:
    try:
        entries = load_entries(file)
    except DataError as wrong:
        raise InputError(str(wrong)) from wrong
    if not entries:
        msg = f"{file}: names no days; komek calendar --help shows the form"
        raise InputError(msg)
    for entry in entries:
        if len(entry.reason.act) > ACT:
            msg = f"{file}: {entry.day}: the act has {len(entry.reason.act)} characters; shorten it to {ACT} at most"
            raise InputError(msg)
    return entries


def _pairs(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """What is entered as one: a single day, or a day off with the day that is worked for it."""
    by_day = {entry.day: entry for entry in entries}
    firsts = [entry for entry in by_day.values() if entry.reason.kind != "worked"]
    return [(one, by_day[one.reason.other]) if one.reason.other else (one,) for one in firsts]


def _days(entries: Iterable[Entry], note: str = "") -> str:
    lines = []
    for entry in sorted(entries, key=lambda one: one.day):
        other = entry.reason.other
        became = "off" if entry.reason.is_off else "worked"
        paired = f" (the other day: {other})" if other else ""
        lines.append(f"{entry.day} {became}{paired}: {' '.join(entry.reason.act.split())}{f'; {note}' if note else ''}")
    return "\n".join(lines)


def _torn(standing: Iterable[Entry]) -> str:
    """A word on days whose other day was entered anew: they stay what the earlier entry made them."""
    others: dict[date, date | None] = {entry.day: entry.reason.other for entry in standing}
    torn = [str(day) for day, other in sorted(others.items()) if other and others.get(other) != day]
    if not torn:
        return ""
    return (
        f"\nlook again: {', '.join(torn)} was moved together with a day that has another entry now, and stays as it "
        "was entered; if that is wrong, enter it as a single day"
    )
