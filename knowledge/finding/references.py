"""Clauses named by number, as people type them in three languages: `п.22(4)`, `22-тармақтың 4) тармақшасы`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, Literal

from knowledge.instruction import CHAPTERS, Instruction

Unit = Literal["paragraph", "sub", "part", "chapter", "article"]

#: Words for the units of an act. A word that ends in * stands for all words that begin so.
_UNIT_WORDS: Final[dict[Unit, str]] = {
    "sub": "sub* подпункт* подп пп пдп тармақша* тармакша* тш",
    "paragraph": "paragraph* para paras par clause* item items point points section sections p pt cl § № "
    "п пункт* пкт пунк тармақ* тармағ* тармак* тармаг* тарм",
    "part": "part parts ч часть части частью абз абзац* бөлік бөлігі* бөліг* болик болиги*",
    "chapter": "chapter chapters глав* гл тарау*",
    "article": "article articles art arts ст стат стать* бап бабы* баптың бабында",
}
_EXACT: Final[dict[str, Unit]] = {
    word: unit for unit, words in _UNIT_WORDS.items() for word in words.split() if not word.endswith("*")
}
_PREFIXES: Final[tuple[tuple[str, Unit], ...]] = tuple(
    (word[:-1], unit) for unit, words in _UNIT_WORDS.items() for word in words.split() if word.endswith("*")
)
_NO_UNIT: Final = frozenset({"subject", "subjects", "submit", "submitted", "главный", "главное", "partial"})

#: Words that may stand beside a reference without asking anything more.
_FILLERS: Final = frozenset(
    "show me the text of all whole full please read open give what is in does say about entire instruction to and a "
    "покажи покажите текст весь всю все целиком полностью дай дайте пожалуйста открой что в во о чем говорит "
    "инструкции инструкция инструкцию и по до приказа приказ про там написано сказано "
    "көрсет көрсетіңіз мәтіні мәтін толық бер не дейді туралы нұсқаулықтың нұсқаулық және мен бұйрықтың бұйрық "
    "order approving й ый ой го м th ші шы".split()
)
_JOINS: Final = frozenset({",", "и", "and", "және", "&", ";"})
_KAZAKH_UNITS: Final = ("тарм", "тш", "б", "тарау")
_SUMS: Final = frozenset("*+=%$€<>")
_TO: Final = frozenset({"-", "–", "—", "to", "по", "до"})

_DATE: Final = re.compile(r"\d{1,2}([.,/-])\d{1,2}\1\d{2,5}|\d{4,5}([./-])\d{1,2}\2\d{1,2}")
_TOKEN: Final = re.compile(rf"{_DATE.pattern}|\d+|[^\W\d_]+|[^\w\s]")

_ORDER_WORDS: Final = re.compile(
    r"(?<!судебного )(?<!судебный )\bприказ(?:а|е|у|ом)?\b|(?<!сот )\bб[ұу]йры[қгғк]\w*"
    r"|\b(?:of|in) the (?:approving )?order\b|\bapproving order\b|\border's\b|\border (?:item|clause|point|para)"
)
#: A payment order is not the Order that approved the Instruction.
_COURT_ORDER: Final = re.compile(
    r"судебн\w+ приказ\w*|сот бұйр\w+|сот буйр\w+|court orders?|payment orders?|выдач\w+ приказ\w*"
)
#: `п.п. 4` is a sub-item, as `пп. 4` is.
_TWO_LETTERS: Final = re.compile(r"\bп\.\s?п\.\s?")
#: `twenty-two` is two words of one number.
_HYPHENED: Final = re.compile(r"\b(twenty|thirty)-")
_OTHER_ACTS: Final = re.compile(
    r"конвенц|convention|\bтреат|\bгпк\b|\bупк\b|\bкоап\b|\bапк\b|\bқпк\b|кодекс|\bcode\b|\bcpc\b|\bcrpc\b|\bзакон"
)
#: Numbers in words, by how they begin; the longest beginning decides (пятнадцатый is not пятый).
_NUMERALS: Final = {
    beginning: number
    for number, beginnings in {
        1: "one first перв один бірінші биринши",
        2: "two second втор два екінші екинши",
        3: "three third трет три үшінші ушинши",
        4: "four четверт четыр төртінші тортинши",
        5: "five fifth пят бесінші бесинши",
        6: "six шест алтыншы",
        7: "seven седьм семь жетінші жетинши",
        8: "eight восьм восемь сегізінші сегизинши",
        9: "nine ninth девят тоғызыншы тогызыншы",
        10: "ten десят оныншы",
        11: "eleven одиннадцат",
        12: "twelve twelfth двенадцат",
        13: "thirteen тринадцат",
        14: "fourteen четырнадцат",
        15: "fifteen пятнадцат",
        16: "sixteen шестнадцат",
        17: "seventeen семнадцат",
        18: "eighteen восемнадцат",
        19: "nineteen девятнадцат",
        20: "twent двадцат жиырма",
        30: "thirt тридцат отыз",
        40: "fort сорок қырық",
    }.items()
    for beginning in beginnings.split()
}
#: Ten in Kazakh is too short to be a beginning.
_TEN: Final = "он"


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names by number: clauses that exist, in its order, and what does not exist."""

    clauses: tuple[str, ...] = ()
    #: Paragraphs or sub-items that the act does not have, as they would be written: `40`, `22.9`.
    missing: tuple[str, ...] = ()
    #: Articles of other acts that the Instruction does not mention.
    strange_articles: tuple[str, ...] = ()
    #: The unnumbered part of the first clause, when one was named.
    part: int | None = None
    #: The text is the reference and asks nothing more.
    alone: bool = False

    def __bool__(self) -> bool:
        return bool(self.clauses or self.missing or self.strange_articles)


@dataclass(slots=True)
class _Mark:
    """A number with what it counts."""

    number: int
    unit: Unit | None
    place: int


@dataclass
class References:
    """Finds the clauses of one act that a text names by number."""

    act: Instruction

    @cached_property
    def articles(self) -> dict[int, dict[str, list[str]]]:
        """Article number -> part of it ("" when none is named) -> the clauses that mention it."""
        found: dict[int, dict[str, list[str]]] = {}
        for clause, data in self.act.data.clause.items():
            for article in data.articles:
                number, *parts = re.findall(r"\d+", article.article)
                if int(number) > max(last for _, last in CHAPTERS.values()):
                    found.setdefault(int(number), {}).setdefault(parts[0] if parts else "", []).append(clause)
        return found

    def named(self, text: str) -> Named:
        """The clauses that `text` names, which went through `words.plain`."""
        if known := self._known_number(text):
            return known
        text = _HYPHENED.sub(r"\1 ", _TWO_LETTERS.sub("пп ", text))
        tokens = _digits([found[0] for found in _TOKEN.finditer(text)])
        marks = _marks(tokens)
        if articles := self._by_article(text, tokens, marks):
            return articles
        if chapters := [m.number for m in marks if m.unit == "chapter" and m.number in CHAPTERS]:
            return Named(tuple(c for n in chapters for c in self.act.chapter(n)), alone=_is_alone(tokens))
        if strange := [m.number for m in marks if m.unit == "chapter"]:
            return Named(missing=tuple(f"chapter.{number}" for number in strange), alone=_is_alone(tokens))
        wanted = list(
            dict.fromkeys(_clauses(tokens, marks, is_order=bool(_ORDER_WORDS.search(_COURT_ORDER.sub("", text)))))
        )
        part = next((m.number for m in marks if m.unit == "part"), None)
        known_ids = tuple(c for c in wanted if c in self.act.ids)
        missing = tuple(c for c in wanted if c not in self.act.ids)
        return Named(known_ids, missing, part=part, alone=_is_alone(tokens))

    def _known_number(self, text: str) -> Named | None:
        """Ids as we write them, and numbers by which the acts themselves are known."""
        written = text.strip(" .?!").removeprefix("/")
        if written in self.act.ids and not written.isdecimal():
            return Named((written,), alone=True)
        if re.fullmatch(r"order\.\d+(?:\.\d+)?", written):
            return Named(missing=(written,), alone=True)
        if "6001-16-7-6" in text.replace(" ", "") or re.search(r"(?<!\d)13794(?!\d)", text):
            return Named(("order.head",), alone=len(text.split()) <= 3)
        if re.search(r"\b1453\b", text):
            return Named(("8",), alone=len(text.split()) <= 3)
        return None

    def _by_article(self, text: str, tokens: Sequence[str], marks: Sequence[_Mark]) -> Named | None:
        named = [m for m in marks if m.unit == "article"]
        loose = [m for m in marks if m.number in self.articles]
        for mark in named or loose:
            if mark.number in self.articles:
                parts = self.articles[mark.number]
                part = _article_part(tokens, mark.place)
                clauses = parts.get(part) or [c for several in parts.values() for c in several]
                return Named(tuple(clauses), alone=True)
            # people also call a paragraph of the Instruction an article
            if str(mark.number) not in self.act.ids or _OTHER_ACTS.search(text):
                return Named(strange_articles=(str(mark.number),))
            mark.unit = "paragraph"
        return None


@lru_cache(maxsize=4096)
def _unit(token: str) -> Unit | None:
    if token in _NO_UNIT:
        return None
    if token in _EXACT:
        return _EXACT[token]
    return next((unit for prefix, unit in _PREFIXES if token.startswith(prefix)), None)


def _digits(tokens: Sequence[str]) -> list[str]:
    """The tokens with numbers in words as digits where a unit stands near: `part two`, `двадцать второй пункт`."""
    found: list[str] = []
    tens = ""
    for place, token in enumerate(tokens):
        number = _numeral(token) if any(map(_unit, tokens[max(place - 2, 0) : place + 3])) else None
        if number is not None and tens and number < 10:
            found[-1] = str(int(tens) + number)
        else:
            found.append(token if number is None else str(number))
        tens = found[-1] if number in {10, 20, 30, 40} else ""
    return found


@lru_cache(maxsize=4096)
def _numeral(token: str) -> int | None:
    """The number that a word stands for."""
    if token == _TEN:
        return 10
    fitting = [beginning for beginning in _NUMERALS if token.startswith(beginning)]
    return _NUMERALS[max(fitting, key=len)] if fitting else None


def _marks(tokens: Sequence[str]) -> list[_Mark]:
    """The numbers of the text, each bound to the unit word before or after it."""
    marks = {i: _Mark(int(token), None, i) for i, token in enumerate(tokens) if token.isdecimal() and len(token) < 6}
    _bind_brackets(tokens, marks)
    for place, token in enumerate(tokens):
        unit = _unit(token)
        if unit is None:
            continue
        before, after = _neighbour(tokens, place, -1), _neighbour(tokens, place, 1)
        if unit == "paragraph" and before >= 0 and _unit(tokens[before]) == "sub":
            unit = "sub"  # "sub-item", "sub para"
        owned = _owner(marks, before)
        # in Kazakh the number always comes first
        if after in marks and not (owned and (_closes(tokens, after) or token.startswith(_KAZAKH_UNITS))):
            marks[after].unit = unit
        elif owned:
            owned.unit = unit
    _bind_closed(tokens, marks)
    return sorted(marks.values(), key=lambda mark: mark.place)


def _owner(marks: dict[int, _Mark], before: int) -> _Mark | None:
    """The free number before a unit word; for `22 (4) пункт` it is the one before the bracket."""
    mark = marks.get(before)
    if mark is not None and mark.unit == "sub" and before - 2 in marks:
        mark = marks[before - 2]
    return mark if mark is not None and mark.unit is None else None


def _neighbour(tokens: Sequence[str], place: int, way: int) -> int:
    """The place of the next token that is not punctuation or the ending of an ordinal (`22-й`)."""
    place += way
    while 0 <= place < len(tokens) and tokens[place] in {
        ".",
        "-",
        ")",
        "(",
        "№",
        "й",
        "го",
        "м",
        "ой",
        "th",
        ":",
    }:
        place += way
    return place


def _closes(tokens: Sequence[str], number: int) -> bool:
    """Whether the number has a unit of its own behind it, with no other number for that unit."""
    behind = _neighbour(tokens, number, 1)
    if behind >= len(tokens) or _unit(tokens[behind]) is None:
        return False
    further = _neighbour(tokens, behind, 1)
    return further >= len(tokens) or not tokens[further].isdecimal()


def _bind_brackets(tokens: Sequence[str], marks: dict[int, _Mark]) -> None:
    """`22(4)`, `22 (4)`, `22.4`, `22/4`, `22-4`: the second number is a sub-item of the first."""
    for place in sorted(marks):
        mark, inner = marks[place], marks.get(place + 2)
        if inner is None or mark.unit is not None:
            continue
        between = tokens[place + 1]
        beside = _is_alone(tokens) or any(map(_unit, tokens[max(place - 3, 0) : place + 5]))
        if (
            between == "("
            or (between in {".", "/"} and beside)
            or (between == "-" and inner.number < mark.number and _is_alone(tokens))
        ):
            inner.unit = "sub"


def _bind_closed(tokens: Sequence[str], marks: dict[int, _Mark]) -> None:
    """`22-тармақтың 4)`: a number before a closing bracket is a sub-item of the paragraph before it."""
    is_owned = False
    for place in sorted(marks):
        mark = marks[place]
        if is_owned and mark.unit is None and tokens[place + 1 : place + 2] == [")"]:
            mark.unit = "sub"
        is_owned = is_owned or mark.unit == "paragraph"


def _clauses(tokens: Sequence[str], marks: Sequence[_Mark], *, is_order: bool) -> Iterator[str]:
    """The ids that the marks stand for."""
    paragraphs = [m for m in marks if m.unit == "paragraph"]
    subs = [m for m in marks if m.unit == "sub"]
    if not paragraphs and (subs or _is_alone(tokens)):
        paragraphs = [m for m in marks if m.unit is None and (not subs or m.place < subs[0].place)][:1]
    wanted = [*_ranged(tokens, marks, paragraphs)]
    for number in wanted:
        owner = f"order.{number}" if is_order else str(number)
        if subs and len(wanted) == 1:
            yield from (f"{owner}.{sub.number}" for sub in subs)
        else:
            yield owner


def _ranged(tokens: Sequence[str], marks: Sequence[_Mark], paragraphs: Sequence[_Mark]) -> Iterator[int]:
    """The numbers of the paragraphs, with those between (`22-25`) and those joined (`22, 23 и 24`)."""
    bound = {m.place for m in paragraphs}
    numbers = {m.place: [m.number] for m in paragraphs}
    for one, other in pairwise(marks):
        between = set(tokens[one.place + 1 : other.place])
        is_of_paragraphs = bound & {one.place, other.place} and {one.unit, other.unit} <= {None, "paragraph"}
        if not is_of_paragraphs or len(between) != 1:
            continue
        if between <= _TO and one.number < other.number < one.number + 40:
            numbers[one.place] = [one.number]
            numbers[other.place] = list(range(one.number + 1, other.number + 1))
        elif between <= _JOINS:
            numbers[one.place] = numbers.get(one.place, [one.number])
            numbers[other.place] = numbers.get(other.place, [other.number])
        else:
            continue
        bound |= {one.place, other.place}
    for place in sorted(numbers):
        yield from numbers[place]


def _article_part(tokens: Sequence[str], place: int) -> str:
    """The part of an article that is named beside its number: `476(2)`, `part two of 476`, `часть шестая`."""
    behind = tokens[place + 1 : place + 3]
    if len(behind) == 2 and behind[0] in {"(", "."} and behind[1].isdecimal():
        return behind[1]
    units = [i for i, token in enumerate(tokens) if _unit(token) == "part"]
    near = [tokens[n] for i in units for way in (1, -1) if 0 <= (n := _neighbour(tokens, i, way)) < len(tokens)]
    beside = [token for token in near if token.isdecimal() and len(token) == 1]
    return beside[0] if beside else ""


def _is_alone(tokens: Sequence[str]) -> bool:
    if any(_DATE.fullmatch(token) or token in _SUMS for token in tokens):
        return False
    words = [t for t in tokens if t.isalpha()]
    return all(_unit(word) or word in _FILLERS for word in words)
