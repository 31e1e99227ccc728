"""Colours, type, style sheet and icons: everything that decides how the window looks."""
