"""Foreign states by their ISO 3166-1 codes: what they are called, and which ones a written name means."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.files import DATA, STRICT, DataError, toml_file
from knowledge.finding.words import KAZAKH_LETTERS, folded, is_cyrillic, words_of
from knowledge.languages import Language

#: No answer that names a state is longer; what stands behind is not read.
LONGEST: Final = 4_000

#: Shorter names are matched exactly: Иран and Ирак, Мали and Бали are one letter apart.
SHORTEST_MENDED: Final = 6
#: From this length on two slips are mended, before it one.
TWO_SLIPS: Final = 10
#: A name with slips stands nearly alone: who writes more is asked again.
LONGEST_MENDED: Final = 60

#: Kazakh endings follow a known beginning of at least so many letters.
SHORTEST_BEGINNING: Final = 4
#: No word of a name is longer with all its endings.
LONGEST_WORD: Final = 40

#: Russian dictionary endings with those of the other cases; the first that fits is taken. Snowball stems will not do:
#: дания and данные have one in common, нигер and нигерия too.
_CASES: Final = {
    ending: cases.split()
    for ending, cases in {
        "ство": "ства ству ством стве",
        "овы": "овых овым овыми",
        "ий": "ая ое ие ого его ой ому ему ую им ом ем их ими",
        "ый": "ая ое ые ого ой ому ую ым ом ых ыми",
        "ая": "ой ую ою",
        "ое": "ого ому ым им ом",
        "ие": "их им ими",
        "ые": "ых ым ыми",
        "ия": "ии ию ией иею",
        "оа": "",
        "уа": "",
        "а": "ы и е у ой ою ей",
        "я": "и е ю ей ею",
        "ь": "я и ю ем е",
        "й": "я ю ем е",
        "ы": "ов ам ами ах",
    }.items()
}
#: A name that ends in another vowel has no cases: Чили, Перу, Конго.
_AFTER_CONSONANT: Final = ("а", "у", "ом", "ем", "е")
_CONSONANTS: Final = frozenset("бвгджзклмнпрстфхцчшщ")

#: Kazakh endings in folded letters, with the letter before them: малина is not Мали in the dative, nor малика.
_ENDING: Final = re.compile(
    r"[аеоюя](?:г[ае]|д[ае](?:н|ги)?|нин?|мен|лик)"
    r"|[иу](?:г[ае]|д[ае](?:н|ги)?|дин?|мен|лик)"
    r"|[бвгджзлмнр](?:г[ае]|д[ае](?:н|ги)?|н[ае]н|дин?|нин|[мб]ен|[лд]ик)"
    r"|[бвгдкпстфхцчш](?:к[ае]|т[ае](?:н|ги)?|тин?|пен|тик)"
)
_AFTER_POSSESSIVE: Final = r"н|нин|н[ае]|ни|нд[ае](?:ги)?|н[ае]н|мен"
#: аралдары -> аралдарынан, аралы -> аралының
_POSSESSED_WORDS: Final = ("си", "ри", "арали", "аимаги")
_POSSESSED: Final = re.compile(rf"и(?:{_AFTER_POSSESSIVE})")
#: республика -> республикасынан
_POSSESSIVE: Final = re.compile(rf".(?:си|и)(?:{_AFTER_POSSESSIVE})?")
#: АҚШ-тан: without its hyphen the ending stands alone.
_ALONE: Final = re.compile(r"[гк][ае]|[дт][ае](?:н|ги)?|н[ае]н|[ндт]ин?|[мбп]ен|[лдт]ик")

#: A name of two languages is taken as the first one's.
_RUSSIAN_FIRST: Final[tuple[Language, ...]] = ("ru", "en", "kk")

_VOWELS: Final = frozenset("аеиоуюяaeiouy")

#: Latin letters in a Cyrillic word are the Cyrillic ones that look like them.
_LOOK_ALIKE: Final = str.maketrans("abcehkmoptxy", "авсенкмортху")

_REMARK: Final = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class StatesData:
    """`data/states.toml` as it is written."""

    own: str
    joining: tuple[str, ...]
    beside: tuple[str, ...]
    ordinary: tuple[str, ...]
    own_words: tuple[str, ...]
    elsewhere: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...]
    alpha3: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    shared: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, str]
    spelled: Mapping[str, str]

    __pydantic_config__ = STRICT

    @property
    def mentioned(self) -> set[str]:
        """Every code in the file outside the list of codes."""
        groups = (self.names, self.adjectives, *self.shared.values(), *self.alike)
        return {self.own, *(code for group in groups for code in group)}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it stands there, in small letters, and with those letters made one that people confuse."""

    shown: str
    lower: str
    letters: str

    @property
    def is_kazakh(self) -> bool:
        """Whether it has a letter that only Kazakh has."""
        return not KAZAKH_LETTERS.isdisjoint(self.lower)


@dataclass(slots=True)
class _Node:
    """Where the words of a name have led to: the words that may follow, and what a name that ends here means."""

    after: dict[str, "_Node"] = field(default_factory=dict)
    states: tuple[str, ...] = ()
    #: The states of which this is said: немецкий.
    adjective_of: tuple[str, ...] = ()
    is_ordinary: bool = False
    #: A name of no state of today.
    is_elsewhere: bool = False

    @property
    def is_end(self) -> bool:
        """Whether a name may end here."""
        return bool(self.states or self.adjective_of or self.is_elsewhere)


@dataclass(frozen=True, slots=True)
class _Read:
    """What stands in a text: the names in their order, and the words that are not usual beside one."""

    named: tuple[_Node, ...]
    #: Those of them that are names whatever stands beside them.
    surely: tuple[_Node, ...]
    left: tuple[_Word, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as words, without those that join them, and the states it may mean: none of today, perhaps."""

    words: tuple[_Word, ...]
    states: tuple[str, ...]
    is_declined: bool


class _Index:
    """The names of all states, found among words in any case."""

    def __init__(self, data: StatesData, names: Iterable[_Name]) -> None:
        self._data = data
        self._root = _Node()
        #: Each form of a word with the words it may be a form of, in folded letters.
        self._bases: dict[str, set[str]] = {}
        #: The words of all names, in folded letters; those that have Kazakh ones.
        self._words: set[str] = set()
        self._kazakh: set[str] = set()
        self._own_words = frozenset(data.own_words)
        self._beside = {self._learnt(word) for name in data.beside for word in _words(name)}
        for name in names:
            node = self._add(name.words, is_declined=name.is_declined)
            node.states = _once((*node.states, *name.states))
            node.is_elsewhere = not name.states
        for code, adjectives in data.adjectives.items():
            for adjective in adjectives:
                node = self._add(_words(adjective))
                node.adjective_of = _once((*node.adjective_of, code))
        for ordinary in data.ordinary:
            self._add(_words(ordinary)).is_ordinary = True

    def read(self, words: Sequence[_Word]) -> _Read:
        """The names among the words: at each place the longest."""
        bases = [self._bases_of(word) for word in words]
        named: list[_Node] = []
        surely: list[_Node] = []
        left: list[_Word] = []
        place = 0
        while place < len(words):
            end, nodes = self._longest(bases, place)
            named += nodes
            surely += [node for node in nodes if not node.is_ordinary or (place and words[place].shown.istitle())]
            if not nodes and self._beside.isdisjoint(bases[place]) and not _ALONE.fullmatch(words[place].letters):
                left.append(words[place])
            place = end
        return _Read(tuple(named), tuple(surely), tuple(left))

    def _longest(self, bases: Sequence[Collection[str]], start: int) -> tuple[int, list[_Node]]:
        """What the longest name from `start` on means, and the place after it; nothing and the next place when none."""
        end, found = start + 1, list[_Node]()
        nodes = [self._root]
        for place in range(start, len(bases)):
            nodes = [node.after[base] for node in nodes for base in bases[place] if base in node.after]
            if not nodes:
                break
            if ending := [node for node in nodes if node.is_end]:
                end, found = place + 1, ending
        return end, found

    def _bases_of(self, word: _Word) -> Collection[str]:
        """The words of names that a written word may be a form of."""
        if word.lower in self._own_words or len(word.letters) > LONGEST_WORD:
            return ()
        if found := self._bases.get(word.letters):
            return sorted(base for base in found if base in self._kazakh or not word.is_kazakh)
        lengths = range(len(word.letters) - 1, SHORTEST_BEGINNING - 1, -1) if is_cyrillic(word.lower) else ()
        return next(([word.letters[:length]] for length in lengths if self._is_beginning(word, length)), ())

    def _is_beginning(self, word: _Word, length: int) -> bool:
        """Whether so many letters are a word of a name, and a Kazakh ending follows."""
        beginning = word.letters[:length]
        if beginning not in self._words:
            return False
        # who has no Kazakh keyboard types fewer of its letters, nobody types more: ғана is not Гана
        if beginning not in self._kazakh and not KAZAKH_LETTERS.isdisjoint(word.lower[:length]):
            return False
        if beginning in self._beside and _POSSESSIVE.fullmatch(word.letters, length - 1):
            return True
        ending = _POSSESSED if beginning.endswith(_POSSESSED_WORDS) else _ENDING
        return ending.fullmatch(word.letters, length - 1) is not None

    def _add(self, name: Iterable[_Word], *, is_declined: bool = True) -> _Node:
        """The node where a name ends; its words are known from now on."""
        node = self._root
        for word in name:
            node = node.after.setdefault(self._learnt(word, is_declined=is_declined), _Node())
        return node

    def _learnt(self, word: _Word, *, is_declined: bool = True) -> str:
        self._words.add(word.letters)
        if word.is_kazakh:
            self._kazakh.add(word.letters)
        cases = _cases(word, self._data.forms) if is_declined else ()
        for form in (word.letters, *folded(" ".join(cases)).split()):
            self._bases.setdefault(form, set()).add(word.letters)
        return word.letters


class _Slips:
    """The names of all states as one word each and in all Russian cases, found with a slip or two."""

    def __init__(self, data: StatesData, names: Iterable[_Name]) -> None:
        self._alike = data.alike
        self._own_words = frozenset(data.own_words)
        self._states: dict[str, tuple[str, ...]] = {}
        #: Those in which two slips are mended. The name's length counts: in великаном ватикан is not misspelled.
        self._long: set[str] = set()
        self._russian_cases: set[str] = set()
        for name in names:
            whole = _joined(name.words)
            if len(whole) >= SHORTEST_MENDED:
                is_one = len(name.words) == 1 and name.is_declined
                self._add(whole, _cases(name.words[0], data.forms) if is_one else (), name.states)

    def meant(self, words: Sequence[_Word]) -> tuple[str, ...]:
        """The states whose names are a slip or two away from the words, the nearest first."""
        typed = _joined(words)
        if not SHORTEST_MENDED <= len(typed) <= LONGEST_MENDED:
            return ()
        # Германыяға: the ending is right, the name is not
        cuts = range(len(typed) - 1, SHORTEST_MENDED - 1, -1) if is_cyrillic(typed) else ()
        tried = [typed, *(typed[:cut] for cut in cuts if _ENDING.fullmatch(folded(typed[cut - 1 :])))]
        if not self._own_words.isdisjoint((*tried, *(word.lower for word in words))):
            return ()
        # no Russian ending is on a word with a Kazakh letter: белгілі is not Бельгии
        passed_over = self._russian_cases if any(word.is_kazakh for word in words) else frozenset[str]()
        near = next(filter(None, (self._near(name, passed_over) for name in tried)), ())
        confused = (code for state in near for group in self._alike if state in group for code in group)
        return _once((*near, *confused))

    def _near(self, typed: str, passed_over: Collection[str]) -> tuple[str, ...]:
        names = process.extract(typed, self._states.keys(), scorer=OSA.distance, score_cutoff=2, limit=None)
        near = sorted(
            (slips, name) for name, slips, _ in names if name not in passed_over and self._is_slip(typed, name, slips)
        )
        # nearest to a name of no state of today: that one is meant
        is_elsewhere = near and not self._states[near[0][1]]
        return () if is_elsewhere else _once(state for _, name in near for state in self._states[name])

    def _is_slip(self, typed: str, name: str, slips: float) -> bool:
        """Whether a name so many slips away may be meant: лексика is not Мексика."""
        is_alike = typed[0] == name[0] or {typed[0], name[0]} <= _VOWELS
        return is_alike and (slips < 2 or (name in self._long and len(typed) >= TWO_SLIPS))

    def _add(self, whole: str, cases: Sequence[str], states: tuple[str, ...]) -> None:
        self._russian_cases.update(cases)
        self._long.update((whole, *cases) if len(whole) >= TWO_SLIPS else ())
        for form in (whole, *cases):
            self._states[form] = _once((*self._states.get(form, ()), *states))


@dataclass(frozen=True)
class States:
    """The states of the world, by the names that people write."""

    data: StatesData

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The foreign states and territories, by code."""
        return tuple(sorted(self.data.alpha3.keys() - {self.data.own}))

    def name(self, code: str, language: Language) -> str:
        """What CLDR calls a state in `language`, our own too. Raises KeyError when no state has the code."""
        if code not in self.data.alpha3:
            raise KeyError(code)
        return _territories(language)[code]

    def named(self, text: str) -> tuple[str, ...]:
        """
        The foreign states that a text names, best first: several when it is in doubt, none when it names none.

        A code in small letters is one when nothing else stands there, so `no` is Norway: whoever asks a question
        that can be declined reads the refusal first.
        """
        return tuple(code for code in self._meant(text) if code != self.data.own)

    def is_own(self, text: str) -> bool:
        """Whether a text names Kazakhstan and no foreign state."""
        return self._meant(text) == (self.data.own,)

    def _meant(self, text: str) -> tuple[str, ...]:
        written = _words(text)
        if len(written) == 1 and (code := self._by_code.get(written[0].shown.upper())):
            return (code,)
        words = _without(self.data.joining, written)
        read = self._index.read(words)
        if not read.left:
            # немецкий суд; a bare "English" is a language
            states_said = (code for node in read.named for code in node.adjective_of if len(words) > 1)
            return _states(read.named) or _once(states_said)
        # суд DE: among usual words only, and in capitals, since "in" and "de" are words
        if len(read.left) == 1 and not read.named and (code := self._by_code.get(read.left[0].shown)):
            return (code,)
        # what is left may belong to a name: Гвинея Биссауу
        return self._slips.meant(words) or self._slips.meant(read.left) or _states(read.surely)

    @cached_property
    def _by_code(self) -> dict[str, str]:
        return {written: two for two, three in self.data.alpha3.items() for written in (two, three)}

    @cached_property
    def _names(self) -> tuple[_Name, ...]:
        return tuple(_all_names(self.data))

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.data, self._names)

    @cached_property
    def _slips(self) -> _Slips:
        return _Slips(self.data, self._names)


def load_states(path: Path = DATA / "states.toml") -> States:
    """The states. Raises DataError when the file is wrong or names a state that it gives no code for."""
    data = toml_file(path, StatesData)
    if unknown := data.mentioned - data.alpha3.keys():
        msg = f"{path.name}: no state has the code {min(unknown)!r}; correct it or add it to [alpha3]"
        raise DataError(msg)
    return States(data)


def _territories(language: Language) -> Mapping[str, str]:
    return Locale(language).territories


def _all_names(data: StatesData) -> Iterator[_Name]:
    """CLDR's names, then those of the file."""
    names: dict[tuple[str, tuple[str, ...]], bool] = {}
    # a name that Russian and Kazakh share stands there once, and has Russian cases
    for language in _RUSSIAN_FIRST:
        territories = _territories(language)
        for code in data.alpha3:
            for name in _variants(territories[code], data.spelled):
                names.setdefault((name, (code,)), language == "ru")
    ours = ((name, (code,)) for code, aliases in data.names.items() for name in aliases)
    elsewhere = ((name, ()) for name in data.elsewhere)
    names |= dict.fromkeys((*data.shared.items(), *ours, *elsewhere), True)
    for (name, codes), is_declined in names.items():
        yield _Name(tuple(_without(data.joining, _words(name))), codes, is_declined)


def _variants(name: str, spelled: Mapping[str, str]) -> tuple[str, ...]:
    """A name of CLDR as it is, with its abbreviations spelled out, and each without its remark in brackets."""
    whole = name
    for short, full in spelled.items():
        whole = whole.replace(short, full)
    # a set of texts has no order of its own from one run to the next
    return tuple(dict.fromkeys((name, whole, _REMARK.sub("", name), _REMARK.sub("", whole))))


def _words(text: str) -> list[_Word]:
    # compatible letters may be many times as long as what was typed
    composed = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST]
    # format characters (zero-width, bidi) and stray combining marks would part a word
    unseen = {ord(c): None for c in set(composed) if unicodedata.category(c) in {"Cf", "Mn"}}
    return [_word(shown) for shown in words_of(composed.translate(unseen) if unseen else composed)]


def _word(shown: str) -> _Word:
    lower = _lower(shown)
    return _Word(shown, lower, folded(lower))


def _lower(word: str) -> str:
    """A word in small letters, without the marks on Latin ones and with no Latin ones in Cyrillic: Türkiye, Poссия."""
    lower = word.casefold()
    if lower.isascii():
        return lower
    if is_cyrillic(lower):
        return lower.replace("ё", "е").translate(_LOOK_ALIKE)
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))


def _cases(word: _Word, irregular: Mapping[str, str]) -> list[str]:
    """The other Russian cases of a word; none of a Latin or Kazakh one, or of an abbreviation."""
    lower = word.lower
    if word.is_kazakh or word.shown.isupper() or not is_cyrillic(lower):
        return []
    if cases := irregular.get(lower):
        return cases.split()
    for ending, others in _CASES.items():
        if lower.endswith(ending):
            return [lower.removesuffix(ending) + other for other in others]
    return [lower + other for other in _AFTER_CONSONANT] if lower[-1] in _CONSONANTS else []


def _without(joining: Collection[str], words: Iterable[_Word]) -> list[_Word]:
    return [word for word in words if word.lower not in joining]


def _joined(words: Iterable[_Word]) -> str:
    return "".join(word.lower for word in words)


def _states(nodes: Iterable[_Node]) -> tuple[str, ...]:
    return _once(code for node in nodes for code in node.states)


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
