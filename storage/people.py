"""Courts, their people, the channels people are known by, and invitations."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, RowMapping, Select, Table, and_, bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.languages import Language
from knowledge.people import OfficeKind, Person, Role
from storage.moments import MICROSECONDS
from storage.tables import (
    cases,
    channels,
    checklist_runs,
    conversations,
    courts,
    invitations,
    outbox,
    people,
    run_answers,
    runs,
)

Channel = Literal["telegram", "email", "terminal"]

#: How long an invitation can be used.
INVITATION: Final = timedelta(days=7)

#: What a forgotten person is called where a case's history names whoever did something.
FORGOTTEN: Final = "—"


@dataclass(frozen=True, slots=True)
class Court:
    """A court, or a Department of a region."""

    id: int
    name: str
    kind: OfficeKind
    region: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody as whoever runs the machine sees them: those who were removed too."""

    person: Person
    #: The kinds of channels that the person talks from; empty before the first talk and after the removal.
    channels: tuple[str, ...]
    is_removed: bool

    @property
    def is_forgotten(self) -> bool:
        """Whether nothing but the number is left."""
        return self.is_removed and self.person.name == FORGOTTEN


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody who is let in, and the addresses at which they are told of things: the kind of a channel, and where."""

    person: Person
    addresses: tuple[tuple[str, str], ...]


class People:
    """The people of all courts; what is looked up for somebody is looked up in their own court."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def court(self, name: str) -> Court | None:
        """The court of this name."""
        row = (await self._connection.execute(select(*_COURT).where(courts.c.name == name))).one_or_none()
        return Court(*row) if row else None

    async def courts(self) -> tuple[Court, ...]:
        """Every court and Department, by name."""
        rows = await self._connection.execute(select(*_COURT).order_by(courts.c.name))
        return tuple(Court(*row) for row in rows)

    async def add_court(self, name: str, kind: OfficeKind, region: str) -> Court:
        """A new court or Department. Its name must be new."""
        values = {"name": name, "kind": kind, "region": region}
        return Court(await _inserted(self._connection, courts, values), name, kind, region)

    async def department_of(self, court: int) -> int | None:
        """The Department of the region of a court."""
        region = select(courts.c.region).where(courts.c.id == court).scalar_subquery()
        found = select(courts.c.id).where(courts.c.kind == "department", courts.c.region == region)
        return (await self._connection.execute(found.order_by(courts.c.id).limit(1))).scalar_one_or_none()

    async def known_by(self, channel: Channel, address: str) -> Person | None:
        """Who talks from this address; None for strangers and for people who were removed."""
        return await self._one(_KNOWN_BY, {"channel": channel, "at": address})

    async def with_email(self, spelled: Collection[str]) -> tuple[tuple[Person, str], ...]:
        """Who is told of things at an e-mail address, by its spellings in lower case, and how each wrote it."""
        found = _known().add_columns(people.c.email).where(func.lower(people.c.email).in_(spelled))
        rows = (await self._connection.execute(found.order_by(people.c.id))).mappings()
        return tuple((_person(row), row["email"]) for row in rows)

    async def know(self, person: int, channel: Channel, address: str) -> None:
        """Let somebody talk from an address, and nobody else who did."""
        there = (channels.c.kind == channel, channels.c.address == address)
        held = select(channels.c.person_id).where(*there)
        if (await self._connection.execute(held)).scalar_one_or_none() == person:
            return
        await self._connection.execute(channels.delete().where(*there))
        values = {"person_id": person, "kind": channel, "address": address}
        await self._connection.execute(channels.insert().values(values))

    async def colleague(self, viewer: Person, person: int) -> Person | None:
        """Somebody of the viewer's own court; None for anybody else's."""
        return await self._one(_known().where(people.c.id == person, _of_court(viewer)))

    async def colleagues(self, viewer: Person) -> tuple[Person, ...]:
        """The people of the viewer's court, by name."""
        rows = await self._connection.execute(_COLLEAGUES, {"office": viewer.court})
        return tuple(_person(row) for row in rows.mappings())

    async def kind_of(self, court: int) -> OfficeKind:
        """Whether a number is a court's or a Department's."""
        kind: OfficeKind = (
            await self._connection.execute(select(courts.c.kind).where(courts.c.id == court))
        ).scalar_one()
        return kind

    async def name_of(self, court: int) -> str:
        """The name of a court or Department."""
        return str((await self._connection.execute(select(courts.c.name).where(courts.c.id == court))).scalar_one())

    async def cases_of_each(self, viewer: Person) -> Mapping[int, int]:
        """How many open cases the people of the viewer's court answer for; nobody who answers for none."""
        counted = select(cases.c.owner_id, func.count().label("owned")).where(cases.c.closed.is_(None))
        mine = counted.where(cases.c.court_id == viewer.court).group_by(cases.c.owner_id)
        return {row.owner_id: row.owned for row in await self._connection.execute(mine)}

    async def names(self, viewer: Person, numbers: frozenset[int]) -> Mapping[int, str]:
        """The names of people of the viewer's court, those who left among them."""
        found = select(people.c.id, people.c.name).where(people.c.id.in_(numbers), _of_court(viewer))
        return {row.id: row.name for row in await self._connection.execute(found)}

    async def everyone(self, court: int | None = None) -> tuple[Listed, ...]:
        """The people of all courts or of one, by court and name; for nobody but whoever runs the machine."""
        return await self._listed() if court is None else await self._listed(people.c.court_id == court)

    async def anyone(self, person: int) -> Listed | None:
        """The person of this number, of whichever court; for nobody but whoever runs the machine."""
        found = await self._listed(people.c.id == person)
        return found[0] if found else None

    async def open_cases(self, person: int) -> int:
        """How many open cases somebody owns."""
        where = (cases.c.owner_id == person, cases.c.closed.is_(None))
        return int((await self._connection.execute(select(func.count()).select_from(cases).where(*where))).scalar_one())

    async def invite(self, court: int, role: Role, name: str, email: str | None) -> tuple[int, str]:
        """
        A new person with an invitation: the person's number and the code.

        The code is told once and kept as a hash; it can be used once, within `INVITATION`.
        """
        values = {"court_id": court, "role": role, "name": name, "email": email}
        person = await _inserted(self._connection, people, values)
        return person, await self.invitation(person)

    async def invitation(self, person: int) -> str:
        """A further code for a person, for a new phone."""
        code = secrets.token_urlsafe(16)
        expires = self._now + INVITATION // MICROSECONDS
        values = {"person_id": person, "code_hash": _hashed(code), "expires_at": expires}
        await self._connection.execute(invitations.insert().values(values))
        return code

    async def admit(self, code: str, channel: Channel, address: str) -> Person | None:
        """The person whose invitation this is, now known by this address; None for a code that does not hold."""
        used = (
            update(invitations)
            .where(invitations.c.code_hash == _hashed(code), invitations.c.used_at.is_(None))
            .where(invitations.c.expires_at > self._now)
            # nor one written after the removal: it would take the address from whoever has it now
            .where(invitations.c.person_id.in_(select(people.c.id).where(people.c.removed_at.is_(None))))
            .values(used_at=self._now)
            .returning(invitations.c.person_id)
        )
        person = (await self._connection.execute(used)).scalar_one_or_none()
        if person is None:
            return None
        # whoever had the address before (a shared terminal, a handed-on account) is known by it no more
        await self.know(person, channel, address)
        return await self.known_by(channel, address)

    async def set_language(self, person: int, language: Language) -> None:
        """Remember the language that somebody chose, for every channel."""
        await self._connection.execute(update(people).where(people.c.id == person).values(language=language))

    async def set_role(self, person: int, role: Role) -> None:
        """Give somebody another role."""
        await self._connection.execute(update(people).where(people.c.id == person).values(role=role))

    async def set_deputy(self, person: int, deputy: int | None) -> None:
        """Name who stands in for somebody."""
        await self._connection.execute(update(people).where(people.c.id == person).values(deputy_id=deputy))

    async def chosen(self, person: int) -> tuple[str, bool, str]:
        """What somebody chose: the days before the due day, whether the last are the deputy's, the e-mail address."""
        chosen = select(people.c.reminder_days, people.c.last_to_deputy, people.c.email).where(people.c.id == person)
        days, last, email = (await self._connection.execute(chosen)).one()
        return days or "", last, email or ""

    async def set_reminders(
        self, person: int, days: tuple[int, ...] | None, last_to_deputy: bool | None, email: str | None
    ) -> None:
        """Choose when somebody is reminded; what is None stays as it is, () are the usual days."""
        values: dict[str, object] = {}
        if days is not None:
            values["reminder_days"] = " ".join(map(str, days)) or None
        if last_to_deputy is not None:
            values["last_to_deputy"] = last_to_deputy
        if email is not None:
            values |= {"email": email, "email_gone_at": None}
        if values:
            await self._connection.execute(update(people).where(people.c.id == person).values(values))

    async def set_court_days(self, court: int, days: tuple[int, ...]) -> None:
        """Choose the days before the due day for all who answer for cases of a court; () for the usual ones."""
        kept = " ".join(map(str, days)) or None
        await self._connection.execute(update(courts).where(courts.c.id == court).values(reminder_days=kept))

    async def remove(self, person: int) -> None:
        """Let somebody in no more, from the next message on; their talks are dropped, unused invitations void."""
        await self._connection.execute(update(people).where(people.c.id == person).values(removed_at=self._now))
        stands_in = update(people).where(people.c.deputy_id == person)
        await self._connection.execute(stands_in.values(deputy_id=None))
        # while the addresses are still known: nothing leads to the talks afterwards
        same = and_(channels.c.kind == conversations.c.channel, channels.c.address == conversations.c.address)
        await self._connection.execute(
            delete(conversations).where(exists().where(same, channels.c.person_id == person))
        )
        await self._connection.execute(channels.delete().where(channels.c.person_id == person))
        await self._connection.execute(invitations.delete().where(invitations.c.person_id == person))

    async def forget(self, person: int) -> bool:
        """Remove what identifies somebody and keep what happened in the cases; False when there is nobody."""
        blank = {"name": FORGOTTEN, "email": None, "language": None, "reminder_days": None}
        done = await self._connection.execute(update(people).where(people.c.id == person).values(blank))
        ended = update(runs).where(runs.c.person_id == person, runs.c.ended_at.is_(None))
        await self._connection.execute(ended.values(ended_at=self._now, answers=""))
        own = select(checklist_runs.c.id).where(checklist_runs.c.person_id == person)
        await self._connection.execute(delete(run_answers).where(run_answers.c.run_id.in_(own)))
        await self._connection.execute(delete(checklist_runs).where(checklist_runs.c.person_id == person))
        same = and_(channels.c.kind == outbox.c.channel, channels.c.address == outbox.c.address)
        await self._connection.execute(delete(outbox).where(exists().where(same, channels.c.person_id == person)))
        await self.remove(person)
        return bool(done.rowcount)

    async def set_gone(self, channel: str, address: str, *, is_gone: bool) -> None:
        """Note that nobody is reached at an address any more, or is again."""
        since = self._now if is_gone else None
        there = update(channels).where(channels.c.kind == channel, channels.c.address == address)
        await self._connection.execute(there.values(gone_at=since))
        if channel == "email":
            await self._connection.execute(update(people).where(people.c.email == address).values(email_gone_at=since))

    async def addresses(self, person: int) -> tuple[tuple[str, str], ...]:
        """The channels somebody is known by: kind and address."""
        found = select(channels.c.kind, channels.c.address).where(channels.c.person_id == person)
        return tuple((row.kind, row.address) for row in await self._connection.execute(found))

    async def administrators(self, channel: Channel) -> tuple[tuple[str, Language | None], ...]:
        """Where the administrators of every court are reached on a channel, each with the language they chose."""
        found = select(channels.c.address, people.c.language).join(people, channels.c.person_id == people.c.id)
        here = (channels.c.kind == channel, channels.c.gone_at.is_(None), people.c.removed_at.is_(None))
        rows = await self._connection.execute(
            found.where(people.c.role == "administrator", *here).order_by(people.c.id)
        )
        return tuple((row.address, row.language) for row in rows)

    async def reachable(self, numbers: Collection[int]) -> Mapping[int, Reachable]:
        """These people, without those who were removed; an address at which nobody was found is left out."""
        rows = await self._connection.execute(
            _known().add_columns(people.c.email, people.c.email_gone_at).where(people.c.id.in_(numbers))
        )
        talks = select(channels.c.person_id, channels.c.address).where(
            channels.c.person_id.in_(numbers), channels.c.kind == "telegram", channels.c.gone_at.is_(None)
        )
        chats: dict[int, list[tuple[str, str]]] = {}
        for talk in await self._connection.execute(talks.order_by(channels.c.id)):
            chats.setdefault(talk.person_id, []).append(("telegram", talk.address))
        found = {}
        for row in rows.mappings():
            mail = [("email", row["email"])] if row["email"] and row["email_gone_at"] is None else []
            found[row["id"]] = Reachable(_person(row), (*chats.get(row["id"], ()), *mail))
        return found

    async def _listed(self, *where: ColumnElement[bool]) -> tuple[Listed, ...]:
        order = (people.c.court_id, people.c.name, people.c.id)
        found: Select[Any] = _all().add_columns(people.c.removed_at).where(*where).order_by(*order)
        rows = await self._connection.execute(found)
        kinds: dict[int, list[str]] = {}
        known = select(channels.c.person_id, channels.c.kind).join(people, channels.c.person_id == people.c.id)
        for channel in await self._connection.execute(known.where(*where).order_by(channels.c.id)):
            kinds.setdefault(channel.person_id, []).append(channel.kind)
        return tuple(
            Listed(_person(row), tuple(kinds.get(row["id"], ())), is_removed=row["removed_at"] is not None)
            for row in rows.mappings()
        )

    async def _one(self, statement: Select[Any], values: Mapping[str, object] | None = None) -> Person | None:
        row = (await self._connection.execute(statement, values)).mappings().one_or_none()
        return _person(row) if row else None


_COURT: Final = (courts.c.id, courts.c.name, courts.c.kind, courts.c.region)


def _all() -> Select[Any]:
    shown = (people.c[name] for name in ("id", "court_id", "role", "name", "language", "deputy_id"))
    return select(*shown, courts.c.kind).join(courts, courts.c.id == people.c.court_id)


def _known() -> Select[Any]:
    """The people who are let in."""
    return _all().where(people.c.removed_at.is_(None))


# made once: that takes longer than to send it
_KNOWN_BY: Final = (
    _known()
    .join(channels, channels.c.person_id == people.c.id)
    .where(channels.c.kind == bindparam("channel"), channels.c.address == bindparam("at"))
)
_COLLEAGUES: Final = _known().where(people.c.court_id == bindparam("office")).order_by(people.c.name, people.c.id)


def _of_court(viewer: Person) -> ColumnElement[bool]:
    return people.c.court_id == viewer.court


def _person(row: RowMapping) -> Person:
    return Person(*(row[name] for name in ("id", "court_id", "role", "name", "language", "deputy_id", "kind")))


def _hashed(code: str) -> str:
    # a code has 128 random bits, so there is nothing that a slow hash would protect
    return hashlib.sha256(code.encode()).hexdigest()


async def _inserted(connection: AsyncConnection, table: Table, values: Mapping[str, object]) -> int:
    return int((await connection.execute(table.insert().values(values).returning(table.c.id))).scalar_one())
