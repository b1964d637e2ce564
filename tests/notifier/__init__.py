"""The notifier: what goes out."""
