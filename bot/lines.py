"""JSON lines in, JSON lines out: `komek ask --jsonl` and `komek due --jsonl`. A line that cannot be read is skipped."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final, TextIO, cast

from dialogs.dating import counted
from knowledge.calendar import Calendar, Entry, Reason
from knowledge.finding.search import Found, Hit, NotCovered, Search, Unsure
from knowledge.law import Law
from knowledge.limits import LimitError, Override, Unit, as_given

Fields = dict[str, object]
Answer = Callable[[Fields], Fields]

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

#: The key of the event's date where it is not `event_date`.
_DATE_KEYS: Final = {"send_order_before_hearing": "hearing_date"}


def answer_lines(asked: Iterable[bytes], said: TextIO, faults: TextIO, answer: Answer) -> None:
    """Answer every line that holds a JSON object, one by one; the others are named on `faults` by their number."""
    for number, line in enumerate(asked, start=1):
        try:
            answered = json.dumps(answer(_fields(line)), allow_nan=False)
        except (ValueError, RecursionError):
            # the line itself is not repeated: it may hold what somebody wrote
            faults.write(f"line {number}: not a JSON object; skipped\n")
            continue
        said.write(f"{answered}\n")
        said.flush()


def _fields(line: bytes) -> Fields:
    fields = json.loads(line)
    if not isinstance(fields, dict):
        msg = "not a JSON object"
        raise ValueError(msg)  # noqa: TRY004 - it is the line's content that is wrong
    return fields


# --- questions -----------------------------------------------------------------------------------------------


def question_answer(search: Search) -> Answer:
    """Answers lines {"id", "lang", "q"}."""

    def answer(fields: Fields) -> Fields:
        question = fields.get("q")
        outcome = search.find(question if isinstance(question, str) else "")
        hits = [{"clause": hit.clause, "score": round(hit.score, 4)} for hit in _hits(outcome)]
        return {"id": fields.get("id"), "hits": hits, "answered": isinstance(outcome, Found)}

    return answer


def _hits(outcome: Found | Unsure | NotCovered) -> tuple[Hit, ...]:
    return outcome.closest if isinstance(outcome, NotCovered) else outcome.hits


# --- dates ---------------------------------------------------------------------------------------------------


def deadline_answer(law: Law) -> Answer:
    """Answers lines {"id", "rule", "event_date", "as_of", "override", "calendar_extra"}."""

    def answer(fields: Fields) -> Fields:
        try:
            due, status = _due(fields, law)
        except LimitError as fault:
            return {"id": fields.get("id"), "due": None, "status": "error", "why": str(fault)}
        return {"id": fields.get("id"), "due": due, "status": status}

    return answer


def _due(fields: Fields, law: Law) -> tuple[str, str]:
    rule = fields.get("rule")
    if not isinstance(rule, str) or rule not in law.limits:
        msg = f"rule {as_given(rule)}: one of {', '.join(law.limits)} is needed"
        raise LimitError(msg, "no-such-limit")
    key = _DATE_KEYS.get(rule, "event_date")
    event = written_day(fields.get(key), key)
    as_of = written_day(fields["as_of"], "as_of") if "as_of" in fields else None
    calendar = _calendar(fields, law.calendar)
    override = _override(fields["override"]) if "override" in fields else None
    deadline = counted(rule, event, override, replace(law, calendar=calendar), as_of or date.max)
    return deadline.due.isoformat(), "late" if as_of and deadline.is_late(as_of) else "ok"


def written_day(written: object, key: str) -> date:
    """A day written YYYY-MM-DD; `key` is what an error calls it. Raises LimitError for anything else."""
    if isinstance(written, str) and _DATE.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError as none:
            msg = f"{key}: no such day in the calendar: {written}"
            raise LimitError(msg, "no-such-day") from none
    msg = f"{key}: not a date written YYYY-MM-DD"
    raise LimitError(msg, "no-date")


def _override(given: object) -> Override:
    if not isinstance(given, dict):
        msg = "override: an object with length, unit and basis is needed"
        raise LimitError(msg, "override-form")
    length, unit, basis = (given.get(key) for key in ("length", "unit", "basis"))
    # whether length and unit are what they must be is checked by Override itself
    return Override(cast("int", length), cast("Unit", unit), basis if isinstance(basis, str) else "")


def _calendar(fields: Fields, calendar: Calendar) -> Calendar:
    if "calendar_extra" not in fields:
        return calendar
    extra = fields["calendar_extra"]
    if not isinstance(extra, dict):
        msg = "calendar_extra: an object with the lists off and work is needed"
        raise LimitError(msg, "calendar-extra")
    off, work = (frozenset(_days(extra.get(key, []), f"calendar_extra.{key}")) for key in ("off", "work"))
    if both := sorted(off & work):
        msg = f"calendar_extra: {both[0]} is both off and work"
        raise LimitError(msg, "calendar-extra")
    entries = [Entry(day, Reason("entered-off")) for day in off] + [Entry(day, Reason("entered-work")) for day in work]
    return calendar.with_entries(entries)


def _days(given: object, key: str) -> Iterator[date]:
    if not isinstance(given, list):
        msg = f"{key}: a list of dates is needed"
        raise LimitError(msg, "calendar-extra")
    for day in given:
        yield written_day(day, key)
