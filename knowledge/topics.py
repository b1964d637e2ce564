"""What people ask about: a topic belongs to the clause that answers it, or to none when the act does not say."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.files import DATA, STRICT, DataError, toml_file
from knowledge.instruction import Instruction
from knowledge.languages import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class TopicData:
    """A topic in `topics.toml` as it is written."""

    clause: str = ""
    #: The unnumbered part of the clause that answers, where one does.
    part: int | None = None
    #: Clauses that answer a part of it.
    also: tuple[str, ...] = ()
    #: For what the act does not settle: what it does say near by.
    closest: tuple[str, ...] = ()
    #: The time limit it speaks of, by its key.
    limit: str = ""
    #: The answer says itself that there is no time limit.
    says_no_limit: bool = False

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class Answer:
    """The sentence that answers a topic in one language, and a question people typically ask."""

    answer: str
    asked: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Topics:
    """Every topic, with its sentence in three languages."""

    data: Mapping[str, TopicData]
    answers: Mapping[Language, Mapping[str, Answer]]

    def clause(self, topic: str) -> str:
        """The clause that answers; "" when the act does not say."""
        return self.data[topic].clause

    def answer(self, topic: str, language: Language) -> str:
        """The sentence that answers, in plain words; it is ours, never the act's."""
        return self.answers[language][topic].answer


def load_topics(act: Instruction, folder: Path = DATA / "topics") -> Topics:
    """
    The topics from their files.

    Raises:
        DataError: A file is wrong, a language lacks a topic, or a topic names a clause that is not there.
    """
    data = toml_file(folder / "topics.toml", dict[str, TopicData])
    answers = {language: toml_file(folder / f"{language}.toml", dict[str, Answer]) for language in LANGUAGES}
    for language, sentences in answers.items():
        if different := set(sentences) ^ set(data):
            msg = f"topics/{language}.toml: not the topics of topics.toml: {', '.join(sorted(different))}"
            raise DataError(msg)
    for topic, about in data.items():
        clauses = {about.clause, *about.also, *about.closest} - {""}
        if strange := clauses - set(act.ids):
            msg = f"topics.toml: {topic}: no clause {', '.join(sorted(strange))} in the act"
            raise DataError(msg)
    return Topics(data, answers)
