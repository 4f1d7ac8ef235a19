"""Two texts beside each other: their words, what changed, how alike they are."""
