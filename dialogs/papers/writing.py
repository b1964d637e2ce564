"""What people wrote, as a paper can hold it: every sign that is seen stays, and nothing of it is ever evaluated."""

import re
from collections.abc import Mapping
from typing import Final

from dialogs.checklistturns import PaperLanguage
from knowledge.languages import Language

#: Where something is to be filled in by hand.
BLANK: Final = "______________"

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
#: Control characters, and those that turn the direction of what follows them: the form's own words would be turned too.
_UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
#: What XML cannot hold.
_IMPOSSIBLE: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")

_AS_XML: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
    }
)
#: Braces as numbers: docxtpl turns `{_{` into `{{` after it has filled in the fields.
_BRACES: Final = str.maketrans({"{": "&#123;", "}": "&#125;"})

_COLUMNS: Final[Mapping[PaperLanguage, tuple[Language, ...]]] = {
    "en": ("en",),
    "ru": ("ru",),
    "kk": ("kk",),
    "kk-ru": ("kk", "ru"),
}


class Written(str):
    """Words as the text of a run in XML; Jinja escapes everything else."""

    __slots__ = ()

    def __html__(self) -> str:
        """Itself: it is escaped already."""
        return self


def columns(language: PaperLanguage) -> tuple[Language, ...]:
    """The languages that stand side by side."""
    return _COLUMNS[language]


def readable(text: str) -> str:
    """
    A text as a paper holds it.

    Every kind of line end becomes a line feed; control characters and turns of direction go; what XML cannot hold
    (half of a surrogate pair, two numbers that are no characters) becomes U+FFFD, which is seen.
    """
    return _IMPOSSIBLE.sub("\ufffd", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))


def as_xml(text: str) -> str:
    """A text as it stands in a run; marks in it stay marks."""
    return readable(text).translate(_AS_XML)


def as_value(text: str) -> Written:
    """A text as it goes to the place of a mark."""
    return Written(as_xml(text).translate(_BRACES))
