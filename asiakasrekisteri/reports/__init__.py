"""Frozen data in, PDF out: letters and register documents (GDPR Art. 12–15, SFS 2487)."""
