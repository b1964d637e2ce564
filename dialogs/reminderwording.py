"""Reminders in words. The first line holds the case, what, by when and the clause: phones show no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, assert_never, get_args

from dialogs.datewording import DateWording
from dialogs.reminderturns import (
    DatesMoved,
    Digest,
    DigestLine,
    MovedLine,
    Reminded,
    Reminder,
    ReminderReply,
    RemindersPage,
    Verb,
)
from dialogs.turns import ClauseName, Say
from dialogs.wording import Block, Wording
from knowledge.cases import CaseDeadline

#: The numbers of the buttons under a reminder; the number of the offer is the reminder's own.
ANSWERS: Final[Mapping[int, Verb]] = {30_000_000 + number: verb for number, verb in enumerate(get_args(Verb))}

#: Of the lines of one part of a digest no more are said; the rest is counted.
MOST: Final = 10


@dataclass(frozen=True)
class ReminderWording:
    """Words in one language for what the clock says."""

    wording: Wording

    def blocks(self, reply: ReminderReply) -> Iterator[Block]:
        """The blocks of a reply about reminders."""
        match reply:
            case Reminder():
                return self._reminder(reply)
            case Digest():
                return self._digest(reply)
            case DatesMoved():
                return self._moved(reply)
            case RemindersPage():
                return self._page(reply)
            case _:
                assert_never(reply)

    def answers(self) -> Iterator[Block]:
        """What can be answered to a reminder."""
        return (Block("choice", self.wording.words(f"answer-{verb}"), number) for number, verb in ANSWERS.items())

    def subject(self, reply: Reminder | Digest | DatesMoved) -> str:
        """One line for the subject of a mail."""
        match reply:
            case Reminder(file, limits, _):
                return self._line(limits[0], self._deadline(reply, limits[0]), file.case.number)
            case Digest(day, is_weekly=is_weekly):
                return self.wording.words("digest-weekly" if is_weekly else "digest", {"day": day})
            case DatesMoved(lines, act):
                return self.wording.words("dates-moved-calendar") if act else self._moved_line(lines[0])
            case _:
                assert_never(reply)

    def _reminder(self, reminder: Reminder) -> Iterator[Block]:
        dates, words = DateWording(self.wording), self.wording.words
        for said in reminder.limits:
            one = self._deadline(reminder, said)
            yield Block("date", self._line(said, one, reminder.file.case.number))
            if one and one.deadline:
                yield from dates.short(one.deadline, reminder.today)
                yield from dates.late(one.deadline, reminder.today)
        endings = self._endings(reminder)
        if endings:
            yield Block("text", words("reminder-next"))
            yield from (Block("step", words(f"event-{event}")) for event in endings)

    def _line(self, said: Reminded, one: CaseDeadline | None, number: str) -> str:
        limit = self._limit(said.limit)
        values: dict[str, object] = {"number": number, "limit": limit, "name": said.name}
        if one is None or one.due is None:
            return self.wording.words("reminder-gone", values)
        return self.wording.words(f"reminder-{said.occasion}", {**values, "day": one.due})

    def _deadline(self, reminder: Reminder, said: Reminded) -> CaseDeadline | None:
        return next(
            (
                one
                for one in reminder.file.deadlines
                if one.start and (one.key, one.start.id) == (said.limit, said.event)
            ),
            None,
        )

    def _endings(self, reminder: Reminder) -> tuple[str, ...]:
        """What ends the limits that are spoken of."""
        kind = self.wording.law.kinds[reminder.file.case.kind]
        named = {said.limit for said in reminder.limits}
        return tuple(dict.fromkeys(event for limit in kind.limit if limit.key in named for event in limit.until))

    def _digest(self, digest: Digest) -> Iterator[Block]:
        words = self.wording.words
        yield Block("text", self.subject(digest))
        parts = {"overdue": digest.overdue, "today": digest.today, "soon": digest.soon, "unseen": digest.unseen}
        if digest.is_empty:
            yield Block("text", words("digest-nothing"))
        for name, lines in parts.items():
            if not lines:
                continue
            yield Block("date", words(f"digest-{name}", {"count": len(lines)}))
            yield from (Block("step", self._digest_line(line)) for line in lines[:MOST])
            if len(lines) > MOST:
                yield Block("note", words("digest-more", {"count": len(lines) - MOST}))

    def _digest_line(self, line: DigestLine) -> str:
        values = {"number": line.number, "limit": self._limit(line.limit), "day": line.due}
        return self.wording.words("digest-line", values)

    def _moved(self, moved: DatesMoved) -> Iterator[Block]:
        words = self.wording.words
        if moved.act:
            yield Block("text", words("dates-moved-calendar"))
            yield Block("source", words("dates-moved-act", {"act": moved.act}))
        for line in moved.lines:
            yield Block("step" if moved.act else "date", self._moved_line(line))

    def _moved_line(self, line: MovedLine) -> str:
        values: dict[str, object] = {"number": line.number, "limit": self._limit(line.limit), "was": line.was}
        if line.now is None:
            return self.wording.words("dates-moved-over", values)
        return self.wording.words("dates-moved-line", {**values, "now": line.now})

    def _page(self, page: RemindersPage) -> Iterator[Block]:
        words = self.wording.words
        yield Block("text", words("reminders-of", {"number": page.file.case.number}))
        if not page.lines:
            yield Block("note", words("reminders-none"))
        for line in page.lines:
            values: dict[str, object] = {"at": line.at, "name": line.name, "limit": self._limit(line.limit)}
            yield Block("step", words("reminder-line", {**values, "standing": Say(f"standing-{line.standing}")}))

    def _limit(self, key: str) -> Say:
        return Say(f"limit-{key}", {"clause": ClauseName(self.wording.law.limits[key].clause)})
