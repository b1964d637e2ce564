"""The channel Telegram: updates in, words and buttons out."""
