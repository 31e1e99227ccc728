"""Parts of the entrance: password field, list of user IDs, frame with the language switch."""
