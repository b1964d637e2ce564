"""The tests mirror the rooms; walks/ are whole conversations, house/ holds the house to its plan."""
