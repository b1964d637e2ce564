"""Replies in words: blocks of text that every channel shows in its own way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, assert_never

from dialogs.texts import Texts, long_date, short_date
from dialogs.turns import Choices, ClauseName, Due, Quote, Reply, Say, Short, Trace, YearPage
from knowledge.calendar import Reason
from knowledge.instruction import ClauseText, paragraph
from knowledge.languages import Language, Names
from knowledge.law import Law
from knowledge.limits import Deadline, LimitError, TraceStep

BlockKind = Literal["text", "quote", "source", "note", "date", "step", "choice"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a reply; a `choice` has the number that takes it."""

    kind: BlockKind
    text: str
    number: int = 0


@dataclass(frozen=True)
class Wording:
    """Words for every reply in one language."""

    texts: Texts
    law: Law
    language: Language

    def blocks(self, replies: Iterable[Reply]) -> tuple[Block, ...]:
        """The blocks of several replies in their order."""
        return tuple(block for reply in replies for block in self._blocks(reply))

    def words(self, name: str, values: Mapping[str, object] | None = None) -> str:
        """A fixed text; dates, clauses and reasons among the values are worded first."""
        worded = {key: self._value(value) for key, value in (values or {}).items()}
        # a Russian date ends in "г." and would end a sentence with two full stops
        return self.texts.words(name, self.language, worded).replace("г..", "г.")

    def clause(self, clause: str) -> str:
        """A clause's number as it is cited: `п. 22(4)`."""
        if clause in ("order.head", "order.preamble"):
            return self.words(f"name-{clause.replace('.', '-')}")
        parent = paragraph(clause)
        number = parent.removeprefix("order.")
        item = clause.removeprefix(parent).removeprefix(".")
        return self.words("name-item" if parent != number else "name-clause", {"number": number, "sub": item or "none"})

    def reason(self, reason: Reason) -> str:
        """Why a day is off or worked."""
        holiday = self.law.calendar.names[reason.holiday].by(self.language) if reason.holiday else ""
        values: dict[str, object] = {"holiday": holiday, "act": reason.act}
        if reason.other:
            values["other"] = reason.other
        words = self.words(f"reason-{reason.kind}", values)
        return self.words("reason-estimated", {"reason": words}) if reason.estimated else words

    def length(self, deadline: Deadline) -> str:
        """The length of a term with its unit: `10 рабочих дней`."""
        return self.words(f"length-{deadline.unit}", {"n": deadline.length})

    def _value(self, value: object) -> object:
        match value:
            case date():
                return long_date(value, self.language)
            case ClauseName(clause):
                return self.clause(clause)
            case Reason():
                return self.reason(value)
            case Names():
                return value.by(self.language)
            case _:
                return value

    def _blocks(self, reply: Reply) -> Iterator[Block]:
        match reply:
            case Say(name, values):
                yield from self._said(name, values)
            case Short(topic):
                yield Block("text", self.law.topics.answer(topic, self.language))
            case Quote():
                yield from self._quote(reply)
            case Due():
                yield from self._due(reply.deadline, reply.today)
            case Trace(deadline):
                yield from self._trace(deadline)
            case YearPage(year):
                yield from self._year(year)
            case Choices(options):
                for number, option in enumerate(options, start=1):
                    yield Block("choice", self._label(option.label), number)
            case _:
                assert_never(reply)

    def _said(self, name: str, values: Mapping[str, object]) -> Iterator[Block]:
        if name == "amended":
            yield from self._amended(values["clause"])
            return
        for text in self.words(name, values).split("\n\n"):
            yield Block("note" if name in _NOTES else "text", text)

    def _label(self, label: Say) -> str:
        match label:
            case Say("choice-heading", {"clause": ClauseName(clause)}):
                return f"{self.clause(clause)}. {self.law.act.text(clause, self.language).heading}"
            case Say("choice-date", {"limit": str(key)}):
                limit = self.law.limits[key]
                named = self.words(f"limit-{key}", {"clause": ClauseName(limit.clause)})
                return self.words("choice-date", {"limit": named})
            case _:
                return self.words(label.name, label.values)

    # --- the act's words ------------------------------------------------------------------------------------

    def _quote(self, quote: Quote) -> Iterator[Block]:
        text = self.law.act.text(quote.clause, self.language)
        parts = (quote.wording or text.present).text
        for number, part in enumerate(parts, start=1):
            if quote.part in (None, number):
                yield Block("quote", part)
            if number == 1 and quote.is_whole and quote.part is None:
                yield from self._sub_items(quote.clause)
        yield Block("source", self._source(quote, text))

    def _sub_items(self, clause: str) -> Iterator[Block]:
        for item in self.law.act.sub_items(clause):
            text = self.law.act.text(item, self.language).present.text
            yield Block("quote", f"{item.rpartition('.')[2]}) {' '.join(text)}")

    def _source(self, quote: Quote, text: ClauseText) -> str:
        values = {"clause": ClauseName(quote.clause), "label": text.label, "part": quote.part or 0}
        cited = self.words("source", values)
        if text.standing == "official":
            return cited
        url = self.law.act.data.official_texts.by(self.language)
        return f"{cited} {self.words('official-text', {'register': self.law.act.data.register, 'url': url})}"

    def _amended(self, clause: object) -> Iterator[Block]:
        if not isinstance(clause, ClauseName):
            return
        act = self.law.act.amended_by(clause.clause)
        if act.kind != "original":
            values = {"number": act.number, "adopted": short_date(act.adopted, self.language)}
            yield Block("note", self.words(act.kind, values))
        for article in self.law.act.about(clause.clause).articles:
            code = self.law.act.codes[article.code].by(self.language)
            values = {"code": code, "article": article.article, "checked": article.checked or "unknown"}
            yield Block("note", self.words("article", values))

    # --- dates ----------------------------------------------------------------------------------------------

    def _due(self, deadline: Deadline, today: date) -> Iterator[Block]:
        limit = ClauseName(deadline.limit.clause)
        yield Block("date", self.words(f"due-{deadline.limit.direction}", {"day": deadline.due}))
        yield Block("text", self._left(deadline, today))
        values = {"clause": limit, "length": self.length(deadline), "start": deadline.start}
        yield Block("text", self.words(f"due-rule-{deadline.limit.counted_from}", values))
        if deadline.override:
            yield Block("note", self.words("due-override", {"clause": limit, "basis": deadline.override.basis}))
        if deadline.moved:
            reason = self.law.calendar.reason(deadline.bare)
            yield Block("note", self.words(f"due-moved-{deadline.limit.direction}", {"bare": deadline.bare, "reason": reason}))
        yield from self._late(deadline, today)
        yield from self._cautions(deadline, today)

    def _left(self, deadline: Deadline, today: date) -> str:
        days = deadline.days_left(today)
        if days < 0:
            return self.words("due-late", {"days": -days, "working": -deadline.working_days_left(today)})
        return self.words("due-left", {"days": days, "working": deadline.working_days_left(today)})

    def _late(self, deadline: Deadline, today: date) -> Iterator[Block]:
        if not deadline.is_late(today):
            return
        if deadline.is_backward:
            try:
                yield Block("note", self.words("due-earliest-hearing", {"day": deadline.earliest_start(today)}))
            except LimitError:
                return
        elif deadline.limit.restorable:
            yield Block("note", self.words("due-restorable", {"clause": ClauseName(deadline.limit.clause)}))

    def _cautions(self, deadline: Deadline, today: date) -> Iterator[Block]:
        """What a reader must know beside the date: our assumptions, another reading, an uncertain calendar."""
        for assumption in deadline.limit.assumptions:
            yield Block("note", self.words(f"assumed-{assumption}", {"start": deadline.start, "safe": deadline.safe_day}))
        if deadline.limit.treaty and not deadline.override:
            yield Block("note", self.words("treaty-may-differ"))
        if deadline.is_backward and (reason := self.law.calendar.reason(deadline.start)) and reason.is_off:
            yield Block("note", self.words("hearing-on-day-off", {"day": deadline.start, "reason": reason}))
        if deadline.is_backward and (planned := deadline.department_day()) and planned > today:
            yield Block("note", self.words("planning-department", {"day": planned}))
        if deadline.due.weekday() >= 5:
            yield Block("note", self.words("due-worked-weekend", {"day": deadline.safe_day}))
        yield from self._estimated(deadline)
        yield Block("note", self.words("calculation-aid"))

    def _estimated(self, deadline: Deadline) -> Iterator[Block]:
        if years := deadline.unconfirmed_years:
            unseeded = [year for year in years if not self.law.calendar.is_seeded(year)]
            name = "estimated-no-calendar" if unseeded else "estimated-years"
            yield Block("note", self.words(name, {"years": ", ".join(map(str, unseeded or years))}))
        for day in deadline.estimated_days:
            yield Block("note", self.words("estimated-day", {"day": day}))

    def _trace(self, deadline: Deadline) -> Iterator[Block]:
        limit = ClauseName(deadline.limit.clause)
        yield Block("text", self.words("trace-title", {"clause": limit, "length": self.length(deadline)}))
        for step in deadline.trace:
            yield Block("step", self._step(step, deadline))
        for rule in dict.fromkeys(step.rule for step in deadline.trace):
            yield Block("source", self._rule(rule))
        yield Block("source", self.words("trace-procedural-chapter"))
        yield from self._estimated(deadline)
        yield Block("source", self.words("trace-calendar", {"version": deadline.calendar.version}))

    def _step(self, step: TraceStep, deadline: Deadline) -> str:
        values: dict[str, object] = {"day": step.day, "n": deadline.length, "first": deadline.first_day}
        if step.reason:
            values["reason"] = step.reason
        return self.words(step.name, values)

    def _rule(self, rule: str) -> str:
        sources = "; ".join(
            self.words("rule-source", {"code": self.law.act.codes[s.code].by(self.language), "article": s.article})
            for s in self.law.counting[rule].source
        )
        return f"{self.words(f'rule-{rule}')} {sources or self.words('rule-ours')}"

    def _year(self, year: int) -> Iterator[Block]:
        calendar = self.law.calendar
        days = calendar.special_days(year)
        total = calendar.working_days(date(year, 1, 1), date(year, 12, 31)) + calendar.is_working(date(year, 1, 1))
        yield Block("text", self.words("calendar-title", {"year": str(year), "working": total}))
        for is_off, title in ((True, "calendar-off"), (False, "calendar-worked")):
            listed = [(d, r) for d, r in days.items() if r.is_off is is_off and (not is_off or d.weekday() < 5)]
            yield Block("text", self.words(title if listed else f"{title}-none"))
            yield from (Block("step", self.words("calendar-day", {"day": d, "reason": r})) for d, r in listed)
        yield Block("source", self._year_source(year))
        yield Block("source", self.words("trace-calendar", {"version": calendar.version}))

    def _year_source(self, year: int) -> str:
        confirmed = self.law.calendar.confirmed_by(year)
        if confirmed is None:
            return self.words("estimated-years", {"years": str(year)})
        return self.words("calendar-confirmed", {"source": confirmed.source, "day": confirmed.checked})


#: Texts that stand beside an answer rather than being one.
_NOTES = frozenset({"treaty-may-differ", "no-limit"})
