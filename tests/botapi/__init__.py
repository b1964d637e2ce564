"""A small, strict Telegram Bot API over HTTP, with the people who write to the bot: `tests.botapi.server.BotApi`."""
