"""Files that a site publishes about itself: robots.txt and tdmrep.json, cached."""
