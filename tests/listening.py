"""The ports of servers that the tests themselves run on this computer: all that a test may connect to."""

PORTS: set[int] = set()
