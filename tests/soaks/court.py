"""Courts with cases that are all late on one morning: what is reminded of then, and who was told in the end."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import select

from knowledge.cases import Case, CaseEvent, deadlines_of
from knowledge.people import Person, Role
from notifier.mail import mailbox
from notifier.marks import Mark, made
from notifier.planning import Planning
from storage.moments import kept
from storage.schema import migrate
from storage.tables import installation, outbox, reminders
from storage.unit import Unit, open_storage
from tests.court import HOURS
from tests.soaks.worker import MAIL_FROM, law

#: The order came on 20 November; its month was over on 21 December, and the next morning everybody is told.
RECEIVED: Final = date(2026, 11, 20)
KNOWN: Final = datetime(2026, 12, 21, 15, tzinfo=UTC)
OPENING: Final = datetime(2026, 12, 22, 4, tzinfo=UTC)

#: Cases of a court, and those who are told of each: its owner, its judge, and the head.
CASES: Final = 20
TOLD: Final = 3
#: The account of each in Telegram is the court's number and this; the administrator's can always be reached.
PLACES: Final[Mapping[Role, int]] = {"clerk": 1, "judge": 2, "chief": 3, "administrator": 0}


def account(court: int, role: Role) -> int:
    """The number of a chat."""
    return 1_000_000 + court * 10 + PLACES[role]


async def settle(address: str, number: int) -> tuple[int, list[int]]:
    """Fill an empty database; how many reminders are planned, about the number asked for, and the chats of people."""
    chats: list[int] = []
    async with open_storage(address) as storage:
        await migrate(storage.database)
        for court in range(1, max(number // (CASES * TOLD), 1) + 1):
            async with storage.unit(KNOWN) as unit:
                chats += await _settle(unit, court)
        async with storage.unit(KNOWN) as unit:
            planned = (await unit.connection.execute(select(reminders.c.id))).scalars().all()
    return len(planned), chats


async def _settle(unit: Unit, number: int) -> list[int]:
    """A court with its people and cases. Owners have a chat and mail, judges a chat, heads mail."""
    court = await unit.people.add_court(f"Суд № {number}", "court", "Алматы")
    found: dict[Role, Person] = {}
    for role in PLACES:
        _, code = await unit.people.invite(court.id, role, f"{role} {number}", None)
        address = str(account(number, role))
        person = await unit.people.admit(code, "terminal" if role == "chief" else "telegram", address)
        assert person
        if role in {"clerk", "chief"}:
            await unit.people.set_reminders(person.id, None, None, f"{role}{number}@sud.kz")
        found[role] = person
    owner, judge = found["clerk"], found["judge"]
    cases = [
        Case(
            0, court.id, f"{number}-{one}", "received-action", owner.id, RECEIVED, "DE", "", None, judge.id,
            events=(CaseEvent(0, "order-received", RECEIVED),),
        )
        for one in range(CASES)
    ]  # fmt: skip
    held = law()
    numbers = await unit.cases(owner).add_all(
        cases, lambda case: deadlines_of(case, held.kinds, held.limits, held.calendar)
    )
    there = await unit.docket.cases(numbers)
    await Planning(held, HOURS, unit, KNOWN).anew(list(there.values()))
    return [account(number, role) for role in PLACES if role != "chief"]


@dataclass(frozen=True)
class Tally:
    """What became of the reminders, by what the servers took and what the database says."""

    reminders: int
    messages: int
    #: Reminders of which nobody was told: not whom they are for, nor anybody in their place.
    lost: int
    #: Messages that are marked as sent and never arrived.
    untaken: int
    #: What is not said, or not sent, and waits.
    waiting: int
    #: Copies beyond the first, and of one message the greatest number.
    repeats: int
    most: int
    #: Copies that no kill and no answer that was lost accounts for.
    unexplained: int
    passed_on: int


async def tally(address: str, arrived: Counter[str], excused: Mapping[str, int]) -> Tally:
    """Compare what arrived with what the database says, over a connection of its own."""
    async with open_storage(address) as storage, storage.unit(OPENING) as unit:
        name = (await unit.connection.execute(select(installation.c.name))).scalar_one()
        messages = (await unit.connection.execute(select(outbox).where(outbox.c.kind == "reminder"))).all()
        due = (await unit.connection.execute(select(reminders).where(reminders.c.at <= kept(OPENING)))).all()
        passed = (await unit.connection.execute(select(reminders).where(reminders.c.stage.startswith("failed-")))).all()
    told = {row.reminder_id for row in messages if arrived[identity_of(row.key, name)]}
    in_place: dict[tuple[int, int], set[int]] = {}
    for row in passed:
        whose = int(row.stage.removeprefix("failed-"))
        in_place.setdefault((row.case_id, whose), set()).add(row.said_with)
    lost = [
        row for row in due if row.said_with not in told and not in_place.get((row.case_id, row.person_id), set()) & told
    ]
    copies = {one: count for one, count in arrived.items() if count > 1}
    return Tally(
        len(due),
        len(messages),
        len(lost),
        sum(row.outcome == "sent" and not arrived[identity_of(row.key, name)] for row in messages),
        sum(row.done_at is None for row in (*messages, *due, *passed)),
        sum(copies.values()) - len(copies),
        max(arrived.values(), default=0),
        sum(max(count - 1 - excused.get(one, 0), 0) for one, count in copies.items()),
        len(passed),
    )


def identity_of(key: str, name: str) -> str:
    """What tells a message where it arrives, by its key in the outbox and the name of the installation."""
    letter, channel, address, number = key.rsplit(":", 3)
    reminder = letter.rpartition(":")[2]
    if channel == "telegram":
        return f"{address}:{reminder}"
    mark = made(name, address, f"{name}:{letter}:{number}", Mark("reminder", int(reminder)))
    return f"<{mark}@{mailbox(MAIL_FROM).domain}>"


def identities(keys: Collection[str], name: str) -> frozenset[str]:
    """The same of several."""
    return frozenset(identity_of(key, name) for key in keys)
