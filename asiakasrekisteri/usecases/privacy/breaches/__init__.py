"""Personal data breaches: documented, reported to the supervisor in time, told to the persons, closed and kept."""
