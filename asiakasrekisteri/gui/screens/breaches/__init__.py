"""Personal data breaches."""
