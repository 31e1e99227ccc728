"""Writing down a call, a visit or a letter beside the page in front, while the phone is at the ear."""
