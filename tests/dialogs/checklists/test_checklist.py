"""Checklists as data: what a file may say, and that ours say what the act says."""

from pathlib import Path

import pytest

from dialogs.checklists.checklist import DATA, load_checklists
from dialogs.checklists.papers import papers_of
from dialogs.checklistturns import Run
from dialogs.texts import Texts
from knowledge.files import DataError
from knowledge.languages import LANGUAGES
from knowledge.law import Law

HEAD = 'place = 1\noffice = "court"\nclauses = ["13"]\n'
QUESTION = '[[question]]\nid = "one"\nclause = ["13"]\n'


def loaded(folder: Path, *files: str) -> None:
    """Load files of this content."""
    for number, text in enumerate(files):
        (folder / f"list-{number}.toml").write_text(text, encoding="utf-8")
    load_checklists(folder)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f'{HEAD}{QUESTION}takes = "choice"\n', "question 'one' takes 'choice': options belong to a choice"),
        (f'{HEAD}{QUESTION}takes = "day"\noptions = ["a"]\n', "question 'one' takes 'day': options belong to a choice"),
        (f'{HEAD}{QUESTION}takes = "day"\n{QUESTION}takes = "day"\n', "question 'one' is asked twice"),
        (
            f'{HEAD}{QUESTION}takes = "day"\ndepends = ["two"]\n',
            "'one' depends on 'two', which is asked later or never",
        ),
        (f'{HEAD}{QUESTION}takes = "day"\nwhen = {{ two = "x" }}\n', "'one' depends on 'two', which is asked later"),
        (
            (
                f'{HEAD}{QUESTION}takes = "yes-no"\n[[check]]\nid = "c"\nclause = ["13"]\nweight = "note"\n'
                'fails = { one = "maybe" }\n'
            ),
            "check 'c': 'one' is never answered by maybe",
        ),
        (
            f'{HEAD}{QUESTION}takes = "yes-no"\n[[check]]\nid = "c"\nclause = ["13"]\nweight = "note"\n',
            "check 'c': one of fails, sequence and rule is needed",
        ),
        (
            (
                f'{HEAD}{QUESTION}takes = "text"\n[[check]]\nid = "c"\nclause = ["13"]\nweight = "note"\n'
                'sequence = ["one", "two"]\n'
            ),
            "check 'c': 'one' is no day that is asked for",
        ),
        (
            f'{HEAD}{QUESTION}takes = "text"\n[[paper]]\nform = "p"\nclause = ["13"]\nwhen = {{ two = "x" }}\n',
            "paper 'p' depends on 'two'",
        ),
        (
            f'{HEAD}{QUESTION}takes = "text"\n[case]\nkind = "received-service"\nevents = {{ served = "two" }}\n',
            "case 'received-service': 'two' is never asked",
        ),
        (f'{HEAD}{QUESTION}takes = "texts"\n', "list-0.toml: question.0.takes"),
        ("x = [", "list-0.toml: cannot be read as a TOML file"),
    ],
)
def test_a_file_that_cannot_be_walked_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    """The error names the file and the entry."""
    with pytest.raises(DataError) as refused:
        loaded(tmp_path, text)
    assert fault in str(refused.value)
    assert "list-0.toml" in str(refused.value)


def test_one_name_means_one_thing(tmp_path: Path) -> None:
    """Its wording is one."""
    with pytest.raises(DataError, match=r"list-1.toml: question 'one' is another thing in list-0.toml"):
        loaded(tmp_path, f'{HEAD}{QUESTION}takes = "day"\n', f'{HEAD}{QUESTION}takes = "text"\n')


def test_each_procedure_of_the_act_has_its_checklist() -> None:
    """As they are named in the plan of the house."""
    assert set(load_checklists()) == {
        "order-service", "order-action", "petition-abroad", "received-order", "received-petition", "forward",
        "department-check",
    }  # fmt: skip
    assert {path.stem for path in DATA.glob("*.toml")} == set(load_checklists())


def test_everything_names_a_clause_that_there_is(law: Law) -> None:
    """A clause, or one of its unnumbered parts."""
    for checklist in load_checklists().values():
        named = [each.clause for each in checklist.question]
        named += [check.clause for check in checklist.check]
        named += [paper.clause for paper in checklist.paper]
        for clauses in named:
            assert clauses, checklist.name
            for clause in clauses:
                name, _, part = clause.partition("/")
                text = law.act.text(name, "en").present.text
                assert not part or 1 <= int(part) <= len(text), (checklist.name, clause)


def test_everything_that_is_asked_has_its_words(texts: Texts) -> None:
    """In each language."""
    needed = set()
    for checklist in load_checklists().values():
        needed |= {f"checklist-{checklist.name}", *(f"check-{check.id}" for check in checklist.check)}
        for question in checklist.question:
            needed |= {f"label-{question.id}"}
            needed |= {f"question-{question.id}"} if question.takes != "enclosure" else set()
            needed |= {f"option-{question.id}-{option}" for option in question.options}
    values = dict.fromkeys(("sendBy", "earliest", "until"), "x")
    for language in LANGUAGES:
        for name in sorted(needed):
            assert texts.words(name, language, values).strip(), (language, name)


def test_case_events_are_those_of_the_kind(law: Law) -> None:
    """What a walk enters in a case is what the case can hold."""
    for checklist in load_checklists().values():
        for case in checklist.case:
            assert set(case.events) <= set(law.kinds[case.kind].events), checklist.name


def test_a_paper_belongs_to_the_answers() -> None:
    """Those whose condition does not hold are none."""
    checklist = load_checklists()["received-order"]
    assert papers_of(checklist, Run("received-order")) == tuple(paper for paper in checklist.paper if not paper.when)
