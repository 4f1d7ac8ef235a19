"""Extract: pages in, articles out."""
