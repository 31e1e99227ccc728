"""The mail that the office sends: its server, the sending, and drafts for another program."""
