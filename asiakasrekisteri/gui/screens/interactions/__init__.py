"""The pages of interactions: the list, and one of them read, edited or begun."""
