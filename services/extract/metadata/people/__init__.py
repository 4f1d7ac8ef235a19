"""Who wrote it: names, bylines and credits, and what is no person."""
