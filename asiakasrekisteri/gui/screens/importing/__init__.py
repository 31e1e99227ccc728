"""The page where customers are brought from a file."""
