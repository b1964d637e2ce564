"""What is meant by what was written: plain words and commands in three languages become an event."""

import re
from dataclasses import replace
from typing import Final

from dialogs.dates import WrittenDate, written_dates
from dialogs.dating import is_override
from dialogs.turns import (
    AnsweredYesNo,
    Asked,
    AskedHelp,
    AskedWhy,
    Cancelled,
    ChoseLanguage,
    DoesNotKnow,
    Event,
    Facts,
    Picked,
    State,
    UnknownCommand,
    WantedCalendar,
    WantedClauses,
    WantedDate,
    WroteNoDate,
    WroteOverride,
)
from knowledge.finding.words import plain, words_of
from knowledge.languages import Language

_SAYINGS: Final[tuple[tuple[str, Event], ...]] = (
    ("/help /start help помощь справка көмек комек", AskedHelp()),
    ("/cancel cancel отмена отмени отменить болдырмау тоқтат", Cancelled()),
    ("/why why почему откуда неге неліктен", AskedWhy()),
    ("/lang /language language язык тіл", ChoseLanguage(None)),
    ("english in_english по-английски ағылшынша", ChoseLanguage("en")),
    ("русский по-русски на_русском орысша in_russian", ChoseLanguage("ru")),
    ("қазақша казакша по-казахски на_казахском in_kazakh kazakh қазақ_тілінде", ChoseLanguage("kk")),
    ("/due due срок_посчитать рассчитать_срок посчитать_срок мерзімді_есептеу compute_date", WantedDate()),
    ("не_знаю не_знаем don't_know i_don't_know dont_know білмеймін белгісіз", DoesNotKnow()),
)
_EVENTS: Final = {saying.replace("_", " "): event for sayings, event in _SAYINGS for saying in sayings.split()}
_YES: Final = frozenset("yes y yep да ага конечно иә ия иа оригинал подлинник original түпнұсқа".split())
_NO: Final = frozenset("no n nope нет не неа жоқ жок скан копия copy көшірме".split())
_LANGUAGES: Final[dict[str, Language]] = {
    "en": "en", "eng": "en", "english": "en", "английский": "en", "ағылшын": "en",
    "ru": "ru", "rus": "ru", "russian": "ru", "русский": "ru", "орыс": "ru", "рус": "ru",
    "kk": "kk", "kz": "kk", "kaz": "kk", "kazakh": "kk", "казахский": "kk", "қазақ": "kk", "қазақша": "kk", "каз": "kk",
}  # fmt: skip
_YEAR: Final = re.compile(
    r"(?:/calendar|calendar|календарь|күнтізбе)\s+(?:на\s+|for\s+)?(\d{4})(?:\s+(?:год|жыл\w*|г\.?))?"
)

#: Of a command that there is not, no more than this is repeated.
LONGEST_COMMAND: Final = 20

#: Words that may stand beside a date that is an answer, not a question.
_DATE_COMPANY: Final = 5


def understood(text: str, state: State, facts: Facts) -> Event:
    """What `text` means in the talk so far."""
    low = " ".join(plain(text).split())
    return (
        _command(low)
        or _choice(low, state)
        or _reply(text, low, state, facts)
        or _clauses(text, facts)
        or _bare_date(text, low, state, facts)
        or Asked(text)
    )


def spoken_language(text: str, event: Event, facts: Facts) -> Language | None:
    """The language that a question was asked in; None where there is nothing to tell it by."""
    if text.lstrip().startswith("/") or not isinstance(event, Asked | WantedClauses):
        return None
    return facts.law.search.language(text)


def _command(low: str) -> Event | None:
    bare = low.rstrip("?!. ")
    if bare in _EVENTS:
        return _EVENTS[bare]
    if year := _YEAR.fullmatch(bare):
        return WantedCalendar(int(year[1]))
    if not low.startswith("/"):
        return None
    name, _, rest = low.partition(" ")
    if name in ("/lang", "/language"):
        return ChoseLanguage(_LANGUAGES.get(rest.strip()))
    return None if name == "/clause" and rest else UnknownCommand(name[:LONGEST_COMMAND])


def _choice(low: str, state: State) -> Event | None:
    number = low.strip(" .)#")
    if number.isascii() and number.isdigit() and len(number) <= 2 and 1 <= int(number) <= len(state.options):
        return Picked(int(number))
    return None


def _reply(text: str, low: str, state: State, facts: Facts) -> Event | None:
    """An answer to what was asked last."""
    if is_override(text) and (state.wanted or state.given):
        return WroteOverride(text)
    words = set(words_of(low))
    if words and words <= _YES | _NO:
        return AnsweredYesNo(is_yes=not words & _NO)
    if state.wanted is None:
        return None
    if not (state.wanted.limit and state.wanted.day):
        return _dated(text, low, state.wanted, facts)
    # both are known, so another length was asked for
    return WroteOverride(text) if low[:1].isdecimal() else None


def _bare_date(text: str, low: str, state: State, facts: Facts) -> Event | None:
    """A date and hardly anything else: it is for the limit of the clause talked of, if that has one."""
    limits = facts.law.act.about(state.clause).limits if state.clause else ()
    return _dated(text, low, WantedDate(limits[0] if len(limits) == 1 else ""), facts, company=1)


def _dated(text: str, low: str, wanted: WantedDate, facts: Facts, company: int = _DATE_COMPANY) -> Event | None:
    dates = written_dates(text, facts.today)
    if not dates or len(words_of(low[: dates[0].start] + low[dates[0].end :])) > company:
        return None
    ahead = bool(wanted.limit) and facts.law.limits[wanted.limit].direction == "backward"
    day = dates[0].nearest(facts.today, ahead=ahead)
    return replace(wanted, day=day) if day else WroteNoDate(_as_written(text, dates[0]))


def _as_written(text: str, written: WrittenDate) -> str:
    return plain(text)[written.start : written.end]


def _clauses(text: str, facts: Facts) -> Event | None:
    named = facts.law.search.named(plain(text).strip().removeprefix("/clause").strip() or text)
    return WantedClauses(named) if named and named.alone else None
