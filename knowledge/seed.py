"""What the package `holidays` knows of Kazakhstan's days, read into our own words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from importlib.metadata import version
from typing import Final, Literal

SEED: Final = f"holidays {version('holidays')}"

SeedKind = Literal["holiday", "carried", "moved-off", "worked"]

SUBSTITUTED = re.compile(r"\(substituted from (\d\d)/(\d\d)/(\d{4})\)")


@dataclass(frozen=True, slots=True)
class SeedDay:
    """One special day of the package."""

    kind: SeedKind
    holiday: str = ""
    other: date | None = None
    estimated: bool = False


def seed_days(year: int) -> Mapping[date, SeedDay]:
    """
    The holidays, carried days, moved days off and worked weekend days of one year.

    The neighbours are read too, since a day moved over the turn of the year belongs to both.
    """
    # imported at the first date: questions do not wait for it
    import holidays  # noqa: PLC0415

    around = range(max(year - 1, 1), min(year + 1, MAXYEAR) + 1)
    package = holidays.country_holidays("KZ", years=around, language="en_US", expand=False)
    days = {day: _seed_day(label) for day, label in sorted(package.items())}
    days |= {seed.other: SeedDay("worked", other=day) for day, seed in days.items() if seed.other is not None}
    return {day: seed for day, seed in _carried(days).items() if day.year == year}


def _seed_day(label: str) -> SeedDay:
    if moved := SUBSTITUTED.search(label):
        month, day, year = map(int, moved.groups())
        return SeedDay("moved-off", other=date(year, month, day))
    # two holidays on one day: the first one named is the one that people know it by
    name, _, remarks = label.split("; ", maxsplit=1)[0].partition(" (")
    return SeedDay("carried" if "observed" in remarks else "holiday", name, estimated="estimated" in remarks)


def _carried(days: Mapping[date, SeedDay]) -> dict[date, SeedDay]:
    """
    The days with the origin of each carried one filled in.

    The package says that a day is carried, not from where: a holiday's weekend days and the days they were
    carried to are paired in their order (Law "On holidays", Art. 5; two at once push twice).
    """
    paired = dict(days)
    for day, seed in days.items():
        if seed.kind != "carried":
            continue
        origins = [d for d, s in days.items() if _carries(d, s) and s.holiday == seed.holiday and d.year == day.year]
        targets = [
            d for d, s in days.items() if s.kind == "carried" and s.holiday == seed.holiday and d.year == day.year
        ]
        paired[day] = SeedDay("carried", seed.holiday, origins[targets.index(day)], seed.estimated)
    return paired


def _carries(day: date, seed: SeedDay) -> bool:
    return seed.kind == "holiday" and day.weekday() >= 5
