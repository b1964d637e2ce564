"""Roles: what each may do within its own court."""

import pytest

from knowledge.people import ROLES, Person, Right, Role

RIGHTS: tuple[Right, ...] = ("open-cases", "see-cases", "run-cases", "manage-people", "read-audit")

#: As the roles are described to those who give them.
MAY: dict[Role, set[Right]] = {
    "clerk": {"open-cases", "see-cases", "run-cases"},
    "judge": {"open-cases", "see-cases", "run-cases"},
    "chief": {"open-cases", "see-cases", "run-cases", "manage-people"},
    "department": {"see-cases"},
    "administrator": {"open-cases", "see-cases", "run-cases", "manage-people", "read-audit"},
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_it_may_and_nothing_else(role: Role) -> None:
    """A clerk manages nobody, a Department opens no case, and only an administrator reads the records."""
    person = Person(1, 1, role, "Әсел")
    assert {right for right in RIGHTS if person.may(right)} == MAY[role]


def test_every_role_is_tried() -> None:
    """A new role without its line above would be one that nobody thought about."""
    assert set(ROLES) == set(MAY)


def test_somebody_new_has_chosen_nothing() -> None:
    """The language is asked for, and nobody stands in unless named."""
    person = Person(1, 1, "clerk", "Әсел")
    assert (person.language, person.deputy) == (None, None)
