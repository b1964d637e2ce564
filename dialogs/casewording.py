"""Cases in words: the card of a case, the dates that moved, its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from dialogs.caseturns import CaseCard, CaseReply, CaseWhy, History, Moved
from dialogs.datewording import DateWording
from dialogs.turns import ClauseName, Say, StateName, Trace
from dialogs.wording import Block, Wording
from knowledge.cases import Case, CaseDeadline, advice_of
from knowledge.limits import Deadline


@dataclass(frozen=True)
class CaseWording:
    """Words in one language for cases. The substance first: the case, what, by when, the clause."""

    wording: Wording

    def blocks(self, reply: CaseReply) -> Iterator[Block]:
        """The blocks of a reply about a case."""
        match reply:
            case CaseCard():
                return self._card(reply)
            case Moved():
                return self._moved(reply)
            case History():
                return self._history(reply)
            case CaseWhy():
                return self._why(reply)
            case _:
                assert_never(reply)

    def _card(self, card: CaseCard) -> Iterator[Block]:
        case = card.file.case
        yield Block("text", self._title(case))
        if not case.closed:
            yield from self._dates(card)
        yield from self._people(card)

    def _dates(self, card: CaseCard) -> Iterator[Block]:
        """What runs, the nearest first; then what is waited for."""
        running = [(one, one.deadline) for one in card.file.deadlines if one.deadline and not one.ended_by]
        waiting = [one for one in card.file.deadlines if not one.deadline and not one.ended_by]
        for one, deadline in sorted(running, key=lambda pair: pair[1].due):
            yield from self._running(one, deadline, card)
        for one in waiting:
            yield Block("note", self._waiting(one))
        if not running and not waiting:
            yield Block("note", self.wording.words("case-nothing-runs"))

    def _title(self, case: Case) -> str:
        words = self.wording.words
        values: dict[str, object] = {"number": case.number, "kind": Say(f"kind-{case.kind}")}
        values["state"] = StateName(case.state) if case.state else "none"
        title = words("case-title", values)
        basis = f" {words('case-basis', {'basis': case.basis})}" if case.basis else ""
        closed = f" {words('case-closed-on', {'day': case.closed})}" if case.closed else ""
        return f"{title}{basis}{closed}"

    def _running(self, one: CaseDeadline, deadline: Deadline, card: CaseCard) -> Iterator[Block]:
        dates = DateWording(self.wording)
        yield Block("date", self.wording.words("case-due", {"day": deadline.due, "limit": self._limit(one)}))
        yield from dates.short(deadline, card.today)
        yield from dates.late(deadline, card.today)
        if card.with_assumptions:
            yield from dates.assumed(deadline)
        # once it is late nothing is left to plan
        for advice in () if deadline.is_late(card.today) else advice_of(one):
            yield Block("note", self.wording.words(f"advice-{advice.name}", {"day": advice.day}))

    def _limit(self, one: CaseDeadline) -> str:
        clause = ClauseName(self.wording.law.limits[one.key].clause)
        return self.wording.words(f"limit-{one.key}", {"clause": clause})

    def _waiting(self, one: CaseDeadline) -> str:
        if one.start:
            return self.wording.words("case-waits-term", {"limit": self._limit(one)})
        return self.wording.words("case-waits", {"limit": self._limit(one), "event": Say(f"event-{one.waits_for}")})

    def _people(self, card: CaseCard) -> Iterator[Block]:
        case, names = card.file.case, card.file.names
        parts = [("owner", case.owner), ("deputy", case.deputy), ("judge", case.judge)]
        said = [
            self.wording.words(f"case-{part}", {"name": names[person]})
            for part, person in parts
            if person is not None and person in names
        ]
        if said:
            yield Block("note", "; ".join(said))

    def _moved(self, moved: Moved) -> Iterator[Block]:
        for move in moved.moves:
            clause = ClauseName(self.wording.law.limits[move.key].clause)
            values: dict[str, object] = {"limit": Say(f"limit-{move.key}", {"clause": clause})}
            values |= {"was": move.was or "none", "now": move.now or "none"}
            name = "moved" if move.was and move.now else "moved-new" if move.now else "moved-away"
            needed = {"moved": ("was", "now"), "moved-new": ("now",), "moved-away": ("was",)}[name]
            kept = {key: value for key, value in values.items() if key in {"limit", *needed}}
            yield Block("note", self.wording.words(name, kept))

    def _history(self, history: History) -> Iterator[Block]:
        yield Block("text", self._title(history.file.case))
        if not history.file.history:
            yield Block("note", self.wording.words("history-empty"))
        last = {told.event.id: told for told in history.file.history}
        for told in history.file.history:
            event = told.event
            values: dict[str, object] = {"day": event.day, "event": Say(f"event-{event.kind}"), "name": told.by}
            stands = told.is_current or event.kind in {"closed", "reopened"}
            # what was taken back ends with an entry that says so; what was corrected ends with what counts now
            gone = "history-back" if last[event.id] is told else "history-was"
            line = self.wording.words("history-line" if stands else gone, values)
            reason = f" {self.wording.words('history-reason', {'reason': told.reason})}" if told.reason else ""
            yield Block("step", f"{line}{reason}")

    def _why(self, why: CaseWhy) -> Iterator[Block]:
        for one in why.file.deadlines:
            if one.deadline and one.is_open:
                yield from DateWording(self.wording).trace(Trace(one.deadline))
