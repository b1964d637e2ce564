"""From the first question to the papers: what was answered stands in them, what was not is marked."""

from dataclasses import replace

import pytest

from dialogs.checklists.checklist import load_checklists
from dialogs.checklists.findings import findings
from dialogs.checklists.papers import drafted_papers, papers_of
from dialogs.checklistturns import (
    BY_HAND,
    PAPER_LANGUAGES,
    UNKNOWN,
    AnsweredStep,
    Attach,
    Paper,
    PaperLanguage,
    Run,
    WantedPapers,
    WantedReview,
    WantedStep,
)
from dialogs.replies import blocks
from dialogs.texts import Texts
from dialogs.turns import Choices, Facts, Say
from dialogs.wording import Wording
from tests.dialogs.checklists.walker import WRITTEN, Walker, begun, first_option, last_option
from tests.dialogs.papers.reading import check_parts, paragraphs
from tests.dialogs.papers.test_own_form import docx

NAMES = tuple(load_checklists())


def papers(walker: Walker) -> list[Paper]:
    """The papers handed over last."""
    return [said.paper for said in walker.says if isinstance(said, Attach)]


def drafted(walker: Walker, language: PaperLanguage = "en") -> str:
    """All papers as text."""
    walker.do(WantedPapers(language))
    return "\n".join(line for paper in papers(walker) for line in paragraphs(paper.content))


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_checklist_ends_in_its_papers(facts: Facts, texts: Texts, name: str, language: PaperLanguage) -> None:
    """All that are wanted by the answers, in each language, without a blank once all is answered."""
    walker = begun(name, facts, texts)
    walker.to_the_end(first_option)
    walker.do(WantedPapers())
    assert walker.names == ("which-paper-language",)
    said = drafted(walker, language)
    wanted = papers_of(load_checklists()[name], walker.run)
    assert [paper.form for paper in papers(walker)] == [paper.form for paper in wanted]
    assert wanted
    assert "____ (" not in said, "nothing was left open"
    for paper in papers(walker):
        check_parts(paper.content)
        assert paper.name.endswith(f" {walker.run.id}-1.docx")
    assert "{" not in said
    assert "None" not in said


@pytest.mark.parametrize("name", NAMES)
def test_what_was_left_open_is_a_blank_with_its_name(facts: Facts, texts: Texts, name: str) -> None:
    """And the paper says that it is incomplete, with the clauses."""
    walker = begun(name, facts, texts)
    while question := walker.question:
        # what decides the way is answered, the rest left open
        walker.do(AnsweredStep(question.id, question.values[0] if question.values else UNKNOWN))
    said = drafted(walker)
    assert "______________ (" in said
    assert "DRAFT, incomplete: para" in said
    assert "papers-incomplete" in walker.names


def test_what_is_to_be_filled_in_by_hand_is_a_blank_too(facts: Facts, texts: Texts) -> None:
    """As "skip" says."""
    walker = begun("forward", facts, texts)
    while question := walker.question:
        walker.do(AnsweredStep(question.id, question.values[0] if question.values else BY_HAND))
    assert "______________ (number of the case)" in drafted(walker)


def test_the_list_of_enclosures_says_how_each_stands(facts: Facts, texts: Texts) -> None:
    """Enclosed, with or without translation; missing; what is not needed is not in it, with a reason."""
    walker = begun("order-service", facts, texts)
    stands = iter(["translated", "enclosed", "missing"])
    walker.to_the_end(lambda one: next(stands, "not-needed") if one.takes == "enclosure" else first_option(one))
    said = drafted(walker)
    assert ", with certified translation" in said
    assert ", without translation" in said
    assert "(not enclosed)" in said
    named = {one.say.name for one in findings(load_checklists()["order-service"], walker.run, facts)}
    assert {"missing-translation", "missing-enclosure"} <= named
    walker = begun("order-service", facts, texts)
    walker.to_the_end(last_option)
    assert any(question.endswith("-reason") for question, _ in walker.run.answers)
    assert "with certified translation" not in "\n".join(drafted(walker).splitlines()[-6:])


def test_the_departments_list_names_each_deficiency_with_its_clause(facts: Facts, texts: Texts) -> None:
    """What its checks found."""
    walker = begun("department-check", facts, texts)
    wanted = {"packet": "order-abroad", "order-signed": "no", "order-sealed": "no", "decision": "send-back"}
    walker.to_the_end(lambda one: wanted.get(one.id) or first_option(one))
    said = drafted(walker)
    found = [one for one in findings(load_checklists()["department-check"], walker.run, facts) if one.weight != "note"]
    assert found
    wording = Wording(texts, facts.law, "en")
    for one in found:
        assert wording.words(one.say.name, one.say.values) in said
    assert "(para 21" in said
    assert "incomplete" not in said


def test_a_second_draft_says_what_changed(facts: Facts, texts: Texts) -> None:
    """By the names of the questions; the version goes up."""
    walker = begun("forward", facts, texts)
    walker.to_the_end(first_option)
    walker.do(WantedPapers("ru"))
    assert "papers-same" not in walker.names
    walker.do(WantedPapers("kk"))
    assert "papers-same" in walker.names
    walker.do(WantedReview())
    number = [one.id for one in load_checklists()["forward"].questions].index("case-number") + 1
    walker.do(WantedStep(number))
    walker.write("99/2026")
    walker.do(WantedPapers("en"))
    changed = next(said for said in walker.says if isinstance(said, Say) and said.name == "papers-changed")
    assert changed.values["what"] == Say("label-case-number")
    assert walker.run.version == 3
    assert papers(walker)[0].name.endswith("-3.docx")
    choices = next(said for said in walker.says if isinstance(said, Choices))
    assert WantedReview() in [choice.event for choice in choices.options]


def test_the_same_answers_are_the_same_papers(facts: Facts, texts: Texts) -> None:
    """To the byte."""
    walker = begun("forward", facts, texts)
    walker.to_the_end(first_option)
    run = replace(walker.run, version=1)
    assert drafted_papers(run, "kk-ru", facts, texts) == drafted_papers(run, "kk-ru", facts, texts)


def test_without_answers_there_is_no_paper(facts: Facts, texts: Texts) -> None:
    """Where each depends on some."""
    assert drafted_papers(Run("received-petition"), "ru", facts, texts) == ()
    walker = begun("received-petition", facts, texts)
    walker.do(WantedPapers("ru"))
    assert walker.names == ("papers-none",)


def test_a_file_is_a_block_with_its_content(facts: Facts, texts: Texts) -> None:
    """How it is handed over is the channel's affair."""
    walker = begun("forward", facts, texts)
    walker.to_the_end(first_option)
    walker.do(WantedPapers("ru"))
    files = [block for block in blocks(walker.says, Wording(texts, facts.law, "ru")) if block.kind == "file"]
    assert [file.text for file in files] == [paper.name for paper in papers(walker)]
    assert all(file.content for file in files)
    assert WRITTEN["number"] in drafted(walker)


def test_the_courts_own_form_takes_the_place_of_ours(facts: Facts, texts: Texts) -> None:
    """Of that paper alone."""
    walker = begun("forward", facts, texts)
    walker.to_the_end(first_option)
    own = {"forwarding-letter": docx("Our own: {{ case_number }}")}
    first, second = drafted_papers(replace(walker.run, version=1), "ru", facts, texts, own)
    assert paragraphs(first.content) == [f"Our own: {WRITTEN['number']}"]
    assert len(paragraphs(second.content)) > 5
