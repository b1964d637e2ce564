"""From the answers of a walk to the fields of its papers, worded in each language, and to the papers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from babel.dates import format_date

from dialogs.checklists.checklist import Checklist, PaperOf, Question, holds, load_checklists
from dialogs.checklists.findings import Finding, failing, findings, label
from dialogs.checklists.position import applying, live
from dialogs.checklists.reading import said_answer
from dialogs.checklistturns import BY_HAND, UNKNOWN, Paper, PaperLanguage, Run
from dialogs.papers.drafting import Content, drafted
from dialogs.papers.form import Form, load_forms
from dialogs.papers.own_form import drafted_in
from dialogs.papers.writing import columns
from dialogs.texts import Texts
from dialogs.turns import ClauseName, Facts, Say
from dialogs.wording import Wording
from knowledge.languages import LANGUAGES, Language

#: A day as papers write it, without its weekday.
_DAY: Final[dict[Language, str]] = {"en": "d MMMM y", "ru": "d MMMM y 'года'", "kk": "y 'жылғы' d MMMM"}

#: What is said of one thing in each language.
Words = dict[Language, str]


def papers_of(checklist: Checklist, run: Run) -> tuple[PaperOf, ...]:
    """The papers that the answers come to."""
    answers = live(checklist, run)
    return tuple(paper for paper in checklist.paper if holds(paper.when, answers))


def fields_of(checklist: Checklist, run: Run, facts: Facts, texts: Texts) -> dict[str, Words]:
    """
    What stands in the papers for each question, in each language; for what was not answered a visible blank.

    Names and days are as they were answered: nothing is inflected.
    """
    answers = live(checklist, run)
    wordings = {language: Wording(texts, facts.law, language) for language in LANGUAGES}
    fields = {
        question.id: {language: _words(question, answers.get(question.id), wordings[language]) for language in wordings}
        for question in checklist.questions
    }
    return fields | {"today": {language: paper_day(facts.today, language) for language in wordings}}


def enclosures_of(checklist: Checklist, run: Run, facts: Facts, texts: Texts) -> dict[Language, tuple[str, ...]]:
    """The documents that are enclosed or still missing, each with the state of its translation."""
    answers = live(checklist, run)
    lines = [
        Say(f"enclosed-{value}", {"document": label(question)})
        for question in applying(checklist, run)
        if question.takes == "enclosure" and (value := _standing(question, answers.get(question.id, UNKNOWN)))
    ]
    return _in_each(lines, facts, texts)


def deficiencies_of(checklist: Checklist, run: Run, facts: Facts, texts: Texts) -> dict[Language, tuple[str, ...]]:
    """What the checks found against the packet, each with its clause; what was left open here is no fault of it."""
    found = (one for one in failing(checklist, run, facts) if one.weight != "note")
    return _in_each([Say("deficiency", {"what": one.say, "clauses": clauses_of(one)}) for one in found], facts, texts)


def missing_clauses(checklist: Checklist, run: Run, facts: Facts, texts: Texts) -> dict[Language, tuple[str, ...]]:
    """The clauses by which the packet is incomplete, each once."""
    found = [one for one in findings(checklist, run, facts) if one.weight == "incomplete"]
    names = dict.fromkeys(clause.partition("/")[0] for one in found for clause in one.clause)
    return _in_each([Say("clause-alone", {"clause": ClauseName(name)}) for name in names], facts, texts)


def clauses_of(finding: Finding) -> Say:
    """The clauses of a finding in one text; their parts have no numbers."""
    first, *rest = dict.fromkeys(clause.partition("/")[0] for clause in finding.clause)
    said = Say("clause-alone", {"clause": ClauseName(first)})
    for name in rest:
        said = Say("joined", {"first": said, "rest": Say("clause-alone", {"clause": ClauseName(name)})})
    return said


def paper_day(day: date, language: Language) -> str:
    """A day as papers write it: `2 марта 2026 года`."""
    return format_date(day, _DAY[language], locale=language)


def _standing(question: Question, value: str) -> str:
    """How a document stands in the list; "" for one that is not needed."""
    if value == "enclosed":
        return "without" if question.translation else "alone"
    return {"translated": "translated", "not-needed": ""}.get(value, "missing")


def _words(question: Question, value: str | None, wording: Wording) -> str:
    if value is None or value in {BY_HAND, UNKNOWN}:
        return wording.words("paper-blank", {"what": label(question)})
    said = said_answer(question, value)
    return paper_day(said, wording.language) if isinstance(said, date) else wording.worded(said)


def _in_each(lines: list[Say], facts: Facts, texts: Texts) -> dict[Language, tuple[str, ...]]:
    """Fixed texts in each language."""
    return {
        language: tuple(Wording(texts, facts.law, language).words(line.name, line.values) for line in lines)
        for language in LANGUAGES
    }


def drafted_papers(
    run: Run, language: PaperLanguage, facts: Facts, texts: Texts, own: Mapping[str, bytes] | None = None
) -> tuple[Paper, ...]:
    """
    The papers of a walk in a language, as files; blanks and what is missing are marked in them.

    Args:
        run: The answers.
        language: In which the papers are.
        facts: The law, and today.
        texts: The wording.
        own: The court's own forms of this language, which take the place of ours.
    """
    checklist = load_checklists()[run.checklist]
    answers = live(checklist, run)
    content = Content(
        answers,
        fields_of(checklist, run, facts, texts),
        enclosures_of(checklist, run, facts, texts),
        deficiencies_of(checklist, run, facts, texts),
        missing_clauses(checklist, run, facts, texts),
        _given(answers.get("case-number")),
        run.version,
    )
    forms = load_forms()
    return tuple(
        Paper(
            paper.form,
            _file_name(forms[paper.form].title.by(columns(language)[0]), run),
            _drafted(forms[paper.form], (own or {}).get(paper.form), content, language, texts),
        )
        for paper in papers_of(checklist, run)
    )


def _drafted(form: Form, own: bytes | None, content: Content, language: PaperLanguage, texts: Texts) -> bytes:
    content = _for(form, content)
    if own is None:
        return drafted(form, content, language, texts)
    return drafted_in(own, content, form.title.by(columns(language)[0]), language, texts)


def _for(form: Form, content: Content) -> Content:
    """A list of deficiencies is not itself incomplete by them."""
    return replace(content, missing={}) if any(block.kind == "deficiencies" for block in form.block) else content


def _file_name(title: str, run: Run) -> str:
    """A name that says what it is, of which draft and version; whatever a title holds, it stays in its folder."""
    plain = "".join(sign for sign in title if sign.isalnum() or sign in " -,").strip()
    return f"{plain} {run.id}-{run.version}.docx"


def _given(value: str | None) -> str:
    return value if value and value != UNKNOWN else ""
