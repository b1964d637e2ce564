"""Data files: read as TOML, checked against the types they are to become, errors that name file and key."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError

T = TypeVar("T")

DATA: Final = Path(__file__).parent / "data"

STRICT: Final = ConfigDict(extra="forbid")


class DataError(Exception):
    """A data file cannot be used: it names the file, the key, what stands there and what is needed."""


def _one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


def _parts(text: object) -> object:
    """The unnumbered parts of a paragraph: empty lines separate them, other white space means nothing."""
    return tuple(" ".join(part.split()) for part in text.split("\n\n")) if isinstance(text, str) else text


Line = Annotated[str, BeforeValidator(_one_line)]
Parts = Annotated[tuple[str, ...], BeforeValidator(_parts)]
Known = Annotated[date | None, BeforeValidator(lambda value: None if value == "unknown" else value)]


def toml_file(path: Path, kind: type[T]) -> T:
    """
    The content of a TOML file as `kind`, a dataclass or a mapping or list of them.

    Raises:
        DataError: The file is missing, is not TOML or UTF-8, or does not hold what `kind` needs.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as none:
        msg = f"{path.name}: no such file: {path}"
        raise DataError(msg) from none
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as broken:
        msg = f"{path.name}: cannot be read as a TOML file in UTF-8: {broken}"
        raise DataError(msg) from broken
    return checked(raw, kind, path.name)


def checked(raw: object, kind: type[T], name: str) -> T:
    """
    `raw` as `kind`; `name` is what an error calls its source.

    Raises:
        DataError: It does not hold what `kind` needs; each wrong key is named, with what stands there.
    """
    try:
        return TypeAdapter(kind).validate_python(raw)
    except ValidationError as wrong:
        faults = (
            f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']} (given: {fault['input']!r:.80})"
            for fault in wrong.errors(include_url=False)
        )
        msg = f"{name}: " + "; ".join(faults)
        raise DataError(msg) from wrong
