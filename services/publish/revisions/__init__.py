"""Whether a page brings an article, a revision of one, or nothing new."""
