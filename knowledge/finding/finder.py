"""The trained finder: how strongly a question speaks for each topic. Made by `make finder`, read here."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.files import DATA, DataError
from knowledge.finding.features import features
from knowledge.finding.lexicon import Lexicon
from knowledge.languages import LANGUAGES, Language

Scores = npt.NDArray[np.float32]

FINDER = DATA / "finder"

REMEDY = "run `make finder`"


@dataclass(frozen=True)
class Finder:
    """
    A linear classifier over the features of a question, one column of weights for each topic.

    Weights are whole numbers from -127 to 127 times the column's scale: an eighth of the size, same answers.
    """

    topics: tuple[str, ...]
    index: Mapping[str, int]
    idf: npt.NDArray[np.float32]
    weights: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    lexicon: Lexicon
    #: The words of the questions it was trained on, by their language.
    vocabulary: Mapping[Language, frozenset[str]]
    #: What it was made from; see `knowledge.finding.training.fingerprint`.
    made_from: str

    def scores(self, words: Sequence[str]) -> Scores:
        """How strongly plain words speak for each topic, in the order of `topics`; about 0 where it is even."""
        counted = Counter(f for f in features(words, self.lexicon) if f in self.index)
        if not counted:
            return self.bias.copy()
        rows = np.fromiter((self.index[f] for f in counted), dtype=np.intp, count=len(counted))
        counts = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        vector = (1 + np.log(counts)) * self.idf[rows]
        vector /= np.sqrt(vector @ vector)
        summed: Scores = vector @ self.weights[rows].astype(np.float32)
        return summed * self.scale + self.bias

    def known_share(self, pieces: Sequence[str]) -> float:
        """Which share of the pieces of words was ever seen in a question, 0 to 1."""
        return sum(piece in self.index for piece in pieces) / len(pieces) if pieces else 0.0

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the questions it was trained on."""
        return frozenset[str]().union(*self.vocabulary.values())

    @cached_property
    def words_by_start(self) -> Mapping[tuple[int, str], list[str]]:
        """The known words by their length and first letter."""
        found: dict[tuple[int, str], list[str]] = {}
        for word in sorted(self.words):
            found.setdefault((len(word), word[0]), []).append(word)
        return found


def load_finder(folder: Path = FINDER) -> Finder:
    """The finder from its two files. Raises DataError when they are missing or do not belong together."""
    try:
        names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            idf, weights, scale, bias = (arrays[name] for name in ("idf", "weights", "scale", "bias"))
    except (OSError, ValueError, KeyError) as broken:
        msg = f"{folder.name}: the finder cannot be read ({broken}); {REMEDY}"
        raise DataError(msg) from broken
    if weights.shape != (len(names["features"]), len(names["topics"])):
        msg = f"{folder.name}: weights of shape {weights.shape} do not belong to its names; {REMEDY}"
        raise DataError(msg)
    return Finder(
        topics=tuple(names["topics"]),
        index={feature: row for row, feature in enumerate(names["features"])},
        idf=idf,
        weights=weights,
        scale=scale,
        bias=bias,
        lexicon=Lexicon({tuple(phrase.split()): tuple(found) for phrase, found in names["phrases"].items()}),
        vocabulary={language: frozenset(names["words"][language]) for language in LANGUAGES},
        made_from=names["made_from"],
    )
