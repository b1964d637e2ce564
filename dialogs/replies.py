"""Every reply in words: the one place that knows which wording a reply has."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import assert_never

from dialogs.casewording import CaseWording
from dialogs.checklistturns import Attach
from dialogs.datewording import DateWording
from dialogs.months import month_blocks
from dialogs.reminderturns import DatesMoved, Digest, Reminder, RemindersPage
from dialogs.reminderwording import ReminderWording
from dialogs.turns import Beside, Choices, Due, Lines, MonthPage, Quote, Reply, Say, Short, Trace, YearPage
from dialogs.wording import Block, Wording


def blocks(replies: Iterable[Reply], wording: Wording) -> tuple[Block, ...]:
    """The blocks of several replies in their order."""
    return tuple(block for reply in replies for block in _blocks(reply, wording))


def _blocks(reply: Reply, wording: Wording) -> Iterator[Block]:
    match reply:
        case Say() | Lines() | Choices() | Short() | Attach():
            return _plain_blocks(reply, wording)
        case Quote():
            return wording.quoted(reply)
        case Beside():
            return wording.beside(reply)
        case MonthPage():
            return month_blocks(reply, wording)
        case Reminder() | Digest() | DatesMoved() | RemindersPage():
            return ReminderWording(wording).blocks(reply)
        case Due() | Trace() | YearPage():
            return _date_blocks(reply, DateWording(wording))
        case _:
            return CaseWording(wording).blocks(reply)


def _plain_blocks(reply: Say | Lines | Choices | Short | Attach, wording: Wording) -> Iterator[Block]:
    match reply:
        case Say():
            return wording.said(reply)
        case Lines():
            return wording.lines(reply)
        case Choices():
            return wording.offered(reply)
        case Short(topic):
            return iter([Block("text", wording.law.topics.answer(topic, wording.language))])
        case Attach(paper):
            return iter([Block("file", paper.name, content=b64encode(paper.content).decode())])
        case _:
            assert_never(reply)


def _date_blocks(reply: Due | Trace | YearPage, wording: DateWording) -> Iterator[Block]:
    match reply:
        case Due():
            return wording.due(reply)
        case Trace():
            return wording.trace(reply)
        case YearPage():
            return wording.year(reply)
        case _:
            assert_never(reply)
