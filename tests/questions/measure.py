"""
How well questions are answered: `make questions`, or `python -m tests.questions.measure [--missed] [--cross]`.

`--missed` lists the questions that were not answered rightly. `--cross` estimates by cross-validation on the
questions the finder is made from: each fifth is answered by a finder made from the other four.
"""

import random
import sys
import time
from collections.abc import Callable

from knowledge.finding.lexicon import load_lexicon
from knowledge.finding.search import Outcome, Search
from knowledge.finding.training import examples, trained
from knowledge.instruction import load_instruction
from knowledge.law import load_law
from knowledge.topics import load_topics
from tests.questions.scoring import SETS, Asked, Score, asked_questions, scored

FOLDS = 5


def timed(find: Callable[[str], Outcome], taken: list[float]) -> Callable[[str], Outcome]:
    """The same search, each answer's milliseconds noted in `taken`."""

    def find_timed(question: str) -> Outcome:
        start = time.perf_counter()
        outcome = find(question)
        taken.append((time.perf_counter() - start) * 1000)
        return outcome

    return find_timed


def measured_sets(*, missed: bool) -> None:
    """Print the figures of every set and language."""
    start = time.perf_counter()
    law = load_law()
    loaded = time.perf_counter() - start
    taken: list[float] = []
    for name in SETS:
        questions = asked_questions(name)
        for language, score in sorted(scored(questions, timed(law.search.find, taken)).items()):
            print(f"{name:4}{language}  {score.line()}")  # noqa: T201 - this command prints figures
            if missed:
                print("".join(f"         {q}\n" for q in score.missed), end="")  # noqa: T201
    apart = [asked for name in SETS if name != "dev" for asked in asked_questions(name)]
    for language, score in sorted(scored(apart, law.search.find).items()):
        print(f"a-d {language}  {score.line()}")  # noqa: T201
    taken.sort()
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(f"loading {loaded:.2f} s; a question p50 {middle:.2f} ms, p99 {late:.2f} ms")  # noqa: T201


def cross_validated() -> None:
    """Print the figures of cross-validation."""
    act = load_instruction()
    topics = load_topics(act)
    law = load_law()
    given = list(examples())
    random.Random(0).shuffle(given)  # noqa: S311 - a split, not a secret
    lexicon = load_lexicon()
    score = Score()
    for fold in range(FOLDS):
        held = given[fold::FOLDS]
        rest = [pair for n, pair in enumerate(given) if n % FOLDS != fold]
        search = Search(act, topics, law.references, trained(rest, lexicon))
        for example in held:
            clause = topics.clause(example.topic)
            also = topics.data[example.topic].also
            asked = Asked("", example.question, "", (clause,) if clause else (), also)
            for one in scored([asked], search.find).values():
                score.right += one.right
                score.wrong += one.wrong
                score.false += one.false
                score.inside += one.inside
                score.outside += one.outside
                score.top3 += one.top3
    print(f"cross-validation, {FOLDS} folds: {score.line()}")  # noqa: T201


if __name__ == "__main__":
    if "--cross" in sys.argv:
        cross_validated()
    else:
        measured_sets(missed="--missed" in sys.argv)
