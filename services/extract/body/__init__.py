"""The body: which parts of a page are the article's text, as blocks."""
