"""What must not be lost: one database, one transaction a turn."""
