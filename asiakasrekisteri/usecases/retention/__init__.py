"""Retention: the rules, what is due and why, what is held back, destruction on record."""
