"""The parts of a person's page."""
