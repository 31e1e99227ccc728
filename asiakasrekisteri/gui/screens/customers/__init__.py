"""Customers: the list with its card, and the page of one customer for reading and editing."""
