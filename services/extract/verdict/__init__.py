"""Whether a page is an article at all, and the reason where it is not."""
