"""Who works with cases: the roles and what each may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from knowledge.languages import Language

Role = Literal["clerk", "judge", "chief", "department", "administrator"]
Right = Literal["open-cases", "see-cases", "run-cases", "manage-people", "read-audit", "move-days"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)

OfficeKind = Literal["court", "department"]

#: The roles that the people of an office have.
ROLES_OF: Final[Mapping[OfficeKind, tuple[Role, ...]]] = {
    "court": ("clerk", "judge", "chief", "administrator"),
    "department": ("department", "administrator"),
}

_RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    "clerk": frozenset({"open-cases", "see-cases", "run-cases"}),
    "judge": frozenset({"open-cases", "see-cases", "run-cases"}),
    "chief": frozenset({"open-cases", "see-cases", "run-cases", "manage-people"}),
    # a Department sees what was sent to it and enters what it did with it; the case stays the court's
    "department": frozenset({"see-cases"}),
    "administrator": frozenset({"open-cases", "see-cases", "run-cases", "manage-people", "read-audit", "move-days"}),
}

#: What only a court has: cases of its own.
_OF_COURTS: Final[frozenset[Right]] = frozenset({"open-cases", "run-cases"})

#: Characters of a name, and of an e-mail address (RFC 5321, 4.5.3.1).
LONGEST_NAME: Final = 200
LONGEST_EMAIL: Final = 254


def is_email(address: str) -> bool:
    """Whether a text has the form of one plain e-mail address."""
    mailbox, _, domain = address.partition("@")
    is_plain = address.isprintable() and not set(address) & set(' ,;<>"')
    return bool(mailbox and domain and is_plain and "@" not in domain and len(address) <= LONGEST_EMAIL)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a court or Department who was let in."""

    id: int
    #: The number of the court or Department that the person works for: nothing of another one is shown.
    court: int
    role: Role
    name: str
    #: The language chosen; None while none was.
    language: Language | None = None
    #: The colleague who stands in.
    deputy: int | None = None
    #: What the person works for.
    office: OfficeKind = "court"

    @property
    def is_of_department(self) -> bool:
        """Whether the cases that the person sees are those that were sent to a Department."""
        return self.role == "department" or self.office == "department"

    def may(self, right: Right) -> bool:
        """Whether the role has this right within its own court or Department."""
        return right in _RIGHTS[self.role] and not (self.is_of_department and right in _OF_COURTS)

    def may_give(self, role: Role) -> bool:
        """Whether this person may give a role to others: only administrators make administrators."""
        return self.may("manage-people") and (role != "administrator" or self.role == "administrator")

    def may_manage(self, other: "Person") -> bool:
        """Whether this person may change the role of another one or remove them: nobody does so with themselves."""
        return self.may_give(other.role) and self.court == other.court and self.id != other.id
