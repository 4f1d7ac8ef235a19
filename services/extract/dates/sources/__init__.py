"""Where a page tells its dates: marked up, in attributes, beside the headline, in the text."""
