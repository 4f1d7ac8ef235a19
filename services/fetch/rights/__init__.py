"""What publishers say about the use of their pages by machines; pure functions."""
