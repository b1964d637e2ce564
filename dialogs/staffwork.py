"""The talk about the people of a court: who they are, who comes in, what they may do; and who did what."""

from typing import Final, assert_never

from dialogs.caseturns import Began, Form, WantedForm
from dialogs.filling import asked, offering
from dialogs.staffturns import (
    Colleague,
    FetchRecords,
    FetchStaff,
    InviteAgain,
    NotAllowed,
    OfStaff,
    RecordLine,
    RecordsFetched,
    Staff,
    StaffChanged,
    StaffFetched,
    StaffOutcome,
    WantedCode,
    WantedColleague,
    WantedRecords,
    WantedStaff,
)
from dialogs.turns import Choice, Choices, Facts, Reply, Say, State, Step
from knowledge.people import Person

#: People shown at a time.
PAGE: Final = 10


def at_staff(state: State, event: OfStaff | Began, facts: Facts) -> Step:
    """What somebody wants of the people of their court, or of its records."""
    person = facts.person
    if person is None or not person.may("read-audit" if isinstance(event, WantedRecords) else "manage-people"):
        return _refused(state)
    if isinstance(event, WantedRecords):
        return Step(state, deed=FetchRecords(event))
    if isinstance(event, Began) and event.form == "invite":
        return asked(state, Form("invite", answers=event.given), None, facts)
    if isinstance(event, WantedCode):
        return Step(state, deed=InviteAgain(event.person))
    return Step(state, deed=FetchStaff(event))


def staff_told(state: State, outcome: StaffOutcome, facts: Facts) -> Step:
    """What is said of what was done or found."""
    match outcome:
        case StaffFetched(staff, then):
            return _with_staff(state, staff, then, facts)
        case StaffChanged():
            return _changed(state.but(form=None), outcome, facts)
        case RecordsFetched():
            return _records(state, outcome)
        case NotAllowed():
            return _refused(state)
        case _:
            assert_never(outcome)


def _refused(state: State) -> Step:
    return Step(state.but(form=None), (Say("may-not-manage"),))


def _with_staff(state: State, staff: Staff, then: object, facts: Facts) -> Step:
    match then:
        case WantedStaff(page):
            return _people(state, staff, page)
        case WantedColleague(person) if known := staff.colleague(person):
            return _card(state, known, staff, facts)
        case Began() if staff.colleague(then.person):
            return asked(state, Form(then.form, answers=then.given, person=then.person), staff, facts)
        case WantedForm(page) if state.form:
            return asked(state, state.form, staff, facts, page)
        case _:
            return _refused(state)


def _changed(state: State, changed: StaffChanged, facts: Facts) -> Step:
    """What was done; a code is shown this once, and the person beside it."""
    done = Say(f"staff-{changed.what}", {"name": changed.name, "code": changed.code, "cases": changed.cases})
    known = changed.staff.colleague(changed.person)
    if known:
        # the list would be shown in the place of this message, and the code be gone
        shown = _card(state, known, changed.staff, facts, leads_back=not changed.code)
    else:
        shown = _people(state, changed.staff, 0)
    return Step(shown.state, (done, *shown.says))


def _people(state: State, staff: Staff, page: int) -> Step:
    shown = staff.people[page * PAGE : (page + 1) * PAGE]
    choices = [Choice(_named(one.person), WantedColleague(one.person.id)) for one in shown]
    if len(staff.people) > (page + 1) * PAGE:
        choices.append(Choice(Say("choice-next-page"), WantedStaff(page + 1)))
    if page:
        choices.append(Choice(Say("choice-page-before"), WantedStaff(page - 1)))
    choices.append(Choice(Say("choice-invite"), Began("invite")))
    return _offered(state, choices, Say("staff-people", {"count": len(staff.people)}))


def _card(state: State, one: Colleague, staff: Staff, facts: Facts, *, leads_back: bool = True) -> Step:
    """One of the people, and what may be done about them; perhaps the way back to all of them."""
    person, me = one.person, facts.person
    deputy = staff.colleague(person.deputy) if person.deputy else None
    says = [
        Say(
            "staff-card",
            {"name": person.name, "role": Say("role-name", {"role": person.role}), "cases": one.open_cases},
        )
    ]
    says.append(Say("staff-talks" if one.channels else "staff-not-yet"))
    if deputy:
        says.append(Say("staff-stands-in", {"name": deputy.person.name}))
    choices = [Choice(Say("choice-stand-in"), Began("stand-in", person=person.id))]
    if me and me.may_manage(person):
        choices += [
            Choice(Say("choice-role"), Began("role", person=person.id)),
            Choice(Say("choice-code"), WantedCode(person.id)),
            Choice(Say("choice-remove"), Began("remove", person=person.id)),
        ]
    if leads_back:
        choices.append(Choice(Say("choice-people"), WantedStaff()))
    return _offered(state, choices, *says)


def _records(state: State, found: RecordsFetched) -> Step:
    says = tuple(map(_record, found.records)) or (Say("records-none"),)
    choices = [Choice(Say("choice-older"), WantedRecords(found.older))] if found.older else []
    return _offered(state, choices, Say("records"), *says)


def _record(line: RecordLine) -> Say:
    values: dict[str, object] = {"at": line.at, "deed": Say(f"deed-{line.deed}")}
    return Say("record", {**values, "name": line.name or "none", "subject": line.subject or "none"})


def _named(person: Person) -> Say:
    return Say("colleague", {"name": person.name, "role": Say("role-name", {"role": person.role})})


def _offered(state: State, choices: list[Choice], *says: Reply) -> Step:
    return Step(offering(state, tuple(choices)), (*says, *((Choices(tuple(choices)),) if choices else ())))
