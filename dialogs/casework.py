"""The talk about cases: forms are filled in, cases are shown, what is to be done is asked of whoever can do it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, assert_never

from dialogs.caseturns import (
    AskedCaseWhy,
    Began,
    CaseCard,
    CaseFile,
    CaseOutcome,
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
    OfCases,
    WantedCase,
    WantedCases,
    WantedForm,
    WantedHistory,
)
from dialogs.checklistturns import WantedChecklists
from dialogs.filling import asked, offering
from dialogs.forms import NEVER, able, may_tell
from dialogs.reminderturns import WantedReminders
from dialogs.turns import Choice, Choices, Facts, Reply, Say, State, Step, WantedDate
from knowledge.people import Person, Right

#: The event that is kept beside the receipt: the earlier of the two days counts.
REGISTERED: Final = "registered"

#: The lists that are offered: whose, within how many days, closed ones.
LISTS: Final[tuple[tuple[str, WantedCases], ...]] = (
    ("mine", WantedCases()),
    ("due", WantedCases("mine", 14)),
    ("court", WantedCases("court")),
    ("overdue", WantedCases("court", 0)),
    ("week", WantedCases("court", 7)),
    ("fortnight", WantedCases("court", 14)),
    ("month", WantedCases("court", 30)),
    ("closed", WantedCases("court", is_closed=True)),
)

#: What help says to whoever has a right.
HELP: Final[tuple[tuple[Right, str], ...]] = (
    ("open-cases", "help-register"),
    ("see-cases", "help-cases"),
    ("see-cases", "help-papers"),
    ("see-cases", "help-reminders"),
    ("manage-people", "help-people"),
    ("move-days", "help-days"),
    ("read-audit", "help-audit"),
)

#: The forms that name somebody for a case.
PARTS: Final[tuple[tuple[FormName, str], ...]] = (
    ("hand-over", "choice-hand-over"), ("deputy", "choice-deputy"), ("judge", "choice-judge"),
)  # fmt: skip


def at_work(state: State, event: OfCases | Began, facts: Facts) -> Step:
    """What somebody wants of cases."""
    match event:
        case Began("register"):
            may = facts.person is not None and facts.person.may("open-cases")
            return asked(state, Form("register", answers=event.given), None, facts) if may else _refused(state)
        case Began(_, case) | WantedHistory(case) | AskedCaseWhy(case):
            return Step(state, deed=Fetch(WantedCase(case), event))
        case WantedCase():
            return Step(state, deed=Fetch(event, event))
        case WantedCases():
            return Step(state, deed=FetchList(event))
        case _:
            assert_never(event)


def told(state: State, outcome: CaseOutcome | LetIn, facts: Facts) -> Step:
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
            return _list(state, outcome, facts)
        case LetIn(person):
            if person is None:
                return Step(state, (Say("code-not-good"),))
            return Step(
                state,
                (
                    Say("let-in", {"name": person.name, "role": Say("role-name", {"role": person.role})}),
                    *help_of(person),
                ),
            )
        case _:
            assert_never(outcome)


def help_of(person: Person) -> tuple[Say, ...]:
    """What somebody of this role can do here."""
    return tuple(Say(name) for right, name in HELP if person.may(right))


def _changed(state: State, changed: Changed, facts: Facts) -> Step:
    """The case as it is now, after what moved; what new dates assume is said with them."""
    is_new = changed.what in {"opened", "told", "corrected"}
    done = Say(f"case-{changed.what}", {"number": changed.file.case.number})
    moved = (Moved(changed.moves),) if changed.moves and changed.what != "opened" else ()
    card = CaseCard(changed.file, facts.today, with_assumptions=is_new)
    choices = (*(_assumed(changed.file, facts) if is_new else ()), *_next_steps(changed.file, facts))
    return Step(offering(state, choices), (done, *moved, card, Choices(choices)))


def _asked_again(state: State, number: str, facts: Facts) -> Step:
    """Another number is asked for; what else was answered stays."""
    form = state.form or Form("register")
    again = asked(state, form.without_answer("number"), None, facts)
    return replace(again, says=(Say("number-taken", {"number": number}), *again.says))


def _refused(state: State) -> Step:
    return Step(state.but(form=None), (Say("may-not"),))


def _with_file(state: State, file: CaseFile, then: object, facts: Facts) -> Step:
    match then:
        case Began(form, case) if (form == "reopen") == bool(file.case.closed):
            return asked(state, Form(form, case, then.given), file, facts)
        case WantedForm(page) if state.form:
            return asked(state, state.form, file, facts, page)
        case WantedHistory():
            return _shown(state, file, facts, History(file))
        case AskedCaseWhy():
            return _shown(state, file, facts, CaseWhy(file))
        case _:
            return _shown(state, file, facts, CaseCard(file, facts.today))


# --- what is shown -------------------------------------------------------------------------------------------


def _shown(state: State, file: CaseFile, facts: Facts, *says: Reply) -> Step:
    """What is said of a case, and what can be done with it next."""
    choices = _next_steps(file, facts)
    return Step(offering(state, choices), (*says, Choices(choices)))


def _next_steps(file: CaseFile, facts: Facts) -> tuple[Choice, ...]:
    """What whoever talks may do with the case next."""
    case, runs = file.case.id, facts.person is not None and facts.person.may("run-cases")
    history = Choice(Say("choice-history"), WantedHistory(case))
    papers = Choice(Say("choice-papers"), WantedChecklists(case))
    if file.case.closed:
        return (history, Choice(Say("choice-reopen"), Began("reopen", case))) if runs else (history,)
    steps = [Choice(Say("choice-event"), Began("event", case))]
    if any(may_tell(event.kind, facts) for event in file.case.events):
        steps.append(Choice(Say("choice-correct"), Began("correct", case)))
    if any(one.is_open for one in file.deadlines):
        steps.append(Choice(Say("choice-why"), AskedCaseWhy(case)))
    steps.append(papers)
    if not runs:
        return (*steps, history)
    return (
        *steps,
        Choice(Say("choice-term"), Began("term", case)),
        history,
        Choice(Say("choice-reminders-of"), WantedReminders(case)),
        *(Choice(Say(name), Began(part, case)) for part, name in PARTS if able(part, file)),
        Choice(Say("choice-close"), Began("close", case)),
    )


def _assumed(file: CaseFile, facts: Facts) -> Iterator[Choice]:
    """What to say when something that the dates assume is not so."""
    case, limits = file.case, facts.law.kinds[file.case.kind].limit
    beside = {start for limit in limits if REGISTERED in limit.starts for start in limit.starts}
    for one in file.deadlines:
        assumptions = facts.law.limits[one.key].assumptions
        if not one.is_open or one.start is None or not assumptions or not may_tell(one.start.kind, facts):
            continue
        told = (("told", f"{one.start.id}:{one.start.kind}"),)
        if "originals" in assumptions:
            yield Choice(Say("choice-were-copies"), Began("correct", case.id, given=(*told, ("day", NEVER))))
        else:
            event = Say(f"event-{one.start.kind}")
            yield Choice(Say("choice-another-day", {"event": event}), Began("correct", case.id, given=told))
        if one.start.kind in beside and not case.happened(REGISTERED):
            yield Choice(Say("choice-registered"), Began("event", case.id, given=(("event", REGISTERED),)))


def _list(state: State, found: ListFetched, facts: Facts) -> Step:
    wanted = found.wanted
    choices = [Choice(_entry(entry), WantedCase(entry.id)) for entry in found.entries]
    if found.has_more:
        choices.append(Choice(Say("choice-next-page"), replace(wanted, page=wanted.page + 1)))
    if wanted.page:
        choices.append(Choice(Say("choice-page-before"), replace(wanted, page=wanted.page - 1)))
    choices += [Choice(Say(f"list-{name}"), other) for name, other in LISTS if other != replace(wanted, page=0)]
    if facts.person and facts.person.may("open-cases"):
        choices.append(Choice(Say("choice-register"), Began("register")))
    choices.append(Choice(Say("choice-count"), WantedDate()))
    title = next((name for name, other in LISTS if other == replace(wanted, page=0)), "court")
    says = (Say(f"list-{title}"), *(() if found.entries else (Say("list-empty"),)), Choices(tuple(choices)))
    return Step(offering(state, tuple(choices)), says)


def _entry(entry: Listed) -> Say:
    values: dict[str, object] = {"number": entry.number, "kind": Say(f"kind-{entry.kind}")}
    if entry.next_due is None:
        return Say("entry-waiting", values)
    return Say("entry", {**values, "day": entry.next_due})
