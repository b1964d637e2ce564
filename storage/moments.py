"""Moments as the database keeps them: microseconds since 1970 in UTC."""

from datetime import UTC, datetime, timedelta
from typing import Final

MICROSECONDS: Final = timedelta(microseconds=1)
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)


def kept(moment: datetime) -> int:
    """A moment as it is kept. It must know its zone."""
    return (moment - _BEGINNING) // MICROSECONDS


def moment(number: int) -> datetime:
    """The moment that was kept as a number."""
    return _BEGINNING + number * MICROSECONDS
