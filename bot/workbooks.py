"""XLSX workbooks, in and out: what is hostile or broken is refused, what is text stays text."""

import os
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from io import BytesIO
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, Final, NoReturn
from zipfile import ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from bot.errors import InputError

MEGABYTE: Final = 1024 * 1024
MOST_ROWS: Final = 20_000

_MOST_UNPACKED: Final = 100 * MEGABYTE

#: A part of a workbook shrinks ten or twenty times. Small ones are let be: the sum bounds them.
_MOST_RATIO: Final = 100
_SMALL_PART: Final = MEGABYTE

#: A cell is two or three elements of XML. Each takes some 300 bytes once parsed, so few bytes could fill the memory.
_MOST_ELEMENTS: Final = 4_000_000

#: The last line and column a spreadsheet program can have, and more cells than people fill or format.
_LAST_LINE: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_MOST_SEEN: Final = 5_000_000

#: A workbook writes a character that XML cannot hold as _x000D_, and an underscore that would begin this as _x005F_.
_ESCAPED: Final = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff]|[Ff]{3}[EeFf])_")
_LIKE_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_EVALUATED: Final = re.compile(r"\s*[=+\-@]|[\t\r\n]")
_LONGEST: Final = 32_767
_WIDEST: Final = 60

#: Spreadsheet programs know no day before.
_FIRST_YEAR: Final = 1900

Value = str | date | None

#: The line a row begins on, and its cells as they stand there.
Record = tuple[int, Sequence[object]]


class ErrorValue(str):
    """What a formula gave that could not be worked out, as #REF!."""

    __slots__ = ()


def refuse(place: str, why: str) -> NoReturn:
    """Refuse what stands at a place of a file. Raises InputError."""
    msg = f"{place}: {why}"
    raise InputError(msg)


def shown(path: Path) -> str:
    """A path in an error: an error is one line."""
    return str(path) if str(path).isprintable() else repr(str(path))


def letters(index: int) -> str:
    """What stands above a column; the first is 0. A text can have columns that no spreadsheet program has."""
    return str(get_column_letter(index + 1)) if index < _LAST_COLUMN else str(index + 1)


def is_empty(cells: Iterable[object]) -> bool:
    """Whether nobody sees anything in these cells."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


# --- in ------------------------------------------------------------------------------------------------------


def workbook_records(data: bytes, place: str) -> list[Record]:
    """The rows that hold something, not many more of them than can be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _refuse_unsafe(archive, place)
        # openpyxl warns of styles, validations and the like that it leaves out
        with warnings.catch_warnings(action="ignore"):
            return _sheet_records(data, place)
    except InputError:
        raise
    except Exception as fault:  # noqa: BLE001 - whatever parsers meet in a broken file: KeyError, zlib.error ...
        if isinstance(fault, DefusedXmlException) or isinstance(fault.__cause__, DefusedXmlException):
            refuse(place, "declares XML entities, which no spreadsheet program does; save it as XLSX in one")
        refuse(place, "cannot be read as an XLSX workbook; open it in a spreadsheet program and save it as .xlsx")


def _refuse_unsafe(archive: ZipFile, place: str) -> None:
    """Refuse what must not be unpacked. An archive gives no more bytes than the sizes it declares."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        refuse(place, "protected by a password; a workbook without one is needed: remove it and save again")
    large = [part for part in parts if part.file_size > _SMALL_PART]
    is_bomb = any(part.file_size > _MOST_RATIO * part.compress_size for part in large)
    if is_bomb or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        most = f"{_MOST_UNPACKED // MEGABYTE} MB"
        refuse(place, f"unpacks to more than {most} or {_MOST_RATIO} times its size; copy the table to a new workbook")
    if sum(_elements(archive, part) for part in parts) > _MOST_ELEMENTS:
        refuse(place, f"more cells than a table of {MOST_ROWS:,} rows needs; copy the table to a new workbook")
    has_code = any(part.filename.casefold().endswith("vbaproject.bin") for part in parts)
    if has_code or b"macroEnabled" in archive.read("[Content_Types].xml"):
        refuse(place, "a workbook with macros; save it as an XLSX workbook without them (.xlsx)")


def _elements(archive: ZipFile, part: ZipInfo) -> int:
    """About how many elements of XML a part has: the beginnings of tags that do not close one."""
    with archive.open(part) as content:
        return sum(chunk.count(b"<") - chunk.count(b"</") for chunk in iter(lambda: content.read(MEGABYTE), b""))


def _sheet_records(data: bytes, place: str) -> list[Record]:
    with closing(load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)) as workbook:
        sheets = workbook.worksheets
        sheet = next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])
        # programs write a wrong extent, and openpyxl would read no further than that
        sheet.reset_dimensions()
        return list(islice(_used_rows(sheet.iter_rows(), place), MOST_ROWS + 2))


def _used_rows(rows: Iterable[Sequence[Any]], place: str) -> Iterator[Record]:
    seen = 0
    for line, row in enumerate(rows, start=1):
        # one cell far out makes a long row, one row far down many rows
        seen += len(row)
        if line > _LAST_LINE or seen > _MOST_SEEN:
            refuse(place, "the sheet reaches too far out; copy the table to a new workbook")
        cells = [_held(cell.value, cell.data_type) for cell in row]
        if not is_empty(cells):
            yield line, cells


def _held(value: object, kind: str) -> object:
    if kind == "e":
        return ErrorValue(str(value))
    if isinstance(value, str):
        return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), value)
    return value


# --- out -----------------------------------------------------------------------------------------------------


def write_workbook(path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """
    Write a table to a new XLSX file: all of it or nothing.

    Text is text to every spreadsheet program, whatever it begins with. Days before 1900 become text. What XML cannot
    hold becomes U+FFFD.

    Raises:
        InputError: There is a file of this name, it cannot be written, or a text is too long for a cell.
    """
    place = shown(path)
    table = [[_written(value) for value in row] for row in (header, *rows)]
    _refuse_long(table, place)
    content = BytesIO()
    try:
        _workbook(table).save(content)
        # the name is taken in one step: nothing that came to be there meanwhile is overwritten
        with path.open("xb") as file:
            try:
                file.write(content.getbuffer())
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                path.unlink()
                raise
    except FileExistsError:
        refuse(place, "there is a file of this name; a new one is needed: choose another, or move that file away")
    except OSError as fault:
        refuse(place, f"cannot be written: {fault.strerror}; a folder with room that may be written to is needed")


def _written(value: Value) -> Value:
    """A value as a workbook can hold it."""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return _LIKE_ESCAPED.sub("_x005F_", _NOT_XML.sub("\ufffd", text)) or None
    if value and value.year < _FIRST_YEAR:
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    return value


def _refuse_long(table: Sequence[Sequence[Value]], place: str) -> None:
    """Refuse what openpyxl would cut short without a word."""
    for line, row in enumerate(table, start=1):
        for index, value in enumerate(row):
            # a cell's length is counted in units of UTF-16
            length = len(value.encode("utf-16-le")) // 2 if isinstance(value, str) else 0
            if length > _LONGEST:
                why = f"{length:,} characters; a cell holds {_LONGEST:,}: shorten the text"
                refuse(f"{place}, line {line}, column {letters(index)}", why)


def _workbook(table: Sequence[Sequence[Value]]) -> Workbook:
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "Komek"
    sheet = workbook.create_sheet("Komek")
    # in a workbook that is written as it comes, these go before the rows
    sheet.freeze_panes = "A2"
    for index, column in enumerate(zip_longest(*table)):
        sheet.column_dimensions[letters(index)].width = min(max(map(_width, column)) + 2, _WIDEST)
    for line, row in enumerate(table, start=1):
        sheet.append([_cell(sheet, value, is_bold=line == 1) for value in row])
    return workbook


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
    else:
        cell.number_format = "DD.MM.YYYY"
    if is_bold:
        cell.font = Font(bold=True)
    return cell
