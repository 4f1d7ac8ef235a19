"""What the article quotes."""
