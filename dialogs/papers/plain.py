"""What a plain DOCX is: text and pictures, nothing that runs, reaches out or is packed to explode."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from docx.oxml.ns import qn

#: Bytes of the file, of all that is packed in it, of one part of text, and how many parts it may have.
LARGEST: Final = 2_000_000
UNPACKED: Final = 20_000_000
LARGEST_TEXT: Final = 1_000_000
PARTS: Final = 300

#: How parts are packed; the others unpack everything at once, whatever one asks for.
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
#: What zipfile raises for archives that are none.
_BROKEN: Final = (zipfile.BadZipFile, struct.error, zlib.error, EOFError, OSError, RuntimeError, ValueError)

_TEXTS: Final = frozenset({"xml", "rels"})
_PICTURES: Final = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf"})
_ENCODING: Final = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")

#: How the parts of a document may belong to each other, by the last word of the relationship's type.
_RELATIONS: Final = frozenset(
    "officeDocument core-properties extended-properties custom-properties thumbnail styles stylesWithEffects numbering"
    " settings webSettings fontTable theme header footer footnotes endnotes image customXml customXmlProps comments"
    " commentsExtended commentsIds commentsExtensible people glossaryDocument intelligence classificationlabels".split()
)
#: Word's own fields that only count, repeat or leave a gap; others fetch files or start programs.
_CODES: Final = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES REF PAGEREF STYLEREF SEQ FORMTEXT FORMCHECKBOX FORMDROPDOWN".split()
)


class FormError(ValueError):
    """A file cannot be a form; the message says what is wrong with it and what is needed."""


def check_plain(document: bytes) -> None:
    """
    Refuses a file that is more than a plain DOCX, before anything else reads it.

    Raises:
        FormError: It says what is in the file.
    """
    for name, part in _parts(document).items():
        suffix = name.lower().rpartition(".")[2]
        if suffix in _TEXTS:
            root = _read(name, part)
            for fault in _faults_of_relations(root) if suffix == "rels" else _faults_of_fields(root):
                raise _refused(fault, name)
        elif suffix not in _PICTURES:
            fault = "holds something else than text and pictures (macros, an embedded object, a font)"
            raise _refused(fault, name)


def _parts(document: bytes) -> Mapping[str, bytes]:
    if len(document) > LARGEST:
        msg = f"the file has {len(document):,} bytes; {LARGEST:,} are the most: leave pictures out"
        raise FormError(msg)
    try:
        with zipfile.ZipFile(BytesIO(document)) as archive:
            infos = archive.infolist()
            _check_sizes(infos)
            return {info.filename: _unpacked(archive, info) for info in infos if not info.is_dir()}
    except FormError:
        raise
    except _BROKEN as broken:
        msg = "the file is no DOCX; save it in Word as .docx, without a password"
        raise FormError(msg) from broken


def _check_sizes(infos: Sequence[zipfile.ZipInfo]) -> None:
    names = {info.filename.lower() for info in infos}
    # two parts of one name, and each reader takes another
    if len(infos) > PARTS or sum(info.file_size for info in infos) > UNPACKED or len(names) < len(infos):
        msg = "the file is packed too tightly to be a form"
        raise FormError(msg)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """
    A part that is no larger than the archive says.

    zipfile stops at the size that is said, but by then it has unpacked all there is; so does who reads the file next.
    """
    if info.compress_type not in _PACKED:
        fault = "is packed in a way that is not a DOCX's"
        raise _refused(fault, info.filename)
    said = info.file_size
    info.file_size = said + 1
    with archive.open(info) as packed:
        part = packed.read(said + 1)
    if len(part) > said:
        fault = "has a part that is larger than it says"
        raise _refused(fault, info.filename)
    return part


def _refused(fault: str, name: str) -> FormError:
    return FormError(f"the file {fault}: {name!r:.80}; save it anew as a plain .docx")


def _read(name: str, part: bytes) -> Element:
    """A part as XML: in UTF-8, so that all who read it read the same, and without entities."""
    if len(part) > LARGEST_TEXT:
        fault = f"has a part of {len(part):,} bytes, {LARGEST_TEXT:,} are the most"
        raise _refused(fault, name)
    try:
        declared = _ENCODING.match(part.decode("utf-8-sig"))
        if declared and declared[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
            fault = f"is written in {declared[1]!r:.40}, not in UTF-8"
            raise _refused(fault, name)
        root: Element = fromstring(part, forbid_dtd=True)
    except DefusedXmlException as bomb:
        fault = "defines entities"
        raise _refused(fault, name) from bomb
    except (UnicodeDecodeError, ParseError) as broken:
        msg = f"the file cannot be read as a DOCX: {name!r:.80}; save it in Word as .docx"
        raise FormError(msg) from broken
    return root


def _faults_of_relations(root: Element) -> Iterator[str]:
    for relation in root:
        if relation.get("TargetMode", "Internal") != "Internal":
            yield "points to something outside of it (a link, a picture or a template)"
        kind = relation.get("Type", "").rpartition("/")[2]
        if kind not in _RELATIONS:
            yield f"holds something that a form does without ({kind:.40})"


def _faults_of_fields(root: Element) -> Iterator[str]:
    for code in _codes(root):
        word = (code.split() or [""])[0].upper()
        if word not in _CODES:
            yield f"holds a field of Word's that may fetch or start something ({word:.40})"


def _codes(root: Element) -> Iterator[str]:
    """The codes of Word's fields; Word may have split one over many runs."""
    opened: list[str] = []
    for element in root.iter():
        if element.tag == qn("w:fldSimple"):
            yield element.get(qn("w:instr"), "")
        elif element.tag == qn("w:instrText"):
            opened[-1:] = ["".join([*opened[-1:], element.text or ""])]
        elif element.tag == qn("w:fldChar"):
            match element.get(qn("w:fldCharType")):
                case "begin":
                    opened.append("")
                case "end":
                    yield from opened[-1:]
                    del opened[-1:]
    yield from opened
