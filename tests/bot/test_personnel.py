"""A court's people managed in chat: rights by role, within the own court, at once, and noted; on both databases."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, get_args

import pytest

from bot.desk import Desk
from bot.pages import plain_lines
from bot.personnel import Personnel
from bot.registry import Registry
from dialogs.caseturns import Answered, Began, Changed, ChangeName, OpenCase, SetClosed, WantedCases
from dialogs.staffturns import (
    Colleague,
    FetchRecords,
    FetchStaff,
    Invite,
    InviteAgain,
    NotAllowed,
    RecordLine,
    RecordsFetched,
    Remove,
    SetRole,
    SetStandIn,
    Staff,
    StaffChanged,
    StaffChangeName,
    StaffDeed,
    StaffFetched,
    StaffOutcome,
    WantedRecords,
    WantedStaff,
)
from dialogs.turns import Event, Wrote
from knowledge.languages import LANGUAGES
from knowledge.law import load_law
from knowledge.people import ROLES, Person, Role
from notifier.laws import Laws
from notifier.post import Post
from storage.audit import PAGE
from storage.people import INVITATION
from storage.unit import Storage, open_storage
from tests.court import HOURS, NOW
from tests.databases import Databases, Kind
from tests.storage.scene import everything, let_in

#: Who is there, with the address of each: office, role.
CREW: Final[Mapping[str, tuple[str, Role]]] = {
    "clerk": ("court", "clerk"),
    "judge": ("court", "judge"),
    "chief": ("court", "chief"),
    "administrator": ("court", "administrator"),
    "officer": ("department", "department"),
    "head": ("department", "administrator"),
    "foreign_clerk": ("elsewhere", "clerk"),
    "foreign_administrator": ("elsewhere", "administrator"),
}
ROLES_OF_COURT: Final[tuple[Role, ...]] = ("clerk", "judge", "chief", "administrator")
MANAGERS: Final = ("chief", "administrator")
LAW: Final = load_law()


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where fresh databases come from."""
    with ExitStack() as closing:
        yield Databases(tmp_path_factory.mktemp("databases"), closing)


@pytest.fixture(params=["sqlite", "postgresql"])
async def storage(databases: Databases, request: pytest.FixtureRequest) -> AsyncIterator[Storage]:
    """A storage with nothing in it, on either database."""
    kind: Kind = request.param
    address = await databases.migrated(kind)
    async with open_storage(address) as opened:
        yield opened
    await databases.drop(address)


@pytest.fixture
async def crew(storage: Storage) -> Mapping[str, Person]:
    """Everybody, let in by Telegram."""
    async with storage.unit(NOW) as unit:
        offices = {
            "court": (await unit.people.add_court("Суд № 1", "court", "Алматы")).id,
            "department": (await unit.people.add_court("Департамент", "department", "Алматы")).id,
            "elsewhere": (await unit.people.add_court("Суд № 2", "court", "Астана")).id,
        }
        return {name: await let_in(unit, offices[office], role, name) for name, (office, role) in CREW.items()}


@pytest.fixture
def registry(desk: Desk, storage: Storage) -> Registry:
    """What hears people, over that storage."""
    return Registry(storage, Laws(desk.law), desk.texts, lambda: NOW, HOURS, Post(desk.texts, {}, "en"), "en")


async def done(storage: Storage, deed: StaffDeed, person: Person) -> StaffOutcome:
    """What comes of a deed, past everything that the talk would let through."""
    async with storage.unit(NOW) as unit:
        return await Personnel(unit, LAW, HOURS, NOW, person).done(deed)


async def changed(storage: Storage, deed: StaffDeed, person: Person) -> StaffChanged:
    """What comes of a deed that is done."""
    outcome = await done(storage, deed, person)
    assert isinstance(outcome, StaffChanged), outcome
    return outcome


async def are_refused(storage: Storage, deeds: Iterable[StaffDeed], person: Person) -> None:
    """Hold that deeds are refused, and that nothing at all is changed by them."""
    before = await everything(storage)
    for deed in deeds:
        assert await done(storage, deed, person) == NotAllowed(), deed
    assert await everything(storage) == before


async def said(registry: Registry, address: str, event: Event) -> str:
    """What is said to somebody, a block a line."""
    return "\n".join(plain_lines(await registry.hear("telegram", address, event)))


async def staff_of(storage: Storage, person: Person) -> Staff:
    """The people as somebody who manages them sees them."""
    outcome = await done(storage, FetchStaff(WantedStaff()), person)
    assert isinstance(outcome, StaffFetched)
    return outcome.staff


async def records_of(storage: Storage, person: Person, before: int = 0) -> tuple[Sequence[RecordLine], int]:
    """A page of the records as an administrator reads it, and where older ones stand."""
    outcome = await done(storage, FetchRecords(WantedRecords(before)), person)
    assert isinstance(outcome, RecordsFetched)
    return outcome.records, outcome.older


async def opened(registry: Registry, owner: Person, number: str) -> int:
    """A case that somebody opened."""
    async with registry.storage.unit(NOW) as unit:
        registrar = (await registry.turn(unit, NOW, "telegram", owner.name)).registrar
        outcome = await registrar.done(OpenCase("received-service", date(2026, 11, 20), "", number, ""), owner)
    assert isinstance(outcome, Changed)
    return outcome.file.case.id


def deeds_about(person: Person, other: Person) -> tuple[StaffDeed, ...]:
    """Everything that can be done about somebody."""
    about: tuple[StaffDeed, ...] = (InviteAgain(person.id), SetRole(person.id, "judge"), Remove(person.id))
    return (SetStandIn(person.id, other.id), SetStandIn(person.id, None), *about)


# --- rights --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, (_, role) in CREW.items() if role not in MANAGERS])
async def test_who_manages_nobody_is_refused_everything(
    storage: Storage, crew: Mapping[str, Person], name: str
) -> None:
    """Clerks, judges and a Department's officers, about themselves, colleagues and the records."""
    person = crew[name]
    deeds: list[StaffDeed] = [FetchStaff(WantedStaff()), FetchRecords(WantedRecords()), Invite("X", person.role, "")]
    for one in crew.values():
        deeds += deeds_about(one, person)
    await are_refused(storage, deeds, person)


async def test_a_chief_reads_no_records_and_an_administrator_does(storage: Storage, crew: Mapping[str, Person]) -> None:
    """Whoever is watched by them does not decide over them."""
    await are_refused(storage, [FetchRecords(WantedRecords())], crew["chief"])
    for name in ("administrator", "head", "foreign_administrator"):
        assert isinstance(await done(storage, FetchRecords(WantedRecords()), crew[name]), RecordsFetched)


@pytest.mark.parametrize("manager", MANAGERS)
async def test_those_who_manage_people_manage_their_colleagues(
    storage: Storage, crew: Mapping[str, Person], manager: str
) -> None:
    """Each deed is done and shows in what is fetched next."""
    me, clerk, judge = crew[manager], crew["clerk"], crew["judge"]
    assert (await changed(storage, SetRole(clerk.id, "chief"), me)).staff == await staff_of(storage, me)
    await changed(storage, SetStandIn(clerk.id, judge.id), me)
    found = (await staff_of(storage, me)).colleague(clerk.id)
    assert found
    assert (found.person.role, found.person.deputy) == ("chief", judge.id)
    await changed(storage, SetStandIn(clerk.id, None), me)
    await changed(storage, SetStandIn(me.id, judge.id), me)
    found = (await staff_of(storage, me)).colleague(clerk.id)
    assert found
    assert found.person.deputy is None
    await changed(storage, Remove(clerk.id), me)
    assert (await staff_of(storage, me)).colleague(clerk.id) is None


@pytest.mark.parametrize("manager", [*MANAGERS, "head", "foreign_administrator"])
async def test_nobody_manages_themselves(storage: Storage, crew: Mapping[str, Person], manager: str) -> None:
    """No code for oneself, no other role, no removal by mistake: a court is not left without an administrator."""
    me = crew[manager]
    roles = [SetRole(me.id, role) for role in ROLES]
    await are_refused(storage, [InviteAgain(me.id), Remove(me.id), SetStandIn(me.id, me.id), *roles], me)


async def test_only_administrators_make_and_manage_administrators(storage: Storage, crew: Mapping[str, Person]) -> None:
    """A chief makes chiefs; to make an administrator would give more than a chief has."""
    chief, administrator, clerk = crew["chief"], crew["administrator"], crew["clerk"]
    assert (await staff_of(storage, chief)).roles == ("clerk", "judge", "chief")
    assert (await staff_of(storage, administrator)).roles == ROLES_OF_COURT
    deeds: list[StaffDeed] = [
        Invite("Подставной", "administrator", ""), SetRole(clerk.id, "administrator"),
        InviteAgain(administrator.id), SetRole(administrator.id, "clerk"), Remove(administrator.id),
    ]  # fmt: skip
    await are_refused(storage, deeds, chief)
    await changed(storage, SetStandIn(administrator.id, clerk.id), chief)
    other = await changed(storage, Invite("Вторая", "administrator", ""), administrator)
    await changed(storage, SetRole(clerk.id, "administrator"), administrator)
    for deed in (InviteAgain(other.person), SetRole(other.person, "clerk"), Remove(other.person)):
        await changed(storage, deed, administrator)


@pytest.mark.parametrize(
    ("manager", "roles"),
    [
        ("administrator", ROLES_OF_COURT),
        ("chief", ("clerk", "judge", "chief")),
        ("head", ("department", "administrator")),
    ],
)
async def test_an_office_has_its_own_roles(
    storage: Storage, crew: Mapping[str, Person], manager: str, roles: tuple[Role, ...]
) -> None:
    """No clerk in a Department and no officer in a court: neither could see what they work with."""
    me, colleague = crew[manager], crew["officer" if manager == "head" else "clerk"]
    assert (await staff_of(storage, me)).roles == roles
    for role in ROLES:
        deeds: tuple[StaffDeed, ...] = (Invite("Новый", role, ""), SetRole(colleague.id, role))
        if role not in roles:
            await are_refused(storage, deeds, me)
            continue
        for deed in deeds:
            await changed(storage, deed, me)


# --- another court -------------------------------------------------------------------------------------------


async def test_nobody_of_another_office_is_seen_or_managed(storage: Storage, crew: Mapping[str, Person]) -> None:
    """By no number, as no stand-in, and with a Department no more than with a court."""
    managers = [person for person in crew.values() if person.may("manage-people")]
    for me in managers:
        others = [person for person in crew.values() if person.court != me.court]
        own = next(person for person in crew.values() if person.court == me.court and person != me)
        assert {one.person.court for one in (await staff_of(storage, me)).people} == {me.court}
        deeds = [deed for person in others for deed in (*deeds_about(person, own), SetStandIn(own.id, person.id))]
        await are_refused(storage, deeds, me)


async def test_numbers_that_there_are_not_are_refused(storage: Storage, crew: Mapping[str, Person]) -> None:
    """Guessed, or of somebody who was removed: nobody comes back by a role or a code."""
    administrator, clerk, nobody = crew["administrator"], crew["clerk"], replace(crew["clerk"], id=10_000)
    await changed(storage, Remove(clerk.id), administrator)
    for person in (clerk, nobody):
        deeds = (*deeds_about(person, crew["judge"]), SetStandIn(crew["judge"].id, person.id))
        await are_refused(storage, deeds, administrator)


# --- codes ---------------------------------------------------------------------------------------------------


async def test_an_invitation_is_good_for_one_person_once(
    storage: Storage, crew: Mapping[str, Person], registry: Registry
) -> None:
    """With the name, role and e-mail given; it is told in what is said and kept nowhere."""
    chief = crew["chief"]
    made = await changed(storage, Invite("Нурлан Сериков", "judge", "serikov@sud.kz"), chief)
    assert (made.what, made.name, made.cases) == ("invited", "Нурлан Сериков", 0)
    assert made.code not in str(await everything(storage))
    waiting = (await staff_of(storage, chief)).colleague(made.person)
    assert waiting
    assert (waiting.person.role, waiting.channels) == ("judge", ())
    assert "Welcome, Нурлан Сериков (judge)" in await said(registry, "700", Wrote(f"/start {made.code}"))
    assert "does not hold" in await said(registry, "701", Wrote(f"/start {made.code}"))
    (row,) = [row for row in (await everything(storage))["people"] if row["id"] == made.person]
    assert (row["email"], row["court_id"]) == ("serikov@sud.kz", chief.court)
    without = await changed(storage, Invite("Без адреса", "clerk", ""), chief)
    (row,) = [row for row in (await everything(storage))["people"] if row["id"] == without.person]
    assert row["email"] is None


async def test_a_further_code_opens_a_second_phone_and_closes_none(
    storage: Storage, crew: Mapping[str, Person], registry: Registry
) -> None:
    """The same person on both."""
    made = await changed(storage, InviteAgain(crew["clerk"].id), crew["chief"])
    assert (made.what, made.person) == ("code", crew["clerk"].id)
    assert "Welcome, clerk (clerk)" in await said(registry, "second phone", Wrote(f"/start {made.code}"))
    for address in ("clerk", "second phone"):
        assert "My cases" in await said(registry, address, WantedCases())
    found = (await staff_of(storage, crew["chief"])).colleague(crew["clerk"].id)
    assert found
    assert found.channels == ("telegram", "telegram")


@pytest.mark.parametrize(("after", "is_let_in"), [(INVITATION - timedelta(seconds=1), True), (INVITATION, False)])
async def test_a_code_is_good_for_seven_days(
    storage: Storage, crew: Mapping[str, Person], registry: Registry, after: timedelta, is_let_in: bool
) -> None:
    """As it is said where it is shown."""
    made = await changed(storage, Invite("Нурлан", "clerk", ""), crew["chief"])
    later = replace(registry, now=lambda: NOW + after)
    assert ("Welcome" in await said(later, "700", Wrote(f"/start {made.code}"))) is is_let_in


async def test_a_code_of_somebody_removed_is_void(
    storage: Storage, crew: Mapping[str, Person], registry: Registry
) -> None:
    """An invitation that was a mistake is taken back by removing whom it was for."""
    made = await changed(storage, Invite("Нурлан", "clerk", ""), crew["chief"])
    await changed(storage, Remove(made.person), crew["chief"])
    assert "does not hold" in await said(registry, "700", Wrote(f"/start {made.code}"))


async def test_an_invitation_goes_on_at_another_address(
    storage: Storage, crew: Mapping[str, Person], registry: Registry
) -> None:
    """Begun on one phone, the role chosen on the other; the code is shown once, there."""
    code = (await changed(storage, InviteAgain(crew["chief"].id), crew["administrator"])).code
    await said(registry, "second phone", Wrote(f"/start {code}"))
    await said(registry, "chief", Began("invite"))
    await said(registry, "chief", Wrote("Нурлан Сериков"))
    asked = await said(registry, "second phone", Wrote("/continue"))
    assert asked.splitlines() == ["Question 2 of 3", "In which role?", "1  clerk", "2  judge", "3  chief"]
    await said(registry, "second phone", Wrote("2"))
    assert "Нурлан Сериков is invited." in await said(registry, "second phone", Wrote("skip"))
    assert "Nothing is being filled in" in await said(registry, "chief", Wrote("/continue"))
    assert [one.person.role for one in (await staff_of(storage, crew["chief"])).people].count("judge") == 2


# --- at once -------------------------------------------------------------------------------------------------


async def test_a_removal_counts_on_the_very_next_message(
    storage: Storage, crew: Mapping[str, Person], registry: Registry
) -> None:
    """In the middle of a form: its answer and whatever else is written is a stranger's."""
    await said(registry, "clerk", Began("register"))
    assert "Question 2" in await said(registry, "clerk", Answered("kind", "received-service"))
    await changed(storage, Remove(crew["clerk"].id), crew["chief"])
    for event in (Answered("day", ""), Wrote("20.11.2026"), Wrote("/continue"), WantedCases(), Wrote("/people")):
        assert "My cases" not in await said(registry, "clerk", event)
    assert "invited" in await said(registry, "clerk", WantedCases())
    assert (await everything(storage))["cases"] == []


async def test_a_role_counts_on_the_very_next_message(
    storage: Storage, crew: Mapping[str, Person], registry: Registry
) -> None:
    """Given and taken away, in the middle of what the role allowed."""
    assert "does not do this" in await said(registry, "clerk", Wrote("/people"))
    await changed(storage, SetRole(crew["clerk"].id, "administrator"), crew["administrator"])
    assert "People of your court: 4." in await said(registry, "clerk", Wrote("/people"))
    await said(registry, "clerk", Began("remove", person=crew["judge"].id))
    await changed(storage, SetRole(crew["clerk"].id, "clerk"), crew["administrator"])
    assert "does not do this" in await said(registry, "clerk", Answered("sure", "yes"))
    assert (await staff_of(storage, crew["chief"])).colleague(crew["judge"].id)


async def test_a_stand_in_is_the_deputy_of_new_cases(
    storage: Storage, crew: Mapping[str, Person], registry: Registry
) -> None:
    """Of those that are opened from then on; the ones before keep theirs."""
    judge, chief = crew["judge"], crew["chief"]

    async def deputy_of(number: str) -> int | None:
        """The deputy in a case that the clerk opens now."""
        clerk = next(one.person for one in (await staff_of(storage, chief)).people if one.person.id == crew["clerk"].id)
        case = await opened(registry, clerk, number)
        async with storage.unit(NOW) as unit:
            found = await unit.cases(clerk).get(case)
        assert found
        return found.deputy

    assert await deputy_of("1") is None
    await changed(storage, SetStandIn(crew["clerk"].id, judge.id), chief)
    assert await deputy_of("2") == judge.id
    await changed(storage, SetStandIn(crew["clerk"].id, None), chief)
    assert await deputy_of("3") is None


async def test_open_cases_are_counted_for_each(
    storage: Storage, crew: Mapping[str, Person], registry: Registry
) -> None:
    """The open ones that somebody answers for, on the list and when they leave."""
    clerk, judge, chief = crew["clerk"], crew["judge"], crew["chief"]
    numbers = [await opened(registry, clerk, number) for number in ("1", "2", "3")]
    await opened(registry, judge, "4")
    await opened(registry, crew["foreign_clerk"], "5")
    async with storage.unit(NOW) as unit:
        registrar = (await registry.turn(unit, NOW, "telegram", "clerk")).registrar
        await registrar.done(SetClosed(numbers[0], is_closed=True, reason="done"), clerk)
    staff = await staff_of(storage, chief)
    assert {one.person.name: one.open_cases for one in staff.people} == {
        "administrator": 0, "chief": 0, "clerk": 2, "judge": 1,
    }  # fmt: skip
    assert staff.people[2] == Colleague(clerk, ("telegram",), 2)
    assert (await changed(storage, Remove(clerk.id), chief)).cases == 2


# --- records -------------------------------------------------------------------------------------------------


async def test_every_deed_is_noted_with_who_and_whom(storage: Storage, crew: Mapping[str, Person]) -> None:
    """What was refused is not: nothing was done. The clock is that of the court, and the chain holds."""
    chief, clerk = crew["chief"], crew["clerk"]
    made = await changed(storage, Invite("Нурлан", "clerk", ""), chief)
    for deed in (InviteAgain(clerk.id), SetRole(clerk.id, "judge"), SetStandIn(clerk.id, None), Remove(clerk.id)):
        await changed(storage, deed, chief)
    await are_refused(storage, [Remove(crew["administrator"].id)], chief)
    records, older = await records_of(storage, crew["administrator"])
    noon = HOURS.local(NOW)
    assert noon.hour == 12
    names = {made.person: "Нурлан", clerk.id: "clerk"}
    assert records == tuple(
        RecordLine(noon, "chief", f"person-{what}", names[number])
        for what, number in (
            ("removed", clerk.id), ("stand-in", clerk.id), ("role", clerk.id), ("code", clerk.id),
            ("invited", made.person),
        )
    )  # fmt: skip
    assert older == 0
    async with storage.unit(NOW) as unit:
        assert await unit.audit.first_broken() is None


async def test_records_name_cases_by_their_numbers_and_nobody_of_another_court(
    storage: Storage, crew: Mapping[str, Person], registry: Registry
) -> None:
    """A look at the records is a record too, seen from the next look on."""
    await opened(registry, crew["clerk"], "12-3")
    await opened(registry, crew["foreign_clerk"], "Секрет-77")
    await said(registry, "clerk", WantedCases())
    async with storage.unit(NOW) as unit:
        await unit.audit.note("court-added", f"court:{crew['clerk'].court}", None, crew["clerk"].court)
    records, _ = await records_of(storage, crew["administrator"])
    assert [(one.name, one.deed, one.subject) for one in records] == [
        ("", "court-added", ""), ("clerk", "cases-listed", ""), ("clerk", "case-opened", "12-3"),
    ]  # fmt: skip
    records, _ = await records_of(storage, crew["administrator"])
    assert (records[0].name, records[0].deed, records[0].subject) == ("administrator", "audit-read", "")
    foreign, _ = await records_of(storage, crew["foreign_administrator"])
    assert [(one.name, one.subject) for one in foreign] == [("foreign_clerk", "Секрет-77")]
    department, _ = await records_of(storage, crew["head"])
    assert department == ()


async def test_older_records_are_read_page_by_page(storage: Storage, crew: Mapping[str, Person]) -> None:
    """Each stands on one page, the newest first, whatever is noted meanwhile."""
    count = 2 * PAGE + 3
    async with storage.unit(NOW) as unit:
        for number in range(count):
            person = crew["clerk" if number % 2 else "judge"]
            await unit.audit.note("cases-listed", "cases:mine", person)
    seen: list[str] = []
    records, older = await records_of(storage, crew["administrator"])
    while older:
        seen += [one.name for one in records]
        records, older = await records_of(storage, crew["administrator"], older)
    seen += [one.name for one in records]
    assert seen == ["judge" if number % 2 == 0 else "clerk" for number in reversed(range(count))]


def test_every_deed_that_a_court_can_read_of_has_its_words(desk: Desk) -> None:
    """One without words would hide all the records that stand with it on the page."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[2].glob("bot/*.py"))
    # whoever runs the machine is told of what belongs to no court
    noted = {name for name, rest in re.findall(r'note\("([a-z-]+)", (.+)\)\n', code) if not rest.endswith(" None")}
    assert noted > {"case-opened", "cases-listed", "audit-read", "person-invited-again"}
    changes = {f"case-{name}" for name in get_args(ChangeName)}
    changes |= {f"person-{name}" for name in get_args(StaffChangeName)}
    for deed in noted | changes:
        for language in LANGUAGES:
            assert desk.texts.words(f"deed-{deed}", language), deed
