"""The window: shows, asks, and calls one use case at a time; holds no rules and no SQL."""
