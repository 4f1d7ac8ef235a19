"""Feeds for readers: Atom and JSON Feed, by language, site and tag."""
