"""The answer to "what do you hold about me?": its items, what is decided of each, its annexes, and what was sent."""
