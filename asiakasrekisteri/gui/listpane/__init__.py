"""A long list with the card of the row in front beside it: customers, interactions, and what comes after them."""
