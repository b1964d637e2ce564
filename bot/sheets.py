"""Tables as people keep them, CSV and XLSX. Nothing here knows what a column means."""

import codecs
import csv
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path
from typing import Final

from bot.errors import InputError
from bot.workbooks import MEGABYTE, MOST_ROWS, ErrorValue, Record, is_empty, letters, refuse, shown, workbook_records

_MOST_BYTES: Final = 10 * MEGABYTE
_MOST_COLUMNS: Final = 100
_MOST_CHARACTERS: Final = 5_000

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_CODECS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS: Final = (";", ",", "\t")

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something; `line` is the number a person sees in the file, `fields` lacks the empty cells."""

    line: int
    fields: Mapping[str, str | date]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and how its header writes the name of each field."""

    header: Mapping[str, str]
    rows: tuple[Row, ...]


def read_table(path: Path, columns: Mapping[str, str]) -> Table:
    """
    The rows of a CSV or XLSX file that are not wholly empty; the first of them names the columns.

    What kind of file it is shows in its content, not in its name. Of a workbook the first sheet that is not hidden is
    read.

    Args:
        path: The file.
        columns: The names that a header may write, each with its field. Capitals, spaces and hyphens mean nothing.

    Raises:
        InputError: The file cannot be read as such a table, or something in it is not text, a number or a date.
    """
    place = shown(path)
    known = {_name(written): field for written, field in columns.items()}
    data = _content(path, place)
    found = workbook_records(data, place) if data.startswith(_ZIP) else _csv_records(data, place, known)
    records = (record for record in found if not is_empty(record[1]))
    line, header = next(records, (1, ()))
    names = _header(header, known, f"{place}, line {line}")
    written = {name: cell for name, cell in zip(names, _written(header), strict=True) if name}
    return Table(written, tuple(_rows(records, names, place)))


def _rows(records: Iterator[Record], names: Sequence[str], place: str) -> Iterator[Row]:
    for count, (line, cells) in enumerate(records, start=1):
        if count > MOST_ROWS:
            refuse(place, f"more than {MOST_ROWS:,} rows; split the table into several files")
        yield Row(line, dict(_fields(cells, names, f"{place}, line {line}")))


def _fields(cells: Sequence[object], names: Sequence[str], place: str) -> Iterator[tuple[str, str | date]]:
    for index, cell in enumerate(cells):
        name = names[index] if index < len(names) else ""
        try:
            value = _plain(cell)
        except ValueError as fault:
            # the cell itself is not repeated: it may hold what somebody wrote about a person
            refuse(f"{place}, column {letters(index)}{f' ({name})' if name else ''}", str(fault))
        if value and not name:
            where = f"column {letters(index)}"
            refuse(place, f"a cell in {where}, which the header does not name; empty it, or name the column")
        if value:
            yield name, value


def _header(cells: Sequence[object], known: Mapping[str, str], place: str) -> tuple[str, ...]:
    """The field each cell names, "" for an empty one."""
    written = _written(cells)
    if len(written) > _MOST_COLUMNS:
        refuse(place, f"{len(written):,} columns; at most {_MOST_COLUMNS} can be read: remove the others")
    accepted = f"accepted are {', '.join(dict.fromkeys(known.values()))}"
    names = tuple(known.get(_name(cell), "") for cell in written)
    if not any(names):
        found = f"found {_listed([*filter(None, written)])}" if written else "the file has no line with content"
        refuse(place, f"no known column ({found}); the first line must name the columns; {accepted}")
    if unknown := [cell for cell, name in zip(written, names, strict=True) if cell and not name]:
        refuse(place, f"unknown column {_listed(unknown)}; {accepted}: rename or remove it")
    if doubled := [name for name in dict.fromkeys(names) if name and names.count(name) > 1]:
        refuse(place, f"column {_listed(doubled)} stands there more than once: leave one and remove the others")
    return names


def _written(header: Sequence[object]) -> list[str]:
    """The names in a header as they are written, up to the last that is not empty."""
    written = ["" if cell is None else " ".join(str(cell).split()) for cell in header]
    while written and not written[-1]:
        written.pop()
    return written


def _name(column: str) -> str:
    return re.sub(r"[\s\-]+", "_", column.strip()).casefold()


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(f"{name!r:.40}" for name in names[:5]) + more


# --- cells ---------------------------------------------------------------------------------------------------


def _plain(cell: object) -> str | date:
    """A cell as text or a date, "" if it is empty. Raises ValueError saying what it holds that cannot be used."""
    match cell:
        case None:
            return ""
        case ErrorValue():
            msg = f"an error value ({cell:.20}); correct the formula, or write what it should give"
            raise ValueError(msg)
        case str():
            return _text(cell)
        case datetime():
            return cell.date()
        case date():
            return cell
        case time():
            return f"{cell:%H:%M}"
        case float() if math.isfinite(cell):
            # fifteen digits are what a spreadsheet program shows: 0.3, not 0.30000000000000004
            return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
        # to Python TRUE is a number, and not to those who fill in tables
        case int() if not isinstance(cell, bool):
            return str(cell)
    kinds: Mapping[type, str] = {bool: "TRUE or FALSE", float: "a number without bounds"}
    msg = f"{kinds.get(type(cell), 'a length of time')}; text, a number or a date is needed: write it as text"
    raise ValueError(msg)


def _text(cell: str) -> str:
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    if control := _CONTROL.search(text):
        msg = f"the control character U+{ord(control[0]):04X}; plain text is needed: type the cell anew"
        raise ValueError(msg)
    text = text.strip()
    if len(text) > _MOST_CHARACTERS:
        msg = f"{len(text):,} characters; at most {_MOST_CHARACTERS:,} can be read: shorten the text"
        raise ValueError(msg)
    return text


# --- files ---------------------------------------------------------------------------------------------------


def _content(path: Path, place: str) -> bytes:
    """What the file holds, if it can be a table at all."""
    try:
        if not path.is_file():
            what = "a folder" if path.is_dir() else "not a file" if path.exists() else "no such file"
            refuse(place, f"{what}; the path of a CSV or XLSX file is needed")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as fault:
        refuse(place, f"cannot be read: {fault.strerror}; a file that may be read is needed")
    if len(data) > _MOST_BYTES:
        refuse(place, f"larger than {_MOST_BYTES // MEGABYTE} MB; split the table into several files")
    if not data:
        refuse(place, "an empty file; a CSV or XLSX table is needed: save it again")
    if data.startswith(_OLE) and _PROTECTED in data:
        refuse(place, "protected by a password; a workbook without one is needed: remove it and save again")
    if data.startswith(_OLE):
        refuse(place, "an old .xls workbook or another Office file; save it as an XLSX workbook (.xlsx)")
    return data


def _csv_records(data: bytes, place: str, known: Collection[str]) -> Iterable[Record]:
    text = _decoded(data, place)
    if "\0" in text:
        refuse(place, "NUL characters, so not a CSV table; save it as CSV UTF-8 or as an XLSX workbook")
    # a guess over the whole text, as csv.Sniffer's, is led astray by what the cells hold
    best = max(_DELIMITERS, key=lambda delimiter: _recognised(_cut(text, delimiter, place), known))
    return _cut(text, best, place)


def _cut(text: str, delimiter: str, place: str) -> Iterator[Record]:
    # strict: else a quotation mark that nobody closed takes the rest of the file into one cell, in silence
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as fault:
        why = f"not CSV ({fault}); check the quotation marks of this row, or save it as XLSX"
        refuse(f"{place}, line {line}", why)


def _recognised(records: Iterator[Record], known: Collection[str]) -> tuple[int, int]:
    """How many known columns, then how many cells, the header of these records has."""
    header: Sequence[object] = ()
    with suppress(InputError):
        header = next((cells for _, cells in records if not is_empty(cells)), ())
    return sum(_name(str(cell)) in known for cell in header), len(header)


def _decoded(data: bytes, place: str) -> str:
    marked = [codec for mark, codec in _CODECS if data.startswith(mark)]
    # Excel writes Russian and Kazakh CSV in Windows-1251 unless it is told otherwise
    for codec in marked or ("utf-8", "cp1251"):
        with suppress(UnicodeDecodeError):
            return data.decode(codec)
    return refuse(place, "not text in UTF-8, UTF-16 or Windows-1251; save it as CSV UTF-8 or as an XLSX workbook")
