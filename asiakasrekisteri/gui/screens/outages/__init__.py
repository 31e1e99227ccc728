"""Outages: the list, the composer of notices, and what became of a notice."""
