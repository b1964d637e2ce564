"""Working hours by the clocks of an office, on the days on which it works."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from knowledge.calendar import Calendar


@dataclass(frozen=True)
class Hours:
    """The hours of one day: two stretches with lunch between them."""

    opens: time
    lunch: time
    resumes: time
    closes: time
    zone: tzinfo

    def __post_init__(self) -> None:
        if not self.opens < self.lunch <= self.resumes < self.closes:
            msg = (
                f"working hours {self.opens:%H:%M}-{self.closes:%H:%M} with lunch {self.lunch:%H:%M}-"
                f"{self.resumes:%H:%M}: opening, lunch, resuming and closing are needed in this order"
            )
            raise ValueError(msg)

    def moment(self, day: date, at: time) -> datetime:
        """The moment in UTC at which the clocks show `at` on `day`."""
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    def local(self, moment: datetime) -> datetime:
        """What the clocks show at a moment."""
        return moment.astimezone(self.zone)

    def day(self, moment: datetime) -> date:
        """The date at a moment."""
        return self.local(moment).date()


@dataclass(frozen=True)
class WorkingTime:
    """Working hours on the days of a calendar."""

    hours: Hours
    calendar: Calendar

    def opening(self, day: date) -> datetime:
        """When the office opens on a day."""
        return self.hours.moment(day, self.hours.opens)

    def after(self, moment: datetime, worked: timedelta) -> datetime:
        """
        The moment at which so much has been worked since `moment`, lunch, nights and days off left out.

        Raises:
            OverflowError: It lies after the year 9999.
        """
        day = self.hours.day(moment)
        while True:
            for start, end in self._stretches(day):
                begin = max(start, moment)
                if begin < end:
                    if worked <= end - begin:
                        return begin + worked
                    worked -= end - begin
            day += timedelta(days=1)

    def _stretches(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        if not self.calendar.is_working(day):
            return ()
        hours = self.hours
        pairs = ((hours.opens, hours.lunch), (hours.resumes, hours.closes))
        return tuple((hours.moment(day, start), hours.moment(day, end)) for start, end in pairs)
