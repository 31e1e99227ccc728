"""The rights beside access, as steps of a request's page: what is done, who is told, what is kept and why."""
