"""
Where each paragraph of the Instruction is in Komek: `python -m tests.house.coverage` writes `docs/coverage.md`.

Derived from the data alone: what asks, checks, counts, drafts and answers names its clause.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.app import open_desk
from bot.settings import Settings
from dialogs.checklists.checklist import load_checklists
from dialogs.papers.form import load_forms
from knowledge.files import toml_file
from knowledge.law import Law

PAGE: Final = Path(__file__).parents[2] / "docs" / "coverage.md"
NONE: Final = Path(__file__).parent / "coverage.toml"

#: What there is to do with a clause, in the order of the page's columns.
KINDS: Final = ("questions", "checks", "papers", "limits", "answers")

Entries = Mapping[str, Mapping[str, list[str]]]


def units(law: Law) -> Iterator[str]:
    """The smallest things that a paragraph says: its sub-items, and its unnumbered parts as `22/2`."""
    for clause in law.act.ids:
        if clause.startswith("order"):
            continue
        parts = len(law.act.text(clause, "en").present.text)
        if "." in clause or parts == 1:
            yield clause
        else:
            yield from (f"{clause}/{part}" for part in range(1, parts + 1))


def entries(law: Law) -> Entries:
    """What names each clause or part of one: the kind of thing, and its name."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for clauses, kind, name in (*_of_checklists(), *_of_the_law(law)):
        for clause in clauses:
            if name not in found[clause][kind]:
                found[clause][kind].append(name)
    return found


def _of_checklists() -> Iterator[tuple[tuple[str, ...], str, str]]:
    for checklist in load_checklists().values():
        yield from ((one.clause, "questions", f"{checklist.name}: {one.id}") for one in checklist.question)
        yield from ((one.clause, "checks", f"{checklist.name}: {one.id}") for one in checklist.check)
        yield from ((one.clause, "papers", one.form) for one in checklist.paper)
    yield from ((form.clause, "papers", name) for name, form in load_forms().items())


def _of_the_law(law: Law) -> Iterator[tuple[tuple[str, ...], str, str]]:
    yield from (((limit.clause,), "limits", key) for key, limit in law.limits.items())
    for name, topic in law.topics.data.items():
        yield ((f"{topic.clause}/{topic.part}" if topic.part else topic.clause,), "answers", name)


def of(unit: str, found: Entries) -> Mapping[str, list[str]]:
    """What names a part, or the whole clause that it is a part of."""
    whole = unit.partition("/")[0]
    names = dict.fromkeys((unit, whole, f"{whole}/1") if unit == whole else (unit, whole))
    return {kind: [name for one in names for name in found.get(one, {}).get(kind, [])] for kind in KINDS}


def reasons() -> Mapping[str, str]:
    """The parts that lay no duty on anybody, and why."""
    return toml_file(NONE, dict[str, dict[str, str]])["none"]


def holes(law: Law) -> list[str]:
    """What no question, check, paper or limit names, and for which no reason is held either."""
    found, excused = entries(law), reasons()
    return [
        unit
        for unit in units(law)
        if unit not in excused
        and not any(of(unit, found)[kind] for kind in ("questions", "checks", "papers", "limits"))
    ]


def page(law: Law) -> str:
    """The page as it is to stand in `docs/coverage.md`."""
    found, excused = entries(law), reasons()
    lines = [
        "# Where each paragraph is",
        "",
        "Made by `make coverage` from the data of the checklists, papers, limits and topics; do not edit. `22/2` is",
        "the second unnumbered part of paragraph 22, `22.4` its fourth sub-item.",
        "",
        f"| clause | {' | '.join(KINDS)} |",
        f"| --- |{' --- |' * len(KINDS)}",
    ]
    for unit in units(law):
        named = of(unit, found)
        cells = [", ".join(named[kind]) for kind in KINDS]
        if unit in excused and not any(cells[:-1]):
            cells[0] = f"none: {excused[unit]}"
        lines.append(f"| {unit} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(open_desk(Settings(_env_file=None)).law), encoding="utf-8")


if __name__ == "__main__":
    main()
