"""The cards of the desk (Työpöytä): what waits, what is late, what has been done; each part adds its own."""
