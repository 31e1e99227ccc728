"""Users and their rights, for the main user."""
