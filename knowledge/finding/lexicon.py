"""Concepts: words of the three languages that mean one thing, so that a question in one finds a clause in all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Final

from knowledge.files import DATA, STRICT, toml_file
from knowledge.finding.words import folded, is_cyrillic, plain, stem, words_of

#: What marks a stem among exact words: суд and судья have one stem, but are two concepts.
STEM: Final = "~"

#: Words that would be taken for a concept by their stem and carry none.
NO_CONTENT: Final = "no-content"

#: Shorter words are matched exactly, never by a stem or beginning.
_SHORTEST: Final = 4


@dataclass(frozen=True, slots=True)
class ConceptWords:
    """One concept in the lexicon file: words and phrases in their dictionary form."""

    en: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()
    kk: tuple[str, ...] = ()

    __pydantic_config__ = STRICT


Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Phrases with the concepts they stand for: of folded words as they are, and of stems."""

    phrases: Mapping[Phrase, tuple[str, ...]]

    @cached_property
    def longest(self) -> int:
        """How many words the longest phrase has."""
        return max(map(len, self.phrases), default=0)

    def concepts(self, words: Sequence[str]) -> list[str]:
        """The concepts in plain words: of every phrase that stands there, the longest first."""
        exact = [folded(word) for word in words]
        stems = [STEM + stem(word) if len(word) >= _SHORTEST else "" for word in words]
        found = [concept for start in range(len(words)) for concept in self._at(start, exact, stems)]
        return [concept for concept in found if concept != NO_CONTENT]

    def unknown(self, words: Sequence[str]) -> list[str]:
        """The plain words that belong to no phrase with a concept."""
        exact = [folded(word) for word in words]
        stems = [STEM + stem(word) if len(word) >= _SHORTEST else "" for word in words]
        covered: set[int] = set()
        for start in range(len(words)):
            for end in range(min(start + self.longest, len(words)), start, -1):
                if tuple(exact[start:end]) in self.phrases or tuple(stems[start:end]) in self.phrases:
                    covered.update(range(start, end))
            if is_cyrillic(exact[start]) and self._beginning(exact[start]):
                covered.add(start)
        return [word for place, word in enumerate(words) if place not in covered]

    def _at(self, start: int, exact: Sequence[str], stems: Sequence[str]) -> Iterator[str]:
        is_found = False
        for end in range(min(start + self.longest, len(exact)), start, -1):
            if here := self.phrases.get(tuple(exact[start:end])) or self.phrases.get(tuple(stems[start:end])):
                yield from here
                is_found = True
        if not is_found and is_cyrillic(exact[start]):
            yield from self._beginning(exact[start])

    def _beginning(self, word: str) -> tuple[str, ...]:
        """A Kazakh word carries its endings one after another: the longest known beginning decides."""
        for length in range(len(word) - 1, _SHORTEST - 1, -1):
            if found := self.phrases.get((word[:length],)):
                return found
        return ()


def concept_pairs(concepts: Sequence[str]) -> Iterator[str]:
    """Two concepts that stand together, each pair once."""
    for one, other in combinations(sorted(set(concepts)), 2):
        yield f"{one}+{other}"


def load_lexicon(path: Path = DATA / "lexicon.toml") -> Lexicon:
    """The lexicon from its file. Raises DataError when the file is wrong."""
    phrases: dict[Phrase, dict[str, None]] = {}
    for concept, words in toml_file(path, dict[str, ConceptWords]).items():
        for phrase in _phrases(concept, words):
            phrases.setdefault(phrase, {})[concept] = None
    return Lexicon({phrase: tuple(concepts) for phrase, concepts in phrases.items()})


def _phrases(concept: str, words: ConceptWords) -> Iterator[Phrase]:
    for entry in (*words.en, *words.ru, *words.kk):
        yield tuple(map(folded, words_of(plain(entry))))
    if concept == NO_CONTENT:
        return
    for entry in (*words.en, *words.ru):
        yield tuple(STEM + stem(word) for word in words_of(plain(entry)))
