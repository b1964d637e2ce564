"""What is to be said is said: at once after the turn, or later, and again until it is."""
