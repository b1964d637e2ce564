"""Whole conversations, one file each, in three languages."""
