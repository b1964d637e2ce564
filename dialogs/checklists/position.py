"""Where a walk stands: derived from its answers, so a release may add a question and no answer is ever undone."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.checklists.checklist import Checklist, Question, holds, load_checklists
from dialogs.checklistturns import UNKNOWN, Run
from dialogs.turns import State


@dataclass(frozen=True, slots=True)
class Changed:
    """A walk after an answer, and the questions that are open again because of it."""

    run: Run
    reopened: tuple[Question, ...]


def applying(checklist: Checklist, run: Run) -> tuple[Question, ...]:
    """The questions that apply as far as was answered, in their order."""
    return _applying(checklist, dict(run.answers))[0]


def live(checklist: Checklist, run: Run) -> Mapping[str, str]:
    """The answers to questions that apply; others rest, and count again when their question applies again."""
    return _applying(checklist, dict(run.answers))[1]


def _applying(checklist: Checklist, given: Mapping[str, str]) -> tuple[tuple[Question, ...], dict[str, str]]:
    questions: list[Question] = []
    answers: dict[str, str] = {}
    for question in checklist.questions:
        if holds(question.when, answers):
            questions.append(question)
            if question.id in given:
                answers[question.id] = given[question.id]
    return tuple(questions), answers


def next_question(checklist: Checklist, run: Run, *, is_private: bool) -> Question | None:
    """
    The first question that applies and has no answer; None when all were asked.

    Args:
        checklist: What is asked.
        run: What was answered.
        is_private: Whether it may be asked here what says something of a person.
    """
    given = dict(run.answers)
    return next(
        (
            question
            for question in applying(checklist, run)
            if question.id not in given and (is_private or not question.personal)
        ),
        None,
    )


def on_table(state: State) -> Question | None:
    """The question of the walk that was asked last; None when none is open."""
    checklist = load_checklists().get(state.run.checklist) if state.run else None
    return checklist.by_id.get(state.step) if checklist else None


def question_before(checklist: Checklist, run: Run, question: Question | None, *, is_private: bool) -> Question | None:
    """The question that was answered before this one; before none, the last that was answered."""
    given = dict(run.answers)
    before = []
    for each in applying(checklist, run):
        if each == question:
            break
        if each.id in given and (is_private or not each.personal):
            before.append(each)
    return before[-1] if before else None


def changed(checklist: Checklist, run: Run, question: str, value: str) -> Changed:
    """
    The walk with an answer.

    Later answers stay unless they depend on one that is now another. Those that are open because of it, and questions
    that apply only now, are named.
    """
    was = dict(run.answers)
    run_now = run.answered(question, value)
    if question in was and was[question] != value:
        stale = {question}
        for each in checklist.questions:
            if stale.intersection(each.depends):
                stale.add(each.id)
        run_now = run_now.without(*(stale - {question}))
    given = dict(run_now.answers)
    reopened: tuple[Question, ...] = ()
    if question in was:
        applied = {each.id for each in applying(checklist, run)}
        reopened = tuple(
            each
            for each in applying(checklist, run_now)
            if each.id not in given and (each.id in was or each.id not in applied)
        )
    return Changed(run_now, reopened)


def unknown(checklist: Checklist, run: Run) -> tuple[Question, ...]:
    """The questions whose answer was not known."""
    answers = live(checklist, run)
    return tuple(each for each in applying(checklist, run) if answers.get(each.id) == UNKNOWN)
