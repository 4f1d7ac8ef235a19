"""The article's own tags: not the site's keywords, not its trends."""
