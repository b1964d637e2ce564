"""Fixed wording: name + language + values -> words, by Project Fluent."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from knowledge.files import DataError
from knowledge.languages import LANGUAGES, Language

LOCALE: Final = Path(__file__).parent / "locale"

#: Day, month and year with the weekday, as papers of the three languages write them.
_LONG: Final[dict[Language, str]] = {
    "en": "EEEE, d MMMM y",
    "ru": "EEEE, d MMMM y 'г'.",
    "kk": "y 'жылғы' d MMMM, EEEE",
}
_SHORT: Final[dict[Language, str]] = {"en": "d MMMM y", "ru": "dd.MM.y", "kk": "dd.MM.y"}


class Texts:
    """The wording of the three languages."""

    def __init__(self, bundles: Mapping[Language, FluentBundle]) -> None:
        self._bundles = bundles

    def words(self, name: str, language: Language, values: Mapping[str, object] | None = None) -> str:
        """
        The message `name` in `language`.

        Raises:
            LookupError: There is no such message, or a value it needs is missing.
        """
        bundle = self._bundles[language]
        pattern = bundle.get_message(name).value if bundle.has_message(name) else None
        if pattern is None:
            msg = f"{language}.ftl: no message {name!r}"
            raise LookupError(msg)
        words, faults = bundle.format_pattern(pattern, dict(values or {}))
        if faults:
            msg = f"{language}.ftl: {name}: {faults[0]}"
            raise LookupError(msg)
        return str(words)


def long_date(day: date, language: Language) -> str:
    """The day with its weekday: `понедельник, 2 марта 2026 г.`."""
    return format_date(day, _LONG[language], locale=language)


def short_date(day: date, language: Language) -> str:
    """The day without its weekday: `02.03.2026`."""
    return format_date(day, _SHORT[language], locale=language)


def load_texts(folder: Path = LOCALE) -> Texts:
    """
    The wording of each language, from its files in all folders.

    Raises:
        DataError: Fluent cannot read an entry.
    """
    return Texts({language: _bundle(folder, language) for language in LANGUAGES})


def _bundle(folder: Path, language: Language) -> FluentBundle:
    # isolating marks would stand in every file and terminal
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted(folder.rglob(f"{language}.ftl")):
        bundle.add_resource(_resource(path))
    return bundle


def _resource(path: Path) -> ast.Resource:
    resource = FluentResource(path.read_text(encoding="utf-8"))
    for entry in resource.body:
        # a broken entry becomes junk in silence, and its message would be missed only when it is needed
        if isinstance(entry, ast.Junk):
            msg = f"{path.name}: cannot be read: {(entry.content or '').strip()[:80]!r}"
            raise DataError(msg)
    return resource
