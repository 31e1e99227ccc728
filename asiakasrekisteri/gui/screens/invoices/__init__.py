"""Invoices: the list, one of them read and written, payments that nobody has claimed, rates and periods."""
