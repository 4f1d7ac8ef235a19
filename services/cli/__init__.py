"""The command line, `newsreel`."""
