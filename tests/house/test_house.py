"""The house holds to its plan: texts complete, settings listed, directions kept, data whole."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.settings import Settings
from dialogs.texts import LOCALE
from knowledge.files import DATA
from knowledge.languages import LANGUAGES
from knowledge.law import Law
from tests.house import coverage

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "dialogs", "knowledge", "notifier", "storage")


class Variables(Visitor):
    """The variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the visitor's own name
        """Note one."""
        self.names.add(node.id.name)


def messages(language: str) -> dict[str, set[str]]:
    """The names of the messages of a language with the variables of each."""
    found: dict[str, set[str]] = {}
    for path in sorted(LOCALE.rglob(f"{language}.ftl")):
        for entry in FluentResource(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Message):
                variables = Variables()
                variables.visit(entry)
                assert entry.id.name not in found, f"{entry.id.name} stands twice; the second would be passed over"
                found[entry.id.name] = variables.names
    return found


def code_texts() -> str:
    """All code of the rooms as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def test_the_three_languages_have_the_same_texts_with_the_same_variables() -> None:
    """A text that one language lacks would be missed only when a person needs it."""
    english = messages("en")
    assert english
    for language in LANGUAGES:
        assert messages(language) == english, language


def test_no_text_is_unused() -> None:
    """Every name stands in the code, whole or by its beginning (`limit-`, `ask-`, `reason-` ...)."""
    code = code_texts()
    formed = tuple(set(re.findall(r"""f["']([a-z-]+-)\{""", code)))
    named = set(re.findall(r"""["']([a-z-]+)["']""", code))
    # the calendar page says `...-none` where it has nothing to list
    names = {name.removesuffix("-none") for name in messages("en")}
    assert {name for name in names if name not in named and not name.startswith(formed)} == set()


def test_every_text_that_is_formed_from_data_is_there(law: Law) -> None:
    """Limits, events, assumptions, counting rules and reasons each have their words."""
    names = set(messages("en"))
    for key, limit in law.limits.items():
        needed = {f"limit-{key}", f"ask-{limit.counted_from}", f"due-rule-{limit.counted_from}"}
        needed |= {f"assumed-{assumption}" for assumption in limit.assumptions}
        needed |= {f"ask-length-{limit.set_by}"} if limit.set_by else set()
        assert needed <= names, key
    assert {f"rule-{rule}" for rule in law.counting if rule not in {"last-day", "procedural-chapter"}} <= names


def test_the_settings_are_those_of_the_example() -> None:
    """An administrator finds every variable in `.env.example`, and no other."""
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_what_runs_needs_nothing_of_what_only_developers_have() -> None:
    """The answers load no training library, and the talk loads no terminal library before it is needed."""
    script = (
        "import sys; import bot.commands; from knowledge.law import load_law; load_law();"
        "heavy = {'sklearn', 'scipy', 'torch', 'pytest', 'bm25s', 'prompt_toolkit', 'aiogram'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=True, timeout=60)
    assert run.stdout.decode().strip() == "[]"


def test_what_is_declared_is_what_is_imported() -> None:
    """Every third-party import of the rooms is a dependency in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[>=<\[ ]", name)[0].lower() for name in project["dependencies"]}
    names = {"fluent": "fluent.runtime", "prompt_toolkit": "prompt-toolkit", "pydantic_settings": "pydantic-settings"}
    names |= {"docx": "python-docx", "stemmer": "pystemmer", "dateutil": "python-dateutil", "zoneinfo": "tzdata"}
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if path.name != "training.py":
                found |= {module.partition(".")[0] for module in _imported(path)}
    outside = {name.lower() for name in found if name not in sys.stdlib_module_names and name not in ROOMS}
    # what is named in an address of a database, or read as data
    used = {names.get(name, name) for name in outside} | {"tzdata", "aiosqlite", "asyncpg"}
    assert used == declared


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("file", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_a_hash_for_everything_and_names_no_place(file: str) -> None:
    """It installs the same anywhere, from any index."""
    text = (ROOT / file).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)
    assert pins
    assert text.count("--hash=sha256:") >= len(pins)
    assert not re.search(r"https?://|--index-url|--find-links|file:", text)


def test_topics_and_answers_are_whole(law: Law) -> None:
    """Every clause but the Order's bare heading is the answer to something, and every limit has its topic."""
    answered = {about.clause for about in law.topics.data.values()}
    assert set(law.act.ids) - answered == set()
    assert {about.limit for about in law.topics.data.values()} - {""} == set(law.limits)
    for topic, about in law.topics.data.items():
        parts = law.act.text(about.clause, "en").present.text if about.clause else ()
        assert about.part is None or about.part <= len(parts), topic
        for language in LANGUAGES:
            assert law.topics.answer(topic, language).strip()


def test_every_duty_without_a_limit_is_known_and_says_so(law: Law) -> None:
    """Paragraphs 7, 9, 12, 14-16, 18, 20, 24, 26-28, 30 and 33 set a duty and no time limit."""
    duties = {clause for clause, data in law.act.data.clause.items() if data.no_limit}
    assert duties == {"7", "9", "12", "14", "15", "16", "18", "20", "24", "26", "27", "28", "30", "33"}


def test_no_data_file_holds_a_letter_of_another_alphabet_inside_a_word() -> None:
    """A Latin letter inside a Cyrillic word cannot be found or read aloud."""
    for path in [*DATA.rglob("ru.toml"), *DATA.rglob("kk.toml"), LOCALE / "ru.ftl", LOCALE / "kk.ftl"]:
        text = path.read_text(encoding="utf-8")
        mixed = re.findall(r"[Ѐ-ӿ]+[A-Za-z][Ѐ-ӿ]*|[A-Za-z]+[Ѐ-ӿ]+[A-Za-z]*", text)
        assert mixed == [], path.name


def test_no_part_of_the_act_is_nowhere(law: Law) -> None:
    """Every sub-item and unnumbered part is in a checklist, or it is said why not."""
    assert coverage.holes(law) == []
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page(law), "run: make coverage"
    named = {unit.partition("/")[0] for unit in coverage.entries(law) if unit}
    assert named <= set(law.act.ids)
