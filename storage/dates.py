"""The dates of cases as they are kept: those that stand, and those that moved, with the reason."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Update, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.cases import CaseDeadline
from knowledge.limits import Deadline
from storage.moments import moment
from storage.tables import cases, deadlines


@dataclass(frozen=True)
class Standing:
    """The dates that cases have now."""

    rows: Mapping[int, Sequence[Row[Any]]]

    def of(self, case: int) -> Mapping[tuple[str, int], Row[Any]]:
        """Those of one case, by the limit and the event it is counted from."""
        return {(row.limit_key, row.event_id): row for row in self.rows.get(case, ())}

    def since(self, case: int) -> Mapping[tuple[str, int], datetime]:
        """Since when each date of a case is known."""
        return {key: moment(row.counted_at) for key, row in self.of(case).items()}


class Dates:
    """The dates of cases that the caller may change."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def standing(self, numbers: Collection[int]) -> Standing:
        """The dates that cases have now."""
        found = select(deadlines).where(deadlines.c.case_id.in_(numbers), deadlines.c.replaced_at.is_(None))
        rows: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in await self._connection.execute(found):
            rows[row.case_id].append(row)
        return Standing(rows)

    async def keep(
        self, case: int, found: Iterable[CaseDeadline], next_due: date | None, reason: str, standing: Standing
    ) -> bool:
        """
        Keep the dates of a case as they are now counted; those that moved stay in the history with the reason.

        Returns:
            Whether anything about them has changed.
        """
        before, changed = dict(standing.of(case)), False
        for one in found:
            if one.deadline is None or one.start is None:
                continue
            row = before.pop((one.key, one.start.id), None)
            ended = one.ended_by.day if one.ended_by else None
            if row and (row.start, row.due) == (one.start.day, one.deadline.due):
                if row.ended != ended:
                    changed = True
                    await self._connection.execute(_row(row.id).values(ended=ended))
                continue
            changed = True
            if row:
                await self._connection.execute(_row(row.id).values(replaced_at=self._now))
            values = self.row(case, one, one.deadline, reason)
            await self._connection.execute(deadlines.insert().values(values))
        for row in before.values():
            changed = True
            await self._connection.execute(_row(row.id).values(replaced_at=self._now))
        if changed:
            await self._connection.execute(update(cases).where(cases.c.id == case).values(next_due=next_due))
        return changed

    def row(self, case: int, one: CaseDeadline, deadline: Deadline, reason: str) -> dict[str, object]:
        """A date as it is kept."""
        return {
            "case_id": case,
            "limit_key": one.key,
            "event_id": one.start.id if one.start else 0,
            "start": deadline.start,
            "due": deadline.due,
            "trace": json.dumps([[step.name, step.day.isoformat(), step.rule] for step in deadline.trace]),
            "calendar_version": deadline.calendar.version,
            "ended": one.ended_by.day if one.ended_by else None,
            "reason": reason,
            "counted_at": self._now,
        }


def _row(number: int) -> Update:
    return update(deadlines).where(deadlines.c.id == number)
