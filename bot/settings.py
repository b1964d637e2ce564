"""The settings of an installation: environment variables, or a file `.env` in the working directory."""

from pathlib import Path
from typing import Literal
from urllib.parse import quote

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from bot.errors import InputError
from knowledge.languages import Language


class Settings(BaseSettings):
    """What an administrator can set; `.env.example` lists the same names."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True
    )

    default_language: Language = Field("ru", description="The language before a person has written anything")
    data_folder: Path = Field(Path("komek-data"), description="The folder of the embedded database")
    database_url: str = Field("", description="The address of a PostgreSQL database; empty for the embedded one")
    papers: Path | None = Field(None, description="Where the terminal puts drafted papers; in the data folder else")
    personal_key: SecretStr = Field(SecretStr(""), description="Keys for answers that say something of a person")
    personal_days: int = Field(30, ge=1, le=3650, description="How many days after its case they are kept")
    working_hours: str = Field("09:00-13:00 14:30-18:30", description="The office's hours, before and after lunch")
    backup_folder: Path | None = Field(None, description="Where a backup is made each night; without it none is")
    bot_token: SecretStr = Field(SecretStr(""), description="The token of the Telegram bot, from @BotFather")
    telegram_api_url: str = Field("", description="A Bot API server of one's own, instead of Telegram's")
    webhook_url: str = Field("", description="Where Telegram brings updates; without it they are fetched")
    webhook_secret: SecretStr = Field(SecretStr(""), description="What Telegram has to bring along")
    webhook_host: str = Field("127.0.0.1", description="The address to listen at for the webhook")
    webhook_port: int = Field(8443, ge=0, le=65535, description="The port to listen at for the webhook")
    smtp_host: str = Field("", description="The mail server to send by; empty for no e-mail")
    smtp_port: int | None = Field(None, ge=1, le=65535, description="Its port; without it the usual one")
    smtp_user: str = Field("", description="The account on it, where it wants a login")
    smtp_password: SecretStr = Field(SecretStr(""), description="The password of the account")
    smtp_tls: Literal["none", "starttls", "tls"] = Field("starttls", description="How the connection is protected")
    smtp_ca_file: Path | None = Field(None, description="A file with the only authorities trusted to name the server")
    mail_from: str = Field("", description="The address that e-mail comes from")
    imap_host: str = Field("", description="The server with the mailbox of MAIL_FROM; empty when nobody reads it")
    imap_port: int | None = Field(None, ge=1, le=65535, description="Its port; without it the usual one")
    imap_user: str = Field("", description="The account on it")
    imap_password: SecretStr = Field(SecretStr(""), description="The password of the account")
    imap_tls: Literal["none", "starttls", "tls"] = Field("tls", description="How the connection is protected")
    imap_folder: str = Field("INBOX", description="The folder that is read")
    imap_ca_file: Path | None = Field(None, description="A file with the only authorities trusted to name the server")
    mail_trusted_host: str = Field("", description="The mail server whose word about senders is believed")
    public_answers: bool = Field(False, description="Whether strangers may ask about the law in Telegram")
    personal_data_in_telegram: bool = Field(False, description="Whether personal data may be written in Telegram")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="From which level on to log")
    official_texts: tuple[Path, ...] = Field((), description="Files with official texts to lay over ours")
    calendar_entries: Path | None = Field(None, description="A file with days moved by the labour authority")

    @property
    def database(self) -> str:
        """The address of the database: the one that was set, or the embedded one in the data folder."""
        # a file's name may hold what means something in an address
        return self.database_url or f"sqlite+aiosqlite:///{quote(str(self.embedded_file))}"

    @property
    def embedded_file(self) -> Path:
        """The file of the embedded database."""
        return self.data_folder / "komek.db"

    @property
    def papers_folder(self) -> Path:
        """Where the terminal puts papers."""
        return self.papers or self.data_folder / "papers"

    @property
    def is_embedded(self) -> bool:
        """Whether the database is the embedded one."""
        return not self.database_url


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
