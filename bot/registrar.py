"""What the talk asks to be done with cases is done here, in the turn's transaction; every look and change is noted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, assert_never

from bot.paperwork import Paperwork
from bot.personnel import Personnel
from bot.reminding import Reminding
from dialogs.caseturns import (
    Admit,
    CaseFile,
    Changed,
    ChangeName,
    Deed,
    Fetch,
    Fetched,
    FetchList,
    LetIn,
    Listed,
    ListFetched,
    NoSuchCase,
    NumberTaken,
    OpenCase,
    Outcome,
    SetClosed,
    SetPerson,
    SetTerm,
    Tell,
    TellAnew,
    Told,
    WantedCase,
)
from dialogs.checklists.checklist import CaseOf, holds, load_checklists
from dialogs.checklists.position import live
from dialogs.checklistturns import BY_HAND, UNKNOWN, ChecklistDeed, ChecklistOutcome, EnterRun, Run, RunFetched
from dialogs.reminderturns import ReminderDeed, ReminderOutcome
from dialogs.staffturns import StaffDeed
from knowledge.cases import AT_DEPARTMENT, Case, CaseDeadline, CaseEvent, deadlines_of, moves, next_due
from knowledge.law import Law
from knowledge.people import Person
from notifier.hours import Hours
from notifier.notices import Notices, by_person
from notifier.planning import Planning
from notifier.post import Post
from storage.cases import Cases
from storage.people import Channel
from storage.unit import Unit

#: The event with which a case comes before the Department of the court's region.
TO_DEPARTMENT: Final = "papers-sent"

ChangingDeed = Tell | TellAnew | SetTerm | SetClosed | SetPerson


@dataclass(frozen=True, slots=True)
class Change:
    """What a deed came to, and why dates move by it."""

    what: ChangeName
    reason: str


@dataclass(frozen=True)
class Registrar:
    """Does the deeds of one turn, for whoever talks."""

    unit: Unit
    law: Law
    now: datetime
    hours: Hours
    post: Post
    channel: Channel
    address: str
    paperwork: Callable[[Person], Paperwork]

    @property
    def today(self) -> date:
        """The date in Kazakhstan."""
        return self.hours.day(self.now)

    async def done(
        self, deed: Deed | ReminderDeed | ChecklistDeed, person: Person | None
    ) -> Outcome | ReminderOutcome | ChecklistOutcome:
        """What came of a deed; the rights are checked here again, whatever the talk let through."""
        if isinstance(deed, Admit):
            return await self._admitted(deed)
        if person is None or not person.may("see-cases"):
            return NoSuchCase("")
        match deed:
            case Fetch(wanted, then):
                file = await self._fetched(wanted, person)
                return Fetched(file, then) if file else NoSuchCase(wanted.number)
            case FetchList():
                return await self._listed(deed, person)
            case OpenCase():
                return await self._opened(deed, person)
            case Tell() | TellAnew() | SetTerm() | SetClosed() | SetPerson():
                return await self._changed(deed, person)
            case EnterRun(run):
                return await self._entered(run, person)
            case _ if isinstance(deed, ChecklistDeed):
                return await self.paperwork(person).done(deed)
            case _ if isinstance(deed, StaffDeed):
                return await Personnel(self.unit, self.law, self.hours, self.now, person).done(deed)
            case _:
                return await Reminding(self.unit, self.law, self.hours, self.now, person, self.post, self._file).done(
                    deed
                )

    async def _admitted(self, deed: Admit) -> Outcome:
        person = await self.unit.people.admit(deed.code, self.channel, self.address)
        if person:
            await self.unit.audit.note("person-admitted", f"person:{person.id}", person)
        return LetIn(person)

    async def _fetched(self, wanted: WantedCase, person: Person) -> CaseFile | None:
        cases = self.unit.cases(person)
        case = await (cases.get(wanted.case) if wanted.case else cases.numbered(wanted.number))
        if case is None:
            return None
        await self.unit.audit.note("case-seen", f"case:{case.id}", person)
        return await self._file(case, person)

    async def _file(self, case: Case, person: Person) -> CaseFile:
        """The case with all that belongs to it."""
        entered = await self.unit.cases(person).history(case)
        numbers = {case.owner, case.deputy, case.judge, *(one.by for one in entered)}
        colleagues = await self.unit.people.colleagues(person)
        names = {one.id: one.name for one in colleagues}
        if gone := frozenset(number for number in numbers if number is not None and number not in names):
            names |= await self.unit.people.names(person, gone)
        told = tuple(Told(one.event, one.reason, names.get(one.by, "—"), one.is_current) for one in entered)
        # a Department names nobody of its own for a court's case
        able = colleagues if person.court == case.court else ()
        return CaseFile(case, self._deadlines(case), told, names, able)

    def _deadlines(self, case: Case) -> tuple[CaseDeadline, ...]:
        return deadlines_of(case, self.law.kinds, self.law.limits, self.law.calendar)

    async def _listed(self, deed: FetchList, person: Person) -> Outcome:
        wanted = deed.wanted
        until = None
        if wanted.within is not None:
            # "overdue" is what was due before today
            until = self.today + timedelta(days=wanted.within or -1)
        found, has_more = await self.unit.cases(person).listed(
            wanted.whose, until, wanted.page, is_closed=wanted.is_closed
        )
        await self.unit.audit.note("cases-listed", f"cases:{wanted.whose}", person)
        entries = tuple(Listed(one.id, one.number, one.kind, one.state, one.next_due) for one in found)
        return ListFetched(wanted, entries, has_more)

    async def _opened(self, deed: OpenCase, person: Person) -> Outcome:
        cases = self.unit.cases(person)
        if not person.may("open-cases"):
            return NoSuchCase("")
        if deed.number and await cases.numbered(deed.number):
            return NumberTaken(deed.number)
        opens = self.law.kinds[deed.kind].opens
        events = (CaseEvent(0, opens, deed.day),) if deed.day else ()
        case = Case(
            0, person.court, deed.number, deed.kind, person.id, self.today,
            state=deed.state, basis=deed.basis, deputy=person.deputy, events=events,
        )  # fmt: skip
        case = await cases.add(case)
        await self.unit.audit.note("case-opened", f"case:{case.id}", person)
        return await self._counted(case, (), Change("opened", ""), person)

    async def _changed(self, deed: ChangingDeed, person: Person) -> Outcome:
        case = await self.unit.cases(person).get(deed.case, to_change=True)
        if case is None or not await self._is_allowed(deed, case, person):
            return NoSuchCase("")
        change = await self._do(deed, case, person)
        await self.unit.audit.note(f"case-{change.what}", f"case:{case.id}", person)
        now = await self.unit.cases(person).get(case.id)
        return await self._counted(now or case, self._deadlines(case), change, person)

    async def _entered(self, run: Run, person: Person) -> Outcome | ChecklistOutcome:
        """What a walk holds of its case: the events not told yet, in a new case if it has none."""
        kept = await self.paperwork(person).run(run.id)
        checklist = load_checklists().get(kept.checklist) if kept else None
        if kept is None or checklist is None:
            return RunFetched(None, run.id)
        answers = live(checklist, kept)
        of_kind = next((one for one in checklist.case if holds(one.when, answers)), None)
        if of_kind is None:
            return NoSuchCase("")
        days = _answered_days(of_kind, answers)
        case = await self._case_of(kept, of_kind, answers, days, person)
        if not isinstance(case, int):
            return case
        await self.unit.runs(person, None).link(kept.id, case)
        return await self._told_of(case, days, person)

    async def _told_of(self, case: int, days: Mapping[str, date], person: Person) -> Outcome:
        """A case after events that it does not hold yet."""
        file = await self._fetched(WantedCase(case), person)
        if file is None:
            return NoSuchCase("")
        happened = {event.kind for event in file.case.events}
        told = [
            await self._changed(Tell(case, kind, day), person) for kind, day in days.items() if kind not in happened
        ]
        return told[-1] if told else Fetched(file, WantedCase(case))

    async def _case_of(
        self, run: Run, of_kind: CaseOf, answers: Mapping[str, str], days: Mapping[str, date], person: Person
    ) -> int | Outcome:
        """The case of a walk: its own, the one of the number that was answered, or a new one."""
        if run.case:
            return run.case
        fields: dict[str, str] = {name: _given(answers.get(question)) for name, question in of_kind.fields.items()}
        if fields.get("number") and (there := await self.unit.cases(person).numbered(fields["number"])):
            return there.id
        opens = days.get(self.law.kinds[of_kind.kind].opens)
        deed = OpenCase(of_kind.kind, opens, fields.get("state", ""), fields.get("number", ""), fields.get("basis", ""))
        opened = await self._opened(deed, person)
        return opened.file.case.id if isinstance(opened, Changed) else opened

    async def _do(self, deed: ChangingDeed, case: Case, person: Person) -> Change:
        cases = self.unit.cases(person)
        match deed:
            case Tell():
                await self._tell(cases, case, deed)
                return Change("told", "")
            case TellAnew():
                event = next(one for one in case.events if one.id == deed.event)
                if deed.day:
                    await cases.tell_anew(case.id, event, deed.day, deed.reason)
                else:
                    await cases.take_back(case.id, event, deed.reason)
                return Change("corrected", deed.reason)
            case SetTerm():
                await cases.change(case.id, terms={**case.terms, deed.limit: deed.term})
                return Change("term", deed.term.basis)
            case SetClosed():
                await cases.set_closed(case.id, self.today, deed.reason, is_closed=deed.is_closed)
                return Change("closed" if deed.is_closed else "reopened", deed.reason)
            case SetPerson():
                await cases.change(case.id, **{deed.part: deed.person})
                if deed.part == "owner":
                    await self.unit.personal_answers.hand_over(case.id, deed.person)
                return Change("person", "")
            case _:
                assert_never(deed)

    async def _tell(self, cases: Cases, case: Case, deed: Tell) -> None:
        await cases.tell(case.id, deed.kind, deed.day)
        if deed.kind == TO_DEPARTMENT and case.department is None:
            await cases.change(case.id, department=await self.unit.people.department_of(case.court))

    async def _is_allowed(self, deed: ChangingDeed, case: Case, person: Person) -> bool:
        """Whether the role may do it, what is named belongs to the case, and whoever is named to the same court."""
        kind = self.law.kinds[case.kind]
        runs = person.may("run-cases") and person.court == case.court
        if not (runs or isinstance(deed, Tell | TellAnew)) or (case.closed and not isinstance(deed, SetClosed)):
            return False
        match deed:
            case Tell():
                return deed.kind in kind.events and (runs or deed.kind in AT_DEPARTMENT)
            case TellAnew():
                return any(one.id == deed.event and (runs or one.kind in AT_DEPARTMENT) for one in case.events)
            case SetTerm():
                return any(one.key == deed.limit for one in kind.limit)
            case SetPerson():
                named = await self.unit.people.colleague(person, deed.person)
                return named is not None and named.court == case.court
            case SetClosed():
                return deed.is_closed == (case.closed is None)
            case _:
                assert_never(deed)

    async def _counted(self, case: Case, before: tuple[CaseDeadline, ...], change: Change, person: Person) -> Changed:
        """
        The dates counted anew and kept, and the reminders that follow them, in the same transaction.

        What moved is told to whoever talks; the others who were reminded of it get a notice.
        """
        after = self._deadlines(case)
        await self.unit.cases(person).keep_dates(case.id, after, next_due(after), change.reason)
        difference = await Planning(self.law, self.hours, self.unit, self.now).anew([case])
        notices = Notices(self.post, self.law, self.unit, self.now)
        await notices.tell(by_person(difference.ended), {case.id: case}, actor=person.id)
        return Changed(await self._file(case, person), change.what, moves(before, after))


def _given(value: str | None) -> str:
    """An answer as far as it is one."""
    return value if value and value != UNKNOWN else BY_HAND


def _answered_days(of_kind: CaseOf, answers: Mapping[str, str]) -> dict[str, date]:
    """The events of a case that the answers hold, with their days."""
    return {
        event: date.fromisoformat(value)
        for event, question in of_kind.events.items()
        if (value := _given(answers.get(question)))
    }
