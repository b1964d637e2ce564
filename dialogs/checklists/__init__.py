"""Checklists: a procedure of the Instruction walked through question by question, up to its papers."""
