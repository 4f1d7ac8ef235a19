"""Hosts: whose turn it is, how fast, and how each host has been doing."""
