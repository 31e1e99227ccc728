"""What is true without a computer: the law, the arithmetic and the vocabulary."""
