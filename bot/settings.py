"""The settings of an installation: environment variables, or a file `.env` in the working directory."""

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from bot.errors import InputError
from knowledge.languages import Language


class Settings(BaseSettings):
    """What an administrator can set; `.env.example` lists the same names."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True
    )

    default_language: Language = Field("ru", description="The language before a person has written anything")
    official_texts: tuple[Path, ...] = Field((), description="Files with official texts to lay over ours")
    calendar_entries: Path | None = Field(None, description="A file with days moved by the labour authority")


def read_settings() -> Settings:
    """
    The settings of this installation.

    Raises:
        InputError: A variable holds what it cannot hold.
    """
    try:
        return Settings()
    except (SettingsError, UnicodeDecodeError) as unreadable:
        msg = f"settings: cannot be read: {unreadable}; see .env.example"
        raise InputError(msg) from unreadable
    except ValidationError as wrong:
        fault = wrong.errors(include_url=False)[0]
        name = "_".join(str(step) for step in fault["loc"]).upper()
        msg = f"setting {name}: {fault['msg']} (given: {str(fault['input'])!r:.80}); see .env.example"
        raise InputError(msg) from wrong
