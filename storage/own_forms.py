"""Courts' own forms of papers. One that takes the place of another leaves it there, and it can come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.moments import moment
from storage.tables import own_forms


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A court's form that counts now, and how many stand behind it."""

    form: str
    language: str
    since: datetime
    earlier: int


class OwnForms:
    """The forms of all courts; each is looked up for its court alone."""

    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection = connection
        self._now = now

    async def put(self, court: int, form: str, language: str, document: bytes) -> None:
        """A form that was checked takes the place of the one before."""
        values = {"court_id": court, "form": form, "language": language, "document": document, "entered_at": self._now}
        await self._connection.execute(own_forms.insert().values(values))

    async def current(self, court: int, language: str) -> Mapping[str, bytes]:
        """The forms of a court in a language that count now, by their names."""
        found = select(own_forms.c.form, own_forms.c.document).where(
            own_forms.c.court_id == court, own_forms.c.language == language, own_forms.c.withdrawn_at.is_(None)
        )
        # the newest comes last and stays
        rows = await self._connection.execute(found.order_by(own_forms.c.id))
        return {row.form: bytes(row.document) for row in rows}

    async def listed(self, court: int) -> tuple[OwnForm, ...]:
        """The forms of a court that count now."""
        counted = (func.max(own_forms.c.entered_at).label("since"), func.count().label("number"))
        of_court = and_(own_forms.c.court_id == court, own_forms.c.withdrawn_at.is_(None))
        found = select(own_forms.c.form, own_forms.c.language, *counted).where(of_court)
        found = found.group_by(own_forms.c.form, own_forms.c.language).order_by(own_forms.c.form, own_forms.c.language)
        rows = await self._connection.execute(found)
        return tuple(OwnForm(row.form, row.language, moment(row.since), row.number - 1) for row in rows)

    async def withdraw(self, court: int, form: str, language: str) -> bool:
        """Withdraw the form that counts now: the one before counts again, or ours; False when there is none."""
        newest = select(func.max(own_forms.c.id)).where(
            own_forms.c.court_id == court,
            own_forms.c.form == form,
            own_forms.c.language == language,
            own_forms.c.withdrawn_at.is_(None),
        )
        gone = update(own_forms).where(own_forms.c.id == newest.scalar_subquery()).values(withdrawn_at=self._now)
        return bool((await self._connection.execute(gone)).rowcount)
