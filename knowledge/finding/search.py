"""Finding the clause: question -> Found | Unsure | NotCovered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from knowledge.files import DataError
from knowledge.finding.finder import FINDER, REMEDY, Finder, Scores, load_finder
from knowledge.finding.readings import LONGEST, Reading, Readings
from knowledge.finding.references import Named, References
from knowledge.finding.senses import load_senses
from knowledge.finding.words import plain
from knowledge.instruction import Instruction, chapter_of, paragraph
from knowledge.languages import Language
from knowledge.topics import Topics

#: How sharply scores become shares; fixed on the development questions.
SHARPNESS: Final = 8.0

#: The least share of the best clause to be answered, and to be offered as a choice.
SURE: Final = 0.20
OFFERED: Final = 0.10

MOST_CHOICES: Final = 3

#: How much more must speak for what the act does not say than for the best clause.
FENCED: Final = 2.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that may answer, its share of all (0 to 1), and the topic it answers with ("" for none)."""

    clause: str
    score: float
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The act says it: the clauses that do, the best first."""

    hits: tuple[Hit, ...]
    language: Language | None
    asks_time: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may be one of these; the person is asked which."""

    hits: tuple[Hit, ...]
    language: Language | None


@dataclass(frozen=True, slots=True)
class NotCovered:
    """The act does not say it; `fence` is the topic that says so, "" when none fits."""

    language: Language | None
    fence: str = ""
    closest: tuple[Hit, ...] = ()
    named: Named = field(default_factory=Named)


Outcome = Found | Unsure | NotCovered


#: How a question begins that goes on from the last answer, and the words that point back to it.
_GOES_ON: Final = re.compile(
    r"^(?:and|but|so|what about|how about|а|и|но|ал|сонда|енді|онда|егер|ол|оның|оны)\b"
    r"|\b(?:it|that|this|they|them|его|её|ее|их|этого|этом|это|ним|ней|оны|оның|ол|бұл|осы|сол)\b"
)
_LONGEST_FOLLOW_UP: Final = 7

#: How much nearer topics are that belong to the paragraph talked of, to one related to it, or to its chapter.
_SAME: Final = 0.8
_RELATED: Final = 0.4
_CHAPTER: Final = 0.15

#: Concepts by which a question asks for a time limit.
_TIME: Final = frozenset({"deadline", "how-long"})

#: Below this share of known words a text is no question in any of the languages.
_LEAST_KNOWN: Final = 0.45


class Search:
    """Finds clauses; made once, with everything it needs loaded."""

    def __init__(self, act: Instruction, topics: Topics, references: References, finder: Finder) -> None:
        self._senses = load_senses(topics)
        self._act = act
        self._topics = topics
        self._named = lru_cache(maxsize=8)(references.named)  # asked several times in a turn
        self._finder = finder
        self._readings = Readings(finder)

    def language(self, text: str) -> Language | None:
        """The language that `text` was written in, read as it was meant; None for what is no language we know."""
        reading = self._readings.reading(text)
        return reading.language if reading.known >= _LEAST_KNOWN else None

    def named(self, text: str) -> Named:
        """The clauses that `text` names by number, as typed or as it was meant."""
        return self._named(plain(text[:LONGEST])) or self._named(self._readings.reading(text).text)

    def asks_when_due(self, question: str) -> bool:
        """Whether a question with a date asks when it is due and does not say what: the limit is to be asked for."""
        return self._senses.due_topic(self._readings.reading(question).words, self._finder.lexicon) == ""

    def find(self, question: str, context: str = "") -> Outcome:
        """
        What the act says to a question.

        Args:
            question: As a person typed it, in any of the three languages, keyboards or spellings.
            context: The clause talked of last: a short question that goes on from it is about its neighbourhood.
        """
        reading = self._readings.reading(question)
        named = self.named(question)
        if named.clauses and named.alone:
            return Found(tuple(Hit(clause, 1.0) for clause in named.clauses), reading.language)
        if named and not named.clauses:
            return NotCovered(reading.language, named=named)
        shares = self._shares(reading, context)
        asks_time = bool(_TIME.intersection(self._finder.lexicon.concepts(reading.words)))
        hits = _ranked(shares, self._topics)
        if named.clauses:
            return Found(self._within(named.clauses, hits), reading.language, asks_time)
        is_near = bool(context) and paragraph(hits[0].clause) == paragraph(context)
        if by_table := self._by_table(reading, shares, context, is_near=is_near):
            return by_table
        return self._decided(reading, shares, hits, asks_time=asks_time)

    def _by_table(
        self, reading: Reading, shares: Mapping[str, float], context: str, *, is_near: bool
    ) -> Found | Unsure | None:
        """What a table says better than the finder: a date asked for, a bare word; None when more is asked."""
        words, lexicon = reading.words, self._finder.lexicon
        topic = (context and self._time_topic(reading, context)) or self._senses.due_topic(words, lexicon)
        if topic:
            return Found((Hit(self._topics.clause(topic), 1.0, topic),), reading.language, asks_time=True)
        meant = () if is_near else self._senses.topics(words, lexicon)
        choices = tuple(Hit(self._topics.clause(topic), shares[topic], topic) for topic in meant)
        return self._chosen(choices, reading, context) if choices else None

    def _time_topic(self, reading: Reading, context: str) -> str:
        """For "and the deadline?": the topic that says it of the paragraph talked of; "" when more is asked."""
        if not self._senses.asks_only_time(reading.words, self._finder.lexicon):
            return ""
        here = paragraph(context)
        of_time = (t for t, about in self._topics.data.items() if about.limit or about.says_no_limit)
        return next((t for t in of_time if paragraph(self._topics.clause(t)) == here), "")

    def _chosen(self, choices: tuple[Hit, ...], reading: Reading, context: str) -> Found | Unsure:
        """The one choice that lies near the clause talked of, or all of them to be asked back."""
        related = {paragraph(clause) for clause in self._act.about(context).related} if context else set()
        near = tuple(hit for hit in choices if paragraph(hit.clause) in related)
        if len(near) == 1:
            return Found(near, reading.language)
        return Unsure(choices, reading.language)

    def _decided(
        self, reading: Reading, shares: Mapping[str, float], hits: tuple[Hit, ...], *, asks_time: bool
    ) -> Outcome:
        language = reading.language
        if reading.known < _LEAST_KNOWN:
            return NotCovered(language, "talk-nonsense")
        outside = {topic: share for topic, share in shares.items() if not self._topics.clause(topic)}
        fence = max(outside, key=lambda topic: outside[topic])
        if sum(outside.values()) > FENCED * hits[0].score:
            closest = self._topics.data[fence].closest
            near = tuple(Hit(clause, outside[fence]) for clause in closest)
            return NotCovered(language, fence, near)
        if hits[0].score >= SURE:
            others = tuple(hit for hit in hits[1:] if hit.score >= OFFERED)
            return Found((hits[0], *others), language, asks_time)
        offered = tuple(hit for hit in hits if hit.score >= OFFERED)[:MOST_CHOICES]
        if len(offered) > 1:
            return Unsure(offered, language)
        return NotCovered(language, closest=offered)

    def _shares(self, reading: Reading, context: str) -> dict[str, float]:
        """Each topic's share of the question; they add up to 1."""
        scores = self._finder.scores(reading.words)
        if context and _is_follow_up(reading):
            scores = scores + self._nearness(context)
        risen = np.exp(SHARPNESS * (scores - scores.max()))
        return dict(zip(self._finder.topics, map(float, risen / risen.sum()), strict=True))

    def _nearness(self, context: str) -> Scores:
        """What speaks for each topic by its nearness to the clause talked of."""
        here = paragraph(context)
        related = {paragraph(clause) for clause in self._act.about(context).related}
        return np.array(
            [_near(self._topics.clause(topic), here, related) for topic in self._finder.topics],
            dtype=np.float32,
        )

    def _within(self, clauses: tuple[str, ...], hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """The hits that lie within the clauses named, or the clauses themselves."""
        inside = tuple(h for h in hits if h.score >= OFFERED and any(_holds(clause, h.clause) for clause in clauses))
        named = tuple(Hit(clause, 1.0) for clause in clauses)
        return (*inside[:1], *(hit for hit in named if hit.clause not in {h.clause for h in inside[:1]}))


def load_search(act: Instruction, topics: Topics, references: References, folder: Path = FINDER) -> Search:
    """A search over the act. Raises DataError when the finder is missing or made for other topics."""
    finder = load_finder(folder)
    if set(finder.topics) != set(topics.data):
        msg = f"finder: made for other topics than topics.toml has; {REMEDY}"
        raise DataError(msg)
    return Search(act, topics, references, finder)


def _ranked(shares: Mapping[str, float], topics: Topics) -> tuple[Hit, ...]:
    """Every clause with its share, the best paragraph first; a sub-item's share counts for its paragraph too."""
    best: dict[str, Hit] = {}
    paragraphs: dict[str, float] = {}
    for topic, share in sorted(shares.items(), key=lambda item: -item[1]):
        if clause := topics.clause(topic):
            first = best.setdefault(clause, Hit(clause, 0.0, topic))
            best[clause] = replace(first, score=first.score + share)
            paragraphs[paragraph(clause)] = paragraphs.get(paragraph(clause), 0.0) + share
    order = sorted(best.values(), key=lambda hit: (-paragraphs[paragraph(hit.clause)], -hit.score))
    firsts: dict[str, Hit] = {}
    for hit in order:
        firsts.setdefault(paragraph(hit.clause), replace(hit, score=paragraphs[paragraph(hit.clause)]))
    return tuple(firsts.values())


def _is_follow_up(reading: Reading) -> bool:
    return len(reading.words) <= _LONGEST_FOLLOW_UP and bool(_GOES_ON.search(reading.text))


def _near(clause: str, here: str, related: set[str]) -> float:
    if not clause:
        return 0.0
    there = paragraph(clause)
    if there == here:
        return _SAME
    if there in related:
        return _RELATED
    return _CHAPTER if chapter_of(there) == chapter_of(here) else 0.0


def _holds(clause: str, inner: str) -> bool:
    return inner == clause or inner.startswith(f"{clause}.")
