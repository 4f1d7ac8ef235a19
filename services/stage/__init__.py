"""The shell that all services share: decode, handle, publish, ack. Written once."""
