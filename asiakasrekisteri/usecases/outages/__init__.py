"""Outages: what failed, whom it concerns, what was told to whom, and what the authority was told."""
