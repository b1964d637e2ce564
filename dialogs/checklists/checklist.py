"""What a checklist asks, checks and ends in: read from `data/*.toml`, each question and check with its clause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator

from knowledge.cases import CaseKind
from knowledge.files import STRICT, DataError, toml_file
from knowledge.people import OfficeKind

DATA: Final = Path(__file__).parent / "data"

Takes = Literal[
    "choice", "yes-no", "day", "coming-day", "text", "long", "name", "address", "iin", "bin", "number", "state",
    "court", "judge", "department", "enclosure",
]  # fmt: skip

#: What becomes of a paper when a check fails: it is not drafted, it is marked, or something is only said.
Weight = Literal["stops", "incomplete", "note"]

Rule = Literal["hearing-too-near", "act-too-old", "address-elsewhere"]

#: What may be answered of a document to be enclosed.
ENCLOSURE: Final = ("translated", "enclosed", "missing", "not-needed")
YES_NO: Final = ("yes", "no")

#: What the answers must be: every question named has one of these answers.
Condition = Mapping[str, Annotated[tuple[str, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)]]


@dataclass(frozen=True)
class Question:
    """One thing that is asked; its wording is `question-ID`, its short name `label-ID`."""

    id: str
    clause: tuple[str, ...]
    takes: Takes
    options: tuple[str, ...] = ()
    #: Asked only when the answers are so.
    when: Condition = field(default_factory=dict)
    #: Asked again when the answer to one of these changes.
    depends: tuple[str, ...] = ()
    #: Says something of a person: it is asked only where such things may be written, and kept encrypted.
    personal: bool = False
    #: Its paper is complete without it.
    optional: bool = False
    #: A document is needed in translation too.
    translation: bool = True
    #: The reason why the document of this question is not needed.
    why_not: str = ""

    __pydantic_config__ = STRICT

    @property
    def values(self) -> tuple[str, ...]:
        """The answers to choose from; () when it is answered in words."""
        if self.takes == "enclosure":
            return ENCLOSURE if self.translation else ENCLOSURE[1:]
        return YES_NO if self.takes == "yes-no" else self.options


@dataclass(frozen=True)
class Check:
    """Something that the answers must not be; its wording is `check-ID`. It fails by one of three."""

    id: str
    clause: tuple[str, ...]
    weight: Weight
    fails: Condition = field(default_factory=dict)
    #: Days that follow one another.
    sequence: tuple[str, ...] = ()
    rule: Rule | None = None
    when: Condition = field(default_factory=dict)

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class PaperOf:
    """A paper that a checklist ends in."""

    form: str
    clause: tuple[str, ...]
    when: Condition = field(default_factory=dict)

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class CaseOf:
    """The kind of case that goes with a checklist, and which answers are its events and fields."""

    kind: CaseKind
    events: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[Literal["number", "state", "basis"], str] = field(default_factory=dict)
    when: Condition = field(default_factory=dict)

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Checklist:
    """A procedure: its questions in the order in which they are asked."""

    #: Where it stands in the list that people choose from.
    place: int
    office: OfficeKind
    clauses: tuple[str, ...]
    question: tuple[Question, ...]
    check: tuple[Check, ...] = ()
    paper: tuple[PaperOf, ...] = ()
    #: The first whose condition holds.
    case: Annotated[tuple[CaseOf, ...], BeforeValidator(lambda v: (v,) if isinstance(v, dict) else v)] = ()
    name: str = ""

    __pydantic_config__ = STRICT

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All that may be asked: behind each enclosure the reason why it is not needed."""
        return tuple(each for question in self.question for each in _with_reason(question))

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by their names."""
        return {question.id: question for question in self.questions}


def holds(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Whether every question named has one of the answers."""
    return all(answers.get(question) in values for question, values in condition.items())


@cache
def load_checklists(folder: Path = DATA) -> Mapping[str, Checklist]:
    """
    The checklists by their names, in the order in which they are listed.

    Raises:
        DataError: A file cannot be read, or speaks of what is asked later or never; it names the file and the entry.
    """
    found = {}
    for path in sorted(folder.glob("*.toml")):
        checklist = replace(toml_file(path, Checklist), name=path.stem)
        for fault in _faults(checklist):
            msg = f"{path.name}: {fault}"
            raise DataError(msg)
        found[path.stem] = checklist
    _check_shared(found)
    return dict(sorted(found.items(), key=lambda one: one[1].place))


def _with_reason(question: Question) -> Iterator[Question]:
    yield question
    if question.takes == "enclosure":
        when = {**question.when, question.id: ("not-needed",)}
        yield Question(f"{question.id}-reason", question.clause, "text", when=when, why_not=question.id)


def _faults(checklist: Checklist) -> Iterator[str]:
    """What is wrong with the names in a checklist."""
    asked: dict[str, Question] = {}
    for question in checklist.questions:
        yield from _question_faults(question, asked)
        asked[question.id] = question
    for check in checklist.check:
        yield from _check_faults(check, asked)
    for paper in checklist.paper:
        yield from _condition_faults(f"paper {paper.form!r}", paper.when, asked)
    for case in checklist.case:
        yield from _condition_faults(f"case {case.kind!r}", case.when, asked)
        yield from (
            f"case {case.kind!r}: {other!r} is never asked"
            for other in (*case.events.values(), *case.fields.values())
            if other not in asked
        )


def _question_faults(question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
    """What is wrong with a question behind those that are asked before it."""
    where = f"question {question.id!r}"
    if question.id in asked:
        yield f"{where} is asked twice"
    if bool(question.options) != (question.takes == "choice"):
        yield f"{where} takes {question.takes!r}: options belong to a choice, and to nothing else"
    for other in question.depends:
        if other not in asked:
            yield f"{where} depends on {other!r}, which is asked later or never"
    yield from _condition_faults(where, question.when, asked)


def _check_faults(check: Check, asked: Mapping[str, Question]) -> Iterator[str]:
    where = f"check {check.id!r}"
    if sum(map(bool, (check.fails, check.sequence, check.rule))) != 1:
        yield f"{where}: one of fails, sequence and rule is needed"
    for other in check.sequence:
        if other not in asked or asked[other].takes not in {"day", "coming-day"}:
            yield f"{where}: {other!r} is no day that is asked for"
    for condition in (check.when, check.fails):
        yield from _condition_faults(where, condition, asked)


def _condition_faults(where: str, condition: Condition, asked: Mapping[str, Question]) -> Iterator[str]:
    for name, values in condition.items():
        if name not in asked:
            yield f"{where} depends on {name!r}, which is asked later or never"
        elif strange := set(values) - set(asked[name].values):
            yield f"{where}: {name!r} is never answered by {', '.join(sorted(strange))}"


def _check_shared(checklists: Mapping[str, Checklist]) -> None:
    """The same name means the same thing everywhere: its wording is one."""
    first: dict[str, tuple[str, Question]] = {}
    for checklist in checklists.values():
        for question in checklist.questions:
            where, other = first.setdefault(question.id, (checklist.name, question))
            same = (question.takes, question.options, question.personal) == (other.takes, other.options, other.personal)
            if not same:
                msg = f"{checklist.name}.toml: question {question.id!r} is another thing in {where}.toml"
                raise DataError(msg)
