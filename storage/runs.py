"""Walks through checklists with their answers; each belongs to a person, and nobody else gets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, Table, and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.people import Person
from storage.moments import MICROSECONDS
from storage.seal import Seal
from storage.tables import cases, checklist_runs, court_answers, run_answers

#: What stands before an answer: as it was given, or sealed.
PLAIN: Final = "="
SEALED: Final = "!"

_RUN: Final = (checklist_runs.c.id, checklist_runs.c.checklist, checklist_runs.c.case_id, checklist_runs.c.version)


@dataclass(frozen=True)
class KeptRun:
    """A walk as it is kept, and the answers from which its papers were drafted last."""

    id: int
    checklist: str
    case: int
    version: int
    answers: Mapping[str, str]
    drafted: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OpenRun:
    """One walk in a list, with the number of its case."""

    id: int
    checklist: str
    number: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; None opens its question again. A personal one is kept sealed."""

    question: str
    value: str | None
    is_personal: bool


class Runs:
    """The walks of one person."""

    def __init__(self, connection: AsyncConnection, now: int, owner: Person, seal: Seal | None) -> None:
        self._connection = connection
        self._now = now
        self._owner = owner
        self._seal = seal

    async def open(self, checklist: str, case: int | None) -> int:
        """A new walk; what it is kept under."""
        values = {"person_id": self._owner.id, "checklist": checklist, "case_id": case, "version": 0}
        values |= {"began_at": self._now, "updated_at": self._now}
        inserted = await self._connection.execute(checklist_runs.insert().values(values).returning(checklist_runs.c.id))
        return int(inserted.scalar_one())

    async def get(self, run: int) -> KeptRun | None:
        """A walk of the person; None for anybody else's, or one that was dropped."""
        row = (await self._connection.execute(self._own(checklist_runs.c.id == run))).one_or_none()
        if row is None:
            return None
        answers, drafted = await self._answers(run)
        return KeptRun(row.id, row.checklist, row.case_id or 0, row.version, answers, drafted)

    async def newest(self) -> int | None:
        """The walk that was worked at last."""
        newest = self._own().order_by(checklist_runs.c.updated_at.desc(), checklist_runs.c.id.desc()).limit(1)
        row = (await self._connection.execute(newest)).one_or_none()
        return None if row is None else int(row.id)

    async def all_open(self, case: int = 0) -> tuple[OpenRun, ...]:
        """The person's walks, the newest first; of one case, or all."""
        found = select(checklist_runs.c.id, checklist_runs.c.checklist, cases.c.number).select_from(
            checklist_runs.outerjoin(cases, cases.c.id == checklist_runs.c.case_id)
        )
        found = found.where(checklist_runs.c.person_id == self._owner.id)
        if case:
            found = found.where(checklist_runs.c.case_id == case)
        rows = await self._connection.execute(found.order_by(checklist_runs.c.updated_at.desc(), checklist_runs.c.id))
        return tuple(OpenRun(row.id, row.checklist, row.number or "") for row in rows)

    async def answer(self, run: int, answer: Answer) -> None:
        """
        Keep an answer of a walk.

        Raises:
            ValueError: It says something of a person, and there is no key to seal it with.
        """
        value = self._kept(answer)
        values = {"run_id": run, "question": answer.question, "value": value}
        put = self._insert(run_answers).values(values)
        await self._connection.execute(
            put.on_conflict_do_update(index_elements=["run_id", "question"], set_={"value": value})
        )
        touched = update(checklist_runs).where(checklist_runs.c.id == run).values(updated_at=self._now)
        await self._connection.execute(touched)

    async def draft(self, run: int) -> int:
        """Note that papers are drafted from the answers as they are now; which version they are."""
        await self._connection.execute(
            update(run_answers).where(run_answers.c.run_id == run).values(drafted=run_answers.c.value)
        )
        next_one = update(checklist_runs).where(checklist_runs.c.id == run)
        changed = next_one.values(version=checklist_runs.c.version + 1, updated_at=self._now)
        return int((await self._connection.execute(changed.returning(checklist_runs.c.version))).scalar_one())

    async def link(self, run: int, case: int) -> None:
        """The walk belongs to this case from now on."""
        await self._connection.execute(
            update(checklist_runs).where(checklist_runs.c.id == run).values(case_id=case, updated_at=self._now)
        )

    async def drop(self, run: int) -> None:
        """Drop a walk of the person with its answers."""
        if (await self._connection.execute(self._own(checklist_runs.c.id == run))).one_or_none():
            await self._connection.execute(delete(run_answers).where(run_answers.c.run_id == run))
            await self._connection.execute(delete(checklist_runs).where(checklist_runs.c.id == run))

    async def remembered(self) -> Mapping[str, str]:
        """What the person's court answered last to questions about itself."""
        found = select(court_answers.c.question, court_answers.c.value)
        rows = await self._connection.execute(found.where(court_answers.c.court_id == self._owner.court))
        return {row.question: row.value for row in rows}

    async def remember(self, question: str, value: str) -> None:
        """Keep what the person's court answered to a question about itself."""
        values = {"court_id": self._owner.court, "question": question, "value": value}
        put = self._insert(court_answers).values(values)
        await self._connection.execute(
            put.on_conflict_do_update(index_elements=["court_id", "question"], set_={"value": value})
        )

    def _own(self, *where: ColumnElement[bool]) -> Select[tuple[int, str, int, int]]:
        return select(*_RUN).where(checklist_runs.c.person_id == self._owner.id, *where)

    async def _answers(self, run: int) -> tuple[dict[str, str], dict[str, str]]:
        """The answers of now and of the last draft; one that no key opens any more is open again."""
        answers: dict[str, str] = {}
        drafted: dict[str, str] = {}
        rows = await self._connection.execute(
            select(run_answers).where(run_answers.c.run_id == run).order_by(run_answers.c.question)
        )
        for row in rows:
            for kept, into in ((row.value, answers), (row.drafted, drafted)):
                value = self._read(kept)
                if value is not None:
                    into[row.question] = value
        return answers, drafted

    def _kept(self, answer: Answer) -> str | None:
        if answer.value is None or not (answer.value and answer.is_personal):
            return None if answer.value is None else f"{PLAIN}{answer.value}"
        if self._seal is None:
            msg = "a personal answer cannot be kept: PERSONAL_KEY is not set"
            raise ValueError(msg)
        return f"{SEALED}{self._seal.sealed(answer.value)}"

    def _read(self, kept: str | None) -> str | None:
        if kept is None:
            return None
        if kept.startswith(PLAIN):
            return kept.removeprefix(PLAIN)
        return self._seal.opened(kept.removeprefix(SEALED)) if self._seal else None

    def _insert(self, table: Table) -> "sqlite.Insert | postgresql.Insert":
        is_postgresql = self._connection.dialect.name == "postgresql"
        return postgresql.insert(table) if is_postgresql else sqlite.insert(table)


class PersonalAnswers:
    """The answers of all walks that say something of a person, as the program itself keeps and drops them."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def drop(self, after: timedelta, today: date) -> int:
        """
        Drop what is needed no longer; how many answers that were.

        Args:
            after: How long after its case was closed, or after it was last worked at where it has no case.
            today: The date in Kazakhstan.
        """
        old = select(checklist_runs.c.id).select_from(
            checklist_runs.outerjoin(cases, cases.c.id == checklist_runs.c.case_id)
        )
        is_closed = and_(cases.c.closed.is_not(None), cases.c.closed <= today - after)
        is_left = and_(cases.c.id.is_(None), checklist_runs.c.updated_at <= self._now - after // MICROSECONDS)
        old = old.where(or_(is_closed, is_left))
        sealed = or_(run_answers.c.value.startswith(SEALED), run_answers.c.drafted.startswith(SEALED))
        dropped = delete(run_answers).where(run_answers.c.run_id.in_(old), sealed)
        return (await self._connection.execute(dropped)).rowcount

    async def renew(self, seal: Seal) -> tuple[int, int]:
        """Seal all of them under the first key; how many that were, and how many no key opens."""
        sealed = or_(run_answers.c.value.startswith(SEALED), run_answers.c.drafted.startswith(SEALED))
        rows = (await self._connection.execute(select(run_answers).where(sealed).with_for_update())).all()
        unread = 0
        for row in rows:
            fresh = {name: _renewed(seal, getattr(row, name)) for name in ("value", "drafted")}
            if "" in fresh.values():
                unread += 1
                continue
            one = and_(run_answers.c.run_id == row.run_id, run_answers.c.question == row.question)
            await self._connection.execute(update(run_answers).where(one).values(fresh))
        return len(rows) - unread, unread

    async def hand_over(self, case: int, owner: int) -> None:
        """The walks of a case go on with its new owner."""
        await self._connection.execute(
            update(checklist_runs).where(checklist_runs.c.case_id == case).values(person_id=owner)
        )


def _renewed(seal: Seal, kept: str | None) -> str | None:
    """What is kept under the first key; "" when no key opens it."""
    if kept is None or not kept.startswith(SEALED):
        return kept
    token = seal.renewed(kept.removeprefix(SEALED))
    return f"{SEALED}{token}" if token else ""
