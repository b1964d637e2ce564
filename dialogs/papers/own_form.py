"""A court's own form: a DOCX whose marks are names of fields and nothing more, for a template could run code."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import CONTENT_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from dialogs.checklistturns import PaperLanguage
from dialogs.papers.drafting import Content, context_of
from dialogs.papers.filling import filled
from dialogs.papers.form import MARK, Form, marks_in
from dialogs.papers.layout import Surroundings, laid_out
from dialogs.papers.plain import FormError, check_plain
from dialogs.papers.sheet import SIDES
from dialogs.papers.writing import as_value, columns
from dialogs.texts import Texts
from knowledge.languages import LANGUAGES

#: Fields that every form may have besides its questions.
COMMON: Final = frozenset({"today", "version", "enclosures", "deficiencies"})

#: The parts in which docxtpl fills marks in.
_FILLED: Final = frozenset(
    {
        CONTENT_TYPE.WML_DOCUMENT_MAIN,
        CONTENT_TYPE.WML_HEADER,
        CONTENT_TYPE.WML_FOOTER,
        CONTENT_TYPE.WML_FOOTNOTES,
    }
)
_PAIRS: Final = ("{{", "}}", "{%", "%}", "{#", "#}")

#: With its lines in itself: a court's own form has no style for it.
_BOX: Final = (
    "<w:keepNext/><w:pBdr>"
    + "".join(f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="auto"/>' for side in SIDES)
    + '</w:pBdr><w:spacing w:after="240"/><w:ind w:left="113" w:right="113" w:firstLine="0"/>'
)


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
    check_plain(document)
    texts = _texts(_opened(document))
    named = {name for part, lines in texts.items() for line in lines for name in _names(line, part)}
    _try(document, texts, named)
    known, own = _in(language, asked | COMMON) | {"version"}, _in(language, form.fields)
    return Marks(tuple(sorted(named & known)), tuple(sorted(named - known)), tuple(sorted(own - named)))


def drafted_in(document: bytes, content: Content, title: str, language: PaperLanguage, texts: Texts) -> bytes:
    """The paper in a court's own form, which was checked; what is missing stands above all in it too."""
    sheet = Document(BytesIO(document))
    context = context_of(content, columns(language), texts)
    if any(content.missing.values()):
        _put_box(sheet, [context[f"incomplete_{one}"] for one in columns(language)])
    return filled(sheet, context, title)


def form_document(form: Form, language: PaperLanguage, texts: Texts) -> bytes:
    """A form of ours as a DOCX with its marks and all its blocks, for a court to change and bring back."""
    around = Surroundings(
        seal={one: texts.words("paper-seal", one) for one in LANGUAGES},
        footer="{{ version }}",
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


def _put_box(document: Docx, words: Sequence[str]) -> None:
    """Above everything, a table too."""
    for place, written in enumerate(words):
        document.element.body.insert(
            place,
            parse_xml(
                f"<w:p {nsdecls('w')}><w:pPr>{_BOX}</w:pPr><w:r><w:rPr><w:b/><w:bCs/></w:rPr>"
                f'<w:t xml:space="preserve">{written}</w:t></w:r></w:p>'
            ),
        )


def _opened(document: bytes) -> Docx:
    try:
        return Document(BytesIO(document))
    except Exception as broken:  # whatever python-docx stumbles over
        msg = "the file cannot be read as a DOCX; save it in Word as .docx"
        raise FormError(msg) from broken


def _texts(document: Docx) -> dict[str, list[str]]:
    """
    The paragraphs of each part in which marks are filled in, as whoever reads the paper sees them.

    Raises:
        FormError: A mark stands where none is filled in.
    """
    found = {}
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        if not name.endswith(".xml"):
            continue
        # python-docx's own elements have another idea of their text
        root = fromstring(part.blob, forbid_dtd=True)
        is_filled = part.content_type in _FILLED
        for text in _elsewhere(root, is_filled=is_filled):
            if any(pair in text for pair in _PAIRS):
                msg = f"{name}: a mark stands where none is filled in: {text.strip()!r:.60}; put it into the text"
                raise FormError(msg)
        if is_filled:
            found[name] = [_line(paragraph) for paragraph in root.iter(qn("w:p"))]
            written = sum(len(text.text or "") for text in root.iter(qn("w:t")))
            # docxtpl reads these too, and for marks without an end it would take hours
            if sum(map(len, found[name])) < written or b"<!--" in part.blob or b"<?" in part.blob[len("<?xml") :]:
                msg = f"{name}: text stands where Word puts none, between paragraphs or as a remark; save it anew"
                raise FormError(msg)
    return found


def _elsewhere(root: Element, *, is_filled: bool) -> Iterator[str]:
    """Everything written in a part but the text of its paragraphs: names of pictures, codes, remarks of the XML."""
    for element in root.iter():
        yield from element.attrib.values()
        yield element.tail or ""
        if element.tag != qn("w:t") or not is_filled:
            yield element.text or ""


def _line(paragraph: Element) -> str:
    """The text of a paragraph without that of a box that hangs on it."""
    return "".join(_runs(paragraph))


def _runs(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag != qn("w:p"):
            yield from _runs(child)


def _names(line: str, part: str) -> tuple[str, ...]:
    try:
        return marks_in(line)
    except ValueError as wrong:
        msg = f"{part}: {wrong}"
        raise FormError(msg) from wrong


def _try(document: bytes, texts: Mapping[str, list[str]], named: set[str]) -> None:
    """Fills the form in once: what is read back must be its text, with what belongs there at each mark."""
    words = {name: f"<{name}>\n&" for name in sorted(named)}
    try:
        paper = filled(Document(BytesIO(document)), {name: as_value(word) for name, word in words.items()}, "")
        read = _texts(Document(BytesIO(paper)))
    except Exception as broken:  # whatever python-docx, docxtpl and Jinja stumble over
        msg = "the marks cannot be filled in; type each anew, at one go"
        raise FormError(msg) from broken
    for part, lines in texts.items():
        expected = [MARK.sub(lambda found: words[found[1]].replace("\n", ""), line) for line in lines]
        if read.get(part) != expected:
            msg = f"{part}: the marks cannot be filled in; type each anew, at one go"
            raise FormError(msg)
