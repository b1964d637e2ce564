"""Who works with cases: the roles and what each may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from knowledge.languages import Language

Role = Literal["clerk", "judge", "chief", "department", "administrator"]
Right = Literal["open-cases", "see-cases", "run-cases", "manage-people", "read-audit"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)

_RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    "clerk": frozenset({"open-cases", "see-cases", "run-cases"}),
    "judge": frozenset({"open-cases", "see-cases", "run-cases"}),
    "chief": frozenset({"open-cases", "see-cases", "run-cases", "manage-people"}),
    # a Department sees what was sent to it and enters what it did with it; the case stays the court's
    "department": frozenset({"see-cases"}),
    "administrator": frozenset({"open-cases", "see-cases", "run-cases", "manage-people", "read-audit"}),
}


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

    def may(self, right: Right) -> bool:
        """Whether the role has this right within its own court."""
        return right in _RIGHTS[self.role]
