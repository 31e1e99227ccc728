"""What is sold and where it runs, over the whole register."""
