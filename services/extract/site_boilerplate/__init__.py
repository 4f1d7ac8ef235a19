"""What recurs on a site's pages, remembered, so that it is no article's text."""
