"""The steps, one module each, in a single line from the first schema on."""
