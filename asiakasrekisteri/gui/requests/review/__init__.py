"""Reviewing an answer before it leaves: the list of its items, the text of one, the paper as it will be."""
