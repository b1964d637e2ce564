"""Answers to the questions of checklists: what is made of those that are written, and how they are said again."""

import re
from datetime import date
from typing import Final

from dialogs.answers import NotAnAnswer, state_in
from dialogs.checklists.checklist import YES_NO, Question
from dialogs.checklistturns import BY_HAND, UNKNOWN
from dialogs.dates import is_meant, written_dates
from dialogs.personal import is_bin, is_iin
from dialogs.turns import Facts, Say, StateName

LONGEST_LINE: Final = 300
LONGEST_TEXT: Final = 2_000

#: How people say that somebody has no patronymic.
_NO_PATRONYMIC: Final = re.compile(
    r"[\s,;(\-–—]*\b(?:no|without(?: a)?|без|нет|әкесінің аты|отчества|отчество|patronymic|none|жоқ)"
    r"(?:\s+(?:patronymic|отчества|отчество|нет|жоқ|none))?[\s).]*$",
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"[\s\-]+")


def read_step(question: Question, text: str, facts: Facts) -> str:
    """
    What was written as the answer that is kept.

    Raises:
        NotAnAnswer: It cannot be one; it says why, and perhaps what is near.
    """
    match question.takes:
        case "day" | "coming-day":
            return _day(question, text, facts).isoformat()
        case "state":
            return state_in(text, facts)
        case "choice" | "yes-no" | "enclosure":
            raise NotAnAnswer(Say("form-take-choice"))
        case "long":
            return _long(text)
        case "name":
            return _name(_line(text))
        case "address":
            return _address(_line(text), facts)
        case "iin" | "bin":
            return _number(question.takes, _line(text))
        case _:
            return _line(text)


def said_answer(question: Question, value: str) -> object:
    """An answer as a value of a `Say`: worded in the reader's language where it is one of ours."""
    if value in {BY_HAND, UNKNOWN}:
        return Say("answer-by-hand" if value == BY_HAND else "answer-unknown")
    if question.takes in {"day", "coming-day"}:
        return date.fromisoformat(value)
    if question.takes == "state":
        return StateName(value)
    return option(question, value) if question.values else value


def option(question: Question, value: str) -> Say:
    """One of the answers to choose from."""
    if question.takes == "enclosure":
        return Say(f"enclosure-{value}")
    return Say(f"answer-{value}") if question.values == YES_NO else Say(f"option-{question.id}-{value}")


def _line(text: str) -> str:
    said = " ".join(text.split())
    if len(said) > LONGEST_LINE:
        raise NotAnAnswer(Say("too-long", {"longest": LONGEST_LINE}))
    return said


def _long(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    said = "\n".join(lines)
    if len(said) > LONGEST_TEXT:
        raise NotAnAnswer(Say("too-long", {"longest": LONGEST_TEXT}))
    return said


def _day(question: Question, text: str, facts: Facts) -> date:
    dates = written_dates(text, facts.today)
    if len(dates) != 1 or not is_meant(text, dates):
        raise NotAnAnswer(Say("several-dates" if len(dates) > 1 else "form-no-date"))
    if question.personal and dates[0].year is None:
        raise NotAnAnswer(Say("step-needs-year"))
    ahead = question.takes == "coming-day"
    day = dates[0].nearest(facts.today, ahead=ahead)
    if day is None:
        raise NotAnAnswer(Say("no-such-day", {"written": text.strip()[:40]}))
    if day > facts.today and not ahead:
        raise NotAnAnswer(Say("fault-event-ahead", {"day": day, "today": facts.today}))
    return day


def _name(said: str) -> str:
    """A full name as it is written in papers: with the patronymic, unless there is none."""
    without = _NO_PATRONYMIC.sub("", said)
    words = without.split()
    if not any(map(str.isalpha, without)) or any(map(str.isdecimal, without)):
        raise NotAnAnswer(Say("form-no-name"))
    if len(words) < 2:
        raise NotAnAnswer(Say("step-no-full-name"))
    if len(words) == 2 and without == said:
        raise NotAnAnswer(Say("step-no-patronymic"))
    return without


def _address(said: str, facts: Facts) -> str:
    if not facts.law.states.named(said) and not facts.law.states.is_own(said) and not _names_own(said, facts):
        raise NotAnAnswer(Say("step-no-country"))
    return said


def _names_own(said: str, facts: Facts) -> bool:
    """Whether one of the parts between commas is Kazakhstan."""
    return any(facts.law.states.is_own(part) for part in re.split(r"[,;]", said))


def _number(kind: str, said: str) -> str:
    digits = _SEPARATORS.sub("", said)
    if not (is_iin(digits) if kind == "iin" else is_bin(digits)):
        raise NotAnAnswer(Say(f"step-no-{kind}"))
    return digits
