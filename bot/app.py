"""The composition root: everything is made here, and the clock is read here and nowhere else."""

import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final

from bot.desk import Desk
from bot.settings import Settings
from dialogs.texts import load_texts
from knowledge.law import load_law

#: One zone for the whole country since 1 March 2024; the rules come from the package tzdata, since a system's
#: own may be older than that.
ZONE_NAME: Final = "Asia/Almaty"


def civil_date(moment: datetime) -> date:
    """The date in Kazakhstan at a moment."""
    zoneinfo.reset_tzpath(to=())
    return moment.astimezone(zoneinfo.ZoneInfo(ZONE_NAME)).date()


def today_in_kazakhstan() -> date:
    """The date in Kazakhstan now."""
    return civil_date(datetime.now(UTC))  # noqa: TID251 - the one place that reads the clock


def open_desk(settings: Settings, today: Callable[[], date] = today_in_kazakhstan) -> Desk:
    """
    The desk of an installation.

    Raises:
        DataError: A data file, or a file that the settings name, is missing or wrong.
    """
    law = load_law(settings.official_texts, settings.calendar_entries)
    return Desk(law, load_texts(), today, settings.default_language)
