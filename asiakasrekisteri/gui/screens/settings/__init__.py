"""Settings of the office, for the main user."""
