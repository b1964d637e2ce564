"""The talk: pure, channel-neutral, no I/O and no clock; what may be said is a closed set."""
