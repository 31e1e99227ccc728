"""What the operating system lends: keyring, paths, single instance, opening and printing a file."""
