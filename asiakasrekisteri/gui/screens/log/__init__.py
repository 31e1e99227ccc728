"""The log of views and changes."""
