"""Everyone we talk with, and the wiring."""
