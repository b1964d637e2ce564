"""What a talk about the people of a court consists of: what is wanted, what is to be done, what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.people import Person, Role

StaffFormName = Literal["invite", "role", "stand-in", "remove"]

StaffChangeName = Literal["invited", "code", "role", "stand-in", "removed"]

# --- what is looked at ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the court, as whoever manages its people sees them."""

    person: Person
    #: The kinds of channels that the person talks from; empty before the first talk.
    channels: tuple[str, ...]
    #: Open cases that the person answers for.
    open_cases: int


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of a court or Department, and the roles that whoever asks may give there."""

    people: tuple[Colleague, ...]
    roles: tuple[Role, ...]

    def colleague(self, person: int) -> Colleague | None:
        """The one of this number."""
        return next((one for one in self.people if one.person.id == person), None)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record of the audit; the moment is that of the clocks in Kazakhstan."""

    at: datetime
    #: Who did it; "" for what was done on the machine itself.
    name: str
    deed: str
    #: The number of a case or the name of a person; "" where the deed says all.
    subject: str


# --- what people do ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WantedStaff:
    """Show the people of the court."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class WantedColleague:
    """Show one of them."""

    person: int


@dataclass(frozen=True, slots=True)
class WantedCode:
    """A further code for one of them, for a new phone."""

    person: int


@dataclass(frozen=True, slots=True)
class WantedRecords:
    """Show who saw and changed what; the newest, or those before a record."""

    before: int = 0


OfStaff = WantedStaff | WantedColleague | WantedCode | WantedRecords

# --- what is to be done --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FetchStaff:
    """Get the people of the court for what is wanted next, an event of the talk."""

    then: object


@dataclass(frozen=True, slots=True)
class FetchRecords:
    """Get a page of the audit."""

    wanted: WantedRecords


@dataclass(frozen=True, slots=True)
class Invite:
    """Enter a new person and make a code to come in by."""

    name: str
    role: Role
    #: "" for none.
    email: str


@dataclass(frozen=True, slots=True)
class InviteAgain:
    """Make a further code, for a new phone."""

    person: int


@dataclass(frozen=True, slots=True)
class SetRole:
    """Give somebody another role."""

    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class SetStandIn:
    """Name who stands in for somebody; None for nobody."""

    person: int
    deputy: int | None


@dataclass(frozen=True, slots=True)
class Remove:
    """Let somebody in no more."""

    person: int


StaffDeed = FetchStaff | FetchRecords | Invite | InviteAgain | SetRole | SetStandIn | Remove

# --- what came of it -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StaffFetched:
    """Here are the people."""

    staff: Staff
    then: object


@dataclass(frozen=True, slots=True)
class StaffChanged:
    """It is done; a code is told this once."""

    what: StaffChangeName
    staff: Staff
    person: int
    name: str
    code: str = ""
    #: Open cases that the person answers for.
    cases: int = 0


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The role does not do this, or there is nobody of this number in the court."""


@dataclass(frozen=True, slots=True)
class RecordsFetched:
    """Here are the records."""

    records: tuple[RecordLine, ...]
    #: The number before which older ones stand; 0 when these are the first.
    older: int


StaffOutcome = StaffFetched | StaffChanged | NotAllowed | RecordsFetched
