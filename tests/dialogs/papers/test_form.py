"""Forms as data: what may stand in them."""

from pathlib import Path

import pytest

from dialogs.checklists.checklist import load_checklists
from dialogs.papers.form import load_forms, mark_name
from knowledge.files import DataError
from knowledge.law import Law

TITLE = 'clause = ["22"]\n[title]\nen = "a"\nru = "b"\nkk = "c"\n'
BLOCK = '[[block]]\nkind = "text"\nen = "x"\nru = "x"\nkk = "x"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (TITLE + BLOCK.replace('en = "x"', 'en = "{{ a.b }}"'), "only the name of a field may stand in braces"),
        (TITLE + BLOCK.replace('en = "x"', 'en = "{% if a %}"'), "only the name of a field may stand in braces"),
        (TITLE + BLOCK.replace('en = "x"', 'en = "a }"'), "only the name of a field may stand in braces"),
        (TITLE + BLOCK.replace('en = "x"', 'en = "{{ self }}"'), "no field may be called 'self'"),
        (TITLE + BLOCK.replace('en = "x"', 'en = "{{ a }}"'), "the three languages do not have the same fields"),
        (TITLE + BLOCK.replace('en = "x"', 'en = "  "'), "words are missing"),
        (TITLE + BLOCK + "seal = true\n", "name and seal belong to a block of the kind 'sign'"),
        (TITLE + BLOCK.replace('"text"', '"texts"'), "block.0.kind"),
        (TITLE.replace('en = "a"', 'en = "{{ a }}"') + BLOCK, "the title has no fields"),
    ],
)
def test_a_form_that_cannot_be_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    """The error names the file and what is wrong."""
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"one\.toml") as refused:
        load_forms(tmp_path)
    assert fault in str(refused.value)


def test_no_folder_is_no_forms(tmp_path: Path) -> None:
    """It is named."""
    with pytest.raises(DataError, match="no such folder"):
        load_forms(tmp_path / "gone")


def test_every_paper_has_its_form_and_every_form_its_paper() -> None:
    """And every field is asked for in each checklist that ends in it."""
    forms = load_forms()
    named = {paper.form for checklist in load_checklists().values() for paper in checklist.paper}
    assert named == set(forms)
    for checklist in load_checklists().values():
        asked = {mark_name(question.id): question for question in checklist.questions} | {"today": None}
        for paper in checklist.paper:
            form = forms[paper.form]
            assert form.fields <= set(asked), (checklist.name, paper.form, form.fields - set(asked))
            for block in form.block:
                for name, values in block.when.items():
                    question = checklist.by_id.get(name)
                    assert question, (checklist.name, paper.form, name)
                    assert set(values) <= set(question.values), (checklist.name, paper.form, name)


def test_every_form_names_clauses_that_there_are(law: Law) -> None:
    """Of the Instruction."""
    for name, form in load_forms().items():
        for clause in form.clause:
            assert law.act.text(clause.partition("/")[0], "en").present.text, name
