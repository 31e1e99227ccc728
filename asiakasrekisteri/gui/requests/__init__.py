"""What pages of requests are built of: the words, the bodies of the steps, the letters looked at before they go."""
