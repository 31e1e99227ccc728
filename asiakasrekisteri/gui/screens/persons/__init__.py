"""Persons: the list, the page that collects everything held about one, and its form."""
