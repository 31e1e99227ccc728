"""The tabs of a customer's page: what has happened, services, contracts, invoices, persons, data protection."""
