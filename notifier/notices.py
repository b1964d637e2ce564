"""Whoever was told of a date is told when it moves or ends, once; their own calendar too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogs.reminderturns import DatesMoved, MovedLine
from knowledge.cases import Case
from knowledge.law import Law
from knowledge.people import Person
from notifier.calendars import due_day
from notifier.planning import Ended
from notifier.post import Letter, Post
from storage.unit import Unit


@dataclass(frozen=True)
class Notices:
    """The notices of one transaction."""

    post: Post
    law: Law
    unit: Unit
    now: datetime

    async def tell(
        self,
        ended: Mapping[int, Sequence[Ended]],
        cases: Mapping[int, Case],
        actor: int | None = None,
        act: str = "",
    ) -> int:
        """
        Tell people of dates that are other ones now; how many people that were.

        Args:
            ended: The dates as they were, by the person who is to know.
            cases: The cases they belong to, as they are now.
            actor: Whoever changed the case: told in the talk already, so that only their calendar hears of it.
            act: The act that moved days of the calendar, where that is the reason.
        """
        people = await self.unit.people.reachable(ended.keys()) if ended else {}
        for number, reachable in people.items():
            addresses = self.post.addresses(reachable)
            if number == actor:
                addresses = tuple(one for one in addresses if one[0] == "email")
            if addresses:
                letter = await self._letter(ended[number], cases, reachable.person, act)
                await self.unit.outbox.put(self.post.messages(letter, number, addresses, "notice"))
        return len(people)

    async def _letter(self, ended: Sequence[Ended], cases: Mapping[int, Case], person: Person, act: str) -> Letter:
        wording = self.post.wording(self.law, person)
        installation = await self.unit.docket.installation()
        lines = [MovedLine(cases[one.case].number, one.limit, one.was, one.now) for one in ended]
        said = DatesMoved(tuple(lines), act)
        first = ended[0]
        return Letter(
            installation,
            f"moved:{person.id}:{first.case}:{first.limit}:{first.event}:{int(self.now.timestamp())}",
            wording.wording.language,
            wording.subject(said),
            tuple(wording.blocks(said)),
            case=first.case,
            days=tuple(
                due_day(installation, one, DatesMoved((line,)), wording, self.now)
                for one, line in zip(ended, lines, strict=True)
                if one.is_told
            ),
        )


def by_person(ended: Iterable[Ended]) -> dict[int, list[Ended]]:
    """Each date once for each person who was told of it."""
    found: dict[int, dict[tuple[int, str, int, date], Ended]] = {}
    for one in ended:
        found.setdefault(one.person, {})[one.case, one.limit, one.event, one.was] = one
    return {person: list(dates.values()) for person, dates in found.items()}
