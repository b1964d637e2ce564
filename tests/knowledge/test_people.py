"""Roles: what each may do within its own court."""

from typing import get_args

import pytest

from knowledge.people import LONGEST_EMAIL, ROLES, ROLES_OF, Person, Right, Role, is_email

#: As the roles are described to those who give them.
MAY: dict[Role, set[Right]] = {
    "clerk": {"open-cases", "see-cases", "run-cases"},
    "judge": {"open-cases", "see-cases", "run-cases"},
    "chief": {"open-cases", "see-cases", "run-cases", "manage-people"},
    "department": {"see-cases"},
    "administrator": {"open-cases", "see-cases", "run-cases", "manage-people", "read-audit", "move-days"},
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_it_may_and_nothing_else(role: Role) -> None:
    """A clerk manages nobody, a Department opens no case; records and days off are an administrator's."""
    person = Person(1, 1, role, "Әсел")
    assert {right for right in get_args(Right) if person.may(right)} == MAY[role]


def test_the_administrator_of_a_department_has_no_cases_of_his_own() -> None:
    """He manages its people and sees what was sent to it; a case stays the court's."""
    person = Person(1, 1, "administrator", "Әсел", office="department")
    may = {right for right in get_args(Right) if person.may(right)}
    assert may == MAY["administrator"] - {"open-cases", "run-cases"}


def test_every_role_is_tried() -> None:
    """A new role without its line above would be one that nobody thought about."""
    assert set(ROLES) == set(MAY)


@pytest.mark.parametrize("giver", ROLES)
def test_only_administrators_make_administrators(giver: Role) -> None:
    """A chief gives the other roles, everybody else none."""
    given = {role for role in ROLES if Person(1, 1, giver, "Әсел").may_give(role)}
    all_but_one = set(ROLES) - {"administrator"}
    assert given == {"chief": all_but_one, "administrator": set(ROLES)}.get(giver, set())


def test_nobody_manages_themselves_or_another_court() -> None:
    """Nor a chief an administrator; two of one role manage each other."""
    chief, administrator = Person(1, 1, "chief", "Гүлнар"), Person(2, 1, "administrator", "Жанна")
    clerk, elsewhere = Person(3, 1, "clerk", "Әсел"), Person(4, 2, "clerk", "Ерлан")
    assert [chief.may_manage(one) for one in (clerk, chief, administrator, elsewhere)] == [True, False, False, False]
    assert [administrator.may_manage(one) for one in (chief, administrator)] == [True, False]
    assert chief.may_manage(Person(5, 1, "chief", "Болат"))
    assert not clerk.may_manage(elsewhere)


def test_each_kind_of_office_has_its_roles() -> None:
    """Every role belongs to one of them."""
    assert {role for roles in ROLES_OF.values() for role in roles} == set(ROLES)
    assert "department" not in ROLES_OF["court"]


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("name@sud.kz", True),
        ("әсел@sud.kz", True),
        ("a" * (LONGEST_EMAIL - 7) + "@sud.kz", True),
        ("a" * (LONGEST_EMAIL - 6) + "@sud.kz", False),
        ("", False),
        ("@", False),
        ("name@", False),
        ("@sud.kz", False),
        ("name", False),
        ("a@b@c", False),
        ("a b@sud.kz", False),
        ("a@sud.kz,b@sud.kz", False),
        ("<a@sud.kz>", False),
        ("a@sud.kz\n", False),
        ("a@sud.kz\r\nBcc: b@sud.kz", False),
    ],
)
def test_what_is_an_address(address: str, is_one: bool) -> None:
    """One plain address: no list, no name beside it, nothing that could begin another header."""
    assert is_email(address) is is_one


def test_somebody_new_has_chosen_nothing() -> None:
    """The language is asked for, and nobody stands in unless named."""
    person = Person(1, 1, "clerk", "Әсел")
    assert (person.language, person.deputy) == (None, None)
