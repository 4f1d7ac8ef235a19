"""Which of the addresses that a page states is the canonical URL of its story."""
