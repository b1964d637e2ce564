"""What stands against a packet as far as it was answered: what is missing, and the checks that fail."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dialogs.checklists.checklist import Check, Checklist, Question, Rule, Weight, holds
from dialogs.checklists.position import applying, live
from dialogs.checklistturns import BY_HAND, UNKNOWN, Run
from dialogs.turns import Facts, Say
from knowledge.limits import Deadline, LimitError, counted_deadline


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands against the packet, or is to be said of it."""

    id: str
    clause: tuple[str, ...]
    weight: Weight
    say: Say


def label(question: Question) -> Say:
    """The short name of what a question asks."""
    if question.why_not:
        return Say("label-reason", {"document": Say(f"label-{question.why_not}")})
    return Say(f"label-{question.id}")


def findings(checklist: Checklist, run: Run, facts: Facts) -> tuple[Finding, ...]:
    """All that stands against the packet: what is missing in the order of the questions, then the checks."""
    return (*_missing(checklist, run), *failing(checklist, run, facts))


def failing(checklist: Checklist, run: Run, facts: Facts) -> tuple[Finding, ...]:
    """The checks that fail by what was answered."""
    answers = live(checklist, run)
    return tuple(
        Finding(check.id, check.clause, check.weight, Say(f"check-{check.id}", values))
        for check in checklist.check
        if holds(check.when, answers) and (values := _fault(check, answers, facts)) is not None
    )


def _missing(checklist: Checklist, run: Run) -> Iterator[Finding]:
    """What was left open, documents that are not there, and those without their translation."""
    answers = live(checklist, run)
    for question in applying(checklist, run):
        value, named = answers.get(question.id, UNKNOWN), {"what": label(question)}
        if value in {BY_HAND, UNKNOWN} and not question.optional:
            name = "missing-by-hand" if value == BY_HAND else "missing-unknown"
            yield Finding(question.id, question.clause, "incomplete", Say(name, named))
        elif question.takes == "enclosure" and value == "missing":
            yield Finding(question.id, question.clause, "incomplete", Say("missing-enclosure", named))
        elif question.takes == "enclosure" and question.translation and value == "enclosed":
            yield Finding(question.id, question.clause, "incomplete", Say("missing-translation", named))


def _fault(check: Check, answers: Mapping[str, str], facts: Facts) -> Mapping[str, object] | None:
    """The values of what is said when a check fails; None when it does not."""
    if check.rule:
        return RULES[check.rule](answers, facts)
    if check.sequence:
        days = [day for name in check.sequence if (day := _day(answers.get(name, "")))]
        return {} if days != sorted(days) else None
    return {} if holds(check.fails, answers) else None


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value not in {BY_HAND, UNKNOWN} else None


def _hearing_too_near(answers: Mapping[str, str], facts: Facts) -> Mapping[str, object] | None:
    """Para 25: the order is to be sent six months before the day of the hearing."""
    deadline = _deadline("send_order_before_hearing", answers.get("hearing", ""), facts)
    if deadline is None or not deadline.is_late(facts.today):
        return None
    return {"sendBy": deadline.due, "earliest": deadline.earliest_start(facts.today)}


def _act_too_old(answers: Mapping[str, str], facts: Facts) -> Mapping[str, object] | None:
    """Para 17: a foreign act is presented within three years from the day on which it entered into force."""
    deadline = _deadline("present_foreign_act", answers.get("in-force", ""), facts)
    filed = _day(answers.get("filed", "")) or facts.today
    return {"until": deadline.due} if deadline and deadline.is_late(filed) else None


def _deadline(key: str, day: str, facts: Facts) -> Deadline | None:
    """The date of a limit; None while its day is not known, or when it lies outside the years that can be counted."""
    started = _day(day)
    if started is None:
        return None
    try:
        return counted_deadline(key, facts.law.limits[key], started, facts.law.calendar)
    except LimitError:
        return None


def _address_elsewhere(answers: Mapping[str, str], facts: Facts) -> Mapping[str, object] | None:
    """The order goes to the state in which the recipient lives."""
    address, state = answers.get("recipient-address", ""), answers.get("state", "")
    if state in {BY_HAND, UNKNOWN} or address in {BY_HAND, UNKNOWN}:
        return None
    return {} if state not in facts.law.states.named(address) else None


RULES: Final[Mapping[Rule, Callable[[Mapping[str, str], Facts], Mapping[str, object] | None]]] = {
    "hearing-too-near": _hearing_too_near,
    "act-too-old": _act_too_old,
    "address-elsewhere": _address_elsewhere,
}


def said_at_once(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What an answer brought up."""
    known = {one.id for one in before}
    return tuple(one for one in after if one.id not in known)


def is_drafted(found: tuple[Finding, ...]) -> bool:
    """Whether papers are drafted as it stands."""
    return all(one.weight != "stops" for one in found)
