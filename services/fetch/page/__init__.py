"""What a response says: its kind, and whether it has changed."""
