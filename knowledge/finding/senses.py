"""Questions that a table reads better than a finder: bare words of several senses, and "when is it due?"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.files import DATA, STRICT, DataError, toml_file
from knowledge.finding.lexicon import Lexicon
from knowledge.topics import Topics


@dataclass(frozen=True, slots=True)
class Sense:
    """Concepts that say no more together than each alone, and the topics they may stand for."""

    concepts: frozenset[str]
    topics: tuple[str, ...]

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Due:
    """How people say when something came and ask when it is due."""

    #: Concepts that ask.
    asks: frozenset[str]
    #: Concepts that say no more.
    concepts: frozenset[str]
    #: The topics of limits, each with the concepts that name its event.
    of: tuple["DueOf", ...]

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class DueOf:
    """The topic of one limit, and the concepts that name its event."""

    topic: str
    #: What happened: one of these must stand there.
    event: frozenset[str]
    concepts: frozenset[str]

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Senses:
    """The table as it is written."""

    sense: Mapping[str, Sense]
    #: Concepts that may stand beside a bare word without saying more.
    beside: frozenset[str]
    due: Due

    __pydantic_config__ = STRICT

    def topics(self, words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
        """The topics that plain words may stand for; none when they say enough to be answered."""
        meant = set(lexicon.concepts(words)) - self.beside
        if not meant or _says_more(words, lexicon, _PARTICLE):
            return ()
        return next((sense.topics for sense in self.sense.values() if meant <= sense.concepts), ())

    def asks_only_time(self, words: Sequence[str], lexicon: Lexicon) -> bool:
        """Whether plain words ask for a time limit and say nothing else."""
        meant = set(lexicon.concepts(words)) - self.beside
        return bool(meant) and meant <= self.sense["deadline"].concepts and not _says_more(words, lexicon, _PARTICLE)

    def due_topic(self, words: Sequence[str], lexicon: Lexicon) -> str | None:
        """
        The topic of the limit that plain words ask a date for.

        "" when they ask when it is due and do not say what; None when they ask something else.
        """
        meant = set(lexicon.concepts(words))
        named = meant - self.due.asks - self.due.concepts - self.beside
        if not meant & self.due.asks or _says_more(words, lexicon, _SHORT_WORD):
            return None
        if not named:
            return ""
        return next((of.topic for of in self.due.of if meant & of.event and named <= of.concepts), None)


#: Words this long may be particles: beside a bare word, and in a sentence that tells what happened.
_PARTICLE: Final = 3
_SHORT_WORD: Final = 4


def _says_more(words: Sequence[str], lexicon: Lexicon, longest: int) -> bool:
    """Whether a word of some length has no concept: then the question may be about anything."""
    return any(len(word) > longest and not word.isdecimal() for word in lexicon.unknown(words))


def load_senses(topics: Topics, path: Path = DATA / "senses.toml") -> Senses:
    """The senses from their file. Raises DataError when it is wrong or names a topic that is not there."""
    senses = toml_file(path, Senses)
    named = {topic for sense in senses.sense.values() for topic in sense.topics} | {of.topic for of in senses.due.of}
    if strange := named - set(topics.data):
        msg = f"{path.name}: no topic {', '.join(sorted(strange))} in topics.toml"
        raise DataError(msg)
    return senses
