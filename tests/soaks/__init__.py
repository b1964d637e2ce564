"""Reminders while what sends them is killed: real processes, real databases, servers that fail in every way."""
