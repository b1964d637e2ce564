"""One transaction and everything that can be done in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people import Person
from storage.audit import Audit
from storage.cases import Cases
from storage.conversations import Conversations
from storage.dates import Dates
from storage.digests import Digests
from storage.docket import Docket
from storage.engine import Database, open_database
from storage.entries import CalendarEntries
from storage.inbox import Inbox
from storage.moments import kept
from storage.outbox import Outbox
from storage.own_forms import OwnForms
from storage.people import People
from storage.reminders import Reminders
from storage.runs import PersonalAnswers, Runs
from storage.seal import Seal


class Unit:
    """A transaction at one moment: all of it is kept, or nothing."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self.connection = connection
        self._now = kept(now)

    @cached_property
    def people(self) -> People:
        """Courts, people, their channels and invitations."""
        return People(self.connection, self._now)

    @cached_property
    def conversations(self) -> Conversations:
        """What the talks remember."""
        return Conversations(self.connection, self._now)

    @cached_property
    def inbox(self) -> Inbox:
        """What came in."""
        return Inbox(self.connection, self._now)

    @cached_property
    def outbox(self) -> Outbox:
        """What goes out."""
        return Outbox(self.connection, self._now)

    @cached_property
    def audit(self) -> Audit:
        """Who saw and changed what."""
        return Audit(self.connection, self._now)

    @cached_property
    def calendar(self) -> CalendarEntries:
        """The days that were moved."""
        return CalendarEntries(self.connection, self._now)

    @cached_property
    def docket(self) -> Docket:
        """The open cases, as the program itself needs them."""
        return Docket(self.connection, self._now)

    @cached_property
    def dates(self) -> Dates:
        """The dates of cases that the program itself counts."""
        return Dates(self.connection, self._now)

    @cached_property
    def reminders(self) -> Reminders:
        """What is planned to be said."""
        return Reminders(self.connection, self._now)

    @cached_property
    def digests(self) -> Digests:
        """What is due, for overviews."""
        return Digests(self.connection)

    @cached_property
    def personal_answers(self) -> PersonalAnswers:
        """What all walks through checklists hold of persons."""
        return PersonalAnswers(self.connection, self._now)

    @cached_property
    def own_forms(self) -> OwnForms:
        """Courts' own forms of papers."""
        return OwnForms(self.connection, self._now)

    def runs(self, owner: Person, seal: Seal | None) -> Runs:
        """The walks of `owner` through checklists, and no others."""
        return Runs(self.connection, self._now, owner, seal)

    def cases(self, viewer: Person) -> Cases:
        """The cases that `viewer` may see, and no others."""
        return Cases(self.connection, self._now, viewer)


class Storage:
    """The database of an installation."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @asynccontextmanager
    async def unit(self, now: datetime) -> AsyncIterator[Unit]:
        """A transaction: kept when the block ends, given up when it raises."""
        async with self.database.transaction() as connection:
            yield Unit(connection, now)


@asynccontextmanager
async def open_storage(url: str) -> AsyncIterator[Storage]:
    """The storage at an SQLAlchemy address. Raises ValueError for an address that Komek cannot use."""
    async with open_database(url) as database:
        yield Storage(database)
