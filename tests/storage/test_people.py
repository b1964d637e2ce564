"""People: let in by one code once, out at once, forgotten without tearing a hole into the cases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage.moments import kept, moment
from storage.outbox import Message
from storage.people import FORGOTTEN, INVITATION, Listed
from storage.tables import channels, conversations, invitations, outbox, people, runs
from storage.unit import Storage
from tests.storage.scene import DAY, NOW, Scene, let_in, opened, rows

WEEK = timedelta(days=7)


async def test_a_code_lets_in_once(storage: Storage, scene: Scene) -> None:
    """A code that was read over a shoulder is worth nothing once its owner came."""
    async with storage.unit(NOW) as unit:
        number, code = await unit.people.invite(scene.clerk.court, "clerk", "Ильяс", None)
        person = await unit.people.admit(code, "telegram", "100")
        assert person
        assert (person.id, person.name, person.role) == (number, "Ильяс", "clerk")
        assert await unit.people.admit(code, "telegram", "200") is None
        assert await unit.people.known_by("telegram", "200") is None
        assert await unit.people.known_by("telegram", "100") == person


@pytest.mark.parametrize(("after", "is_let_in"), [(WEEK - timedelta(seconds=1), True), (WEEK, False)])
async def test_a_code_holds_seven_days(storage: Storage, scene: Scene, after: timedelta, is_let_in: bool) -> None:
    """A forgotten letter with a code opens nothing a week later."""
    assert INVITATION == WEEK
    async with storage.unit(NOW) as unit:
        _, code = await unit.people.invite(scene.clerk.court, "clerk", "Ильяс", None)
    async with storage.unit(NOW + after) as unit:
        assert (await unit.people.admit(code, "telegram", "100") is not None) == is_let_in


async def test_a_wrong_code_lets_nobody_in(storage: Storage, scene: Scene) -> None:
    """Whatever a stranger types, nobody comes in and no address changes hands."""
    async with storage.unit(NOW) as unit:
        for code in ("", "x", "' OR 1=1 --", "ж" * 1_000):
            assert await unit.people.admit(code, "telegram", scene.clerk.name) is None
        assert await unit.people.known_by("telegram", scene.clerk.name) == scene.clerk


async def test_two_who_come_with_one_code_at_once(storage: Storage, scene: Scene) -> None:
    """Of two phones that use a code in the same moment one is let in."""
    async with storage.unit(NOW) as unit:
        _, code = await unit.people.invite(scene.clerk.court, "clerk", "Ильяс", None)

    async def come(address: str) -> bool:
        async with storage.unit(NOW) as unit:
            return await unit.people.admit(code, "telegram", address) is not None

    assert sorted(await asyncio.gather(come("100"), come("200"))) == [False, True]


async def test_a_code_is_kept_as_a_hash(storage: Storage, scene: Scene) -> None:
    """Who reads the database or a backup cannot come in with what it says."""
    async with storage.unit(NOW) as unit:
        code = await unit.people.invitation(scene.clerk.id)
    assert code not in str(await rows(storage, invitations))


async def test_the_code_of_a_removed_person_is_void(storage: Storage, scene: Scene) -> None:
    """Whoever left cannot come back with a letter from before, nor with one written by mistake afterwards."""
    async with storage.unit(NOW) as unit:
        before = await unit.people.invitation(scene.clerk.id)
        await unit.people.remove(scene.clerk.id)
        after = await unit.people.invitation(scene.clerk.id)
        for code in (before, after):
            assert await unit.people.admit(code, "telegram", scene.judge.name) is None
        assert await unit.people.known_by("telegram", scene.judge.name) == scene.judge


async def test_an_address_handed_on_belongs_to_the_newcomer(storage: Storage, scene: Scene) -> None:
    """The clerk who takes over a shared terminal does not work in the name of the one before."""
    async with storage.unit(NOW) as unit:
        code = await unit.people.invitation(scene.judge.id)
        assert await unit.people.admit(code, "telegram", scene.clerk.name) == scene.judge
        assert await unit.people.addresses(scene.clerk.id) == ()
        both = {("telegram", scene.judge.name), ("telegram", scene.clerk.name)}
        assert set(await unit.people.addresses(scene.judge.id)) == both


async def test_a_removal_counts_from_the_next_lookup(storage: Storage, scene: Scene) -> None:
    """Somebody dismissed at noon sees nothing at one minute past, in a talk that was open too."""
    async with storage.unit(NOW) as unit:
        await unit.conversations.locked("telegram", scene.clerk.name)
        await unit.people.remove(scene.clerk.id)
        assert await unit.people.known_by("telegram", scene.clerk.name) is None
        assert await unit.people.colleague(scene.judge, scene.clerk.id) is None
        assert scene.clerk not in await unit.people.colleagues(scene.judge)
        assert await unit.people.names(scene.judge, frozenset({scene.clerk.id})) == {scene.clerk.id: scene.clerk.name}
    assert await rows(storage, conversations) == []
    assert scene.clerk.id not in {row["person_id"] for row in await rows(storage, channels)}


async def test_forgetting_keeps_what_happened_in_the_cases(storage: Storage, scene: Scene) -> None:
    """The name goes everywhere; that somebody entered the receipt on this day stays."""
    case = await opened(storage, scene.clerk, "7-1")
    async with storage.unit(NOW) as unit:
        await unit.conversations.keep_run(scene.clerk.id, "open-case", "private")
        await unit.outbox.put_claimed(Message("k", "reply", "telegram", scene.clerk.name, "private"))
        assert await unit.people.forget(scene.clerk.id)
        entered = (await unit.cases(scene.judge).history(case))[0]
        assert (entered.event.kind, entered.event.day, entered.by) == ("order-received", DAY, scene.clerk.id)
        assert await unit.people.names(scene.judge, frozenset({entered.by})) == {entered.by: FORGOTTEN}
    kept_of = [await rows(storage, table) for table in (people, channels, invitations, outbox, runs)]
    assert not any(word in str(kept_of) for word in (scene.clerk.name, "private"))


async def test_nobody_can_be_forgotten_who_is_not_there(storage: Storage, scene: Scene) -> None:
    """Whoever runs the machine learns that the number was wrong."""
    async with storage.unit(NOW) as unit:
        assert not await unit.people.forget(scene.foreign_officer.id + 1)


async def test_names_only_within_the_court(storage: Storage, scene: Scene) -> None:
    """A guessed number tells nothing of another court's people."""
    everyone = frozenset({scene.clerk.id, scene.foreign_clerk.id, scene.officer.id})
    async with storage.unit(NOW) as unit:
        assert await unit.people.names(scene.judge, everyone) == {scene.clerk.id: scene.clerk.name}
        assert await unit.people.colleague(scene.foreign_chief, scene.clerk.id) is None
        assert await unit.people.colleague(scene.judge, scene.clerk.id) == scene.clerk
        assert await unit.people.colleagues(scene.officer) == (scene.officer,)


async def test_what_is_set_is_found(storage: Storage, scene: Scene) -> None:
    """A language, a role and a deputy last until they are changed, on every channel."""
    async with storage.unit(NOW) as unit:
        await unit.people.set_language(scene.clerk.id, "kk")
        await unit.people.set_role(scene.clerk.id, "chief")
        await unit.people.set_deputy(scene.clerk.id, scene.judge.id)
    async with storage.unit(NOW) as unit:
        found = await unit.people.known_by("telegram", scene.clerk.name)
        assert found
        assert (found.language, found.role, found.deputy) == ("kk", "chief", scene.judge.id)


async def test_courts_are_found_by_name_and_region(storage: Storage, scene: Scene) -> None:
    """A court finds the Department of its own region; two courts of one name cannot be."""
    async with storage.unit(NOW) as unit:
        court = await unit.people.court("Алматы қалалық соты")
        assert court
        assert (court.id, court.kind) == (scene.clerk.court, "court")
        assert await unit.people.court("nowhere") is None
        assert await unit.people.department_of(court.id) == scene.officer.court
        await unit.people.add_court("Lonely", "court", "nowhere")
        assert [found.name for found in await unit.people.courts()][-1] == "Суд № 2"
    with pytest.raises(IntegrityError):
        async with storage.unit(NOW) as unit:
            await unit.people.add_court("Lonely", "court", "elsewhere")


async def test_a_region_without_a_department_has_none(storage: Storage) -> None:
    """Nothing is sent to another region's Department for want of the own one."""
    async with storage.unit(NOW) as unit:
        lonely = await unit.people.add_court("Lonely", "court", "nowhere")
        assert await unit.people.department_of(lonely.id) is None


async def test_who_runs_the_machine_sees_who_left(storage: Storage, scene: Scene) -> None:
    """The list of people says who talks from where, who was removed and who was forgotten."""
    async with storage.unit(NOW) as unit:
        await unit.people.remove(scene.judge.id)
        await unit.people.forget(scene.clerk.id)
        listed = {one.person.id: one for one in await unit.people.everyone(scene.clerk.court)}
        assert listed[scene.chief.id] == Listed(scene.chief, ("telegram",), is_removed=False)
        assert [listed[one.id].is_forgotten for one in (scene.clerk, scene.judge, scene.chief)] == [True, False, False]
        assert await unit.people.anyone(scene.judge.id) == Listed(scene.judge, (), is_removed=True)
        assert await unit.people.anyone(10_000) is None
        assert len(await unit.people.everyone()) == 7


async def test_open_cases_are_counted_before_somebody_leaves(storage: Storage, scene: Scene) -> None:
    """Nobody is removed without it being said whose cases are left without an owner."""
    await opened(storage, scene.clerk, "1")
    await opened(storage, scene.clerk, "2", closed=DAY)
    async with storage.unit(NOW) as unit:
        assert await unit.people.open_cases(scene.clerk.id) == 1


async def test_an_address_where_nobody_is_reached_is_noted(storage: Storage, scene: Scene) -> None:
    """A bot that was blocked does not write on for ever; it does when it is let in again."""
    async with storage.unit(NOW) as unit:
        await unit.people.set_gone("telegram", scene.clerk.name, is_gone=True)
    assert {row["address"]: row["gone_at"] for row in await rows(storage, channels)}[scene.clerk.name] == kept(NOW)
    async with storage.unit(NOW) as unit:
        await unit.people.set_gone("telegram", scene.clerk.name, is_gone=False)
    assert all(row["gone_at"] is None for row in await rows(storage, channels))


async def test_two_of_one_name_are_two(storage: Storage, scene: Scene) -> None:
    """People are told apart by their numbers."""
    async with storage.unit(NOW) as unit:
        twin = await let_in(unit, scene.clerk.court, "clerk", scene.clerk.name)
        assert twin.id != scene.clerk.id


def test_a_moment_comes_back_to_the_microsecond() -> None:
    """What is kept as a number is the same moment in both databases."""
    assert moment(kept(NOW + timedelta(microseconds=1))) == NOW + timedelta(microseconds=1)


async def test_the_administrators_of_all_courts_are_reached(storage: Storage, scene: Scene) -> None:
    """Where they can be: nobody else, nobody who was removed, no chat in which nobody is any more."""
    async with storage.unit(NOW) as unit:
        here, gone, removed = [await let_in(unit, scene.clerk.court, "administrator", name) for name in "abc"]
        await unit.people.set_language(here.id, "kk")
        await unit.people.set_gone("telegram", gone.name, is_gone=True)
        await unit.people.remove(removed.id)
        found = await unit.people.administrators("telegram")
        assert sorted(found) == [("a", "kk"), (scene.foreign_chief.name, None)]
        assert await unit.people.administrators("email") == ()
