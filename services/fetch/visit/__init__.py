"""One visit: the turn at a host, its robots.txt, the page, and what that says of the host."""
