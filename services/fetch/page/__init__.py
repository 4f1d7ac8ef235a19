"""What a response says: its kind, its rights, whether it has changed."""
