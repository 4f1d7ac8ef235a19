"""HTTP: one request made safely, within limits of time and size."""
