"""The menu of commands, in each language."""

from typing import Final

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from dialogs.texts import Texts
from knowledge.languages import LANGUAGES, Language

COMMANDS: Final = ("cases", "register", "due", "help", "lang", "cancel")


async def set_menu(bot: Bot, texts: Texts, default: Language) -> None:
    """Tell Telegram our commands; where a client's language is another one, the default's."""
    for language in (None, *LANGUAGES):
        commands = [
            BotCommand(command=name, description=texts.words(f"menu-{name}", language or default)) for name in COMMANDS
        ]
        await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code=language)
