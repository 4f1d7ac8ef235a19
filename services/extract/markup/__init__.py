"""The page as it came: bytes to a tree, and what its markup states."""
