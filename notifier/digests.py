"""The morning's overview for each who answers for cases, and the week's for whoever leads a court."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from dialogs.reminderturns import Digest, DigestLine
from knowledge.law import Law
from knowledge.people import Person
from notifier.hours import Hours
from notifier.laws import Laws
from notifier.post import Letter, Post
from storage.digests import Running
from storage.unit import Storage, Unit

#: After the opening of the office: its reminders have gone out then.
AFTER_OPENING: Final = timedelta(minutes=5)
#: How far ahead an overview looks, in calendar days.
AHEAD: Final = timedelta(days=14)
#: The roles that are told of all cases of their court, once a week.
LEADING: Final = frozenset({"chief"})


@dataclass(frozen=True)
class Digests:
    """Puts out the overviews of a day; asked again, it puts out none twice."""

    storage: Storage
    laws: Laws
    hours: Hours
    post: Post

    def is_time(self, now: datetime, law: Law) -> bool:
        """Whether the day's overviews are to go out: on working days, from soon after opening until closing."""
        day = self.hours.day(now)
        opening = self.hours.moment(day, self.hours.opens) + AFTER_OPENING
        return law.calendar.is_working(day) and opening <= now < self.hours.moment(day, self.hours.closes)

    async def put(self, now: datetime) -> int:
        """Put out what is to be said today, a person a transaction; how many people that were."""
        async with self.storage.unit(now) as unit:
            law = await self.laws.of(unit)
            people = await unit.digests.everybody() if self.is_time(now, law) else ()
        for person in people:
            async with self.storage.unit(now) as unit:
                await self._put(unit, person, law, now)
        return len(people)

    async def _put(self, unit: Unit, person: Person, law: Law, now: datetime) -> None:
        reachable = (await unit.people.reachable([person.id])).get(person.id)
        addresses = self.post.addresses(reachable)
        if not addresses:
            return
        day = self.hours.day(now)
        is_first = self.begins_week(day, law)
        own = _digest(day, await unit.digests.own(person, day + AHEAD))
        # that there is nothing is said once a week: so nobody takes a silent fault for it
        digests = [own] if is_first or not own.is_empty else []
        if is_first and person.role in LEADING:
            digests.append(_digest(day, await unit.digests.of_court(person, day + AHEAD), is_weekly=True))
        wording, installation = self.post.wording(law, person), await unit.docket.installation()
        for digest in digests:
            name = "week" if digest.is_weekly else "day"
            letter = Letter(
                installation, f"digest:{name}:{person.id}:{day}", wording.wording.language, wording.subject(digest),
                tuple(wording.blocks(digest)),
            )  # fmt: skip
            await unit.outbox.put(self.post.messages(letter, person.id, addresses, "digest"))

    def begins_week(self, day: date, law: Law) -> bool:
        """Whether a day is the first of its week that is worked."""
        monday = day - timedelta(days=day.weekday())
        return law.calendar.on_or_after(monday) == day


def _digest(day: date, running: Iterable[Running], *, is_weekly: bool = False) -> Digest:
    """What is overdue, due today and soon, and what was not answered."""
    lines = [(one, DigestLine(one.number, one.limit, one.due)) for one in running]
    return Digest(
        day,
        overdue=tuple(line for one, line in lines if one.due < day),
        today=tuple(line for one, line in lines if one.due == day),
        soon=tuple(line for one, line in lines if one.due > day),
        unseen=tuple(line for one, line in lines if one.is_unseen),
        is_weekly=is_weekly,
    )
