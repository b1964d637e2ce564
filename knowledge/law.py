"""Everything the law says, loaded once: the act, its topics, limits, calendar, kinds of cases, states."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.calendar import Calendar, load_calendar, load_entries
from knowledge.cases import Kinds, load_kinds
from knowledge.finding.references import References
from knowledge.finding.search import Search, load_search
from knowledge.instruction import Instruction, load_instruction
from knowledge.limits import CountingRule, TimeLimit, load_counting, load_limits
from knowledge.states import States, load_states
from knowledge.topics import Topics, load_topics


@dataclass(frozen=True)
class Law:
    """The law as one thing to hand round."""

    act: Instruction
    topics: Topics
    search: Search
    references: References
    limits: Mapping[str, TimeLimit]
    counting: Mapping[str, CountingRule]
    calendar: Calendar
    kinds: Kinds
    states: States


def load_law(overlays: tuple[Path, ...] = (), entries: Path | None = None) -> Law:
    """
    The law from its data files.

    Args:
        overlays: Files with official texts that replace ours.
        entries: An administrator's file of calendar entries.

    Raises:
        DataError: A file is missing or wrong.
    """
    act = load_instruction(overlays=overlays)
    topics = load_topics(act)
    references = References(act)
    calendar = load_calendar()
    if entries is not None:
        calendar = calendar.with_entries(load_entries(entries))
    search = load_search(act, topics, references)
    limits = load_limits()
    return Law(act, topics, search, references, limits, load_counting(), calendar, load_kinds(limits), load_states())
