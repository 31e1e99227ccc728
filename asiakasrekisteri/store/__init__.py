"""The encrypted register on the office's own disk: keys, database, backups, migrations."""
