"""
Making the finder from the questions: `make finder`. Needs scikit-learn, which is there for development only.

A linear support vector classifier, one against the rest, over tf-idf weighted features. Measured against
nearest neighbours and naive Bayes over the same features in docs/decisions.md.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from knowledge.files import DATA, STRICT, toml_file
from knowledge.finding.features import features
from knowledge.finding.finder import FINDER, Finder
from knowledge.finding.lexicon import Lexicon, load_lexicon
from knowledge.finding.words import plain, words_of
from knowledge.languages import LANGUAGES, Language
from knowledge.topics import Answer

#: A feature must stand in this many questions to count.
LEAST: Final = 3

#: The classifier's penalty: 0.4, 0.7, 1.2 and 2 were tried; smaller answers less, larger is wrong more often.
PENALTY: Final = 0.7

#: What the finder depends on: when one of these changes, it is made again.
SOURCES: Final = (
    *(DATA / "questions" / f"{language}.toml" for language in LANGUAGES),
    *(DATA / "topics" / f"{name}.toml" for name in ("topics", *LANGUAGES)),
    DATA / "lexicon.toml",
    *(Path(__file__).with_name(f"{name}.py") for name in ("words", "lexicon", "features", "training")),
)


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions people ask about one topic, in one language."""

    questions: tuple[str, ...]

    __pydantic_config__ = STRICT


def fingerprint() -> str:
    """What the finder would be made from now."""
    mark = hashlib.sha256()
    for path in SOURCES:
        mark.update(path.read_bytes())
    return mark.hexdigest()


@dataclass(frozen=True, slots=True)
class Example:
    """One question with its topic."""

    question: str
    topic: str
    language: Language


def examples(data: Path = DATA) -> Iterator[Example]:
    """Every question with its topic; the sentences that answer are questions of their topic too."""
    for language in LANGUAGES:
        for topic, asked in toml_file(data / "questions" / f"{language}.toml", dict[str, Questions]).items():
            yield from (Example(question, topic, language) for question in asked.questions)
        for topic, answer in toml_file(data / "topics" / f"{language}.toml", dict[str, Answer]).items():
            if not topic.startswith("talk-"):
                yield Example(answer.answer, topic, language)


def trained(given: Sequence[Example], lexicon: Lexicon) -> Finder:
    """A finder for these questions and topics."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - only development has it
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    worded = [words_of(plain(example.question)) for example in given]
    vectors = TfidfVectorizer(
        analyzer=lambda words: features(words, lexicon), sublinear_tf=True, min_df=LEAST, dtype=np.float32
    )
    matrix = vectors.fit_transform(worded)
    classifier = LinearSVC(C=PENALTY, random_state=0).fit(matrix, [example.topic for example in given])
    scale = np.abs(classifier.coef_).max(axis=1) / 127
    return Finder(
        topics=tuple(map(str, classifier.classes_)),
        index={str(feature): row for row, feature in enumerate(vectors.get_feature_names_out())},
        idf=vectors.idf_.astype(np.float32),
        weights=np.rint(classifier.coef_ / scale[:, None]).astype(np.int8).T.copy(),
        scale=scale.astype(np.float32),
        bias=classifier.intercept_.astype(np.float32),
        lexicon=lexicon,
        vocabulary={
            language: frozenset(
                word
                for example, words in zip(given, worded, strict=True)
                if example.language == language
                for word in words
                if word.isalpha()
            )
            for language in LANGUAGES
        },
        made_from=fingerprint(),
    )


def saved(finder: Finder, folder: Path = FINDER) -> None:
    """Write a finder to its two files."""
    folder.mkdir(parents=True, exist_ok=True)
    names: Mapping[str, object] = {
        "made_from": finder.made_from,
        "topics": finder.topics,
        "features": tuple(finder.index),
        "phrases": {" ".join(phrase): found for phrase, found in finder.lexicon.phrases.items()},
        "words": {language: sorted(words) for language, words in finder.vocabulary.items()},
    }
    (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False, indent=0), encoding="utf-8")
    np.savez_compressed(
        folder / "weights.npz", idf=finder.idf, weights=finder.weights, scale=finder.scale, bias=finder.bias
    )


if __name__ == "__main__":
    given = list(examples())
    made = trained(given, load_lexicon())
    saved(made)
    print(f"finder made: {len(given)} questions, {len(made.topics)} topics, {len(made.index)} features")  # noqa: T201
