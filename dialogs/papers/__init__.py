"""Papers: forms as data, filled in and given back as DOCX."""
