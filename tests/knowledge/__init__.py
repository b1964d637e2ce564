"""The law: data, dates, finding clauses."""
