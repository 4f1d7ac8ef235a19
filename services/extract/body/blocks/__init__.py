"""The article as blocks: its lines and images, each with its kind."""
