"""Pages, forms and lists that any entity of the register has, made from what the catalogue knows of it."""
