"""The walk through a checklist: a question at a time, a review of all, then the papers."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, assert_never

from dialogs.answers import NotAnAnswer
from dialogs.checklists.checklist import Checklist, Question, load_checklists
from dialogs.checklists.findings import Finding, failing, findings, is_drafted, label, said_at_once
from dialogs.checklists.papers import clauses_of
from dialogs.checklists.position import (
    applying,
    changed,
    live,
    next_question,
    on_table,
    question_before,
    unknown,
)
from dialogs.checklists.reading import option, read_step, said_answer
from dialogs.checklistturns import (
    BY_HAND,
    PAPER_LANGUAGES,
    UNKNOWN,
    AnsweredStep,
    AskedStepWhy,
    AskedUnknown,
    Attach,
    BeganRun,
    ChecklistOutcome,
    Drafted,
    DraftPapers,
    DroppedRun,
    DropRun,
    EnteredRun,
    EnterRun,
    FetchRun,
    FetchRuns,
    KeptStep,
    OfChecklists,
    OpenRun,
    PutRunOff,
    Run,
    RunDropped,
    RunFetched,
    RunsFetched,
    WantedChecklists,
    WantedPapers,
    WantedReview,
    WantedRun,
    WantedStep,
    WentBack,
    WroteStep,
)
from dialogs.filling import offering
from dialogs.turns import Choice, Choices, Facts, Lines, MonthPage, Quote, Reply, Say, State, Step

#: Of an answer no more than this is shown in the review.
SHOWN: Final = 80


def at_checklist(state: State, event: OfChecklists, facts: Facts) -> Step:
    """What somebody wants of checklists."""
    match event:
        case WantedChecklists(case):
            return Step(state, deed=FetchRuns(case))
        case BeganRun(name, case):
            known = name in load_checklists()
            return Step(state.but(form=None, wanted=None), deed=OpenRun(name, case)) if known else _none(state)
        case WantedRun(number) if state.run and number in {0, state.run.id}:
            return asked_again(state, facts)
        case WantedRun(run):
            return Step(state.but(form=None, wanted=None), deed=FetchRun(run))
        case DroppedRun(run, is_sure):
            return _dropped(state, run, is_sure=is_sure)
        case _:
            return _walked(state, event, facts)


def checklist_told(state: State, outcome: ChecklistOutcome, facts: Facts) -> Step:
    """What is said of what was got or done."""
    match outcome:
        case RunsFetched():
            return _listed(state, outcome, facts)
        case RunFetched(run, named):
            if run is None:
                return _none(state) if named else Step(state, (Say("no-form"),))
            return _asked(state, run, facts, _opening(run, facts))
        case RunDropped():
            return Step(state.but(run=None, step="", options=()), (Say("run-dropped"),))
        case Drafted():
            return _handed_over(state, outcome, facts)
        case _:
            assert_never(outcome)


def asked_again(state: State, facts: Facts) -> Step:
    """The question on the table once more; at the review the next one that is open."""
    return _asked(state, state.run, facts, question=on_table(state)) if state.run else _none(state)


def _none(state: State) -> Step:
    return Step(state.but(run=None, step=""), (Say("no-run"),))


# --- within a walk -------------------------------------------------------------------------------------------


def _walked(state: State, event: OfChecklists, facts: Facts) -> Step:
    run = state.run
    if run is None or run.checklist not in load_checklists():
        return _none(state)
    question = on_table(state)
    match event:
        case KeptStep(name):
            stands = question is not None and question.id == name
            return _asked(state, run, facts) if stands else Step(state, (Say("old-choice"),))
        case AnsweredStep(name, value):
            return _chosen(state, run, question, (name, value), facts)
        case WroteStep(text):
            return _written(state, run, question, text, facts)
        case AskedStepWhy():
            return _why(state, run, question, facts)
        case WantedStep(number):
            return _again(state, run, number, facts)
        case WantedPapers(language):
            return _papers(state, run, language, facts)
        case EnteredRun():
            return Step(state, deed=EnterRun(run))
        case _:
            return _moved(state, run, event, facts)


def _moved(state: State, run: Run, event: OfChecklists, facts: Facts) -> Step:
    """Back, on, to the review, or away."""
    checklist = load_checklists()[run.checklist]
    match event:
        case WentBack():
            before = question_before(checklist, run, on_table(state), is_private=facts.is_private)
            asked = _asked(state, run, facts, question=before)
            return asked if before else _with(asked, "run-first")
        case AskedUnknown():
            return _asked(state, run.without(*(each.id for each in unknown(checklist, run))), facts)
        case WantedReview():
            return _review(state, run, facts)
        case _:
            return Step(state.but(run=None, step="", options=()), (Say("run-put-off", {"run": _number(run, facts)}),))


def _with(step: Step, name: str) -> Step:
    return replace(step, says=(Say(name), *step.says))


def _chosen(state: State, run: Run, question: Question | None, answer: tuple[str, str], facts: Facts) -> Step:
    name, value = answer
    if question is None or question.id != name:
        return Step(state, (Say("old-choice"),))
    return _kept(state, run, question, value, facts)


def _written(state: State, run: Run, question: Question | None, text: str, facts: Facts) -> Step:
    if question is None:
        return _with(_review(state, run, facts), "run-all-asked")
    try:
        value = read_step(question, text, facts)
    except NotAnAnswer as wrong:
        near = tuple(Choice(said, AnsweredStep(question.id, code)) for code, said in _near(question, wrong))
        if near:
            return Step(offering(state, near), (wrong.say, Choices(near)))
        return Step(state, (wrong.say,))
    return _kept(state, run, question, value, facts)


def _near(question: Question, wrong: NotAnAnswer) -> tuple[tuple[str, Say], ...]:
    return tuple((code, Say("run-use", {"value": said_answer(question, code)})) for code in wrong.near)


def _kept(state: State, run: Run, question: Question, value: str, facts: Facts) -> Step:
    """The next question; what the answer brought up and what it opened again is said first."""
    checklist = load_checklists()[run.checklist]
    after = changed(checklist, run, question.id, value)
    news = said_at_once(failing(checklist, run, facts), failing(checklist, after.run, facts))
    says = [_found(one) for one in news]
    if after.reopened:
        says.append(Say("run-reopened", {"what": _joined(tuple(map(label, after.reopened)))}))
    return _asked(state, after.run, facts, tuple(says))


def _joined(says: tuple[Say, ...]) -> Say:
    """Several texts as one, in their order."""
    first, *rest = says
    return Say("joined", {"first": first, "rest": _joined(tuple(rest))}) if rest else first


def _asked(
    state: State, run: Run, facts: Facts, news: tuple[Reply, ...] = (), question: Question | None = None
) -> Step:
    """A question, the next one unless it is named; when there is none, the review."""
    checklist = load_checklists()[run.checklist]
    question = question or next_question(checklist, run, is_private=facts.is_private)
    state = state.but(run=run, step=question.id if question else "", wanted=None)
    if question is None:
        reviewed = _review(state, run, facts)
        return replace(reviewed, says=(*news, *reviewed.says))
    questions = applying(checklist, run)
    says: list[Reply] = [
        *news,
        Say("run-step", {"number": questions.index(question) + 1, "all": len(questions)}),
        _question(question),
    ]
    if question.takes in {"day", "coming-day"}:
        says.append(MonthPage(facts.today.replace(day=1), facts.today, ahead=question.takes == "coming-day"))
    choices = tuple(_choices(question, run))
    return Step(offering(state, choices), (*says, Choices(choices)))


def _question(question: Question) -> Say:
    if question.why_not:
        return Say("question-reason", {"document": Say(f"label-{question.why_not}")})
    if question.takes == "enclosure":
        return Say("question-enclosure", {"document": label(question)})
    return Say(f"question-{question.id}")


def _choices(question: Question, run: Run) -> list[Choice]:
    """What the question can be answered by, then what can always be done."""
    choices = [Choice(option(question, value), AnsweredStep(question.id, value)) for value in question.values]
    kept = dict(run.answers).get(question.id, UNKNOWN)
    if kept not in {BY_HAND, UNKNOWN}:
        choices.append(Choice(Say("run-keep", {"value": said_answer(question, kept)}), KeptStep(question.id)))
    suggested = dict(run.suggested).get(question.id)
    if suggested and suggested != kept:
        use = Say("run-use", {"value": said_answer(question, suggested)})
        choices.append(Choice(use, AnsweredStep(question.id, suggested)))
    if not question.values:
        choices.append(Choice(Say("run-by-hand"), AnsweredStep(question.id, BY_HAND)))
    choices.append(Choice(Say("run-unknown"), AnsweredStep(question.id, UNKNOWN)))
    choices.append(Choice(Say("run-why"), AskedStepWhy()))
    if run.answers:
        choices.append(Choice(Say("run-back"), WentBack()))
    return choices


def _why(state: State, run: Run, question: Question | None, facts: Facts) -> Step:
    """The clause that makes us ask, then the question again."""
    if question is None:
        return _review(state, run, facts)
    quotes = []
    for clause in question.clause:
        name, _, part = clause.partition("/")
        quotes.append(Quote(name, int(part) if part else None))
    return _asked(state, run, facts, tuple(quotes), question)


def _again(state: State, run: Run, number: int, facts: Facts) -> Step:
    checklist = load_checklists()[run.checklist]
    questions = applying(checklist, run)
    if not 1 <= number <= len(questions):
        return Step(state, (Say("run-no-number", {"last": len(questions)}),))
    question = questions[number - 1]
    if question.personal and not facts.is_private:
        return Step(state, (Say("run-elsewhere", {"run": str(run.id)}),))
    # what was answered stays until it is answered anew
    return _asked(state, run, facts, question=question)


def _opening(run: Run, facts: Facts) -> tuple[Reply, ...]:
    name = "run-begun" if not run.answers else "run-goes-on"
    return (Say(name, {"checklist": Say(f"checklist-{run.checklist}"), "run": _number(run, facts)}),)


def _number(run: Run, facts: Facts) -> str:
    """What a walk is called by; nothing where it is gone with the talk."""
    return "none" if facts.is_alone else str(run.id)


# --- the review ----------------------------------------------------------------------------------------------


def _found(finding: Finding) -> Say:
    return Say(f"finding-{finding.weight}", {"what": finding.say, "clauses": clauses_of(finding)})


def _review(state: State, run: Run, facts: Facts) -> Step:
    checklist = load_checklists()[run.checklist]
    state, answers = state.but(run=run, step=""), live(checklist, run)
    lines = tuple(
        Say("review-line", {"number": str(number), "what": label(each), "answer": _shown(each, answers, facts)})
        for number, each in enumerate(applying(checklist, run), start=1)
    )
    found = findings(checklist, run, facts)
    says: list[Reply] = [Say("review-head", {"checklist": Say(f"checklist-{run.checklist}")}), Lines(lines)]
    # what was not asked yet stands among the answers as a blank
    against = tuple(_found(one) for one in found if one.id in answers or one.id not in checklist.by_id)
    if against:
        says += [Say("review-found"), Lines(against)]
    if run.id and not facts.is_private and any(each.personal for each in applying(checklist, run)):
        says.append(Say("run-elsewhere", {"run": str(run.id)}))
    choices = tuple(_after_review(checklist, run, found, facts))
    return Step(offering(state, choices), (*says, Say("review-change"), Choices(choices)))


def _shown(question: Question, answers: Mapping[str, str], facts: Facts) -> object:
    value = answers.get(question.id)
    if value is None:
        return Say("answer-none")
    if question.personal and not facts.is_private:
        return Say("answer-kept")
    said = said_answer(question, value)
    return f"{said[:SHOWN]}…" if isinstance(said, str) and len(said) > SHOWN else said


def _after_review(checklist: Checklist, run: Run, found: tuple[Finding, ...], facts: Facts) -> list[Choice]:
    choices = []
    if next_question(checklist, run, is_private=facts.is_private):
        choices.append(Choice(Say("run-go-on"), WantedRun(run.id)))
    if unknown(checklist, run):
        choices.append(Choice(Say("run-ask-unknown"), AskedUnknown()))
    if is_drafted(found):
        choices.append(Choice(Say("run-draft"), WantedPapers()))
    choices += [Choice(Say("run-back"), WentBack()), Choice(Say("run-later"), PutRunOff())]
    return [*choices, Choice(Say("run-drop"), DroppedRun(run.id))]


# --- the papers ----------------------------------------------------------------------------------------------


def _papers(state: State, run: Run, language: str | None, facts: Facts) -> Step:
    checklist = load_checklists()[run.checklist]
    if not is_drafted(findings(checklist, run, facts)):
        return _review(state, run, facts)
    chosen = next((one for one in PAPER_LANGUAGES if one == language), None)
    if chosen:
        return Step(state, deed=DraftPapers(run, chosen))
    choices = tuple(Choice(Say(f"papers-in-{one}"), WantedPapers(one)) for one in PAPER_LANGUAGES)
    return Step(offering(state, choices), (Say("which-paper-language"), Choices(choices)))


def _handed_over(state: State, drafted: Drafted, facts: Facts) -> Step:
    """The papers as files, what changed since the last draft, and what can be done next."""
    run, before = drafted.run, state.run
    checklist = load_checklists()[run.checklist]
    if not drafted.papers:
        return Step(state, (Say("papers-none"),))
    says: list[Reply] = [Say("papers-drafted", {"number": len(drafted.papers), "version": run.version})]
    if before and before.version:
        says.append(_since(checklist, before, run))
    if any(one.weight == "incomplete" for one in findings(checklist, run, facts)):
        says.append(Say("papers-incomplete"))
    choices = [Choice(Say(f"papers-in-{one}"), WantedPapers(one)) for one in PAPER_LANGUAGES if one != drafted.language]
    may_open = facts.person is not None and facts.person.may("open-cases")
    if checklist.case and not facts.is_alone and (run.case or may_open):
        choices.append(Choice(Say("run-enter-case" if run.case else "run-open-case"), EnteredRun()))
    choices.append(Choice(Say("run-review"), WantedReview()))
    attached = tuple(map(Attach, drafted.papers))
    return Step(offering(state.but(run=run, step=""), tuple(choices)), (*says, *attached, Choices(tuple(choices))))


def _since(checklist: Checklist, before: Run, after: Run) -> Say:
    """What is other than in the draft before."""
    was, now = dict(before.drafted), dict(after.answers)
    other = tuple(label(each) for each in checklist.questions if was.get(each.id) != now.get(each.id))
    return Say("papers-changed", {"what": _joined(other)}) if other else Say("papers-same")


# --- lists of them -------------------------------------------------------------------------------------------


def _listed(state: State, found: RunsFetched, facts: Facts) -> Step:
    """The walks that are open, and the checklists that can be begun."""
    open_ones = [
        Choice(
            Say(
                "run-entry",
                {"run": str(one.run), "checklist": Say(f"checklist-{one.checklist}"), "number": one.number or "none"},
            ),
            WantedRun(one.run),
        )
        for one in found.entries
    ]
    begun = [
        Choice(Say(f"checklist-{name}"), BeganRun(name, found.case))
        for name, checklist in load_checklists().items()
        if _fits(checklist, found.kind, facts)
    ]
    choices = (*open_ones, *begun)
    return Step(offering(state, choices), (Say("checklists"), Choices(choices)))


def _fits(checklist: Checklist, kind: str, facts: Facts) -> bool:
    """Whether a checklist is for the kind of case and the office of whoever asks."""
    if kind and checklist.case and all(one.kind != kind for one in checklist.case):
        return False
    is_department = facts.person is not None and facts.person.role == "department"
    return facts.person is None or (checklist.office == "department") == is_department


def _dropped(state: State, run: int, *, is_sure: bool) -> Step:
    if is_sure:
        return Step(state, deed=DropRun(run))
    choices = (Choice(Say("run-drop-sure"), DroppedRun(run, is_sure=True)), Choice(Say("run-go-on"), WantedRun(run)))
    return Step(offering(state, choices), (Say("run-ask-drop"), Choices(choices)))
