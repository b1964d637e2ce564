"""The talk about cases: forms are filled in, cases are shown, what is to be done is asked of whoever can do it."""

from dataclasses import replace
from typing import Final, assert_never

from dialogs.caseturns import (
    Admit,
    Answered,
    AskedCaseWhy,
    Began,
    CaseCard,
    CaseFile,
    CaseWhy,
    Changed,
    Fetch,
    Fetched,
    FetchList,
    Form,
    FormName,
    History,
    LetIn,
    Listed,
    ListFetched,
    Moved,
    NoSuchCase,
    NumberTaken,
    OfPeople,
    Outcome,
    UsedCode,
    WantedCase,
    WantedCases,
    WantedForm,
    WantedHistory,
    WroteAnswer,
)
from dialogs.forms import FORMS, NotAnAnswer, Question, able, choices_of, deed_of, may_tell, next_question, read_answer
from dialogs.turns import Choice, Choices, Facts, Reply, Say, State, StateName, Step

#: The lists that are offered: whose, within how many days, closed ones.
LISTS: Final[tuple[tuple[str, WantedCases], ...]] = (
    ("mine", WantedCases()),
    ("court", WantedCases("court")),
    ("overdue", WantedCases("court", 0)),
    ("week", WantedCases("court", 7)),
    ("fortnight", WantedCases("court", 14)),
    ("month", WantedCases("court", 30)),
    ("closed", WantedCases("court", is_closed=True)),
)

#: The forms that name somebody for a case.
PARTS: Final[tuple[tuple[FormName, str], ...]] = (
    ("hand-over", "choice-hand-over"), ("deputy", "choice-deputy"), ("judge", "choice-judge"),
)  # fmt: skip


def at_work(state: State, event: OfPeople, facts: Facts) -> Step:
    """What somebody wants of cases; strangers are told that they need an invitation."""
    if isinstance(event, UsedCode):
        return Step(state, deed=Admit(event.code))
    if facts.person is None:
        return Step(state.but(form=None), (Say("invited-only"),))
    match event:
        case Began("register"):
            return _asked(state, Form("register"), None, facts) if facts.person.may("open-cases") else _refused(state)
        case Began(_, case) | WantedHistory(case) | AskedCaseWhy(case):
            return Step(state, deed=Fetch(WantedCase(case), event))
        case WantedCase():
            return Step(state, deed=Fetch(event, event))
        case WantedCases():
            return Step(state, deed=FetchList(event))
        case _:
            return _filling(state, event, facts)


def told(state: State, outcome: Outcome, facts: Facts) -> Step:
    """What is said of what was done or found."""
    match outcome:
        case Fetched(file, then):
            return _with_file(state, file, then, facts)
        case NoSuchCase(written):
            # a number that was looked up while a form is open ends no form
            after = state if written else state.but(form=None)
            return Step(after, (Say("no-such-case", {"written": written or "none"}),))
        case NumberTaken(number):
            return _asked_again(state, number, facts)
        case Changed():
            return _changed(state.but(form=None), outcome, facts)
        case ListFetched():
            return _list(state, outcome)
        case LetIn(person):
            if person is None:
                return Step(state, (Say("code-not-good"),))
            return Step(state, (Say("let-in", {"name": person.name, "role": person.role}), Say("help-cases")))
        case _:
            assert_never(outcome)


def _changed(state: State, changed: Changed, facts: Facts) -> Step:
    """The case as it is now, after what moved; what new dates assume is said with them."""
    is_new = changed.what in {"opened", "told", "corrected"}
    done = Say(f"case-{changed.what}", {"number": changed.file.case.number})
    moved = (Moved(changed.moves),) if changed.moves and changed.what != "opened" else ()
    card = CaseCard(changed.file, facts.today, with_assumptions=is_new)
    return _shown(state, changed.file, facts, done, *moved, card)


def _asked_again(state: State, number: str, facts: Facts) -> Step:
    """Another number is asked for; what else was answered stays."""
    form = state.form or Form("register")
    again = _asked(state, form.without_answer("number"), None, facts)
    return replace(again, says=(Say("number-taken", {"number": number}), *again.says))


def _refused(state: State) -> Step:
    return Step(state.but(form=None), (Say("may-not"),))


def _with_file(state: State, file: CaseFile, then: object, facts: Facts) -> Step:
    match then:
        case Began(form, case) if (form == "reopen") == bool(file.case.closed):
            return _asked(state, Form(form, case), file, facts)
        case WantedForm() if state.form:
            return _asked(state, state.form, file, facts)
        case WantedHistory():
            return _shown(state, file, facts, History(file))
        case AskedCaseWhy():
            return _shown(state, file, facts, CaseWhy(file))
        case _:
            return _shown(state, file, facts, CaseCard(file, facts.today))


# --- forms ---------------------------------------------------------------------------------------------------


def _filling(state: State, event: Answered | WroteAnswer | WantedForm, facts: Facts) -> Step:
    form = state.form
    question = next_question(form) if form else None
    if form is None or question is None:
        return Step(state, (Say("no-form"),))
    match event:
        case WroteAnswer(text):
            return _read(state, form, question, text, facts)
        case Answered(name, value):
            if name != question.id:
                return Step(state, (Say("old-choice"),))
            return _answered(state, form, question, value, facts)
        case WantedForm():
            return _asked(state, form, None, facts)
        case _:
            assert_never(event)


def _read(state: State, form: Form, question: Question, text: str, facts: Facts) -> Step:
    try:
        value = read_answer(question, form, text, facts)
    except NotAnAnswer as not_one:
        near = tuple(
            Choice(Say("state-name", {"state": StateName(code)}), Answered(question.id, code)) for code in not_one.near
        )
        if near:
            return Step(_offering(state, near), (not_one.say, Choices(near)))
        return Step(state, (not_one.say,))
    return _answered(state, form, question, value, facts)


def _answered(state: State, form: Form, question: Question, value: str, facts: Facts) -> Step:
    if not value and not question.can_wait:
        return Step(state, (Say("form-needed"),))
    return _asked(state, form.with_answer(question.id, value), None, facts)


def _asked(state: State, form: Form, file: CaseFile | None, facts: Facts) -> Step:
    """The next question of a form; when there is none, what is to be done."""
    question = next_question(form)
    if question is None:
        return Step(state.but(form=form, options=()), deed=deed_of(form, facts))
    state = state.but(form=form, wanted=None)
    if question.is_chosen and form.case and file is None:
        return Step(state, deed=Fetch(WantedCase(form.case), WantedForm()))
    options = [Choice(say, Answered(question.id, value)) for value, say in choices_of(question, form, file, facts)]
    if question.can_wait:
        name = "form-not-known" if question.takes == "day" else "form-skip"
        options.append(Choice(Say(name), Answered(question.id, "")))
    says: tuple[Reply, ...] = (_question(form, question, facts),)
    if form.name == "register":
        step = {"number": len(form.answers) + 1, "all": len(FORMS[form.name])}
        says = (Say("form-step", step), *says)
    if options:
        says = (*says, Choices(tuple(options)))
    return Step(_offering(state, tuple(options)), says)


def _question(form: Form, question: Question, facts: Facts) -> Say:
    """A question in words; the day a case begins with is asked for by its event."""
    if form.name == "register" and question.id == "day":
        return Say(f"ask-day-{facts.law.kinds[form.answer('kind')].opens}")  # type: ignore[index]
    if question.id == "day":
        event = form.answer("event") or form.answer("told").partition(":")[2]
        return Say("ask-day-of", {"event": Say(f"event-{event}")})
    return Say(f"ask-{form.name}-{question.id}")


def _offering(state: State, choices: tuple[Choice, ...]) -> State:
    return state.but(options=tuple(choice.event for choice in choices))


# --- what is shown -------------------------------------------------------------------------------------------


def _shown(state: State, file: CaseFile, facts: Facts, *says: Reply) -> Step:
    """What is said of a case, and what can be done with it next."""
    choices = _next_steps(file, facts)
    return Step(_offering(state, choices), (*says, Choices(choices)))


def _next_steps(file: CaseFile, facts: Facts) -> tuple[Choice, ...]:
    """What whoever talks may do with the case next."""
    case, runs = file.case.id, facts.person is not None and facts.person.may("run-cases")
    history = Choice(Say("choice-history"), WantedHistory(case))
    if file.case.closed:
        return (history, Choice(Say("choice-reopen"), Began("reopen", case))) if runs else (history,)
    steps = [Choice(Say("choice-event"), Began("event", case))]
    if any(may_tell(event.kind, facts) for event in file.case.events):
        steps.append(Choice(Say("choice-correct"), Began("correct", case)))
    if any(one.is_open for one in file.deadlines):
        steps.append(Choice(Say("choice-why"), AskedCaseWhy(case)))
    if not runs:
        return (*steps, history)
    return (
        *steps,
        Choice(Say("choice-term"), Began("term", case)),
        history,
        *(Choice(Say(name), Began(part, case)) for part, name in PARTS if able(part, file)),
        Choice(Say("choice-close"), Began("close", case)),
    )


def _list(state: State, found: ListFetched) -> Step:
    wanted = found.wanted
    choices = [Choice(_entry(entry), WantedCase(entry.id)) for entry in found.entries]
    if found.has_more:
        choices.append(Choice(Say("choice-next-page"), replace(wanted, page=wanted.page + 1)))
    if wanted.page:
        choices.append(Choice(Say("choice-page-before"), replace(wanted, page=wanted.page - 1)))
    choices += [Choice(Say(f"list-{name}"), other) for name, other in LISTS if other != replace(wanted, page=0)]
    choices.append(Choice(Say("choice-register"), Began("register")))
    title = next((name for name, other in LISTS if other == replace(wanted, page=0)), "court")
    says = (Say(f"list-{title}"), *(() if found.entries else (Say("list-empty"),)), Choices(tuple(choices)))
    return Step(_offering(state, tuple(choices)), says)


def _entry(entry: Listed) -> Say:
    values: dict[str, object] = {"number": entry.number, "kind": Say(f"kind-{entry.kind}")}
    if entry.next_due is None:
        return Say("entry-waiting", values)
    return Say("entry", {**values, "day": entry.next_due})
