"""The channel e-mail: what comes to our mailbox is fetched, stored, then marked as seen; answers go out as mails."""
