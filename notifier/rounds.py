"""The rounds that the clock makes: each moment what is due, each morning the overviews, each night the audit."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import structlog

from dialogs.turns import Say
from knowledge.law import Law
from notifier.clock import TICK, Job, Steadiness
from notifier.delivery import Delivery
from notifier.digests import Digests
from notifier.hours import Hours
from notifier.laws import Laws
from notifier.post import Letter, Post
from notifier.recount import Counted, Recount
from notifier.saying import Saying
from storage.unit import Storage, Unit

#: The hour of the night at which the plan is audited.
NIGHT: Final = 2
#: The day of a year from which on the next year's order about moved days is asked for: month and day.
ASKED_FROM: Final = (11, 15)

log = structlog.get_logger("rounds")


@dataclass
class Rounds:
    """The parts that speak unasked, put together; what is due stands in the database, so each round may be missed."""

    storage: Storage
    laws: Laws
    hours: Hours
    post: Post
    delivery: Delivery
    now: Callable[[], datetime]
    #: What else is done each night: a backup.
    backup: Callable[[date], Awaitable[None]] | None = None
    #: How long after its case was closed an answer that says something of a person is kept.
    personal: timedelta = timedelta(days=30)
    _said_on: date | None = None
    _audited_on: date | None = None
    #: The calendar that the dates follow; None until they were counted once.
    _version: int | None = None

    def __post_init__(self) -> None:
        self.steadiness = Steadiness(self.now)
        self.saying = Saying(self.storage, self.laws, self.hours, self.post)
        self.recount = Recount(self.storage, self.laws, self.hours, self.post)

    @property
    def jobs(self) -> tuple[tuple[str, float, Job], ...]:
        """What the clock runs, with the seconds between two runs."""
        return (("tick", TICK, self.tick), ("calendar", 5.0, self.follow), ("day", 60.0, self.day))

    async def tick(self) -> int:
        """Say and send all that is due; how much that was. While the machine's clock is in doubt nothing is said."""
        if not self.steadiness.is_steady():
            return 0
        count = 0
        while True:
            said = await self.saying.said(self.now())
            await self.delivery.deliver(said)
            sent = await self.delivery.tick()
            if not said and not sent:
                return count
            count += len(said) + sent

    async def follow(self) -> Counted | None:
        """Count all open cases when the calendar has changed, and at the start; None when nothing has."""
        now = self.now()
        async with self.storage.unit(now) as unit:
            version, newest = await unit.calendar.version(), await unit.calendar.newest_act()
        if version == self._version:
            return None
        counted = await self.recount.done(now, newest)
        self._version, self._audited_on = version, self.hours.day(now)
        return counted

    async def day(self) -> None:
        """The overviews of the morning, and the audit of the night."""
        now = self.now()
        today = self.hours.day(now)
        async with self.storage.unit(now) as unit:
            law = await self.laws.of(unit)
        if self._said_on != today and self.digests.is_time(now, law):
            await self.digests.put(now)
            await self._ask_for_order(law, now)
            self._said_on = today
        if self._audited_on != today and self.hours.local(now).hour >= NIGHT:
            await self.recount.done(now)
            self._audited_on = today
            async with self.storage.unit(now) as unit:
                dropped = await unit.personal_answers.drop(self.personal, today)
            if dropped:
                log.info("personal answers dropped", answers=dropped)
            if self.backup:
                await self.backup(today)

    @property
    def digests(self) -> Digests:
        """The morning's overviews."""
        return Digests(self.storage, self.laws, self.hours, self.post)

    async def _ask_for_order(self, law: Law, now: datetime) -> None:
        """Ask the administrators for the next year's order, on the first working day of each week until it is there."""
        today = self.hours.day(now)
        if (today.month, today.day) < ASKED_FROM or not self.digests.begins_week(today, law):
            return
        async with self.storage.unit(now) as unit:
            if not await unit.calendar.has_year(today.year + 1):
                await self._tell_administrators(unit, law, today)

    async def _tell_administrators(self, unit: Unit, law: Law, today: date) -> None:
        people = [one for one in await unit.digests.everybody() if one.may("move-days")]
        reachable = await unit.people.reachable([one.id for one in people])
        installation = await unit.docket.installation()
        for number, one in reachable.items():
            wording = self.post.wording(law, one.person).wording
            (asked,) = wording.said(Say("calendar-asked"))
            letter = Letter(installation, f"order:{number}:{today}", wording.language, asked.text, (asked,))
            await unit.outbox.put(self.post.messages(letter, number, self.post.addresses(one), "notice"))
