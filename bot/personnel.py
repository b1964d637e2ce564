"""What the talk asks to be done about a court's people is done here; so is the look at the records of its audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

from dialogs.staffturns import (
    Colleague,
    FetchRecords,
    FetchStaff,
    Invite,
    InviteAgain,
    NotAllowed,
    RecordLine,
    RecordsFetched,
    Remove,
    SetRole,
    SetStandIn,
    Staff,
    StaffChanged,
    StaffChangeName,
    StaffDeed,
    StaffFetched,
    StaffOutcome,
)
from knowledge.law import Law
from knowledge.people import ROLES_OF, Person
from notifier.hours import Hours
from notifier.planning import Planning
from storage.audit import PAGE, Record
from storage.unit import Unit

#: What changes who is reminded of a court's cases: whoever leads it hears of what nobody answered.
REPLANNED: Final = frozenset({"invited", "role", "removed"})


@dataclass(frozen=True)
class Personnel:
    """Does the deeds about people of one turn, in its transaction; the rights are checked here again."""

    unit: Unit
    law: Law
    hours: Hours
    now: datetime
    person: Person

    async def done(self, deed: StaffDeed) -> StaffOutcome:
        """What came of a deed."""
        if isinstance(deed, FetchRecords):
            return await self._records(deed) if self.person.may("read-audit") else NotAllowed()
        if not self.person.may("manage-people"):
            return NotAllowed()
        match deed:
            case FetchStaff(then):
                return StaffFetched(await self._staff(), then)
            case Invite():
                return await self._invited(deed)
            case InviteAgain() | SetRole() | SetStandIn() | Remove():
                return await self._changed(deed)
            case _:
                assert_never(deed)

    async def _staff(self) -> Staff:
        people = await self.unit.people.everyone(self.person.court)
        counts = await self.unit.people.cases_of_each(self.person)
        roles = ROLES_OF[await self.unit.people.kind_of(self.person.court)]
        return Staff(
            tuple(
                Colleague(one.person, one.channels, counts.get(one.person.id, 0))
                for one in people
                if not one.is_removed
            ),
            tuple(role for role in roles if self.person.may_give(role)),
        )

    async def _invited(self, deed: Invite) -> StaffOutcome:
        if deed.role not in (await self._staff()).roles:
            return NotAllowed()
        number, code = await self.unit.people.invite(self.person.court, deed.role, deed.name, deed.email or None)
        return await self._noted("invited", number, deed.name, code)

    async def _changed(self, deed: InviteAgain | SetRole | SetStandIn | Remove) -> StaffOutcome:
        other = await self.unit.people.colleague(self.person, deed.person)
        if other is None or not await self._is_allowed(deed, other):
            return NotAllowed()
        people = self.unit.people
        match deed:
            case InviteAgain():
                return await self._noted("code", other.id, other.name, await people.invitation(other.id))
            case SetRole(_, role):
                await people.set_role(other.id, role)
                return await self._noted("role", other.id, other.name)
            case SetStandIn(_, deputy):
                await people.set_deputy(other.id, deputy)
                return await self._noted("stand-in", other.id, other.name)
            case Remove():
                await people.remove(other.id)
                return await self._noted("removed", other.id, other.name)
            case _:
                assert_never(deed)

    async def _is_allowed(self, deed: InviteAgain | SetRole | SetStandIn | Remove, other: Person) -> bool:
        """Whether what is named fits: a stand-in of the same court, a role that the office has."""
        if isinstance(deed, SetStandIn):
            if deed.deputy is None or deed.deputy == other.id:
                return deed.deputy is None
            return await self.unit.people.colleague(self.person, deed.deputy) is not None
        if isinstance(deed, SetRole) and deed.role not in (await self._staff()).roles:
            return False
        return self.person.may_manage(other)

    async def _noted(self, what: StaffChangeName, number: int, name: str, code: str = "") -> StaffChanged:
        await self.unit.audit.note(f"person-{what}", f"person:{number}", self.person)
        if what in REPLANNED:
            cases = await self.unit.docket.open_in(self.person.court)
            await Planning(self.law, self.hours, self.unit, self.now).anew(cases.values())
        counts = await self.unit.people.cases_of_each(self.person)
        return StaffChanged(what, await self._staff(), number, name, code, counts.get(number, 0))

    async def _records(self, deed: FetchRecords) -> RecordsFetched:
        records = await self.unit.audit.page(self.person, deed.wanted.before or None)
        people = {one.person.id: one.person.name for one in await self.unit.people.everyone(self.person.court)}
        of_cases = [one.subject.removeprefix("case:") for one in records if one.subject.startswith("case:")]
        numbers = await self.unit.cases(self.person).numbers(frozenset(map(int, of_cases)))
        lines = tuple(self._line(one, people, numbers) for one in records)
        await self.unit.audit.note("audit-read", "audit", self.person)
        return RecordsFetched(lines, records[-1].id if len(records) == PAGE else 0)

    def _line(self, record: Record, people: Mapping[int, str], numbers: Mapping[int, str]) -> RecordLine:
        kind, _, number = record.subject.partition(":")
        named = numbers if kind == "case" else people if kind == "person" else {}
        name = people.get(record.person, "") if record.person else ""
        subject = named.get(int(number), number) if named else ""
        return RecordLine(self.hours.local(record.at), name, record.deed, subject)
