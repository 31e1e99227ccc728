"""Vuosikatsaus: the checklist that the store tells, its answers, and the minutes that were made of earlier ones."""
