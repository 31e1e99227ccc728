"""Whole pages. A screen is given its collaborators and knows no other screen."""
