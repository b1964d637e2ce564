"""Tables as people keep them, CSV and XLSX, in and out. Nothing here knows what a column means."""

import codecs
import csv
import math
import os
import re
import secrets
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from typing import Any, Final, NoReturn
from zipfile import ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font

from bot.errors import InputError

_MEGABYTE: Final = 1024 * 1024
_MOST_BYTES: Final = 10 * _MEGABYTE
_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 100
_MOST_CHARACTERS: Final = 5_000

_MOST_UNPACKED: Final = 100 * _MEGABYTE

#: A part of a workbook shrinks ten or twenty times. Small ones are let be: the sum bounds them.
_MOST_RATIO: Final = 100
_SMALL_PART: Final = _MEGABYTE

#: A cell is two or three elements of XML. Each takes some 300 bytes once parsed, so few bytes could fill the memory.
_MOST_ELEMENTS: Final = 4_000_000

#: The last line a spreadsheet program can have, and more cells than people fill or format.
_LAST_LINE: Final = 1_048_576
_MOST_SEEN: Final = 5_000_000

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_CODECS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS: Final = (";", ",", "\t")

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

#: A workbook writes a character that XML cannot hold as _x000D_, and an underscore that would begin this as _x005F_.
_ESCAPED: Final = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff]|[Ff]{3}[EeFf])_")
_LIKE_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_EVALUATED: Final = re.compile(r"\s*[=+\-@]|[\t\r\n]")
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\\n\t]")
_LONGEST_TITLE: Final = 31
_LONGEST_WRITTEN: Final = 32_767
_WIDEST: Final = 60

#: Spreadsheet programs keep fifteen digits of a number, and no day before 1900.
_MOST_DIGITS: Final = 10**15
_FIRST_YEAR: Final = 1900

Value = str | date | int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something; `line` is the number a person sees in the file, `fields` lacks the empty cells."""

    line: int
    fields: Mapping[str, str | date]


class _ErrorValue(str):
    """What a formula gave that could not be worked out, as #REF!."""

    __slots__ = ()


#: The line a row begins on, and its cells as they stand there.
_Record = tuple[int, Sequence[object]]


# --- in ------------------------------------------------------------------------------------------------------


def read_table(path: Path, columns: Collection[str]) -> tuple[Row, ...]:
    """
    The rows of a CSV or XLSX file that are not wholly empty; the first of them names columns out of `columns`.

    What kind of file it is shows in its content, not in its name. Of a workbook the first sheet that is not hidden is
    read. Fields are named as `columns` names them, however the file writes it.

    Raises:
        InputError: The file cannot be read as such a table, or something in it is not text, a number or a date.
    """
    shown = _shown(path)
    known = {_name(column): column for column in columns}
    data = _content(path, shown)
    if data.startswith(_ZIP):
        records = iter(_workbook_records(data, shown))
    else:
        records = (record for record in _csv_records(data, shown, known) if not _is_empty(record[1]))
    return tuple(_rows(records, known, shown))


def _rows(records: Iterator[_Record], known: Mapping[str, str], shown: str) -> Iterator[Row]:
    line, header = next(records, (1, ()))
    names = _header(header, known, f"{shown}, line {line}")
    for count, (line, cells) in enumerate(records, start=1):
        if count > _MOST_ROWS:
            msg = f"{shown}: more than {_MOST_ROWS:,} rows; split the table into several files"
            raise InputError(msg)
        yield Row(line, dict(_fields(cells, names, f"{shown}, line {line}")))


def _fields(cells: Sequence[object], names: Sequence[str], place: str) -> Iterator[tuple[str, str | date]]:
    for index, cell in enumerate(cells):
        name = names[index] if index < len(names) else ""
        try:
            value = _plain(cell)
        except ValueError as fault:
            # the cell itself is not repeated: it may hold what somebody wrote about a person
            msg = f"{place}, column {_letters(index)}{f' ({name})' if name else ''}: {fault}"
            raise InputError(msg) from fault
        if value and not name:
            where = f"column {_letters(index)}"
            msg = f"{place}: a cell in {where}, which the header does not name; empty it, or name the column"
            raise InputError(msg)
        if value:
            yield name, value


def _header(cells: Sequence[object], known: Mapping[str, str], place: str) -> tuple[str, ...]:
    """The column each cell names, "" for an empty one."""
    written = ["" if _is_empty((cell,)) else str(cell).strip() for cell in cells]
    while written and not written[-1]:
        written.pop()
    if len(written) > _MOST_COLUMNS:
        msg = f"{place}: {len(written):,} columns; at most {_MOST_COLUMNS} can be read: remove the others"
        raise InputError(msg)
    accepted = f"accepted are {', '.join(known.values())}"
    names = [_name(cell) for cell in written]
    if known.keys().isdisjoint(names):
        found = f"found {_listed([*filter(None, written)])}" if names else "the file has no line with content"
        msg = f"{place}: no known column ({found}); the first line must name the columns; {accepted}"
        raise InputError(msg)
    if unknown := [cell for cell, name in zip(written, names, strict=True) if name and name not in known]:
        msg = f"{place}: unknown column {_listed(unknown)}; {accepted}: rename or remove it"
        raise InputError(msg)
    if doubled := [known[name] for name in dict.fromkeys(names) if name and names.count(name) > 1]:
        msg = (
            f"{place}: column {_listed(doubled)} stands there more than once; {accepted}, each once: remove the others"
        )
        raise InputError(msg)
    return tuple(known.get(name, "") for name in names)


def _letters(index: int) -> str:
    """The letters above a column; the first is 0. A file can have columns that no spreadsheet program has."""
    letters, number = "", index + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _name(column: str) -> str:
    return re.sub(r"[\s\-]+", "_", column.strip()).casefold()


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(f"{name!r:.40}" for name in names[:5]) + more


def _shown(path: Path) -> str:
    """A path in an error: an error is one line."""
    return str(path) if str(path).isprintable() else repr(str(path))


def _is_empty(cells: Iterable[object]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


# --- cells ---------------------------------------------------------------------------------------------------


def _plain(cell: object) -> str | date:
    """A cell as text or a date, "" if it is empty. Raises ValueError saying what it holds that cannot be used."""
    return _READ.get(type(cell), _refuse_other)(cell)


def _refuse_other(cell: object) -> NoReturn:
    kind = "TRUE or FALSE" if isinstance(cell, bool) else "a length of time"
    msg = f"{kind}; text, a number or a date is needed: write it as text"
    raise ValueError(msg)


def _refuse_error(cell: _ErrorValue) -> NoReturn:
    msg = f"an error value ({cell:.20}); correct the formula, or write what it should give"
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


def _number(cell: float) -> str:
    if not math.isfinite(cell):
        msg = "a number without bounds; text, a number or a date is needed: write it as text"
        raise ValueError(msg)
    # fifteen digits are what a spreadsheet program shows: 0.3, not 0.30000000000000004
    return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"


#: By the very type: a bool is an int to Python, and not to those who fill in tables.
_READ: Final[Mapping[type, Callable[[Any], str | date]]] = {
    type(None): lambda _: "",
    str: _text,
    int: str,
    float: _number,
    datetime: datetime.date,
    date: lambda day: day,
    time: "{:%H:%M}".format,
    _ErrorValue: _refuse_error,
}


# --- files ---------------------------------------------------------------------------------------------------


def _content(path: Path, shown: str) -> bytes:
    """What the file holds, if it can be a table at all."""
    try:
        if not path.is_file():
            what = "a folder" if path.is_dir() else "not a file" if path.exists() else "no such file"
            msg = f"{shown}: {what}; the path of a CSV or XLSX file is needed"
            raise InputError(msg)
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as fault:
        msg = f"{shown}: cannot be read: {fault.strerror}; a file that may be read is needed"
        raise InputError(msg) from fault
    if len(data) > _MOST_BYTES:
        msg = f"{shown}: larger than {_MOST_BYTES // _MEGABYTE} MB; split the table into several files"
        raise InputError(msg)
    if not data:
        msg = f"{shown}: an empty file; a CSV or XLSX table is needed: save it again"
        raise InputError(msg)
    if data.startswith(_OLE):
        _refuse_ole(data, shown)
    return data


def _refuse_ole(data: bytes, shown: str) -> NoReturn:
    if _PROTECTED in data:
        msg = f"{shown}: protected by a password; a workbook without one is needed: remove it and save again"
    else:
        msg = f"{shown}: an old .xls workbook or another Office file; save it as an XLSX workbook (.xlsx)"
    raise InputError(msg)


# --- CSV -----------------------------------------------------------------------------------------------------


def _csv_records(data: bytes, shown: str, known: Collection[str]) -> Iterator[_Record]:
    text = _decoded(data, shown)
    if "\0" in text:
        msg = f"{shown}: NUL characters, so not a CSV table; save it as CSV UTF-8 or as an XLSX workbook"
        raise InputError(msg)
    best = max(_DELIMITERS, key=lambda delimiter: _recognised(_cut(text, delimiter, shown), known))
    yield from _cut(text, best, shown)


def _cut(text: str, delimiter: str, shown: str) -> Iterator[_Record]:
    # strict: else a quotation mark that nobody closed takes the rest of the file into one cell, in silence
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as fault:
        msg = f"{shown}, line {line}: not CSV ({fault}); check the quotation marks of this row, or save it as XLSX"
        raise InputError(msg) from fault


def _recognised(records: Iterator[_Record], known: Collection[str]) -> tuple[int, int]:
    """How many known columns, then how many cells, the header of these records has."""
    try:
        header = next((cells for _, cells in records if not _is_empty(cells)), ())
    except InputError:
        return 0, 0
    return sum(_name(str(cell)) in known for cell in header), len(header)


def _decoded(data: bytes, shown: str) -> str:
    marked = [codec for mark, codec in _CODECS if data.startswith(mark)]
    # Excel writes Russian and Kazakh CSV in Windows-1251 unless it is told otherwise
    for codec in marked or ("utf-8", "cp1251"):
        with suppress(UnicodeDecodeError):
            return data.decode(codec)
    msg = f"{shown}: not text in UTF-8, UTF-16 or Windows-1251; save it as CSV UTF-8 or as an XLSX workbook"
    raise InputError(msg)


# --- XLSX ----------------------------------------------------------------------------------------------------


def _workbook_records(data: bytes, shown: str) -> list[_Record]:
    """The rows that hold something, not many more of them than can be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _refuse_unsafe(archive, shown)
        # openpyxl warns of styles, validations and the like that it leaves out
        with warnings.catch_warnings(action="ignore"):
            return _sheet_records(data, shown)
    except InputError:
        raise
    except Exception as fault:
        # openpyxl lets through whatever its parsers meet in a broken file: KeyError, TypeError, zlib.error ...
        if isinstance(fault, DefusedXmlException) or isinstance(fault.__cause__, DefusedXmlException):
            msg = f"{shown}: declares XML entities, which no spreadsheet program does; save it as XLSX in one"
        else:
            msg = f"{shown}: cannot be read as an XLSX workbook; open it in a spreadsheet program and save it as .xlsx"
        raise InputError(msg) from fault


def _refuse_unsafe(archive: ZipFile, shown: str) -> None:
    """Refuse what must not be unpacked. An archive gives no more bytes than the sizes it declares."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        msg = f"{shown}: protected by a password; a workbook without one is needed: remove it and save again"
        raise InputError(msg)
    large = [part for part in parts if part.file_size > _SMALL_PART]
    is_bomb = any(part.file_size > _MOST_RATIO * part.compress_size for part in large)
    if is_bomb or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        most = f"{_MOST_UNPACKED // _MEGABYTE} MB"
        msg = f"{shown}: unpacks to more than {most} or {_MOST_RATIO} times its size; copy the table to a new workbook"
        raise InputError(msg)
    if sum(_elements(archive, part) for part in parts) > _MOST_ELEMENTS:
        msg = f"{shown}: more cells than a table of {_MOST_ROWS:,} rows needs; copy the table to a new workbook"
        raise InputError(msg)
    has_code = any(part.filename.casefold().endswith("vbaproject.bin") for part in parts)
    if has_code or b"macroEnabled" in archive.read("[Content_Types].xml"):
        msg = f"{shown}: a workbook with macros; save it as an XLSX workbook without them (.xlsx)"
        raise InputError(msg)


def _elements(archive: ZipFile, part: ZipInfo) -> int:
    """About how many elements of XML a part has: the beginnings of tags that do not close one."""
    found = 0
    with archive.open(part) as content:
        while chunk := content.read(_MEGABYTE):
            found += chunk.count(b"<") - chunk.count(b"</")
    return found


def _sheet_records(data: bytes, shown: str) -> list[_Record]:
    with closing(load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)) as workbook:
        sheets = workbook.worksheets
        sheet = next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])
        # programs write a wrong extent, and openpyxl would read no further than that
        sheet.reset_dimensions()
        return list(islice(_used_rows(sheet.iter_rows(), shown), _MOST_ROWS + 2))


def _used_rows(rows: Iterable[Sequence[Any]], shown: str) -> Iterator[_Record]:
    seen = 0
    for line, row in enumerate(rows, start=1):
        # one cell far out makes a long row, one row far down many rows
        seen += len(row)
        if line > _LAST_LINE or seen > _MOST_SEEN:
            msg = f"{shown}: the sheet reaches too far out; copy the table to a new workbook"
            raise InputError(msg)
        cells = [_held(cell.value, cell.data_type) for cell in row]
        if not _is_empty(cells):
            yield line, cells


def _held(value: object, kind: str) -> object:
    if kind == "e":
        return _ErrorValue(str(value))
    if isinstance(value, str):
        return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), value)
    return value


# --- out -----------------------------------------------------------------------------------------------------


def write_workbook(path: Path, title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """
    Write a table to a new XLSX file: all of it or nothing. `title` names the sheet.

    Text is text to every spreadsheet program, whatever it begins with. Numbers too long for such a program, and days
    before 1900, become text. What XML cannot hold becomes U+FFFD.

    Raises:
        InputError: There is a file of this name, it cannot be written, or a text is too long for a cell.
    """
    shown = _shown(path)
    table = [[_written(value) for value in row] for row in (header, *rows)]
    _refuse_long(table, shown)
    # beside it, so that it can be renamed; a short name, as the file's own may be as long as names can be
    part = path.parent / f".komek-{secrets.token_hex(8)}.part"
    try:
        if os.path.lexists(path):
            raise FileExistsError  # noqa: TRY301 - the same answer if it comes to be there meanwhile
        with part.open("xb") as file:
            _workbook(title, table).save(file)
            file.flush()
            os.fsync(file.fileno())
        _give_name(part, path)
    except FileExistsError as there:
        msg = f"{shown}: there is a file of this name; a new name is needed: choose another, or move that file away"
        raise InputError(msg) from there
    except OSError as fault:
        msg = f"{shown}: cannot be written: {fault.strerror}; a folder with room that may be written to is needed"
        raise InputError(msg) from fault
    finally:
        with suppress(OSError):
            part.unlink()


def _give_name(part: Path, path: Path) -> None:
    """Give the whole file its name. Raises FileExistsError if something else has it."""
    try:
        # unlike a rename, a link never overwrites what came to be there meanwhile
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # this file system has no links
        if os.path.lexists(path):
            raise FileExistsError from None
        part.rename(path)


def _written(value: Value) -> Value:
    """A value as a workbook can hold it."""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return _LIKE_ESCAPED.sub("_x005F_", _NOT_XML.sub("\ufffd", text)) or None
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    return str(value) if isinstance(value, int) and abs(value) >= _MOST_DIGITS else value


def _refuse_long(table: Sequence[Sequence[Value]], shown: str) -> None:
    """Refuse what openpyxl would cut short without a word."""
    for line, row in enumerate(table, start=1):
        for index, value in enumerate(row):
            # a cell's length is counted in units of UTF-16
            length = len(value.encode("utf-16-le")) // 2 if isinstance(value, str) else 0
            if length > _LONGEST_WRITTEN:
                place = f"line {line}, column {_letters(index)}"
                msg = f"{shown}, {place}: {length:,} characters; a cell holds {_LONGEST_WRITTEN:,}: shorten the text"
                raise InputError(msg)


def _workbook(title: str, table: Sequence[Sequence[Value]]) -> Workbook:
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "Komek"
    sheet = workbook.create_sheet(_sheet_title(title))
    # in a workbook that is written as it comes, these go before the rows
    sheet.freeze_panes = "A2"
    for index, width in enumerate(_widths(table)):
        sheet.column_dimensions[_letters(index)].width = width
    for line, row in enumerate(table, start=1):
        sheet.append([_cell(sheet, value, is_bold=line == 1) for value in row])
    # else a save that fails leaves it half open, and Python complains of that once more
    sheet.close()
    return workbook


def _sheet_title(title: str) -> str:
    allowed = _NOT_IN_TITLES.sub("-", _NOT_XML.sub("\ufffd", title))
    return allowed[:_LONGEST_TITLE].strip(" '") or "Sheet1"


def _widths(table: Sequence[Sequence[Value]]) -> list[int]:
    widths = [0] * max(map(len, table))
    for row in table:
        for index, value in enumerate(row):
            widths[index] = max(widths[index], _width(value))
    return [min(width + 2, _WIDEST) for width in widths]


def _width(value: Value) -> int:
    """The letters of the longest line; a date has ten."""
    return 0 if value is None else max(map(len, str(value).split("\n")))


def _cell(sheet: object, value: Value, *, is_bold: bool) -> Cell | None:
    if value is None:
        return None
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # openpyxl takes "=..." for a formula and "#REF!" for an error
        cell.data_type = "s"
        if _EVALUATED.match(value):
            # so it stays text when somebody edits the cell: the apostrophe that Excel itself puts
            cell.quotePrefix = True
        if _width(value) > _WIDEST or "\n" in value:
            cell.alignment = Alignment(wrap_text=True)
    elif isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    if is_bold:
        cell.font = Font(bold=True)
    return cell
