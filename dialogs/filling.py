"""Forms filled in: one question at a time, answered by a choice or in words, until there is something to be done."""

from typing import Final, assert_never

from dialogs.answers import Beside, NotAnAnswer, choices_of, read_answer
from dialogs.caseturns import Answered, Fetch, Form, WantedCase, WantedForm, WroteAnswer
from dialogs.checklistturns import FetchRun
from dialogs.forms import AHEAD, FORMS, STAFF_FORMS, Question, deed_of, entries_of, event_of, next_question
from dialogs.reminderturns import PreviewDays
from dialogs.staffturns import FetchStaff, Staff
from dialogs.turns import Choice, Choices, Facts, MonthPage, Reply, Say, State, StateName, Step

#: Forms of several questions, which say how far they are.
LONG: Final = frozenset({"register", "invite"})

#: Answers to choose from that are shown at a time.
PAGE: Final = 20


def filling(state: State, event: Answered | WroteAnswer | WantedForm, facts: Facts) -> Step:
    """What an answer comes to: the next question, the same one again, or what is to be done."""
    form = state.form
    question = next_question(form) if form else None
    if form is None and isinstance(event, WantedForm):
        return Step(state, deed=FetchRun())
    if form is None or question is None:
        return Step(state, (Say("no-form"),))
    match event:
        case WroteAnswer(text):
            return _read(state, form, question, text, facts)
        case Answered(name, value):
            if name != question.id:
                return Step(state, (Say("old-choice"),))
            return _answered(state, form, question, value, facts)
        case WantedForm(page):
            return asked(state, form, None, facts, page)
        case _:
            assert_never(event)


def asked(state: State, form: Form, file: Beside | None, facts: Facts, page: int = 0) -> Step:
    """The next question of a form, with a page of its answers; when there is none, what is to be done."""
    question = next_question(form)
    if question is None:
        return Step(state.but(form=form, options=()), deed=deed_of(form, facts))
    state = state.but(form=form, wanted=None, run=None, step="")
    if question.is_chosen and file is None and (needed := _needed(form, question, page)):
        return Step(state, deed=needed)
    answers = [Choice(say, Answered(question.id, value)) for value, say in choices_of(question, form, file, facts)]
    options = _page(answers, page)
    if question.can_wait:
        name = "form-not-known" if question.takes == "day" else "form-skip"
        options.append(Choice(Say(name), Answered(question.id, "")))
    says: tuple[Reply, ...] = (_question(form, question, facts, file),)
    if form.name in LONG:
        questions = FORMS[form.name]
        says = (Say("form-step", {"number": questions.index(question) + 1, "all": len(questions)}), *says)
    if question.is_day:
        ahead = question.takes != "day" or event_of(form, facts) == AHEAD
        says = (*says, MonthPage(facts.today.replace(day=1), facts.today, ahead=ahead))
    if options:
        says = (*says, Choices(tuple(options)))
    return Step(offering(state, tuple(options)), says)


def _page(answers: list[Choice], page: int) -> list[Choice]:
    """The answers of a page, and the ways to the others: a court may have more people than a chat has buttons."""
    shown = answers[page * PAGE : (page + 1) * PAGE]
    if len(answers) > (page + 1) * PAGE:
        shown.append(Choice(Say("choice-next-page"), WantedForm(page + 1)))
    if page:
        shown.append(Choice(Say("choice-page-before"), WantedForm(page - 1)))
    return shown


def _needed(form: Form, question: Question, page: int) -> FetchStaff | PreviewDays | Fetch | None:
    """What has to be got before a question can be asked: its answers lie in a case or a court."""
    if form.name in STAFF_FORMS:
        return FetchStaff(WantedForm(page))
    if question.takes == "preview":
        return PreviewDays(entries_of(form))
    return Fetch(WantedCase(form.case), WantedForm(page)) if form.case else None


def offering(state: State, choices: tuple[Choice, ...]) -> State:
    """The state in which these choices can be taken."""
    return state.but(options=tuple(choice.event for choice in choices))


def _read(state: State, form: Form, question: Question, text: str, facts: Facts) -> Step:
    try:
        value = read_answer(question, form, text, facts)
    except NotAnAnswer as not_one:
        near = tuple(
            Choice(Say("state-name", {"state": StateName(code)}), Answered(question.id, code)) for code in not_one.near
        )
        if near:
            return Step(offering(state, near), (not_one.say, Choices(near)))
        return Step(state, (not_one.say,))
    return _answered(state, form, question, value, facts)


def _answered(state: State, form: Form, question: Question, value: str, facts: Facts) -> Step:
    if not value and not question.can_wait:
        return Step(state, (Say("form-needed"),))
    return asked(state, form.with_answer(question.id, value), None, facts)


def _question(form: Form, question: Question, facts: Facts, beside: Beside | None) -> Say:
    """A question in words; the day a case begins with is asked for by its event."""
    if question.takes == "sure":
        one = beside.colleague(form.person) if isinstance(beside, Staff) else None
        return Say(f"ask-{form.name}-{question.id}", {"name": one.person.name if one else "—"})
    if form.name == "register" and question.id == "day":
        return Say(f"ask-day-{facts.law.kinds[form.answer('kind')].opens}")  # type: ignore[index]
    if question.id == "day":
        return Say("ask-day-of", {"event": Say(f"event-{event_of(form, facts)}")})
    return Say(f"ask-{form.name}-{question.id}")
