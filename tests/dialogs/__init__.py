"""The talk: engine, dates as people write them, wording."""
