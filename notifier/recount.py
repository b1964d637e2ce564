"""All open cases counted anew: by the night to audit the plan, and when days of the calendar were moved."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import structlog

from knowledge.cases import Case, CaseDeadline, deadlines_of, next_due
from knowledge.law import Law
from notifier.hours import Hours
from notifier.laws import Laws
from notifier.notices import Notices, by_person
from notifier.planning import Ended, Planning
from notifier.post import Post
from storage.dates import Standing
from storage.unit import Storage, Unit

log = structlog.get_logger("recount")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a recount found; of what is missing there should be nothing."""

    cases: int = 0
    #: Dates that are other ones now.
    moved: int = 0
    #: Reminders that were to be planned and were not.
    missing: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.cases + other.cases, self.moved + other.moved, self.missing + other.missing)


@dataclass(frozen=True)
class Recount:
    """Counts the cases of one owner after the other, each in one transaction: so that each is told once."""

    storage: Storage
    laws: Laws
    hours: Hours
    post: Post

    async def done(self, now: datetime, act: str = "") -> Counted:
        """
        Count all open cases; what there was to do is done.

        Args:
            now: The moment.
            act: The act that moved days, where that is why: each owner is told of it.
        """
        found, owner = Counted(), 0
        while True:
            async with self.storage.unit(now) as unit:
                following = await unit.docket.owner_after(owner)
                if following is None:
                    break
                owner = following
                found += await self._counted(unit, owner, now, act)
        log.info("cases counted anew", cases=found.cases, moved=found.moved, missing=found.missing)
        if found.missing:
            log.error("reminders were missing; they are planned now", missing=found.missing)
        return found

    async def _counted(self, unit: Unit, owner: int, now: datetime, act: str) -> Counted:
        law = await self.laws.of(unit)
        cases = await unit.docket.open_of(owner)
        standing = await unit.dates.standing(cases.keys())
        moved = [ended for case in cases.values() for ended in await self._dates(unit, case, standing, law, act)]
        fresh = await unit.dates.standing(cases.keys()) if moved else standing
        difference = await Planning(law, self.hours, unit, now).anew(cases.values(), fresh)
        told = by_person((*moved, *difference.ended))
        await Notices(self.post, law, unit, now).tell(told, cases, act=act)
        return Counted(len(cases), len(moved), 0 if moved else difference.missing)

    async def _dates(self, unit: Unit, case: Case, standing: Standing, law: Law, act: str) -> Sequence[Ended]:
        """The dates of a case as they are counted now; those that were other ones, for its owner to know."""
        await asyncio.sleep(0)  # others are served between two cases
        found = deadlines_of(case, law.kinds, law.limits, law.calendar)
        moved = _moved(case, found, standing)
        await unit.dates.keep(case.id, found, next_due(found), act, standing)
        return moved


def _moved(case: Case, found: Sequence[CaseDeadline], standing: Standing) -> list[Ended]:
    """The dates that run and were other ones when they were kept, for the owner to know."""
    before: dict[tuple[str, int], date] = {key: row.due for key, row in standing.of(case.id).items()}
    return [
        Ended(case.owner, case.id, one.key, one.start.id, was, one.due, is_told=False)
        for one in found
        if one.is_open and one.start and (was := before.get((one.key, one.start.id))) and was != one.due
    ]


async def affected(unit: Unit, law: Law, first: date, last: date) -> tuple[int, int]:
    """How many dates of how many open cases move when the days from `first` to `last` are what `law` says."""
    dates, cases = 0, 0
    about = await unit.docket.open_about(first, last)
    standing = await unit.dates.standing(about.keys())
    for case in about.values():
        await asyncio.sleep(0)
        moved = len(_moved(case, deadlines_of(case, law.kinds, law.limits, law.calendar), standing))
        dates, cases = dates + moved, cases + bool(moved)
    return dates, cases
