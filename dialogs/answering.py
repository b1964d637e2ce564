"""The talk about the law: a question gets the sentence that answers it, the act's words, and what to do next."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from dialogs.dates import WrittenDate, written_dates
from dialogs.dating import dated, several_dates
from dialogs.turns import (
    Beside,
    Choice,
    Choices,
    ClauseName,
    Facts,
    Quote,
    Reply,
    Say,
    Short,
    State,
    Step,
    WantedClauses,
    WantedDate,
    WantedTopic,
)
from knowledge.finding.references import Named
from knowledge.finding.search import Found, Hit, NotCovered, Unsure
from knowledge.finding.words import plain
from knowledge.instruction import PARAGRAPHS, paragraph

#: More clauses than this at once are listed by their headings.
MANY: Final = 3
MOST_CHOICES: Final = 5


def answered(state: State, question: str, facts: Facts) -> Step:
    """The answer to a free question; with a date in it also the deadline, when the clause sets a limit."""
    dates = written_dates(question, facts.today)
    if dates and facts.law.search.asks_when_due(question):
        limit = _only_limit(state.clause, facts)
        # what was received is counted from, never back from
        if limit and facts.law.limits[limit].direction == "backward":
            limit = ""
        return _with_day(state, WantedDate(limit), question, dates, facts)
    outcome = facts.law.search.find(question, state.clause)
    if isinstance(outcome, Found):
        return _found(state, outcome, question, facts)
    if isinstance(outcome, Unsure):
        return _unsure(state, outcome.hits, facts)
    return _not_covered(state, outcome, facts)


def topic_shown(state: State, topic: str, facts: Facts) -> Step:
    """One topic: its sentence, the words of its clause, the next steps."""
    about = facts.law.topics.data[topic]
    says = (Short(topic), *_quoted(about.clause, about.part, facts))
    return _offering(state, about.clause, says, _next_steps(about.clause, facts, shown=about.part))


def clauses_shown(state: State, named: Named, facts: Facts) -> Step:
    """The clauses that were named by number; what does not exist is said, never replaced by a neighbour."""
    says = tuple(_missing(named))
    clauses = tuple(dict.fromkeys(named.clauses))
    if not clauses:
        return Step(state.but(options=()), says)
    if len(clauses) > MANY:
        choices = tuple(_clause_choice(clause) for clause in clauses)
        return _offering(state, clauses[0], (*says, Say("several-clauses")), choices, is_list=True)
    parts = len(facts.law.act.text(clauses[0], "en").present.text)
    part = named.part if named.part and named.part <= parts else None
    quoted = [r for c in clauses for r in _quoted(c, part if c == clauses[0] else None, facts, whole=True)]
    steps = _next_steps(clauses[0], facts, shown=part, without=clauses)
    return _offering(state, clauses[0], (*says, *quoted), steps)


def _missing(named: Named) -> Iterable[Reply]:
    for clause in named.missing:
        if clause.startswith("chapter."):
            yield Say("no-such-chapter", {"written": clause.removeprefix("chapter.")})
        elif clause.startswith("order."):
            yield Say("no-such-item", {"written": clause.removeprefix("order.")})
        elif "." in clause and int(clause.partition(".")[0]) <= PARAGRAPHS:
            yield Say(
                "no-such-sub-item", {"clause": ClauseName(paragraph(clause)), "written": clause.rpartition(".")[2]}
            )
        else:
            yield Say("no-such-paragraph", {"written": clause, "last": PARAGRAPHS})
    for article in named.strange_articles:
        yield Say("strange-article", {"written": article})


def _found(state: State, found: Found, question: str, facts: Facts) -> Step:
    best = found.hits[0]
    about = facts.law.topics.data.get(best.topic)
    part = about.part if about else None
    says: list[Reply] = [Short(best.topic)] if about else []
    if found.asks_time and facts.law.act.about(best.clause).no_limit and not (about and about.says_no_limit):
        says.append(Say("no-limit", {"clause": ClauseName(paragraph(best.clause))}))
    says += _quoted(best.clause, part, facts)
    others = tuple(_topic_choice(hit) for hit in found.hits[1:])
    limit = (about.limit if about else "") or (_only_limit(best.clause, facts) if found.asks_time else "")
    if limit and (dates := written_dates(question, facts.today)):
        due = _with_day(state.but(clause=best.clause), WantedDate(limit), question, dates, facts)
        return Step(due.state, (*says, *due.says))
    return _offering(state, best.clause, says, (*others, *_next_steps(best.clause, facts, shown=part)))


def _with_day(state: State, wanted: WantedDate, question: str, dates: tuple[WrittenDate, ...], facts: Facts) -> Step:
    """The date that is wanted, counted from the day written in the question; of several none is chosen for anybody."""
    if len(dates) > 1:
        return several_dates(state, wanted)
    ahead = bool(wanted.limit) and facts.law.limits[wanted.limit].direction == "backward"
    day = dates[0].nearest(facts.today, ahead=ahead)
    if day is None:
        written = plain(question)[dates[0].start : dates[0].end]
        return Step(state, (Say("no-such-day", {"written": written}),))
    return dated(state, replace(wanted, day=day, has_year=dates[0].year is not None), facts)


def _unsure(state: State, hits: tuple[Hit, ...], facts: Facts) -> Step:
    chapters = {int(paragraph(hit.clause)) >= 21 for hit in hits if hit.clause[0].isdigit()}
    name = "unsure-direction" if len(chapters) == 2 else "unsure"
    return _offering(state, state.clause, (Say(name),), tuple(_topic_choice(hit) for hit in hits))


def _not_covered(state: State, nothing: NotCovered, facts: Facts) -> Step:
    if nothing.named:
        return clauses_shown(state, nothing.named, facts)
    is_talk = nothing.fence.startswith("talk-")
    says = (
        Short(nothing.fence) if nothing.fence else Say("not-covered"),
        Say("examples" if is_talk else "can-do"),
    )
    closest = tuple(_clause_choice(clause) for clause in dict.fromkeys([hit.clause for hit in nothing.closest]))
    return _offering(state, state.clause, says, closest)


def _quoted(clause: str, part: int | None, facts: Facts, *, whole: bool = False) -> tuple[Reply, ...]:
    """The words, and under them what belongs to them: the amendment, the treaty caveat, the other acts."""
    about = facts.law.act.about(clause)
    says: list[Reply] = [
        Quote(clause, part, is_whole=whole or not part),
        Beside(clause),
    ]
    if about.treaty:
        says.append(Say("treaty-may-differ"))
    return tuple(says)


def _offering(
    state: State, clause: str, says: Iterable[Reply], choices: tuple[Choice, ...], *, is_list: bool = False
) -> Step:
    """The step with its numbered choices, each clause once, which are remembered; a list is not cut short."""
    once = tuple(choice for n, choice in enumerate(choices) if choice.label not in [c.label for c in choices[:n]])
    offered = once if is_list else once[:MOST_CHOICES]
    state = state.but(clause=clause, wanted=None, options=tuple(choice.event for choice in offered))
    return Step(state, (*says, Choices(offered)) if offered else tuple(says))


def _next_steps(
    clause: str, facts: Facts, *, shown: int | None = None, without: tuple[str, ...] = ()
) -> tuple[Choice, ...]:
    about = facts.law.act.about(clause)
    dates = tuple(Choice(Say("choice-date", {"limit": key}), WantedDate(key)) for key in about.limits)
    parent = paragraph(clause)
    whole = (_clause_choice(parent),) if parent != clause or shown else ()
    related = tuple(_clause_choice(c) for c in about.related if c not in without and c != parent)
    return (*dates, *whole, *related)


def _only_limit(clause: str, facts: Facts) -> str:
    limits = facts.law.act.about(clause).limits
    return limits[0] if len(limits) == 1 else ""


def _clause_choice(clause: str) -> Choice:
    label = Say("choice-heading", {"clause": ClauseName(clause)})
    return Choice(label, WantedClauses(Named((clause,), alone=True)))


def _topic_choice(hit: Hit) -> Choice:
    label = Say("choice-heading", {"clause": ClauseName(hit.clause)})
    event = WantedTopic(hit.topic) if hit.topic else WantedClauses(Named((hit.clause,), alone=True))
    return Choice(label, event)
