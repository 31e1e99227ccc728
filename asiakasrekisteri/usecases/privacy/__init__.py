"""The rights of the person and the duties of the register's keeper."""
