"""What the operating system lends: the keyring, folders, files written whole, settings of this computer."""
