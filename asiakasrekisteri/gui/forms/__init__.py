"""Forms built from the catalogue: a new field needs nothing here, a new kind of field one editor."""
