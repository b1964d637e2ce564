"""The reading that was meant: another keyboard, Latin letters for Cyrillic, slips of the finger."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.finding.features import pieces
from knowledge.finding.finder import Finder
from knowledge.finding.words import (
    KAZAKH_LETTERS,
    TO_ENGLISH,
    TO_KAZAKH,
    TO_RUSSIAN,
    folded,
    is_cyrillic,
    plain,
    transliterated,
    words_of,
)
from knowledge.languages import Language

#: Another reading must be known by this much more than what was typed.
CLEARLY: Final = 0.2
#: And at least this much of it.
WELL_ENOUGH: Final = 0.5

#: No question is longer than this, once its letters are plain.
LONGEST: Final = 4_000

#: Known words shorter than this are not mended: another word is too near.
SHORTEST_MENDED: Final = 5
#: From this length on two slips are mended.
TWO_SLIPS: Final = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question says once it is read as it was meant."""

    text: str
    words: tuple[str, ...]
    #: None where nothing tells Russian and Kazakh apart, or no word is there.
    language: Language | None
    #: Which share of the words is known, by letters, 0 to 1.
    known: float


class Readings:
    """Reads questions with the words and pieces that a finder knows."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._mended = lru_cache(maxsize=4096)(self._nearest)
        # a turn asks for the reading of its text several times
        self.reading = lru_cache(maxsize=8)(self._best)

    def _best(self, text: str) -> Reading:
        """The reading of `text` whose words are known best."""
        # compatible letters may be many times as long as what was typed
        typed = plain(text[:LONGEST])[:LONGEST]
        best = max(self._candidates(typed), key=lambda candidate: candidate[0])[1]
        words = tuple(self._mended(self._meant(word)) for word in words_of(best))
        return Reading(best, words, self._spoken(words, best), self._known(" ".join(words)))

    def _candidates(self, typed: str) -> Iterator[tuple[float, str]]:
        """Each way to read the text with how well it is known; what was typed has the advantage."""
        yield self._known(typed) + CLEARLY, typed
        others: list[str] = []
        if is_cyrillic(typed):
            others = [typed.translate(TO_ENGLISH)]
        elif any("a" <= c <= "z" for c in typed):
            others = [typed.translate(TO_RUSSIAN), typed.translate(TO_KAZAKH), transliterated(typed)]
        for other in others:
            if (known := self._known(other)) >= WELL_ENOUGH:
                yield known, other

    def _meant(self, word: str) -> str:
        """A single word of another keyboard or in other letters within a text: `срок gjhextybz`."""
        if self._word_known(word) >= WELL_ENOUGH:
            return word
        others = (
            word.translate(TO_RUSSIAN),
            word.translate(TO_KAZAKH),
            transliterated(word),
            word.translate(TO_ENGLISH),
        )
        return next((other for other in others if other in self._finder.words), word)

    def _known(self, text: str) -> float:
        """Which share of the pieces is known, whole words counting as all known."""
        words = words_of(text)
        if not words:
            return 0.0
        letters = sum(map(len, words))
        return sum(len(word) * self._word_known(word) for word in words) / letters

    def _word_known(self, word: str) -> float:
        if word in self._finder.words:
            return 1.0
        return 0.0 if word.isdigit() else 0.8 * self._finder.known_share([*pieces([word])])

    def _nearest(self, word: str) -> str:
        """A known word that differs by one slip (two in a long word), or the word itself."""
        if len(word) < SHORTEST_MENDED or not word.isalpha() or word in self._finder.words:
            return word
        slips = 2 if len(word) >= TWO_SLIPS else 1
        near = [w for n in range(len(word) - slips, len(word) + slips + 1) for w in self._near(word, n)]
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else word

    def _near(self, word: str, length: int) -> Sequence[str]:
        """The known words of a length with the same first letter: people seldom miss that one."""
        return self._finder.words_by_start.get((length, word[0]), ())

    def _spoken(self, words: Sequence[str], text: str) -> Language | None:
        """The language of plain words; Kazakh without its own letters is told from Russian by what is known of both."""
        if not any(word.isalpha() for word in words):
            return None
        if not is_cyrillic(text):
            return "en"
        if any(c in KAZAKH_LETTERS for c in text):
            return "kk"
        kazakh, russian = (self._folded_words[language] for language in ("kk", "ru"))
        known = [(word in kazakh, word in russian) for word in map(folded, words)]
        if not any(map(any, known)):
            return None
        return "kk" if sum(is_kazakh - is_russian for is_kazakh, is_russian in known) > 0 else "ru"

    @cached_property
    def _folded_words(self) -> Mapping[str, frozenset[str]]:
        return {language: frozenset(map(folded, words)) for language, words in self._finder.vocabulary.items()}
