"""The authorities of the mail that goes out are those of the mail that comes in."""

from tests.notifier.conftest import authority, misnamed, stranger

__all__ = ["authority", "misnamed", "stranger"]
