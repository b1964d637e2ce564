"""One door for everything people do: `step(state, event, facts)`. It decides; channels carry, `wording` words."""

from collections.abc import Mapping
from typing import Final, assert_never

from dialogs.answering import answered, clauses_shown, topic_shown
from dialogs.dating import dated, overridden, several_dates, why, yes_or_no
from dialogs.turns import (
    AboutDate,
    AnsweredYesNo,
    Asked,
    AskedHelp,
    AskedWhy,
    Cancelled,
    ChoseLanguage,
    Command,
    DoesNotKnow,
    Event,
    Facts,
    Opened,
    Picked,
    Reply,
    Say,
    State,
    Step,
    UnknownCommand,
    WantedCalendar,
    WantedClauses,
    WantedDate,
    WantedTopic,
    Wrote,
    WroteNoDate,
    WroteOverride,
    WroteSeveralDates,
    YearPage,
)
from dialogs.understand import spoken_language, understood

#: Longer texts are not questions; nothing of them is kept.
LONGEST_TEXT: Final = 2_000

#: Years whose days can be shown; a date of any other year can still be counted.
YEARS: Final = range(1991, 2101)


def step(state: State, event: Event, facts: Facts) -> Step:
    """
    What an event comes to.

    Pure: the same state, event and facts always give the same step; what cannot be understood or counted
    changes nothing but what is said.
    """
    match event:
        case Wrote(text):
            return _written(state, _readable(text), facts)
        case WantedClauses(named):
            return clauses_shown(state, named, facts)
        case WantedTopic(topic):
            return topic_shown(state, topic, facts)
        case Asked(question):
            return answered(state, question, facts)
        case WantedDate() | WroteNoDate() | WroteSeveralDates() | WroteOverride() | AnsweredYesNo() | AskedWhy():
            return _dating(state, event, facts)
        case _:
            return _commanded(state, event, facts)


def _readable(text: str) -> str:
    """The text without what a screen would obey (escapes, directions) and halves of characters."""
    return "".join(c for c in text if c.isprintable() or c.isspace())


def _written(state: State, text: str, facts: Facts) -> Step:
    if len(text) > LONGEST_TEXT:
        return Step(state, (Say("too-long", {"longest": LONGEST_TEXT}),))
    if not text.strip():
        return Step(state, (Say("nothing-written"),))
    event = understood(text, state, facts)
    if not state.is_language_fixed:
        state = state.but(language=spoken_language(text, event, facts) or state.language)
    return step(state, event, facts)


def _commanded(state: State, event: Command, facts: Facts) -> Step:
    if isinstance(event, Cancelled | DoesNotKnow):
        state = state.but(wanted=None, options=())
    match event:
        case Picked(number) if 1 <= number <= len(state.options):
            return step(state, state.options[number - 1], facts)
        case ChoseLanguage(language) if language is not None:
            return Step(state.but(language=language, is_language_fixed=True), (Say("language-chosen"),))
        case WantedCalendar(year):
            return Step(state, (_year(year),))
        case UnknownCommand(written):
            return Step(state, (Say("no-such-command", {"written": written}), Say("help")))
        case Picked():
            return Step(state, (Say("no-such-choice", {"last": len(state.options)}),))
        case _:
            return Step(state, tuple(map(Say, _FIXED[type(event)])))


#: What is always said in the same words.
_FIXED: Final[Mapping[type[Command], tuple[str, ...]]] = {
    Opened: ("welcome", "examples"),
    AskedHelp: ("help", "examples"),
    Cancelled: ("cancelled",),
    DoesNotKnow: ("not-known-yet",),
    ChoseLanguage: ("which-language",),
}


def _year(year: int) -> Reply:
    if year in YEARS:
        return YearPage(year)
    return Say("no-such-year", {"first": str(YEARS[0]), "last": str(YEARS[-1])})


def _dating(state: State, event: AboutDate, facts: Facts) -> Step:
    match event:
        case WantedDate():
            return dated(state, event, facts)
        case WroteNoDate(written):
            return Step(state, (Say("no-such-day", {"written": written}),))
        case WroteSeveralDates(wanted):
            return several_dates(state, wanted)
        case WroteOverride(written):
            return overridden(state, written, facts)
        case AnsweredYesNo(is_yes):
            return yes_or_no(state, facts, is_yes=is_yes)
        case AskedWhy():
            return why(state, facts)
        case _:
            assert_never(event)
