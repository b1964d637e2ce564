"""Words as people type them: folded letters, the reading that was meant, and stems in three languages."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import Stemmer

from knowledge.languages import Language

KAZAKH_LETTERS: Final = frozenset("әғқңөұүһі")

#: Kazakh letters and the Russian neighbours that clerks type without the Kazakh layout.
NEIGHBOURS: Final = str.maketrans("әғқңөұүһіё", "агкноуухие")

#: Letters that are confused in typing or transliteration are one letter in a stem.
CONFUSED: Final = str.maketrans({"ы": "и", "й": "и", "э": "е", "щ": "ш", "ъ": "", "ь": ""})

# What stands on the keys of the English, Russian and Kazakh layouts.
_EN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_RU: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю."
_KK_DIGITS: Final = dict(zip("2345890-=", "әіңғүұқөһ", strict=True))

TO_RUSSIAN: Final = str.maketrans(_EN, _RU)
TO_ENGLISH: Final = str.maketrans(_RU, _EN)
TO_KAZAKH: Final = str.maketrans({**dict(zip(_EN, _RU, strict=True)), **_KK_DIGITS})

_TRANSLITERATED: Final = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я",
    "yo": "ё", "ye": "е", "gh": "ғ", "ng": "ң", "iy": "ий", "yy": "ый", "ay": "ай", "ey": "ей", "oy": "ой",
    "uy": "уй", "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и",
    "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с",
    "t": "т", "u": "у", "v": "в", "w": "в", "x": "х", "y": "ы", "z": "з", "'": "ь", "ı": "ы", "ş": "ш",
    "ğ": "г", "ü": "у", "ö": "о", "ä": "а", "ñ": "н", "ū": "у",
}  # fmt: skip
_LATIN: Final = re.compile("|".join(sorted(map(re.escape, _TRANSLITERATED), key=len, reverse=True)))

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

#: Endings of Kazakh nouns and verbs in folded letters, longest first; stripped up to three times.
_KAZAKH_ENDINGS: Final = tuple(
    sorted(
        (
            "лар лер дар дер тар тер "  # plural
            "нин дин тин дын тын нын га ге ка ке на не ни ди ти ны ды ты да де та те нда нде дан ден тан тен нан нен "
            "мен бен пен нин ндаги ндеги даги деги таги теги "  # cases
            "им ин и ы ым ын си сы мыз миз ныз низ имиз ыныз иниз ымыз лары лери дары дери тары тери "  # possessives
            "у уга уге уди уды удын удин уы уи умен уда уде "  # the verb's noun
            "ган ген кан кен атын етин йтын йтин ады еди йды йди са се ып ип п ат ет а е "
            "ылды илди ылган илген ылады иледи лды лди лган лген лады леди "
            "ды ди ты ти дым дим тым тим дик дык тык тик дыныз диниз "
            "майды мейди майтын мейтин мады меди маган меген баган беген пасын маса месе "
            "гели гали ушы уши ушыга ушиге сыз сиз лык лик дык дик тык тик лы ли ты ти гы ги кы ки "
            "мак мек бак бек пак пек ар ер р ма ме ба бе па пе"
        ).split(),
        key=len,
        reverse=True,
    )
)

_SHORTEST_ROOT: Final = 3

_RUSSIAN: Final = Stemmer.Stemmer("russian")
_ENGLISH: Final = Stemmer.Stemmer("english")


def plain(text: str) -> str:
    """`text` in lower case and compatible letters, without marks that nobody sees."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    # casefold and composition leave format characters (zero-width, bidi) and stray combining marks
    return "".join(c for c in composed if unicodedata.category(c) not in ("Cf", "Cc", "Mn") or c in "\n\t")


def words_of(text: str) -> list[str]:
    """The words and numbers of a plain text, in order."""
    return [word for word in _WORD.findall(text) if word]


def transliterated(text: str) -> str:
    """Russian or Kazakh typed in Latin letters, back in Cyrillic: `poruchenie` -> `поручение`."""
    return _LATIN.sub(lambda found: _TRANSLITERATED[found[0]], text)


def is_cyrillic(word: str) -> bool:
    """Whether the word has a Cyrillic letter."""
    return any("Ѐ" <= c <= "ӿ" for c in word)


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language) -> str:
    """
    The stem by which forms of a word are one.

    Snowball for English and Russian, longest-suffix stripping for Kazakh. Letters that people confuse fall
    together, so stems of the two Cyrillic languages can be compared.
    """
    if not is_cyrillic(word):
        return str(_ENGLISH.stemWord(word))
    if language == "kk":
        return _kazakh(word.translate(NEIGHBOURS).translate(CONFUSED))
    return str(_RUSSIAN.stemWord(word.translate(NEIGHBOURS))).translate(CONFUSED)


def _kazakh(word: str) -> str:
    for _ in range(3):
        shorter = next((word[: -len(e)] for e in _KAZAKH_ENDINGS_CONFUSED if word.endswith(e)), "")
        if len(shorter) < _SHORTEST_ROOT:
            return word
        word = shorter
    return word


_KAZAKH_ENDINGS_CONFUSED: Final = tuple(
    sorted({e.translate(NEIGHBOURS).translate(CONFUSED) for e in _KAZAKH_ENDINGS}, key=len, reverse=True)
)
