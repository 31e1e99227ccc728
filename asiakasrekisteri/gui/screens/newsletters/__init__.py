"""Newsletters and campaigns: their list, their writing and sending, and who stops getting them."""
