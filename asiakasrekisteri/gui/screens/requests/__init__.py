"""The pages of requests: the list, one request with its steps, the form in which one is received."""
