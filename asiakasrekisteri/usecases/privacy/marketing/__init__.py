"""Direct marketing: who may be written to and why, consents, prohibitions, newsletters and unsubscribing (LAW §6.1)."""
