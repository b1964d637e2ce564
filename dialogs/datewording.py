"""Dates in words: the card of a deadline, its trace, and the calendar of a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dialogs.turns import ClauseName, Due, Trace, YearPage
from dialogs.wording import Block, Wording
from knowledge.limits import Deadline, LimitError, TraceStep


@dataclass(frozen=True)
class DateWording:
    """Words in one language for dates and what belongs beside them."""

    wording: Wording

    def due(self, due: Due) -> Iterator[Block]:
        """The card: the date, the days left, the rule, and what a reader must know beside it. Never a bare date."""
        words, deadline = self.wording.words, due.deadline
        clause = ClauseName(deadline.limit.clause)
        yield Block("date", words(f"due-{deadline.limit.direction}", {"day": deadline.due}))
        yield Block("text", self._left(deadline, due.today))
        values = {"clause": clause, "length": self._length(deadline), "start": deadline.start}
        yield Block("text", words(f"due-rule-{deadline.limit.counted_from}", values))
        yield from self._override(deadline)
        if deadline.moved:
            moved = {"bare": deadline.bare, "reason": deadline.calendar.reason(deadline.bare)}
            yield Block("note", words(f"due-moved-{deadline.limit.direction}", moved))
        yield from self.late(deadline, due.today)
        yield from self._cautions(deadline, due.today)

    def short(self, deadline: Deadline, today: date) -> Iterator[Block]:
        """What belongs beside a date in a list of several: the days left, and whether it is certain."""
        yield Block("text", self._left(deadline, today))
        yield from self._override(deadline)
        yield from self._estimated(deadline)

    def assumed(self, deadline: Deadline) -> Iterator[Block]:
        """Our assumptions, as sentences."""
        for assumption in deadline.limit.assumptions:
            if assumption == "same-number" and deadline.override:
                continue
            values = {"start": deadline.start, "safe": deadline.safe_day}
            yield Block("note", self.wording.words(f"assumed-{assumption}", values))

    def late(self, deadline: Deadline, today: date) -> Iterator[Block]:
        """What can still be done once it is late: the earliest hearing that can be met, or restoration of the term."""
        if not deadline.is_late(today):
            return
        if deadline.is_backward:
            try:
                earliest = deadline.earliest_start(today)
            except LimitError:  # beyond the year 9999 there is no hearing to name
                return
            yield Block("note", self.wording.words("due-earliest-hearing", {"day": earliest}))
        elif deadline.limit.restorable:
            clause = ClauseName(deadline.limit.clause)
            yield Block("note", self.wording.words("due-restorable", {"clause": clause}))

    def trace(self, trace: Trace) -> Iterator[Block]:
        """Every step, then the provisions and the calendar that it rests on."""
        words, deadline = self.wording.words, trace.deadline
        title = {"clause": ClauseName(deadline.limit.clause), "length": self._length(deadline)}
        yield Block("text", words("trace-title", title))
        yield from self._override(deadline)
        for step in deadline.trace:
            yield Block("step", self._step(step, deadline))
        for rule in dict.fromkeys(step.rule for step in deadline.trace):
            yield Block("source", self._rule(rule))
        yield Block("source", words("trace-procedural-chapter"))
        yield from self._estimated(deadline)
        yield Block("source", words("trace-calendar", {"version": deadline.calendar.version}))

    def year(self, page: YearPage) -> Iterator[Block]:
        """The weekdays off and weekend days worked of a year, with their sources."""
        words, calendar = self.wording.words, self.wording.law.calendar
        first, last = date(page.year, 1, 1), date(page.year, 12, 31)
        working = calendar.working_days(first, last) + calendar.is_working(first)
        yield Block("text", words("calendar-title", {"year": str(page.year), "working": working}))
        days = calendar.special_days(page.year)
        off = {day: reason for day, reason in days.items() if reason.is_off and day.weekday() < 5}
        worked = {day: reason for day, reason in days.items() if not reason.is_off}
        for listed, title in ((off, "calendar-off"), (worked, "calendar-worked")):
            yield Block("text", words(title if listed else f"{title}-none"))
            for day, reason in listed.items():
                yield Block("step", words("calendar-day", {"day": day, "reason": reason}))
        yield Block("source", self._year_source(page.year))
        yield Block("source", words("trace-calendar", {"version": calendar.version}))

    def _override(self, deadline: Deadline) -> Iterator[Block]:
        if deadline.override:
            values = {"clause": ClauseName(deadline.limit.clause), "basis": deadline.override.basis}
            yield Block("note", self.wording.words("due-override", values))

    def _length(self, deadline: Deadline) -> str:
        return self.wording.words(f"length-{deadline.unit}", {"n": deadline.length})

    def _left(self, deadline: Deadline, today: date) -> str:
        days, working = deadline.days_left(today), deadline.working_days_left(today)
        if days < 0:
            return self.wording.words("due-late", {"days": -days, "working": -working})
        return self.wording.words("due-left", {"days": days, "working": working})

    def _cautions(self, deadline: Deadline, today: date) -> Iterator[Block]:
        """What a reader must know: our assumptions, another reading, an uncertain calendar."""
        words = self.wording.words
        yield from self.assumed(deadline)
        if deadline.limit.treaty and not deadline.override:
            yield Block("note", words("treaty-may-differ"))
        if deadline.is_backward:
            yield from self._hearing(deadline, today)
        if deadline.due.weekday() >= 5:
            yield Block("note", words("due-worked-weekend", {"day": deadline.safe_day}))
        yield from self._estimated(deadline)
        yield Block("note", words("calculation-aid"))

    def _hearing(self, deadline: Deadline, today: date) -> Iterator[Block]:
        reason = deadline.calendar.reason(deadline.start)
        if reason and reason.is_off:
            yield Block("note", self.wording.words("hearing-on-day-off", {"day": deadline.start, "reason": reason}))
        if deadline.department_day > today:
            yield Block("note", self.wording.words("planning-department", {"day": deadline.department_day}))

    def _estimated(self, deadline: Deadline) -> Iterator[Block]:
        if years := deadline.unconfirmed_years:
            unseeded = [year for year in years if not deadline.calendar.is_seeded(year)]
            name = "estimated-no-calendar" if unseeded else "estimated-years"
            yield Block("note", self.wording.words(name, {"years": ", ".join(map(str, unseeded or years))}))
        for day in deadline.estimated_days:
            yield Block("note", self.wording.words("estimated-day", {"day": day}))

    def _step(self, step: TraceStep, deadline: Deadline) -> str:
        values: dict[str, object] = {"day": step.day, "n": deadline.length}
        if step.name == "trace-event":
            values["first"] = deadline.first_day
        if step.reason:
            values["reason"] = step.reason
        return self.wording.words(step.name, values)

    def _rule(self, rule: str) -> str:
        words, law = self.wording.words, self.wording.law
        sources = "; ".join(
            words("rule-source", {"code": law.act.codes[source.code], "article": source.article})
            for source in law.counting[rule].source
        )
        return f"{words(f'rule-{rule}')} {sources or words('rule-ours')}"

    def _year_source(self, year: int) -> str:
        confirmed = self.wording.law.calendar.confirmed_by(year)
        if confirmed is None:
            return self.wording.words("estimated-years", {"years": str(year)})
        return self.wording.words("calendar-confirmed", {"source": confirmed.source, "day": confirmed.checked})
