"""Commands that look and change nothing: what is open, what failed, how far a URL came."""
