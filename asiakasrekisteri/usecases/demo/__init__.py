"""A fictional office: invented customers and persons, users, documents. Nothing in it is meant to exist."""
