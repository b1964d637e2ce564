"""Words as people type them: lower case, letters that are confused folded together, stems, other keyboards."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import Stemmer

KAZAKH_LETTERS: Final = frozenset("әғқңөұүһі")

#: Kazakh letters and the Russian neighbours that clerks type without the Kazakh layout; then letters that are
#: confused in typing or transliteration. What falls together here is one letter for finding clauses.
_FOLDED: Final = str.maketrans("әғқңөұүһіёыйэщ", "агкноуухиеииеш", "ъь")

_EN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_RU: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю."
#: Where the Kazakh layout has its own letters.
_KK_DIGITS: Final = dict(zip("2345890-=", "әіңғүұқөһ", strict=True))

TO_RUSSIAN: Final = str.maketrans(_EN, _RU)
TO_ENGLISH: Final = str.maketrans(_RU, _EN)
TO_KAZAKH: Final = str.maketrans({**dict(zip(_EN, _RU, strict=True)), **_KK_DIGITS})

_TRANSLITERATED: Final = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я",
    "yo": "ё", "ye": "е", "gh": "ғ", "iy": "ий", "yy": "ый", "ay": "ай", "ey": "ей", "oy": "ой", "uy": "уй",
    "iyu": "ию", "iya": "ия", "aya": "ая",
    "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в",
    "w": "в", "x": "х", "y": "ы", "z": "з", "'": "ь", "ı": "ы", "ş": "ш", "ğ": "г", "ü": "у", "ö": "о", "ä": "а",
    "ñ": "н", "ū": "у",
}  # fmt: skip
_LATIN: Final = re.compile("|".join(sorted(map(re.escape, _TRANSLITERATED), key=len, reverse=True)))

_WORD: Final = re.compile(r"[^\W_]+")

_RUSSIAN: Final = Stemmer.Stemmer("russian")
_ENGLISH: Final = Stemmer.Stemmer("english")


def plain(text: str) -> str:
    """`text` in lower case and compatible letters, without marks that nobody sees."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    if composed.isascii():
        return composed
    # format characters (zero-width, bidi) and stray combining marks are left over by composition
    return "".join(c for c in composed if unicodedata.category(c) not in {"Cf", "Mn"})


def words_of(text: str) -> list[str]:
    """The words and numbers of a plain text, in order."""
    return _WORD.findall(text)


def folded(word: str) -> str:
    """A plain word with the letters that people confuse made one."""
    return word.translate(_FOLDED)


def is_cyrillic(text: str) -> bool:
    """Whether the plain text has a Cyrillic letter."""
    return any("Ѐ" <= c <= "ӿ" for c in text)


def transliterated(text: str) -> str:
    """Russian or Kazakh typed in Latin letters, back in Cyrillic: `poruchenie` -> `поручение`."""
    return _LATIN.sub(lambda found: _TRANSLITERATED[found[0]], text)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a plain English or Russian word (Snowball), folded."""
    stemmer = _RUSSIAN if is_cyrillic(word) else _ENGLISH
    return folded(str(stemmer.stemWord(word.replace("ё", "е"))))
