"""What reminds is killed between every two steps: nothing is lost, nothing comes three times, the plan stays whole."""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from itertools import count
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from aiosmtpd.smtp import Envelope

from bot.desk import Desk
from storage.copies import backup, restore
from storage.outbox import LEASE
from storage.unit import open_storage
from tests.botapi.bots import TOKEN
from tests.botapi.refusals import Raw
from tests.botapi.server import Trouble, refused
from tests.databases import Databases, Kind
from tests.notifier.office import ADMINISTRATOR, CHIEF, CLERK, JUDGE, MAIL, open_office
from tests.notifier.post import DROP
from tests.soaks.reminders import IN_FLIGHT, ReminderSoak
from tests.soaks.servers import Chats, Letters, Weather
from tests.soaks.worker import Orders, Work, ended, started

#: The third working day before 21 December, at the opening of the office: the clerk is told by chat and by mail.
OPENING: Final = datetime(2026, 12, 15, 4, tzinfo=UTC)
#: The answers to /register, without the last.
REGISTERING: Final = ("/register", "1", "20.11.2026", "Germany", "12-3")
#: Runs at a time: most of each is waiting.
AT_A_TIME: Final = 4
#: How the clock goes on until everything is sent that was put off.
STEPS: Final = (timedelta(), timedelta(minutes=1), timedelta(minutes=16))


@dataclass(frozen=True)
class Scene:
    """What there is to do, and where whoever does it is killed."""

    stage: str
    #: Each a row of points at which one process after the other is killed.
    points: tuple[tuple[str, ...], ...]
    work: tuple[Work, ...] = ("round",)
    #: What Telegram and the mail server answer until somebody is killed, or for good.
    chat: Mapping[str, Any] | None = None
    mail: Mapping[str, str] = field(default_factory=dict)
    is_for_good: bool = False
    #: What may be in flight at these points: as many messages come twice at most.
    in_flight: int = 0


def _points(*deeds: str) -> tuple[tuple[str, ...], ...]:
    return tuple((f"{deed}, {when}",) for deed in deeds for when in ("before", "done"))


SCENES: Final[Mapping[str, Scene]] = {
    "words are found": Scene("registered", (*_points("say", "put"), ("put, committed",))),
    "a claim lapsed": Scene(
        "registered",
        (
            ("put, committed", "claim, before"),
            ("put, committed", "claim, done"),
            ("put, committed", "claim, committed"),
        ),
    ),
    "messages are sent": Scene(
        "registered",
        (
            ("telegram, before",),
            ("telegram, after",),
            ("email, before",),
            ("email, after",),
            *_points("mark"),
            ("mark, committed",),
        ),
        in_flight=2,
    ),
    "servers refuse": Scene(
        "registered",
        (*_points("mark", "plan"), ("plan, committed",)),
        chat={"status": 403, "description": "Forbidden: bot was blocked by the user"},
        mail={"RCPT": "550 5.1.1 unknown"},
        is_for_good=True,
        in_flight=1,
    ),
    "servers are busy": Scene(
        "registered",
        (*_points("put off"), ("put off, committed",)),
        chat={"retry_after": 5},
        mail={"RCPT": "451 4.3.0 later"},
    ),
    "days were moved": Scene(
        "moved",
        (*_points("keep dates", "withdraw", "plan", "end", "tell"), ("tell, committed",)),
        work=("count", "round"),
    ),
    "a case is registered": Scene("empty", (*_points("plan"), ("plan, committed",)), work=("words",)),
}


@dataclass(frozen=True)
class End:
    """How things stand: the dates, the reminders and the messages in the database, and what arrived."""

    rows: Mapping[str, Sequence[tuple[object, ...]]]
    arrived: Counter[tuple[str, str]]


class Stages:
    """Databases as a scene begins, made once; each run has a copy."""

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self.folder = folder
        self.databases = Databases(folder, closing)
        self._models: dict[tuple[str, Kind], str] = {}
        self._numbers = count()

    async def copy(self, desk: Desk, stage: str, kind: Kind) -> str:
        """The address of a database."""
        if (stage, kind) not in self._models:
            file = self.folder / f"{stage}.db"
            if not file.exists():
                await self._prepared(desk, stage, file)
            self._models[stage, kind] = await self._model(file, kind)
        return await self.databases.copy(self._models[stage, kind])

    def room(self) -> Path:
        """A folder for one run."""
        folder = self.folder / f"run-{next(self._numbers)}"
        folder.mkdir()
        return folder

    async def _prepared(self, desk: Desk, stage: str, file: Path) -> None:
        folder = self.folder / stage
        folder.mkdir()
        async with open_office(desk, folder) as office:
            if stage == "empty":
                await office.hears(*REGISTERING)
            else:
                await office.register()
            if stage in {"moved", "days"}:
                await office.rounds.follow()
                if stage == "moved":
                    await office.at("2026-12-07")
                await office.hears("/days", "21.12.2026", "skip", "Order No. 1", "1", account=ADMINISTRATOR)
            await backup(office.court.storage.database, file)

    async def _model(self, file: Path, kind: Kind) -> str:
        if kind == "sqlite":
            return f"sqlite+aiosqlite:///{file}"
        address = await self.databases.empty(kind)
        async with open_storage(address) as storage:
            await restore(storage.database, file)
        return address


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    """The stages."""
    with ExitStack() as closing:
        yield Stages(tmp_path_factory.mktemp("stages"), closing)


@dataclass
class Play:
    """One run of a scene."""

    database: str
    folder: Path
    chats: Chats
    letters: Letters
    at: datetime = OPENING
    since: float = field(default_factory=time.monotonic)

    @property
    def is_embedded(self) -> bool:
        """Whether a new process may take up at once what a killed one held."""
        return self.database.startswith("sqlite")

    def begin(self, work: tuple[Work, ...], words: tuple[str, ...] = (), point: str = "") -> ForkServerProcess:
        """A process that works."""
        return started(
            Orders(
                self.database,
                self.folder,
                self.folder / "journal",
                self.chats.url,
                self.letters.port,
                self.at,
                self.since,
                point,
                work,
                words,
                "Order No. 1",
                is_paced=False,
            )
        )

    def go(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by

    def lapse(self) -> None:
        """Let the time pass until another one takes up what a killed process held: the lease, and no longer."""
        if not self.is_embedded:
            self.go(LEASE)

    async def end(self) -> End:
        """How things stand, seen over a connection of its own."""
        asked = {
            "dates": "SELECT limit_key, due, replaced_at IS NULL FROM deadlines",
            "reminders": "SELECT stage, person_id, due, outcome FROM reminders",
            "messages": "SELECT kind, channel, address, outcome FROM outbox",
        }
        rows = {}
        async with open_storage(self.database) as storage, storage.unit(self.at) as unit:
            for name, query in asked.items():
                found = await unit.connection.exec_driver_sql(query)
                rows[name] = sorted(tuple(map(str, row)) for row in found)
        arrived = Counter(
            (str(chat.id), message.text.partition("\n")[0])
            for chat in self.chats.chats.values()
            for message in chat.heard
        )
        for envelope in self.letters.taken:
            mail = message_from_bytes(envelope.content or b"", policy=policy.default)  # type: ignore[arg-type]
            arrived[str(mail["To"]), str(mail["Subject"])] += 1
        return End(rows, arrived)


async def _played(stages: Stages, desk: Desk, kind: Kind, scene: Scene, points: tuple[str, ...]) -> End:
    """How a scene ends when one process after the other is killed, and a last one goes on."""
    database = await stages.copy(desk, scene.stage, kind)
    async with Chats(TOKEN, Weather()) as chats, Letters() as letters:
        for account in (CLERK, JUDGE, CHIEF, ADMINISTRATOR):
            chats.person(int(account)).chat.closed = ""
        if scene.chat:
            chats.fail("sendMessage", chat_id=int(CLERK), times=99, **scene.chat)
        letters.troubles.update(scene.mail)
        play = Play(database, stages.room(), chats, letters)
        words = ("skip",) if "words" in scene.work else ()
        for point in points:
            assert await ended(play.begin(scene.work, words, point)) == -signal.SIGKILL, point
            play.lapse()
        if not points:
            assert await ended(play.begin(scene.work, words)) == 0
        if not scene.is_for_good:
            chats._troubles.clear()
            letters.troubles.clear()
        if words and points:
            # all of the turn is there, or nothing of it
            there = (await play.end()).rows
            assert len(there["reminders"]) == (7 if points[-1].endswith("committed") else 0)
            assert len(there["dates"]) == (1 if there["reminders"] else 0)
            words = () if there["reminders"] else words
        work: tuple[Work, ...] = scene.work if points and (words or "words" not in scene.work) else ("round",)
        for step in STEPS:
            play.go(step)
            assert await ended(play.begin(work, words)) == 0
            work = ("round",)
            if not any("None" in row for row in (await play.end()).rows["messages"]):
                break
        return await play.end()


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("name", SCENES)
async def test_killed_anywhere_it_ends_as_if_nothing_had_been(
    desk: Desk, stages: Stages, kind: Kind, name: str
) -> None:
    """Each date, reminder and message stands as without the kill; what was in flight comes twice at most."""
    scene = SCENES[name]
    undisturbed = await _played(stages, desk, kind, scene, ())
    assert undisturbed.rows["reminders"]
    crowd = asyncio.Semaphore(AT_A_TIME)

    async def played(points: tuple[str, ...]) -> End:
        async with crowd:
            return await _played(stages, desk, kind, scene, points)

    for points, end in zip(scene.points, await asyncio.gather(*map(played, scene.points)), strict=True):
        assert end.rows == undisturbed.rows, points
        assert set(end.arrived) == set(undisturbed.arrived), points
        repeats = end.arrived - undisturbed.arrived
        assert repeats.total() <= scene.in_flight, (points, repeats)
        assert max(repeats.values(), default=0) <= 1, (points, repeats)


@dataclass
class Striking(Letters):
    """A mail server that has whoever talks with it killed at a moment of the talk, once."""

    moment: str = ""
    victim: ForkServerProcess | None = None

    def trouble(self, moment: str, envelope: Envelope | None) -> str | None:
        """What goes wrong at a moment of a talk."""
        if moment == self.moment and self.victim:
            _kill(self.victim)
            self.victim = None
            return DROP
        return super().trouble(moment, envelope)


class StrikingChats(Chats):
    """Telegram, which has whoever sends killed once, before or after it has taken the message."""

    is_taken = False
    victim: ForkServerProcess | None = None

    def trouble(self, method: str, given: Raw) -> Trouble | None:
        """What goes wrong with a call."""
        if method == "sendMessage" and self.victim:
            _kill(self.victim)
            self.victim = None
            return Trouble(None if self.is_taken else refused(500), None, 1, drop=True, delay=0)
        return super().trouble(method, given)


def _kill(process: ForkServerProcess) -> None:
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("kind", get_args(Kind))
async def test_killed_at_each_verb_it_is_said_all_the_same(desk: Desk, stages: Stages, kind: Kind) -> None:
    """Killed while it talks with a server: the other one knows no more of it than a line that broke."""
    await stages.copy(desk, "registered", kind)  # made once, before several want it
    crowd = asyncio.Semaphore(AT_A_TIME)

    async def struck(moment: str) -> Counter[str]:
        async with crowd:
            return await _struck(stages, desk, kind, moment)

    moments = ("GREETING", "EHLO", "MAIL", "RCPT", "DATA", "END", "AFTER", "QUIT", "chat", "taken")
    for moment, told in zip(moments, await asyncio.gather(*map(struck, moments)), strict=True):
        assert set(told) == {CLERK, MAIL}, moment
        # what had arrived on the other way may come again too
        assert max(told.values()) <= 2, moment
        if moment in {"AFTER", "taken"}:
            assert told[CLERK if moment == "taken" else MAIL] == 2


async def _struck(stages: Stages, desk: Desk, kind: Kind, moment: str) -> Counter[str]:
    """Where a reminder has arrived, and how often, when a server had its sender killed."""
    database = await stages.copy(desk, "registered", kind)
    async with StrikingChats(TOKEN, Weather()) as chats, Striking(moment=moment) as letters:
        chats.person(int(CLERK)).chat.closed = ""
        play = Play(database, stages.room(), chats, letters)
        first = play.begin(("round",))
        if moment in {"chat", "taken"}:
            chats.victim, chats.is_taken = first, moment == "taken"
        else:
            letters.victim = first
        assert await ended(first) == -signal.SIGKILL
        play.lapse()
        assert await ended(play.begin(("round",))) == 0
        end = await play.end()
    assert [row[-1] for row in end.rows["messages"]] == ["sent", "sent"], moment
    return Counter(to for to, _ in end.arrived.elements())


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("point", ["email, before", "email, after"])
async def test_a_date_that_moves_after_a_kill_is_told_to_whoever_may_have_heard_of_it(
    desk: Desk, stages: Stages, kind: Kind, point: str
) -> None:
    """Nobody knows whether the mail went out: that the date is another one now is said, and once."""
    database = await stages.copy(desk, "days", kind)
    async with Chats(TOKEN, Weather()) as chats, Letters() as letters:
        chats.person(int(CLERK)).chat.closed = ""
        chats.fail("sendMessage", chat_id=int(CLERK), retry_after=5, times=99)
        play = Play(database, stages.room(), chats, letters)
        assert await ended(play.begin(("round",), point=point)) == -signal.SIGKILL
        chats._troubles.clear()
        play.lapse()
        assert await ended(play.begin(("count", "round", "round"))) == 0
        end = await play.end()
        mails = [message_from_bytes(envelope.content or b"") for envelope in letters.taken]  # type: ignore[arg-type]
    # the first mail, if it went out, brings the old day to the person's calendar; the last one has to bring the new one
    assert len(mails) == (2 if point.endswith("after") else 1)
    assert [part.get_content_type() for part in mails[-1].walk()].count("text/calendar") == 1
    assert max(end.arrived.values()) == 1


@pytest.mark.parametrize(("kind", "workers", "number"), [("postgresql", 3, 300), ("sqlite", 1, 120)])
async def test_nobody_is_forgotten_while_processes_are_killed(
    stages: Stages, kind: Kind, workers: int, number: int, tmp_path: Path
) -> None:
    """Servers fail in every way, and processes are killed; `python -m tests.soak reminders` is the long version."""
    weather = Weather(0.04, stalls=False)
    soak = ReminderSoak(tmp_path, await stages.databases.empty(kind), number, 6, workers, weather, in_haste=True)
    outcome = await soak.run()
    found = outcome.counted
    assert found.reminders == number
    assert (found.lost, found.untaken, found.waiting, outcome.not_durable) == (0, 0, 0, 0)
    assert outcome.kills >= 6
    assert outcome.most_in_flight <= IN_FLIGHT
    # each copy has its kill or its lost answer, and none came three times
    assert found.unexplained == 0
    assert found.repeats <= outcome.in_flight + outcome.unknown
    assert found.most <= 2
    assert outcome.seen.total() > 0
    assert set(outcome.statuses) <= {0, -signal.SIGKILL, -signal.SIGTERM}
    assert outcome.failed == 0
    assert "@" not in (tmp_path / "log.txt").read_text(encoding="utf-8")
