"""What pages show of interactions: words and icons, one of them for reading, mails brought in."""
