"""Icons, fonts, texts and vocabularies, read through importlib.resources; no code."""
