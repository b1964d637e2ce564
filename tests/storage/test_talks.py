"""Talks: one turn at a time, what came in is handled once and in order, what goes out goes out at least once."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound

from storage.inbox import ATTEMPTS, KEPT, Arrival, Open
from storage.moments import kept
from storage.outbox import LEASE, Claimed, Kind, Message
from storage.tables import conversations, inbox, outbox, runs
from storage.unit import Storage
from tests.storage.scene import NOW, Scene, opened, rows

SECOND = timedelta(seconds=1)


def message(
    key: str, channel: str = "telegram", address: str = "100", kind: Kind = "reply", reminder: int | None = None
) -> Message:
    """A reply, or what else is said."""
    return Message(key, kind, channel, address, f'{{"text": "{key}"}}', reminder=reminder)


async def told(storage: Storage, *keys: str, **how: Any) -> list[Claimed]:  # noqa: ANN401 - as `message` takes it
    """Messages put, and their claims lapsed: whoever put them was killed."""
    async with storage.unit(NOW - LEASE) as unit:
        return [await unit.outbox.put_claimed(message(key, **how)) for key in keys]


async def claimed_at(storage: Storage, moment: datetime, limit: int = 10) -> list[int]:
    """The numbers of what is claimed at a moment."""
    async with storage.unit(moment) as unit:
        return [one.id for one in await unit.outbox.claim("telegram", limit)]


async def test_a_new_talk_remembers_nothing(storage: Storage) -> None:
    """A talk is known by channel and address; dropped, it is new again."""
    async with storage.unit(NOW) as unit:
        assert await unit.conversations.locked("telegram", "1") == ""
        await unit.conversations.keep("telegram", "1", "hello")
        assert await unit.conversations.locked("telegram", "1") == "hello"
        assert [await unit.conversations.locked(*other) for other in (("telegram", "2"), ("email", "1"))] == ["", ""]
        await unit.conversations.drop("telegram", "1")
        assert await unit.conversations.locked("telegram", "1") == ""


@pytest.mark.parametrize("known", [True, False])
async def test_turns_of_one_talk_wait_for_each_other(storage: Storage, known: bool) -> None:
    """Two messages at once, the first two of a talk too: neither turn forgets what the other one learned."""
    if known:
        async with storage.unit(NOW) as unit:
            await unit.conversations.locked("telegram", "1")

    async def turn(said: str) -> None:
        async with storage.unit(NOW) as unit:
            state = await unit.conversations.locked("telegram", "1")
            await asyncio.sleep(0.01)
            await unit.conversations.keep("telegram", "1", state + said)

    await asyncio.gather(*map(turn, "abcdef"))
    (row,) = await rows(storage, conversations)
    assert sorted(row["state"]) == list("abcdef")


async def test_one_form_of_a_name_stands_open(storage: Storage, scene: Scene) -> None:
    """Whoever goes on from another device finds the same form, and the newest of several."""
    person = scene.clerk.id
    async with storage.unit(NOW) as unit:
        assert await unit.conversations.run(person, "open-case") is None
        assert await unit.conversations.newest_run(person) is None
        for answers in ("1", "12"):
            await unit.conversations.keep_run(person, "open-case", answers)
    async with storage.unit(NOW + SECOND) as unit:
        await unit.conversations.keep_run(person, "close-case", "x")
        assert await unit.conversations.newest_run(person) == "x"
        assert await unit.conversations.run(person, "open-case") == "12"
        assert await unit.conversations.run(scene.judge.id, "open-case") is None
    assert len(await rows(storage, runs)) == 2


async def test_a_second_open_form_is_refused_by_the_database(storage: Storage, scene: Scene) -> None:
    """Two replicas that begin one form at once do not leave two behind."""
    values = {"person_id": scene.clerk.id, "name": "open-case", "answers": "", "updated_at": 0}
    with pytest.raises(IntegrityError):
        async with storage.unit(NOW) as unit:
            await unit.connection.execute(runs.insert(), [values, values])


async def test_the_answers_of_an_ended_form_are_not_kept(storage: Storage, scene: Scene) -> None:
    """They went into the case; nothing personal lies about, and the form can be begun again."""
    case = await opened(storage, scene.clerk)
    async with storage.unit(NOW) as unit:
        await unit.conversations.keep_run(scene.clerk.id, "open-case", "private")
        await unit.conversations.end_run(scene.clerk.id, "open-case", case.id)
        assert await unit.conversations.run(scene.clerk.id, "open-case") is None
        await unit.conversations.keep_run(scene.clerk.id, "open-case", "again")
    found = [(row["case_id"], row["answers"]) for row in await rows(storage, runs)]
    assert found == [(case.id, ""), (None, "again")]


async def test_a_repeated_update_is_stored_once(storage: Storage) -> None:
    """Telegram repeats what it believes to be lost, in one batch too; nobody's case is opened twice."""
    async with storage.unit(NOW) as unit:
        await unit.inbox.put("bot", [])
        await unit.inbox.put("bot", [Arrival("7", "1", "a"), Arrival("7", "1", "a")])
        await unit.inbox.put("bot", [Arrival("7", "1", "a"), Arrival("8", "1", "b")])
        await unit.inbox.put("mail", [Arrival("7", "1", "c")])
    found = [(row["source"], row["external_id"], row["content"]) for row in await rows(storage, inbox)]
    assert found == [("bot", "7", "a"), ("bot", "8", "b"), ("mail", "7", "c")]


async def test_a_repeat_after_it_was_handled_is_known(storage: Storage) -> None:
    """The content is gone when it is handled, the identity is not."""
    async with storage.unit(NOW) as unit:
        await unit.inbox.put("bot", [Arrival("7", "1", "private")])
        arrival = await unit.inbox.oldest("bot", "1")
        assert arrival
        await unit.inbox.mark_handled(arrival.id)
        await unit.inbox.put("bot", [Arrival("7", "1", "private")])
        assert await unit.inbox.oldest("bot", "1") is None
    assert [(row["content"], row["handled_at"]) for row in await rows(storage, inbox)] == [(None, kept(NOW))]


async def test_each_talk_is_heard_in_its_order(storage: Storage) -> None:
    """'Yes' is not heard before the question that it answers, and no talk waits for another."""
    async with storage.unit(NOW) as unit:
        await unit.inbox.put("bot", [Arrival(str(n), "ab"[n % 2], str(n)) for n in range(6)])
        assert await unit.inbox.conversations("bot") == ("a", "b", "a", "b", "a", "b")
        assert await unit.inbox.conversations("mail") == ()
        heard = []
        for talk in "aabbab":
            arrival = await unit.inbox.oldest("bot", talk)
            assert arrival
            heard.append(arrival.content)
            await unit.inbox.mark_handled(arrival.id)
    assert heard == ["0", "2", "1", "3", "4", "5"]


async def test_what_fails_five_times_is_given_up(storage: Storage) -> None:
    """One message that always breaks does not stop a talk for ever, and its content is not kept."""
    async with storage.unit(NOW) as unit:
        await unit.inbox.put("bot", [Arrival("7", "1", "broken"), Arrival("8", "1", "next")])
        given_up = []
        for attempt in range(ATTEMPTS):
            arrival = await unit.inbox.oldest("bot", "1")
            assert arrival == Open(1, "7", "1", "broken", attempt, has_more=True)
            given_up.append(await unit.inbox.mark_failed(arrival))
        following = await unit.inbox.oldest("bot", "1")
    assert given_up == [False, False, False, False, True]
    assert following == Open(2, "8", "1", "next", 0)
    assert (await rows(storage, inbox))[0]["content"] is None


async def test_identities_are_kept_for_two_days(storage: Storage) -> None:
    """Longer than Telegram repeats anything; what is still open is never dropped."""
    assert timedelta(days=2) == KEPT
    async with storage.unit(NOW) as unit:
        await unit.inbox.put("bot", [Arrival("7", "1", "a"), Arrival("8", "1", "b")])
        await unit.inbox.mark_handled(1)
    async with storage.unit(NOW + KEPT) as unit:
        assert await unit.inbox.prune() == 0
    async with storage.unit(NOW + KEPT + SECOND) as unit:
        assert await unit.inbox.prune() == 1
    assert [row["external_id"] for row in await rows(storage, inbox)] == ["8"]


async def test_a_message_is_sent_by_whoever_put_it(storage: Storage) -> None:
    """The answer goes out at once; nobody else sends it meanwhile, and its words are not kept."""
    async with storage.unit(NOW) as unit:
        mine = await unit.outbox.put_claimed(message("a"))
        assert await unit.outbox.claim("telegram", 10) == ()
    async with storage.unit(NOW + SECOND) as unit:
        await unit.outbox.mark(mine, "sent")
    (row,) = await rows(storage, outbox)
    assert (row["outcome"], row["done_at"], row["content"]) == ("sent", kept(NOW + SECOND), None)
    async with storage.unit(NOW + LEASE) as unit:
        assert await unit.outbox.claim("telegram", 10) == ()


async def test_a_claim_lapses_and_goes_to_the_next(storage: Storage) -> None:
    """A process killed between the commit and the sending loses no answer."""
    async with storage.unit(NOW) as unit:
        mine = await unit.outbox.put_claimed(message("a"))
    async with storage.unit(NOW + LEASE - SECOND) as unit:
        assert await unit.outbox.claim("telegram", 10) == ()
    async with storage.unit(NOW + LEASE) as unit:
        (theirs,) = await unit.outbox.claim("telegram", 10)
    assert (theirs.id, theirs.content, theirs.attempts) == (mine.id, mine.content, 2)
    assert theirs.lease != mine.lease


@pytest.mark.parametrize("channel", ["telegram", "email"])
async def test_messages_are_claimed_by_channel_and_number(storage: Storage, channel: str) -> None:
    """A channel that is down holds up no other, and a round takes no more than it can send."""
    async with storage.unit(NOW - LEASE) as unit:
        for number in range(6):
            for to in ("telegram", "email"):
                await unit.outbox.put_claimed(message(f"{to[0]}{number}", to, str(number)))
    async with storage.unit(NOW) as unit:
        first = await unit.outbox.claim(channel, 4)
        second = await unit.outbox.claim(channel, 4)
    numbers = [one.content[10:12] for one in (*first, *second)]
    assert (len(first), numbers) == (4, [f"{channel[0]}{number}" for number in range(6)])


async def test_a_stale_holder_marks_nothing(storage: Storage) -> None:
    """Somebody who woke up late neither ends nor delays a message that another one is sending now."""
    (late,) = await told(storage, "a")
    async with storage.unit(NOW) as unit:
        (theirs,) = await unit.outbox.claim("telegram", 1)
    async with storage.unit(NOW + SECOND) as unit:
        await unit.outbox.mark(late, "gone")
        await unit.outbox.put_off(late, NOW + timedelta(days=1))
    (row,) = await rows(storage, outbox)
    assert (row["done_at"], row["next_at"], row["lease"]) == (None, kept(NOW + LEASE), theirs.lease)


async def test_what_is_put_off_is_due_then(storage: Storage) -> None:
    """After 'too many requests' nothing is sent until the moment that was named."""
    (mine,) = await told(storage, "a")
    async with storage.unit(NOW) as unit:
        await unit.outbox.put_off(mine, NOW + SECOND)
        assert await unit.outbox.claim("telegram", 1) == ()
    async with storage.unit(NOW + SECOND) as unit:
        assert [one.id for one in await unit.outbox.claim("telegram", 1)] == [mine.id]


async def test_two_claimers_get_different_messages(storage: Storage) -> None:
    """Two replicas send every message and none of them twice; on PostgreSQL neither waits for the other."""
    for number in range(20):
        await told(storage, str(number), address=str(number))
    both_claimed = asyncio.Barrier(1 if storage.database.is_sqlite else 2)

    async def claimed() -> list[int]:
        async with storage.unit(NOW) as unit:
            found = await unit.outbox.claim("telegram", 10)
            await asyncio.wait_for(both_claimed.wait(), 20)
            return [one.id for one in found]

    one, other = await asyncio.gather(claimed(), claimed())
    assert (len(one), len(other), sorted(one + other)) == (10, 10, list(range(1, 21)))


async def test_a_message_is_planned_once(storage: Storage) -> None:
    """A reminder planned by two replicas is one reminder."""
    await told(storage, "reminder:7")
    with pytest.raises(NoResultFound):
        await told(storage, "reminder:7")


async def test_what_was_withdrawn_can_be_said_in_other_words(storage: Storage) -> None:
    """Under the same key, as if it had never been tried; what was sent stays sent."""
    (before,) = await told(storage, "reminder:7", kind="reminder", reminder=7)
    async with storage.unit(NOW) as unit:
        await unit.outbox.withdraw([7])
    (again,) = await told(storage, "reminder:7", kind="reminder", reminder=7)
    assert (again.id, again.attempts) == (before.id, 1)
    async with storage.unit(NOW) as unit:
        await unit.outbox.mark(again, "sent")
    with pytest.raises(NoResultFound):
        await told(storage, "reminder:7", kind="reminder", reminder=7)


async def test_what_is_withdrawn_says_whether_it_was_sent(storage: Storage) -> None:
    """Only what nobody has tried was surely not: a killed sender, or one who heard no answer, may have sent it."""
    for number, channels in {1: "ab", 2: "ab", 3: "ab", 4: "a", 5: "a", 6: "a"}.items():
        async with storage.unit(NOW - LEASE) as unit:
            for channel in channels:
                said = Message(f"{number}{channel}", "reminder", channel, "100", "words", reminder=number)
                claimed = await unit.outbox.put_claimed(said)
                match number, channel:
                    case (1, "a"):
                        await unit.outbox.mark(claimed, "sent")
                    case (2, "a"):
                        await unit.outbox.mark(claimed, "refused")
                    case (3, _) | (2, "b"):
                        await unit.outbox.put_off(claimed, NOW, is_failing=False)
                    case (4, _):
                        await unit.outbox.put_off(claimed, NOW)
                    case (6, _):
                        await unit.outbox.mark(claimed, "gone")
    async with storage.unit(NOW) as unit:
        found = await unit.outbox.withdraw(range(1, 8))
        assert found == {1: True, 2: False, 3: False, 4: None, 5: None}
        assert await unit.outbox.claim("a", 10) == ()


async def test_a_turn_sends_all_its_messages(storage: Storage) -> None:
    """A long answer is cut into parts: none of them waits for another process."""
    async with storage.unit(NOW) as unit:
        parts = [await unit.outbox.put_claimed(message(str(number))) for number in range(3)]
    assert all(part.lease for part in parts)
    assert await claimed_at(storage, NOW + LEASE / 2) == []


@pytest.mark.parametrize("is_killed", [False, True])
async def test_a_reply_does_not_overtake_an_older_one(storage: Storage, is_killed: bool) -> None:
    """Whether the older one was put off or its process killed: the later ones go after it, one by one."""
    (older,) = await told(storage, "a")
    if not is_killed:
        async with storage.unit(NOW) as unit:
            await unit.outbox.put_off(older, NOW + SECOND)
    later = NOW - SECOND if is_killed else NOW
    async with storage.unit(later) as unit:
        assert [(await unit.outbox.put_claimed(message(key))).lease for key in "bc"] == ["", ""]
        assert (await unit.outbox.put_claimed(message("d", address="200"))).lease
    assert await claimed_at(storage, later) == []
    for number in (1, 2, 3):
        async with storage.unit(NOW + SECOND) as unit:
            (next_one,) = await unit.outbox.claim("telegram", 10)
            assert next_one.id == number
            assert await unit.outbox.claim("telegram", 10) == ()
            await unit.outbox.mark(next_one, "sent")


async def test_an_unsent_reminder_holds_up_no_reply(storage: Storage) -> None:
    """Nor a reply a reminder: their order means nothing."""
    await told(storage, "reminder", kind="reminder")
    async with storage.unit(NOW - SECOND) as unit:
        assert (await unit.outbox.put_claimed(message("reply"))).lease
    assert await claimed_at(storage, NOW + LEASE) == [1, 2]


async def test_what_a_killed_process_held_is_released(storage: Storage) -> None:
    """Nobody waits until its claim lapses; what was put off is still due when it was to be."""
    put_off, _ = await told(storage, "a", "b", address="200")
    async with storage.unit(NOW) as unit:
        await unit.outbox.put_off(put_off, NOW + SECOND)
        await unit.outbox.put_claimed(message("c"))
    async with storage.unit(NOW) as unit:
        await unit.outbox.release()
    assert await claimed_at(storage, NOW) == [3]
    assert await claimed_at(storage, NOW + SECOND) == [1]


async def test_a_notice_is_said_again_when_it_was_said_long_ago(storage: Storage) -> None:
    """Trouble that goes on is told once an hour, however often it is seen, and while it cannot be told only once."""
    hour = timedelta(hours=1)

    async def seen(moment: datetime, text: str) -> list[str]:
        async with storage.unit(moment) as unit:
            await unit.outbox.put_again(Message("notice:x", "notice", "telegram", "100", text), hour)
            return [one.content for one in await unit.outbox.claim("telegram", 10)]

    assert await seen(NOW, "first") == ["first"]
    assert await seen(NOW + 2 * hour, "second") == ["first"]
    async with storage.unit(NOW + 2 * hour) as unit:
        await unit.outbox.release()
        (notice,) = await unit.outbox.claim("telegram", 10)
        await unit.outbox.mark(notice, "sent")
    assert await seen(NOW + 3 * hour - SECOND, "third") == []
    assert await seen(NOW + 3 * hour, "fourth") == ["fourth"]
    assert [row["attempts"] for row in await rows(storage, outbox)] == [1]


async def test_replies_that_are_done_are_kept_as_long_as_their_updates(storage: Storage) -> None:
    """A repeat of the update finds the key; what was reminded, and what is not sent yet, stays."""
    async with storage.unit(NOW) as unit:
        for number, kind in enumerate(get_args(Kind)):
            done = await unit.outbox.put_claimed(message(f"done {kind}", address=f"1{number}", kind=kind))
            await unit.outbox.mark(done, "sent")
            await unit.outbox.put_claimed(message(f"open {kind}", address=f"2{number}", kind=kind))
    async with storage.unit(NOW + KEPT) as unit:
        assert await unit.outbox.prune() == 0
    async with storage.unit(NOW + KEPT + SECOND) as unit:
        assert await unit.outbox.prune() == 1
    kept_keys = {row["key"] for row in await rows(storage, outbox)}
    assert kept_keys == {f"{state} {kind}" for state in ("done", "open") for kind in get_args(Kind)} - {"done reply"}
