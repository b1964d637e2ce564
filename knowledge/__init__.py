"""The law: the act as data, finding its clauses, dates and their traces. Pure: no channel, no clock, no store."""
