"""How answers are scored: right, wrong, false, as questions-dev's protocol has it."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from knowledge.finding.search import Found, NotCovered, Outcome
from knowledge.instruction import paragraph

HERE: Final = Path(__file__).parent

#: `dev` came with the plan; the others were written apart, without a look at the topics.
SETS: Final = ("dev", "a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the clauses that answer it; none when the act does not say."""

    lang: str
    q: str
    kind: str
    expect: tuple[str, ...]
    also_ok: tuple[str, ...]

    def is_answered_by(self, clause: str) -> bool:
        """Whether the clause is a good first answer; a sub-item is compared by its paragraph."""
        return paragraph(clause) in {paragraph(c) for c in (*self.expect, *self.also_ok)}


@dataclass
class Score:
    """What became of the questions of one language."""

    inside: int = 0
    outside: int = 0
    right: int = 0
    wrong: int = 0
    false: int = 0
    top3: int = 0
    sub_items: int = 0
    sub_items_exact: int = 0
    missed: list[str] = field(default_factory=list)

    def count(self, asked: Asked, clauses: Iterable[str], *, answered: bool) -> None:
        """Count one question: the clauses that came back, the best first, and whether it was answered."""
        found = [clause for clause, _ in zip(clauses, range(3), strict=False)]
        if not asked.expect:
            self.outside += 1
            self.false += answered
            return
        self.inside += 1
        is_right = answered and bool(found) and asked.is_answered_by(found[0])
        self.right += is_right
        self.wrong += answered and not is_right
        self.top3 += any(map(asked.is_answered_by, found))
        if any("." in clause.removeprefix("order.") for clause in asked.expect):
            self.sub_items += 1
            self.sub_items_exact += answered and found[:1] != [] and found[0] in asked.expect
        if not is_right:
            self.missed.append(asked.q)

    def share(self, counted: int, of: int) -> float:
        """A count as percent."""
        return 100 * counted / of if of else 0.0

    def line(self) -> str:
        """The figures in one line."""
        return (
            f"right {self.share(self.right, self.inside):5.1f} %  wrong {self.share(self.wrong, self.inside):4.1f} %  "
            f"false {self.share(self.false, self.outside):4.1f} %  top-3 {self.share(self.top3, self.inside):5.1f} %  "
            f"sub-items {self.sub_items_exact}/{self.sub_items}  ({self.inside} + {self.outside} questions)"
        )


def asked_questions(name: str) -> list[Asked]:
    """The questions of one set."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Asked(one["lang"], one["q"], one["kind"], tuple(one["expect"]), tuple(one["also_ok"]))
        for one in map(json.loads, lines)
    ]


def scored(questions: Iterable[Asked], find: Callable[[str], Outcome]) -> Mapping[str, Score]:
    """The score of each language."""
    scores: dict[str, Score] = {}
    for asked in questions:
        outcome = find(asked.q)
        hits = outcome.closest if isinstance(outcome, NotCovered) else outcome.hits
        score = scores.setdefault(asked.lang, Score())
        score.count(asked, (hit.clause for hit in hits), answered=isinstance(outcome, Found))
    return scores
