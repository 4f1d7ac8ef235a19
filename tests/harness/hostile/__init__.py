"""A web that means harm, played on this machine."""
