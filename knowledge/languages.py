"""The three languages, and a text that stands in all of them."""

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["en", "ru", "kk"]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Names:
    """One name in the three languages."""

    en: str
    ru: str
    kk: str

    def by(self, language: Language) -> str:
        """The name in `language`."""
        return {"en": self.en, "ru": self.ru, "kk": self.kk}[language]
