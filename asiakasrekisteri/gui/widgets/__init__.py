"""Small pieces that screens are built of; each takes plain values and knows no use case."""
