"""Sends that are confirmed: partition, queue, record batch."""
