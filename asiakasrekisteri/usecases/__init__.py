"""The only door to the data: permission, transaction, log, and then the rules."""
