"""The timeline: everything that has happened, newest first, however much there is."""
