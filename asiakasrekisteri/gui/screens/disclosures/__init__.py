"""Disclosures, recipients, transfers and requests for registration data."""
