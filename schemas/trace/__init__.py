"""Traces as the World Wide Web Consortium writes them down."""
