"""Files from outside turned into plain rows and problems, and back; knows no store."""
