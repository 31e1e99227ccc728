"""Requests of data subjects: received, identified, decided, answered and kept as evidence."""
