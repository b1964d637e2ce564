"""Walks through checklists, kept and fetched for their person, and the papers that they come to."""

import asyncio
from dataclasses import dataclass
from typing import assert_never

from dialogs.checklists.checklist import load_checklists
from dialogs.checklists.papers import drafted_papers
from dialogs.checklistturns import (
    BY_HAND,
    UNKNOWN,
    ChecklistOutcome,
    Drafted,
    DraftPapers,
    DropRun,
    FetchRun,
    FetchRuns,
    OpenRun,
    OpenRunEntry,
    Run,
    RunDropped,
    RunFetched,
    RunsFetched,
)
from dialogs.texts import Texts
from dialogs.turns import Facts
from knowledge.people import Person
from storage.runs import Answer, KeptRun, Runs
from storage.seal import Seal
from storage.unit import Unit

#: What a court answers alike in every walk, until it answers otherwise.
REMEMBERED = frozenset({"court", "judge", "department"})


@dataclass(frozen=True)
class Paperwork:
    """The walks of one person, in the transaction of a turn."""

    unit: Unit
    texts: Texts
    facts: Facts
    person: Person
    seal: Seal | None

    @property
    def _runs(self) -> Runs:
        return self.unit.runs(self.person, self.seal)

    async def done(self, deed: FetchRuns | OpenRun | FetchRun | DropRun | DraftPapers) -> ChecklistOutcome:
        """What came of a deed."""
        match deed:
            case FetchRuns(case):
                return await self._listed(case)
            case OpenRun():
                return RunFetched(await self._opened(deed))
            case FetchRun(number):
                found = number or await self._runs.newest()
                return RunFetched(await self.run(found) if found else None, number)
            case DropRun(number):
                await self._runs.drop(number)
                return RunDropped()
            case DraftPapers():
                return await self._drafted(deed)
            case _:
                assert_never(deed)

    async def run(self, number: int) -> Run | None:
        """A walk with its answers, and what may be answered in it."""
        kept = await self._runs.get(number)
        return await self._read(kept) if kept and kept.checklist in load_checklists() else None

    async def keep(self, before: Run | None, after: Run) -> None:
        """Keep the answers that are other than before."""
        if before is None or before.id != after.id:
            before = await self.run(after.id)
        was, now = dict(before.answers if before else ()), dict(after.answers)
        questions = load_checklists()[after.checklist].by_id
        for name in [*now, *(name for name in was if name not in now)]:
            if was.get(name) == now.get(name):
                continue
            question = questions[name]
            is_personal = question.personal and now.get(name) not in {BY_HAND, UNKNOWN}
            await self._runs.answer(after.id, Answer(name, now.get(name), is_personal))
            value = now.get(name)
            if question.takes in REMEMBERED and value and value != UNKNOWN:
                await self._runs.remember(name, value)

    async def _listed(self, case: int) -> RunsFetched:
        visible = await self.unit.cases(self.person).get(case) if case else None
        entries = await self._runs.all_open(visible.id if visible else 0)
        found = tuple(
            OpenRunEntry(one.id, one.checklist, one.number) for one in entries if one.checklist in load_checklists()
        )
        return RunsFetched(found, visible.id if visible else 0, visible.kind if visible else "")

    async def _opened(self, deed: OpenRun) -> Run | None:
        case = await self.unit.cases(self.person).get(deed.case) if deed.case else None
        number = await self._runs.open(deed.checklist, case.id if case else None)
        await self.unit.audit.note("run-opened", f"run:{number}", self.person)
        return await self.run(number)

    async def _read(self, kept: KeptRun) -> Run:
        return Run(
            kept.checklist,
            kept.id,
            kept.case,
            tuple(kept.answers.items()),
            tuple((await self._suggested(kept)).items()),
            kept.version,
            tuple(kept.drafted.items()),
        )

    async def _suggested(self, kept: KeptRun) -> dict[str, str]:
        """What the court answered before about itself, and what the case says."""
        office = self.person.court
        suggested = {"court": await self.unit.people.name_of(office)}
        if department := await self.unit.people.department_of(office):
            suggested["department"] = await self.unit.people.name_of(department)
        suggested |= await self._runs.remembered()
        case = await self.unit.cases(self.person).get(kept.case) if kept.case else None
        if case is None:
            return suggested
        held = {"number": case.number, "state": case.state, "basis": case.basis}
        of_kind = (one for one in load_checklists()[kept.checklist].case if one.kind == case.kind)
        fields = {question: held[name] for one in of_kind for name, question in one.fields.items() if held[name]}
        return suggested | fields

    async def _drafted(self, deed: DraftPapers) -> ChecklistOutcome:
        """The papers of the answers as they are kept; drafting takes a while and must not stop the others."""
        run = await self.run(deed.run.id)
        if run is None:
            return RunFetched(None, deed.run.id)
        version = await self._runs.draft(run.id)
        await self.unit.audit.note("papers-drafted", f"run:{run.id}", self.person)
        drafted = Run(run.checklist, run.id, run.case, run.answers, run.suggested, version, run.answers)
        own = await self.unit.own_forms.current(self.person.court, deed.language)
        papers = await asyncio.to_thread(drafted_papers, drafted, deed.language, self.facts, self.texts, own)
        return Drafted(drafted, papers, deed.language)
