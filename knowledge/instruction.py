"""The Instruction and the Order that approved it: their clauses, in three languages, each wording with its date."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from knowledge.files import DATA, STRICT, DataError, Known, Line, Parts, toml_file
from knowledge.languages import LANGUAGES, Language, Names

Standing = Literal["unofficial-translation", "working-translation", "official"]

PARAGRAPHS = 33


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a clause since an amendment: its unnumbered parts in order, and the act's own footnote."""

    since: str
    text: Parts
    footnote: Line = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class ClauseText:
    """One clause in one language; its wordings stand with the oldest first."""

    id: str
    heading: str = ""
    wording: tuple[Wording, ...] = ()
    #: Set on loading, from the file: whose words these are, and how they must be labelled.
    standing: Standing = "working-translation"
    label: str = ""

    __pydantic_config__ = STRICT

    @property
    def present(self) -> Wording:
        """The latest wording."""
        return self.wording[-1]


@dataclass(frozen=True)
class Chapter:
    """A chapter's title as the act has it."""

    number: int
    title: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class ActText:
    """A language file as it is written."""

    language: Language
    standing: Standing
    label: str
    clause: tuple[ClauseText, ...]
    instruction: Line = ""
    footnote: Line = ""
    chapter: tuple[Chapter, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Article:
    """A provision of another act that a clause points to, and when somebody last read it there."""

    code: str
    article: str
    checked: Known = None
    #: What the other act calls its provisions.
    unit: Literal["article", "paragraph-of"] = "article"

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class ClauseData:
    """What belongs to a clause in every language."""

    related: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    #: The clause itself says "unless a treaty provides otherwise", or has a regime of its own under a treaty.
    treaty: bool = False
    #: It sets a duty and no time limit for it.
    no_limit: bool = False

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Amendment:
    """An act that gave clauses their wording; `in_force` is None where the day is not known."""

    #: Whether it is the act itself, set clauses out anew, or changed something in them.
    kind: Literal["original", "restated", "amended"]
    number: str
    adopted: date
    in_force: Known
    en: str
    ru: str
    kk: str

    __pydantic_config__ = STRICT

    @property
    def name(self) -> Names:
        """The act's name with date and number."""
        return Names(self.en, self.ru, self.kk)


@dataclass(frozen=True)
class ActData:
    """`act.toml` as it is written."""

    register: str
    state: date
    official_texts: Names
    amendment: dict[str, Amendment]
    clause: dict[str, ClauseData]

    __pydantic_config__ = STRICT


class NoSuchClauseError(LookupError):
    """The act has no clause of this id."""

    def __init__(self, given: str) -> None:
        super().__init__(
            f"no clause {given!r}: the Instruction has paragraphs 1 to {PARAGRAPHS}, the Order items 1 to 4; "
            "write 22, 22.4 or order.2.3"
        )


@dataclass(frozen=True)
class Instruction:
    """The act: same clauses in all languages, in the act's order."""

    data: ActData
    texts: Mapping[Language, Mapping[str, ClauseText]]
    #: The language files as they are written, for the title and the footnote of the Instruction as a whole.
    files: Mapping[Language, ActText]
    codes: Mapping[str, Names]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every clause id in the act's order."""
        return tuple(self.texts["en"])

    def text(self, clause: str, language: Language) -> ClauseText:
        """The clause in `language`. Raises NoSuchClauseError."""
        if clause not in self.texts[language]:
            raise NoSuchClauseError(clause)
        return self.texts[language][clause]

    def about(self, clause: str) -> ClauseData:
        """What belongs to the clause in every language; a sub-item has what its paragraph has."""
        return self.data.clause.get(clause) or self.data.clause.get(paragraph(clause)) or ClauseData()

    def sub_items(self, clause: str) -> tuple[str, ...]:
        """The ids of a clause's numbered sub-items."""
        return tuple(i for i in self.ids if i.rpartition(".")[0] == clause and clause != "order")

    def amended_by(self, clause: str) -> Amendment:
        """The act that gave the clause its present wording."""
        return self.data.amendment[self.text(clause, "en").present.since]

    def wording_on(self, clause: str, language: Language, day: date) -> Wording | Literal["unknown"] | None:
        """
        The wording that was in force on `day`.

        None when that wording is not held; "unknown" when the day on which an amendment entered into force is
        not known and may lie before or after `day`.
        """
        for wording in reversed(self.text(clause, language).wording):
            amendment = self.data.amendment[wording.since]
            if day >= (amendment.in_force or self.data.state):
                return wording
            if amendment.in_force is None and day >= amendment.adopted:
                return "unknown"
        return None

    def chapter(self, number: int) -> tuple[str, ...]:
        """The ids of a chapter's paragraphs."""
        first, last = CHAPTERS[number]
        return tuple(str(n) for n in range(first, last + 1))


#: The first and last paragraph of each chapter.
CHAPTERS = {1: (1, 8), 2: (9, 20), 3: (21, 33)}


def paragraph(clause: str) -> str:
    """The paragraph or item that a clause belongs to: `22.4` -> `22`, `order.2.3` -> `order.2`."""
    parts = clause.split(".")
    return ".".join(parts[: 2 if parts[0] == "order" else 1])


def chapter_of(clause: str) -> int:
    """The chapter of a paragraph; 0 for the Order."""
    number = paragraph(clause)
    return next((c for c, (first, last) in CHAPTERS.items() if number.isdigit() and first <= int(number) <= last), 0)


def load_instruction(folder: Path = DATA / "instruction", overlays: tuple[Path, ...] = ()) -> Instruction:
    """
    The act from its data files.

    Args:
        folder: Holds act.toml and a file for each language.
        overlays: Files of an administrator, of the same form, whose clauses replace ours in their language
            (the official text).

    Raises:
        DataError: A file is wrong, the languages differ in their clauses, or a key names nothing.
    """
    data = toml_file(folder / "act.toml", ActData)
    acts = {language: toml_file(folder / f"{language}.toml", ActText) for language in LANGUAGES}
    texts = {language: _labelled(act) for language, act in acts.items()}
    for path in overlays:
        over = toml_file(path, ActText)
        texts[over.language] = _overlaid(texts[over.language], _labelled(over), path.name)
    codes = toml_file(folder.parent / "codes.toml", dict[str, Names])
    act = Instruction(data, texts, acts, codes)
    _check(act)
    return act


def _labelled(act: ActText) -> dict[str, ClauseText]:
    return {c.id: replace(c, standing=act.standing, label=act.label) for c in act.clause}


def _overlaid(ours: Mapping[str, ClauseText], over: Mapping[str, ClauseText], name: str) -> dict[str, ClauseText]:
    if strange := sorted(set(over) - set(ours)):
        msg = f"{name}: no clause {', '.join(strange)} in the act; write ids as in en.toml"
        raise DataError(msg)
    for i, clause in over.items():
        if clause.wording and len(clause.present.text) != len(ours[i].present.text):
            needed = len(ours[i].present.text)
            msg = f"{name}: clause {i}: {needed} unnumbered parts are needed, with an empty line between them"
            raise DataError(msg)
    return {
        i: replace(over[i], heading=over[i].heading or clause.heading) if i in over else clause
        for i, clause in ours.items()
    }


def _check(act: Instruction) -> None:
    for language, texts in act.texts.items():
        if tuple(texts) != act.ids:
            msg = f"{language}.toml: not the same clauses in the same order as en.toml"
            raise DataError(msg)
        for clause in texts.values():
            _check_clause(act, clause, f"{language}.toml: clause {clause.id}")
    for name, data in act.data.clause.items():
        if strange := {name, *data.related} - set(act.ids):
            msg = f"act.toml: clause {name}: no clause {', '.join(sorted(strange))} in the act"
            raise DataError(msg)


def _check_clause(act: Instruction, clause: ClauseText, name: str) -> None:
    if not clause.wording:
        msg = f"{name}: no [[clause.wording]]; at least the present wording is needed"
        raise DataError(msg)
    for wording in clause.wording:
        if wording.since not in act.data.amendment:
            msg = f"{name}: since = {wording.since!r}: no such [amendment] in act.toml"
            raise DataError(msg)
