"""Somebody who walks through a checklist: an answer to every question, whatever it takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.desk import Drafts
from dialogs.checklists.checklist import Question, load_checklists
from dialogs.checklists.position import on_table
from dialogs.checklistturns import AnsweredStep, BeganRun, ChecklistDeed, Run
from dialogs.engine import step
from dialogs.texts import Texts
from dialogs.turns import Event, Facts, Reply, Say, State, Wrote

#: What is written for each kind of answer, in plain words.
WRITTEN: Final[Mapping[str, str]] = {
    "day": "02.11.2026", "coming-day": "15.09.2027", "text": "Amtsgericht Berlin & Söhne <Mitte>",
    "long": "первая строка\nвторая «строка»", "name": "Müller Hans, no patronymic",
    "address": "Germany, 10115 Berlin, Invalidenstrasse 1", "iin": "850101300124", "bin": "010340000011",
    "number": "7/2026", "state": "Germany", "court": "Есильский районный суд", "judge": "Ахметов А.А.",
    "department": "Департамент по г. Астане",
}  # fmt: skip


@dataclass
class Walker:
    """One walk, as the desk without a database does it."""

    facts: Facts
    texts: Texts
    state: State
    drafts: Drafts
    says: tuple[Reply, ...] = ()

    @property
    def run(self) -> Run:
        """The walk as it is now."""
        assert self.state.run
        return self.state.run

    @property
    def question(self) -> Question | None:
        """The question on the table."""
        return on_table(self.state)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fixed texts said last."""
        return tuple(said.name for said in self.says if isinstance(said, Say))

    def do(self, event: Event) -> tuple[Reply, ...]:
        """What is said to an event."""
        done = step(self.state, event, self.facts)
        self.says = done.says
        while isinstance(done.deed, ChecklistDeed):
            done = step(done.state, self.drafts.done(done.deed, self.facts, self.texts), self.facts)
            self.says += done.says
        assert done.deed is None
        self.state = done.state
        if self.state.run:
            self.drafts.keep(self.state.run)
        return self.says

    def write(self, text: str) -> tuple[Reply, ...]:
        """What is said to a text."""
        return self.do(Wrote(text))

    def answer(self, choose: Callable[[Question], str]) -> None:
        """Answer the question on the table: by what `choose` says, or in words where it says nothing."""
        question = self.question
        assert question
        if value := choose(question):
            self.do(AnsweredStep(question.id, value))
        else:
            self.write(WRITTEN[question.takes])
        assert dict(self.run.answers).get(question.id) is not None, (question.id, self.says)

    def to_the_end(self, choose: Callable[[Question], str]) -> None:
        """Answer all that is asked."""
        for _ in range(len(load_checklists()[self.run.checklist].questions) + 1):
            if self.question is None:
                return
            self.answer(choose)
        raise AssertionError(self.question)


def begun(name: str, facts: Facts, texts: Texts, *, is_private: bool = True) -> Walker:
    """A walk at its first question."""
    alone = replace(facts, is_alone=True, is_private=is_private)
    walker = Walker(alone, texts, State("en", is_language_fixed=True), Drafts())
    walker.do(BeganRun(name))
    return walker


def first_option(question: Question) -> str:
    """The first of the choices; nothing for what is written."""
    return question.values[0] if question.values else ""


def last_option(question: Question) -> str:
    """The last of the choices; nothing for what is written."""
    return question.values[-1] if question.values else ""
