"""The law with the days that were entered, as each transaction finds them."""

from dataclasses import dataclass, field, replace

from knowledge.law import Law
from storage.unit import Unit


@dataclass(frozen=True)
class Laws:
    """The law of an installation, its calendar brought up to what is entered, by whichever process."""

    law: Law
    #: The newest, by the version of its entries; shared by all that use it.
    _known: dict[int, Law] = field(default_factory=dict)

    async def of(self, unit: Unit) -> Law:
        """The law with the calendar as it is entered now."""
        version = await unit.calendar.version()
        if version not in self._known:
            calendar = self.law.calendar.with_entries(await unit.calendar.all())
            self._known.clear()
            self._known[version] = replace(self.law, calendar=calendar)
        return self._known[version]
