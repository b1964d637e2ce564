"""Forms of papers: blocks of text with `{{ field }}` marks in three languages, held as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator

from knowledge.files import STRICT, DataError, toml_file
from knowledge.languages import LANGUAGES, Language, Names

DATA: Final = Path(__file__).parent / "data"

BlockKind = Literal["to", "heading", "text", "item", "enclosures", "deficiencies", "sign"]

#: One thing in the languages of papers.
Words = Mapping[Language, str]

MARK: Final = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")

#: What Jinja takes for its own; it would never look for a field of that name.
RESERVED: Final = frozenset(
    "and caller else false if import in include is kwargs loop none not or recursive self super true varargs".split()
)


def mark_name(question: str) -> str:
    """How a question is called in marks: `case-number` stands as `{{ case_number }}`."""
    return question.replace("-", "_")


def marks_in(text: str) -> tuple[str, ...]:
    """
    The names of the fields in `text`, as they come.

    Raises:
        ValueError: A brace stands there that belongs to no mark, or a mark is more than the name of a field.
    """
    left = MARK.sub("", text)
    if "{" in left or "}" in left:
        place = min(left.find(brace) for brace in "{}" if brace in left)
        msg = f"only the name of a field may stand in braces, like {{{{ case_number }}}}: {left[place : place + 40]!r}"
        raise ValueError(msg)
    names = tuple(MARK.findall(text))
    for name in names:
        if name in RESERVED:
            msg = f"no field may be called {name!r}"
            raise ValueError(msg)
    return names


def _form_text(text: str) -> str:
    marks_in(text)
    lines = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if not lines:
        msg = "words are missing"
        raise ValueError(msg)
    return lines


FormText = Annotated[str, AfterValidator(_form_text)]
OneOf = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a form. Lines stay lines; an empty line begins the next paragraph."""

    kind: BlockKind
    en: FormText
    ru: FormText
    kk: FormText
    #: The answers with which it stands in the paper: all must hold.
    when: Mapping[str, OneOf] = field(default_factory=dict)
    #: Of a place for a signature: the question that holds the name of who signs.
    name: str = ""
    #: Of a place for a signature: whether the official seal goes beside it.
    seal: bool = False

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        if self.kind != "sign" and (self.name or self.seal):
            msg = "name and seal belong to a block of the kind 'sign'"
            raise ValueError(msg)
        if len({frozenset(marks_in(self.by(language))) for language in LANGUAGES}) > 1:
            msg = "the three languages do not have the same fields"
            raise ValueError(msg)

    def by(self, language: Language) -> str:
        """The words in `language`."""
        return {"en": self.en, "ru": self.ru, "kk": self.kk}[language]

    def stands(self, answers: Mapping[str, str]) -> bool:
        """Whether it is in the paper that these answers make."""
        return all(answers.get(question) in values for question, values in self.when.items())

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields, as marks have them."""
        return (*marks_in(self.en), *([mark_name(self.name)] if self.name else []))


@dataclass(frozen=True)
class Form:
    """A form as it is held."""

    #: The paragraphs of the Instruction that want the paper.
    clause: tuple[str, ...]
    title: Names
    block: tuple[Block, ...]

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        for language in LANGUAGES:
            if marks_in(self.title.by(language)):
                msg = "the title has no fields: it is also the name of the file"
                raise ValueError(msg)

    @cached_property
    def fields(self) -> frozenset[str]:
        """The names of the fields that stand in it, as marks have them."""
        return frozenset(name for block in self.block for name in block.fields)


Forms = Mapping[str, Form]


@cache
def load_forms(folder: Path = DATA) -> Forms:
    """
    The forms by the names of their files.

    Raises:
        DataError: A file does not hold a form; it is named with the key.
    """
    if not folder.is_dir():
        msg = f"no such folder: {folder}"
        raise DataError(msg)
    return {path.stem: toml_file(path, Form) for path in sorted(folder.glob("*.toml"))}
