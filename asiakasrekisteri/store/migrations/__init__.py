"""From one form of the database to the next: Alembic's engine without its files, so that it works frozen too."""
