"""A court's cases as the rows of a table: how a row becomes a case, what is wrong with it, how a case becomes a row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from time import strptime
from typing import Final, TypeVar

from bot.registrar import TO_DEPARTMENT
from bot.sheets import Row, Table
from bot.workbooks import Value
from dialogs.answers import LONGEST
from dialogs.dating import LONGEST_BASIS, written_override
from dialogs.forms import AHEAD
from dialogs.texts import Texts
from dialogs.turns import ClauseName
from dialogs.wording import Wording
from knowledge.cases import Case, CaseDeadline, CaseEvent, CaseKind, deadlines_of, next_due
from knowledge.finding.words import plain
from knowledge.languages import LANGUAGES, Language
from knowledge.law import Law
from knowledge.limits import LimitError, Override

T = TypeVar("T")

#: What every row has to say.
NEEDED: Final = ("number", "kind", "owner")

#: What a case says of itself. The next due day is for whoever reads the table: of a row it is counted anew.
_OWN: Final = ("number", "kind", "state", "basis", "owner", "deputy", "judge", "opened", "closed", "next-due")

_DAY_FORMS: Final = ("%d.%m.%Y", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field: the line in the file, the column as the file names it, what stands there."""

    line: int
    column: str
    given: str | date
    needed: str

    def __str__(self) -> str:
        given = _written(self.given) if isinstance(self.given, date) else f"{self.given!r:.80}"
        return f"line {self.line}, {self.column}: {given}: {self.needed}"


@dataclass(frozen=True)
class Receiver:
    """The court that the cases of a table go to, as it is."""

    court: int
    #: The Department of its region.
    department: int | None
    #: Those who are let in, by number.
    people: Mapping[int, str]
    #: The numbers of its cases.
    taken: frozenset[str]
    today: date

    @cached_property
    def named(self) -> Mapping[str, Sequence[int]]:
        """The people by what may be written for them: the name, or the number."""
        found: dict[str, list[int]] = {str(number): [number] for number in self.people}
        for number, name in self.people.items():
            found.setdefault(_folded(name), []).append(number)
        return found


@dataclass(frozen=True)
class Caseload:
    """The columns of a table of cases, and what stands in them."""

    law: Law
    texts: Texts

    @cached_property
    def events(self) -> tuple[str, ...]:
        """The events of all kinds of cases, in the order of the procedures."""
        return tuple(dict.fromkeys(event for kind in self.law.kinds.values() for event in kind.events))

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """What stands in the columns: what a case says of itself, the days of its events, other lengths of limits."""
        return (*_OWN, *self.events, *self.law.limits)

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The names that a header may write in any language, each with its field; a field's key is a name too."""
        named = {label: key for one in LANGUAGES for key, label in zip(self.fields, self.header(one), strict=True)}
        return {key: key for key in self.fields} | named

    @cached_property
    def kinds(self) -> Mapping[str, CaseKind]:
        """The kinds of cases by their names in all languages and by their keys."""
        named = {
            _folded(self.texts.words(f"kind-{kind}", language)): kind
            for kind in self.law.kinds
            for language in LANGUAGES
        }
        return {_folded(kind): kind for kind in self.law.kinds} | named

    def header(self, language: Language) -> tuple[str, ...]:
        """The names of the columns in a language."""
        wording = Wording(self.texts, self.law, language)
        limits = [
            wording.words(f"limit-{key}", {"clause": ClauseName(limit.clause)})
            for key, limit in self.law.limits.items()
        ]
        return (
            *(wording.words(f"column-{key}") for key in _OWN),
            *(wording.words(f"event-{key}") for key in self.events),
            *(wording.words("column-term", {"limit": limit}) for limit in limits),
        )

    def row(self, case: Case, names: Mapping[int, str], language: Language) -> tuple[Value, ...]:
        """A case as it stands below the header; `names` are those of the court's people by their numbers."""
        fields: dict[str, Value] = {
            "number": case.number,
            "kind": self.texts.words(f"kind-{case.kind}", language),
            "state": self._state(case.state, language),
            "basis": case.basis,
            "owner": names.get(case.owner),
            "deputy": names.get(case.deputy or 0),
            "judge": names.get(case.judge or 0),
            "opened": case.opened,
            "closed": case.closed,
            "next-due": None if case.closed else next_due(self.deadlines(case)),
        }
        for event in self.events:
            days = [one.day for one in case.happened(event)]
            fields[event] = days[0] if len(days) == 1 else "; ".join(map(_written, days))
        for key, term in case.terms.items():
            # in the words that are read back whatever the language: of one month it says the number too
            fields[key] = f"{term.length} {term.unit.replace('_', ' ')}: {term.basis}"
        return tuple(fields.get(key) for key in self.fields)

    def deadlines(self, case: Case) -> tuple[CaseDeadline, ...]:
        """The time limits of a case."""
        return deadlines_of(case, self.law.kinds, self.law.limits, self.law.calendar)

    def cases(self, table: Table, receiver: Receiver) -> tuple[tuple[Case, ...], tuple[Fault, ...]]:
        """The cases in the rows that can be used, and what is wrong with the others."""
        lines: dict[str, int] = {}
        rows = [_Reading(self, receiver, row, table.header, lines) for row in table.rows]
        found = tuple([case for row in rows if (case := row.case())])
        return found, tuple(fault for row in rows for fault in row.faults)

    def _state(self, code: str, language: Language) -> str:
        """A state's name, or its code where the name may mean another one too."""
        name = self.law.states.name(code, language) if code else ""
        return name if self.law.states.named(name) == (code,) else code


class _Unfit(ValueError):  # noqa: N818 - it is no error of ours
    """A field cannot be used; the message says what is needed."""


@dataclass
class _Reading:
    """A row on its way to a case; what is wrong with it is gathered."""

    load: Caseload
    receiver: Receiver
    row: Row
    header: Mapping[str, str]
    #: The numbers in the rows read so far, with their lines.
    lines: dict[str, int]
    faults: list[Fault] = field(default_factory=list)

    def case(self) -> Case | None:
        """The case; None if something is wrong."""
        number = self._needed("number", self._number)
        kind = self._needed("kind", self._kind)
        owner = self._needed("owner", self._person)
        opened = self._read("opened", self._past)
        closed = self._read("closed", partial(self._closed, opened))
        state, basis = self._read("state", self._state), self._read("basis", _line)
        deputy, judge = self._read("deputy", self._person), self._read("judge", self._person)
        events, terms = self._events(kind), dict(self._terms(kind))
        if self.faults or number is None or kind is None or owner is None:
            return None
        department = self.receiver.department if any(event.kind == TO_DEPARTMENT for event in events) else None
        return Case(
            0, self.receiver.court, number, kind, owner, opened or self.receiver.today,
            state or "", basis or "", deputy, judge, department, closed, events, terms,
        )  # fmt: skip

    def _needed(self, column: str, reader: Callable[[str | date], T]) -> T | None:
        if column not in self.row.fields:
            self._fault(column, "", "it cannot be empty")
        return self._read(column, reader)

    def _read(self, column: str, reader: Callable[[str | date], T]) -> T | None:
        """What a field holds; None if that is nothing, or cannot be used."""
        given = self.row.fields.get(column)
        if given is None:
            return None
        try:
            return reader(given)
        except _Unfit as unfit:
            self._fault(column, given, str(unfit))
            return None

    def _fault(self, column: str, given: str | date, needed: str) -> None:
        self.faults.append(Fault(self.row.line, self.header.get(column, column), given, needed))

    def _number(self, given: str | date) -> str:
        number = _line(given, LONGEST["number"])
        first = self.lines.setdefault(number.casefold(), self.row.line)
        if first != self.row.line:
            msg = f"another number is needed, line {first} has this one"
            raise _Unfit(msg)
        if number.casefold() in self.receiver.taken:
            msg = "another number is needed, the court has a case of this one already"
            raise _Unfit(msg)
        return number

    def _kind(self, given: str | date) -> CaseKind:
        kind = self.load.kinds.get(_folded(_line(given)))
        if kind is None:
            msg = f"a kind of case is needed: {', '.join(self.load.law.kinds)}, or its name as Komek writes it"
            raise _Unfit(msg)
        return kind

    def _person(self, given: str | date) -> int:
        found = self.receiver.named.get(_folded(_line(given)), ())
        if len(found) > 1:
            numbers = ", ".join(map(str, found))
            msg = f"the number of one person is needed, {numbers} have this name"
            raise _Unfit(msg)
        if not found:
            msg = "the name of somebody who works in the court is needed, komek people lists them"
            raise _Unfit(msg)
        return found[0]

    def _state(self, given: str | date) -> str:
        states, written = self.load.law.states, _line(given)
        # "no" and "is" are words before they are the codes of Norway and Iceland
        found = () if written.islower() and len(written) == 2 else states.named(written)
        if len(found) != 1:
            may_be = f", this may be {', '.join(found)}" if found else ""
            msg = f"the name or the two-letter code of one foreign state is needed{may_be}"
            raise _Unfit(msg)
        return found[0]

    def _past(self, given: str | date) -> date:
        day = _day(given)
        if day > self.receiver.today:
            msg = f"a day up to today, {_written(self.receiver.today)}, is needed"
            raise _Unfit(msg)
        return day

    def _closed(self, opened: date | None, given: str | date) -> date:
        day = self._past(given)
        if opened and day < opened:
            msg = f"a day from {_written(opened)} on is needed, on which the case was opened"
            raise _Unfit(msg)
        return day

    def _events(self, kind: CaseKind | None) -> tuple[CaseEvent, ...]:
        """What happened, by its days; on one day in the order of the procedure."""
        happened = self.load.law.kinds[kind].events if kind else self.load.events
        days = {event: self._read(event, partial(self._days, event, happened)) for event in self.load.events}
        told = sorted((day, happened.index(event), event) for event, those in days.items() for day in those or ())
        return tuple(CaseEvent(0, event, day) for day, _, event in told)

    def _days(self, event: str, happened: Sequence[str], given: str | date) -> list[date]:
        if event not in happened:
            msg = "leave it empty, this does not happen in a case of this kind"
            raise _Unfit(msg)
        written = [given] if isinstance(given, date) else given.split(";")
        return [_day(one) if event == AHEAD else self._past(one) for one in written]

    def _terms(self, kind: CaseKind | None) -> Iterator[tuple[str, Override]]:
        """Other lengths of limits, by the limit."""
        for key in self.load.law.limits:
            if term := self._read(key, partial(self._term, key, kind)):
                yield key, term

    def _term(self, key: str, kind: CaseKind | None, given: str | date) -> Override:
        if kind and key not in {limit.key for limit in self.load.law.kinds[kind].limit}:
            msg = "leave it empty, a case of this kind has no such limit"
            raise _Unfit(msg)
        try:
            return written_override(_line(given, 2 * LONGEST_BASIS))
        except LimitError as fault:
            raise _Unfit(str(fault)) from fault


def _line(given: str | date, longest: int = LONGEST["text"]) -> str:
    if isinstance(given, date):
        msg = "text is needed and not a day: set the cells of this column to text, and type it anew"
        raise _Unfit(msg)
    line = " ".join(given.split())
    if len(line) > longest:
        msg = f"at most {longest} characters are needed"
        raise _Unfit(msg)
    return line


def _day(given: str | date) -> date:
    if isinstance(given, date):
        return given
    for form in _DAY_FORMS:
        with suppress(ValueError):
            return date(*strptime(given.strip(), form)[:3])
    msg = "a day of the calendar is needed, written like 31.01.2026 or 2026-01-31"
    raise _Unfit(msg)


def _written(day: date) -> str:
    # strftime writes early years short
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def _folded(text: str) -> str:
    return " ".join(plain(text).split())
