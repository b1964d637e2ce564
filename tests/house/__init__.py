"""The house holds to its plan: directions, texts, settings, data."""
