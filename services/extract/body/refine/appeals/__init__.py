"""What a site says to its readers within a text: what it asks, offers and notes, in words."""
