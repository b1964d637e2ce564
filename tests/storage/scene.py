"""Two courts and two Departments with their people, and what the tests of storage do again and again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table, select

from knowledge.calendar import load_calendar
from knowledge.cases import Case, CaseEvent, deadlines_of, load_kinds, next_due
from knowledge.limits import load_limits
from knowledge.people import Person, Role
from storage.tables import metadata
from storage.unit import Storage, Unit

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)

LIMITS = load_limits()
KINDS = load_kinds(LIMITS)
CALENDAR = load_calendar()


@dataclass(frozen=True)
class Scene:
    """The court of `clerk`, `judge` and `chief` belongs to the Department of `officer`; the others are elsewhere."""

    clerk: Person
    judge: Person
    chief: Person
    officer: Person
    foreign_clerk: Person
    foreign_chief: Person
    foreign_officer: Person

    @property
    def office(self) -> Person:
        """The administrator of the Department."""
        return replace(self.officer, role="administrator")

    @property
    def foreign_office(self) -> Person:
        """The administrator of the Department elsewhere."""
        return replace(self.foreign_officer, role="administrator")


async def let_in(unit: Unit, court: int, role: Role, name: str) -> Person:
    """Somebody who was invited and came, on Telegram, by the name as address."""
    _, code = await unit.people.invite(court, role, name, f"{name}@example.org")
    person = await unit.people.admit(code, "telegram", name)
    assert person
    return person


async def furnished(storage: Storage) -> Scene:
    """The scene in a database that is empty."""
    async with storage.unit(NOW) as unit:
        court = (await unit.people.add_court("Алматы қалалық соты", "court", "almaty")).id
        department = (await unit.people.add_court("Department, Almaty", "department", "almaty")).id
        elsewhere = (await unit.people.add_court("Суд № 2", "court", "astana")).id
        other_department = (await unit.people.add_court("Department, Astana", "department", "astana")).id
        return Scene(
            await let_in(unit, court, "clerk", "Әсел"),
            await let_in(unit, court, "judge", "Болат"),
            await let_in(unit, court, "chief", "Гүлнар"),
            await let_in(unit, department, "department", "Данияр"),
            await let_in(unit, elsewhere, "clerk", "Ерлан"),
            await let_in(unit, elsewhere, "administrator", "Жанна"),
            await let_in(unit, other_department, "department", "Зарина"),
        )


def draft(owner: Person, number: str = "", **more: Any) -> Case:  # noqa: ANN401 - the fields of Case
    """A case that is not kept yet, with its order received."""
    events = (CaseEvent(0, "order-received", DAY),)
    return Case(0, owner.court, number, "received-service", owner.id, DAY, **{"events": events, **more})


async def opened(storage: Storage, owner: Person, number: str = "", **more: Any) -> Case:  # noqa: ANN401
    """A case with its dates counted, as the registrar does it."""
    async with storage.unit(NOW) as unit:
        case = await unit.cases(owner).add(draft(owner, number, **more))
        await counted(unit, owner, case)
        return case


async def counted(unit: Unit, viewer: Person, case: Case, reason: str = "") -> None:
    """Count the dates of a case and keep them."""
    found = deadlines_of(case, KINDS, LIMITS, CALENDAR)
    await unit.cases(viewer).keep_dates(case.id, found, next_due(found), reason)


async def rows(storage: Storage, table: Table) -> Sequence[Mapping[str, Any]]:
    """All that stands in a table."""
    async with storage.database.transaction() as connection:
        return [dict(row) for row in (await connection.execute(select(table).order_by(table.c.id))).mappings()]


async def everything(storage: Storage) -> dict[str, Sequence[Mapping[str, Any]]]:
    """All that stands in all tables."""
    return {table.name: await rows(storage, table) for table in metadata.sorted_tables}
