"""Files and registries of the outside turned into plain rows and problems, and back; never touches the store."""
