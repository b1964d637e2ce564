"""What a question is made of, for finding the topic it is about."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from knowledge.finding.lexicon import Lexicon, concept_pairs
from knowledge.finding.words import folded

#: Pieces of words this long bear typing slips and the endings of all three languages.
PIECES: Final = (3, 4, 5)


def pieces(words: Iterable[str]) -> Iterator[str]:
    """The pieces of folded words, their ends marked by a space."""
    for word in words:
        marked = f" {folded(word)} "
        for length in PIECES:
            for start in range(len(marked) - length + 1):
                yield marked[start : start + length]


def features(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Pieces of the plain words, the concepts they stand for (`k:`), and pairs of concepts (`k:`, with a plus)."""
    concepts = lexicon.concepts(words)
    found = [*pieces(words)]
    found += [f"k:{concept}" for concept in concepts]
    found += [f"k:{pair}" for pair in concept_pairs(concepts)]
    return found
