"""The whole register out in open formats: for a change of programs, for an authority, for the firm's own reckoning."""
