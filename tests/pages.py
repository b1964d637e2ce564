"""
Every paper as pages: `python -m tests.pages FOLDER`, with short and with long data, in each language.

LibreOffice makes PDFs of them, pdftoppm pictures, and pdftotext reads back that every field is there. Look at the
pictures: no program sees whether a page looks right.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.app import open_desk
from bot.settings import Settings
from dialogs.checklistturns import PAPER_LANGUAGES, PaperLanguage
from dialogs.papers.drafting import Content, drafted
from dialogs.papers.form import Block, Form, load_forms
from dialogs.papers.writing import columns
from dialogs.texts import Texts
from knowledge.languages import LANGUAGES

TOOLS: Final = ("soffice", "pdftoppm", "pdftotext")
SHORT: Final = "Müller {field}"
LONG: Final = (
    "Открытое акционерное общество «Наименование, которое занимает несколько строк» & Söhne, {field}\n"
    "Қазақстан, Астана қаласы, Есіл ауданы, Мәңгілік Ел даңғылы, 39-үй, 1024-кабинет\nthird line, 10115 Berlin"
)
LINES: Final = ("notice of the hearing", "copy of the statement of claim, which has a long name, with translation")


def papers(texts: Texts) -> Iterator[tuple[str, Form, PaperLanguage, bytes]]:
    """Every form with all its blocks, in every language, with short and long data."""
    for name, form in load_forms().items():
        whole = Form(form.clause, form.title, tuple(_always(block) for block in form.block))
        for size, words in (("short", SHORT), ("long", LONG)):
            fields = {
                field.replace("_", "-"): dict.fromkeys(LANGUAGES, words.format(field=field)) for field in form.fields
            }
            lines = dict.fromkeys(LANGUAGES, LINES)
            missing = dict.fromkeys(LANGUAGES, ("22(4)",) if size == "long" else ())
            content = Content({}, fields, lines, lines, missing, "7-12/2026", 2)
            for language in PAPER_LANGUAGES:
                yield f"{name}-{language}-{size}", whole, language, drafted(whole, content, language, texts)


def _always(block: Block) -> Block:
    return Block(block.kind, block.en, block.ru, block.kk, {}, block.name, block.seal)


def lacking(text: str, form: Form, language: PaperLanguage) -> list[str]:
    """The fields that were not read back, by language."""
    said = re.sub(r"\s+", "", text)
    return [field for field in sorted(form.fields) if said.count(field) < len(columns(language))]


def main() -> int:
    """Make the pages; how many papers lack something."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/pages")
    if gone := [tool for tool in TOOLS if shutil.which(tool) is None]:
        sys.stderr.write(f"{', '.join(gone)}: not found; install LibreOffice and poppler-utils\n")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    texts = open_desk(Settings(_env_file=None)).texts
    made = {
        name: (form, language) for name, form, language, content in papers(texts) if _written(folder, name, content)
    }
    files = [str(folder / f"{name}.docx") for name in made]
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],  # noqa: S607
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    faults = 0
    for name, (form, language) in made.items():
        pdf = folder / f"{name}.pdf"
        subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(folder / name)], check=True)  # noqa: S607
        read = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True)  # noqa: S607
        if fields := lacking(read.stdout, form, language):
            faults += 1
            sys.stdout.write(f"{name}: not read back: {', '.join(fields)}\n")
    sys.stdout.write(f"{len(made)} papers in {folder}, {faults} of them lack something\n")
    return int(bool(faults))


def _written(folder: Path, name: str, content: bytes) -> bool:
    (folder / f"{name}.docx").write_bytes(content)
    return True


if __name__ == "__main__":
    sys.exit(main())
