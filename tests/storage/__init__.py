"""What must not be lost, on both databases."""
