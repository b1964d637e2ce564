"""Replies in words: blocks of text that every channel shows in its own way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from dialogs.texts import Texts, long_date, short_date
from dialogs.turns import Beside, Choices, ClauseName, Lines, Quote, Say, StateName
from knowledge.calendar import Reason
from knowledge.instruction import ClauseText, paragraph
from knowledge.languages import Language, Names
from knowledge.law import Law

BlockKind = Literal["text", "quote", "source", "note", "date", "step", "choice", "turn", "day", "file"]

#: Texts that stand beside an answer rather than being one.
_NOTES: Final = frozenset({"treaty-may-differ", "no-limit"})


@dataclass(frozen=True, slots=True)
class Block:
    """
    One paragraph of a reply; a `choice` has the number that takes it, so have the buttons of a month.

    A `file` has its name as text, and what is in it as Base64.
    """

    kind: BlockKind
    text: str
    number: int = 0
    content: str = ""


@dataclass(frozen=True)
class Wording:
    """Words in one language for fixed texts, clauses and choices."""

    texts: Texts
    law: Law
    language: Language

    def words(self, name: str, values: Mapping[str, object] | None = None) -> str:
        """A fixed text; dates, clauses, names and reasons among the values are worded first."""
        worded = {key: self._value(value) for key, value in (values or {}).items()}
        # a Russian date ends in "г." and would end a sentence with two full stops
        return self.texts.words(name, self.language, worded).replace("г..", "г.")

    def clause(self, clause: str) -> str:
        """A clause's number as it is cited: `п. 22(4)`."""
        if clause in {"order.head", "order.preamble"}:
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

    def said(self, say: Say) -> Iterator[Block]:
        """A fixed text as blocks, one for each of its paragraphs."""
        for text in self.words(say.name, say.values).split("\n\n"):
            yield Block("note" if say.name in _NOTES else "text", text)

    def quoted(self, quote: Quote) -> Iterator[Block]:
        """The words of a clause, and under them whose words they are."""
        text = self.law.act.text(quote.clause, self.language)
        parts = (quote.wording or text.present).text
        for number, part in enumerate(parts, start=1):
            if quote.part in {None, number}:
                yield Block("quote", part)
            if number == 1 and quote.is_whole and quote.part is None:
                yield from self._sub_items(quote.clause)
        yield Block("source", self._source(quote, text))

    def beside(self, beside: Beside) -> Iterator[Block]:
        """What stands beside a clause: the act that amended it, and the provisions it points to."""
        act = self.law.act.amended_by(beside.clause)
        if act.kind != "original":
            adopted = short_date(act.adopted, self.language)
            yield Block("note", self.words(act.kind, {"number": act.number, "adopted": adopted}))
        for article in self.law.act.about(beside.clause).articles:
            values: dict[str, object] = {
                "code": self.law.act.codes[article.code],
                "article": article.article,
                "checked": article.checked or "unknown",
            }
            yield Block("note", self.words(article.unit, values))

    def offered(self, choices: Choices) -> Iterator[Block]:
        """The numbered next steps."""
        for number, option in enumerate(choices.options, start=1):
            yield Block("choice", self._label(option.label), number)

    def lines(self, lines: Lines) -> Iterator[Block]:
        """Fixed texts that stand together, a block each."""
        for say in lines.says:
            yield Block("step", self.words(say.name, say.values))

    def worded(self, value: object) -> str:
        """A value in words."""
        return str(self._value(value))

    def _value(self, value: object) -> object:
        match value:
            case datetime():
                return f"{short_date(value.date(), self.language)}, {value:%H:%M}"
            case date():
                return long_date(value, self.language)
            case ClauseName(clause):
                return self.clause(clause)
            case StateName(code):
                return self.law.states.name(code, self.language)
            case Say(name, values):
                return self.words(name, values)
            case Reason():
                return self.reason(value)
            case Names():
                return value.by(self.language)
            case _:
                return value

    def _label(self, label: Say) -> str:
        match label:
            case Say("choice-heading", {"clause": ClauseName(clause)}):
                heading = self.law.act.text(clause, self.language).heading
                return self.words("choice-heading", {"clause": ClauseName(clause), "heading": heading})
            case Say("choice-date", {"limit": str(key)}):
                limit = {"clause": ClauseName(self.law.limits[key].clause)}
                return self.words("choice-date", {"limit": self.words(f"limit-{key}", limit)})
            case _:
                return self.words(label.name, label.values)

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
