"""Bringing customers and persons in from files: plan each row, find who is here already, write, report."""
