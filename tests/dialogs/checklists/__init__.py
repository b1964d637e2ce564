"""Walks through checklists."""
