"""Whether topics, offsets and the store still belong together; what one knows, the other learns."""
