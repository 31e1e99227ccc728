"""The rights of Art. 16–21 as acts of a request: what is done, what is told to whom, what is kept and why."""
