"""A court's own form: a DOCX whose marks are names of fields and nothing more, for a template could run code."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from docx import Document
from docxtpl import DocxTemplate

from dialogs.checklistturns import PaperLanguage
from dialogs.papers.drafting import Content, context_of, filled
from dialogs.papers.form import MARK, RESERVED, Form
from dialogs.papers.layout import Surroundings, laid_out
from dialogs.papers.writing import columns
from dialogs.texts import Texts
from knowledge.languages import LANGUAGES

#: Bytes of the file, of all that is packed in it, and how many parts it may have.
LARGEST: Final = 2_000_000
UNPACKED: Final = 20_000_000
PARTS: Final = 300

#: Fields that every form may have besides its questions.
COMMON: Final = frozenset({"today", "version", "enclosures", "deficiencies"})

#: What Jinja, or docxtpl before it, would take for more than a field.
_MARKS: Final = re.compile(r"\{\{.*?\}\}|\{%|%\}|\{#|#\}|\{\{|\}\}", re.DOTALL)
_TAGS: Final = re.compile(r"<[^>]*>")
_MAIN: Final = "word/document.xml"
#: Where text with marks stands.
_WORDED: Final = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")


class FormError(ValueError):
    """A file cannot be a form; the message says what is wrong with it and what is needed."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The fields that a file names: those that are known, those that are not, and those of the form that it lacks."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    unused: tuple[str, ...]


def checked(document: bytes, form: Form, asked: frozenset[str], language: PaperLanguage) -> Marks:
    """
    The marks of a court's own form.

    Args:
        document: The file.
        form: The form whose place it is to take.
        asked: All fields that can be filled in, as marks have them.
        language: Two columns have a mark for each language: `court_kk` and `court_ru`.

    Raises:
        FormError: It is no plain DOCX, or a mark is more than the name of a field.
    """
    _check_archive(document)
    named = dict.fromkeys(_marks(document))
    known, own = _in(language, asked | COMMON) | {"version"}, _in(language, form.fields)
    return Marks(tuple(sorted(set(named) & known)), tuple(sorted(set(named) - known)), tuple(sorted(own - set(named))))


def drafted_in(document: bytes, content: Content, title: str, language: PaperLanguage, texts: Texts) -> bytes:
    """The paper in a court's own form, which was checked; what is missing stands above all in it too."""
    first = columns(language)[0]
    sheet = Document(BytesIO(document))
    if any(content.missing.values()):
        words = f"{{{{ incomplete_{first} }}}}"
        if sheet.paragraphs:
            sheet.paragraphs[0].insert_paragraph_before(words)
        else:
            sheet.add_paragraph(words)
    return filled(sheet, context_of(content, first, texts), title)


def form_document(form: Form, language: PaperLanguage, texts: Texts) -> bytes:
    """A form of ours as a DOCX with its marks and all its blocks, for a court to change and bring back."""
    around = Surroundings(
        seal={one: texts.words("paper-seal", one) for one in LANGUAGES},
        footer=dict.fromkeys(LANGUAGES, "{{ version }}"),
        is_plain=len(columns(language)) == 1,
        lines={"enclosures": 0, "deficiencies": 0},
    )
    kept = BytesIO()
    laid_out(form, form.block, columns(language), around).save(kept)
    return kept.getvalue()


def _in(language: PaperLanguage, names: frozenset[str]) -> set[str]:
    """The names as they stand in papers of a language."""
    spoken = columns(language)
    return set(names) if len(spoken) == 1 else {f"{name}_{one}" for name in names for one in spoken}


def _check_archive(document: bytes) -> None:
    if len(document) > LARGEST:
        msg = f"the file has {len(document):,} bytes; {LARGEST:,} are the most: leave pictures out"
        raise FormError(msg)
    try:
        with zipfile.ZipFile(BytesIO(document)) as archive:
            infos = archive.infolist()
            if len(infos) > PARTS or sum(info.file_size for info in infos) > UNPACKED:
                msg = "the file is packed too tightly to be a form"
                raise FormError(msg)
            parts = {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as broken:
        msg = "the file is no DOCX; save it in Word as .docx, without a password"
        raise FormError(msg) from broken
    for fault in _faults(parts):
        msg = f"the file {fault}; save it anew as a plain .docx"
        raise FormError(msg)
    try:
        Document(BytesIO(document))
    except Exception as broken:  # whatever python-docx stumbles over
        msg = "the file cannot be read as a DOCX; save it in Word as .docx"
        raise FormError(msg) from broken


def _faults(parts: Mapping[str, bytes]) -> Iterator[str]:
    if _MAIN not in parts:
        yield "holds no document"
    for name, part in parts.items():
        if "vbaproject" in name.lower() or "macroenabled" in part[:100_000].lower().decode("latin-1"):
            yield "holds macros"
        if name.startswith(("word/embeddings", "word/activeX")):
            yield "holds embedded objects"
        if name.endswith(".rels") and b'TargetMode="External"' in part:
            yield "points to something outside of it (a link, a picture or a template)"
        if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):
            yield "defines entities"


def _marks(document: bytes) -> Iterator[str]:
    """The names of the fields in all parts with text; marks that Word has split are joined as docxtpl does."""
    joiner = DocxTemplate(BytesIO(document))
    with zipfile.ZipFile(BytesIO(document)) as archive:
        for name in archive.namelist():
            if _WORDED.fullmatch(name):
                source = archive.read(name).decode("utf-8", "replace")
                yield from _names(joiner.patch_xml(source), name)
                # and what a reader sees, whatever tags stand between two braces
                yield from _names(_TAGS.sub("", source), name)


def _names(text: str, part: str) -> Iterator[str]:
    for found in _MARKS.findall(text):
        mark = MARK.fullmatch(_TAGS.sub("", found))
        if mark is None or mark[1] in RESERVED:
            msg = f"{part}: {_TAGS.sub('', found)[:60]!r} is more than the name of a field; write {{{{ case_number }}}}"
            raise FormError(msg)
        yield mark[1]
