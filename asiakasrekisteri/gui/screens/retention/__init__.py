"""The page of retention: what is due, what is coming, what is held, what was destroyed, and the rules."""
