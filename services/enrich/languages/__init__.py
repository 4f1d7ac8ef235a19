"""Which language it is where the detector does not know."""
