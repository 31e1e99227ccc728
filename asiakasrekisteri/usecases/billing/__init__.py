"""Billing: invoices, credit notes, payments, reminders, and the tables by which they are reckoned."""
