"""What was given on the command line or in a setting and cannot be used: one line each, exit status 2."""


class InputError(Exception):
    """It names what was given, what is needed, and the remedy."""
