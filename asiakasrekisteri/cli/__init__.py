"""The command line: thin commands, each calling one use case."""
