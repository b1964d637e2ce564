"""
Ours beside other ways, in one run: `make bench`.

Answers: our search, bm25s with Snowball stems, SQLite FTS5 and plain RapidFuzz over the same texts (the clauses in
three languages, their headings, the sentences that answer and the questions of the data). Each runs in a process of
its own; the others get the threshold that does best for them on the development questions.

Dates: 10,000 deadlines by our calendar and by the package's own day-by-day helpers.

The bot: `tests.bench_bot`. Reminders: `tests.bench_reminders`.
"""

import asyncio
import json
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from knowledge.finding.search import Found, NotCovered
from knowledge.finding.training import examples
from knowledge.finding.words import plain, stem, words_of
from knowledge.languages import LANGUAGES
from knowledge.law import Law, load_law
from tests.questions.scoring import Asked, Score, asked_questions

#: The set that is measured; no threshold was chosen on it.
MEASURED: Final = "d"

#: RapidFuzz compares a question with every text: it gets one question in this many.
SPARSE: Final = 5

Ranked = list[tuple[str, float]]
Find = Callable[[str], Ranked]


def documents(law: Law) -> list[tuple[str, str]]:
    """Every text with its clause; what the act does not settle stands under "not"."""
    texts = [
        (clause, f"{text.heading} {' '.join(text.present.text)}")
        for language in LANGUAGES
        for clause, text in law.act.texts[language].items()
    ]
    return texts + [(law.topics.clause(example.topic) or "not", example.question) for example in examples()]


def joined(texts: Sequence[tuple[str, str]]) -> dict[str, str]:
    """One long text for each clause."""
    found: dict[str, list[str]] = {}
    for clause, text in texts:
        found.setdefault(clause, []).append(text)
    return {clause: " ".join(lines) for clause, lines in found.items()}


def stems(text: str) -> list[str]:
    """Snowball stems."""
    return [stem(word) for word in words_of(plain(text))]


def with_bm25s() -> Find:
    """bm25s over Snowball stems."""
    import bm25s  # noqa: PLC0415 - only this process needs it

    texts = joined(documents(load_law()))
    clauses = list(texts)
    index = bm25s.BM25()
    index.index([stems(text) for text in texts.values()], show_progress=False)

    def find(question: str) -> Ranked:
        places, scores = index.retrieve([stems(question) or [""]], k=3, show_progress=False)
        return [(clauses[int(place)], float(score)) for place, score in zip(places[0], scores[0], strict=True)]

    return find


def with_fts5() -> Find:
    """SQLite FTS5 with its own ranking."""
    texts = joined(documents(load_law()))
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(clause UNINDEXED, words, tokenize='porter unicode61')")
    database.executemany("INSERT INTO texts VALUES (?, ?)", texts.items())

    def find(question: str) -> Ranked:
        wanted = " OR ".join(f'"{word}"' for word in words_of(plain(question))) or '""'
        rows = database.execute("SELECT clause, -rank FROM texts WHERE words MATCH ? ORDER BY rank LIMIT 3", (wanted,))
        return [(clause, float(score)) for clause, score in rows]

    return find


def with_rapidfuzz() -> Find:
    """RapidFuzz, the nearest text."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    texts = documents(load_law())
    lines = [plain(text) for _, text in texts]

    def find(question: str) -> Ranked:
        near = process.extract(plain(question), lines, scorer=fuzz.token_sort_ratio, limit=3)
        return [(texts[place][0], float(score)) for _, score, place in near]

    return find


def with_ours() -> Find:
    """Our search; what is not answered scores 0."""
    search = load_law().search

    def find(question: str) -> Ranked:
        outcome = search.find(question)
        if isinstance(outcome, NotCovered):
            return [("not", 1.0)]
        return [(hit.clause, 1.0 if isinstance(outcome, Found) else 0.0) for hit in outcome.hits]

    return find


WAYS: Final[dict[str, Callable[[], Find]]] = {
    "ours": with_ours,
    "bm25s": with_bm25s,
    "fts5": with_fts5,
    "rapidfuzz": with_rapidfuzz,
}


def score_of(ranked: Sequence[tuple[Asked, Ranked]], threshold: float) -> Score:
    """The score when everything at or over the threshold is answered."""
    score = Score()
    for asked, found in ranked:
        answered = bool(found) and found[0][1] >= threshold and found[0][0] != "not"
        score.count(asked, (clause if clause != "not" else "order.head" for clause, _ in found), answered=answered)
    return score


def best_threshold(ranked: Sequence[tuple[Asked, Ranked]]) -> float:
    """The threshold with the most right and the fewest false answers."""
    tried = sorted({found[0][1] for _, found in ranked if found})
    return max(tried, key=lambda t: (s := score_of(ranked, t)).right - s.wrong - 2 * s.false)


def measured(way: str) -> dict[str, object]:
    """The figures of one way, in this process."""
    start = time.perf_counter()
    find = WAYS[way]()
    loaded = time.perf_counter() - start
    step = SPARSE if way == "rapidfuzz" else 1
    tuned = [(asked, find(asked.q)) for asked in asked_questions("dev")[::step]]
    threshold = 0.5 if way == "ours" else best_threshold(tuned)
    taken: list[float] = []
    ranked: list[tuple[Asked, Ranked]] = []
    for asked in asked_questions(MEASURED)[::step]:
        start = time.perf_counter()
        ranked.append((asked, find(asked.q)))
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return {
        "score": score_of(ranked, threshold).line(),
        "p50": taken[len(taken) // 2],
        "p99": taken[int(len(taken) * 0.99)],
        "load": loaded,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def answers() -> None:
    """Print every way's figures, each from a process of its own."""
    for way in WAYS:
        run = subprocess.run([sys.executable, "-m", "tests.bench", way], capture_output=True, check=True)
        one = json.loads(run.stdout.splitlines()[-1])
        print(  # noqa: T201 - this command prints figures
            f"{way:10} {one['score']}\n{'':10} p50 {one['p50']:.2f} ms  p99 {one['p99']:.2f} ms  "
            f"loading {one['load']:.2f} s  memory {one['memory']:.0f} MB"
        )


def dates() -> None:
    """Print how long 10,000 deadlines take, ours and with the package's helpers."""
    import holidays  # noqa: PLC0415

    from knowledge.limits import counted_deadline  # noqa: PLC0415

    law = load_law()
    events = [date(2020, 1, 1) + timedelta(days=n % 2500) for n in range(10_000)]
    limit = law.limits["department_review"]
    start = time.perf_counter()
    ours = [counted_deadline("department_review", limit, day, law.calendar).due for day in events]
    middle = time.perf_counter()
    package = holidays.country_holidays("KZ", years=range(2019, 2029))
    theirs = [package.get_nth_working_day(day, 10) for day in events]
    end = time.perf_counter()
    print(  # noqa: T201
        f"dates      10,000 deadlines: ours {middle - start:.2f} s, package holidays {end - middle:.2f} s "
        f"({(end - middle) / (middle - start):.1f} times), {sum(map(date.__eq__, ours, theirs))} equal"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measured(sys.argv[1])))  # noqa: T201
    else:
        answers()
        dates()
        # imported last: a process that is started is counted at least the memory of the one that starts it
        from tests import bench_bot, bench_reminders

        asyncio.run(bench_bot.main())
        asyncio.run(bench_reminders.main(bench_reminders.Size()))
