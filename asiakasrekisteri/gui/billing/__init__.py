"""What several pages show of invoices: their list, the figures of a year, the state of each in words."""
